/**
 * Does all of the work, at most `limit` at a time, in order. After a failure nothing more is
 * begun, and what is under way is waited for, since it may be paid already; then the first error
 * is thrown.
 */
export async function inParallel<T>(
  all: readonly T[],
  limit: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  let next = 0;
  const line = async () => {
    while (errors.length === 0 && next < all.length) {
      const one = all[next++] as T;
      await work(one).catch((error: unknown) => {
        errors.push(error);
      });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, all.length)) }, line));
  if (errors.length > 0) throw errors[0];
}
