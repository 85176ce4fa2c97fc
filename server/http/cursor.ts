import { AppError } from '../errors.ts';

/** A cursor is the sort key of the last row of a page, opaque to clients. */
export function encodeCursor(key: Record<string, string | number>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The sort key in a cursor; null for the first page.
 *
 * @throws AppError `invalid_request` for anything that `encodeCursor` did not make of these names.
 */
export function decodeCursor<const N extends string>(
  cursor: string | undefined,
  names: readonly N[],
): Record<N, string> | null {
  if (cursor === undefined) return null;
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Record<N, unknown>;
    const entries = names.map((name) => {
      const value = key[name];
      if (typeof value !== 'string' && typeof value !== 'number') throw new TypeError('not a key');
      return [name, String(value)];
    });
    return Object.fromEntries(entries) as Record<N, string>;
  } catch {
    throw new AppError(
      'invalid_request',
      'The cursor is not one that this list gave; start from the first page.',
    );
  }
}

/** A page out of `limit + 1` rows: the extra row says that there is more. */
export function takePage<Row, T>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => T,
  toCursor: (row: Row) => string,
): { items: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? toCursor(last) : null,
  };
}
