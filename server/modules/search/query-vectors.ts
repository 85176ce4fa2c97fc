import type { Embedder } from '../library/index.ts';

/** A person waits for a search; without the vector, words find alone. */
const PATIENCE_MS = 2_500;
/** Queries whose vectors are kept, since people page, filter and come back. */
const KEPT = 500;

/** The vectors of queries; null where a model does not give one in time. */
export function createQueryVectors() {
  const kept = new Map<string, Float32Array>();
  return async (
    embedder: Embedder,
    organizationId: string,
    query: string,
  ): Promise<Float32Array | null> => {
    const key = `${organizationId} ${embedder.name} ${query}`;
    const known = kept.get(key);
    if (known) return known;
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const [vector = null] = await embedder.embed([query], signal).catch((error: unknown) => {
      if (signal.aborted) return [];
      throw error;
    });
    if (vector === null) return null;
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, vector);
    return vector;
  };
}
