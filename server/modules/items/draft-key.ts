import { createHash } from 'node:crypto';
import type { DraftContent } from './domain/draft.ts';

/** JSON with the keys of objects in order, so that equal contents give equal texts. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/**
 * SHA-256 (hex) of what a draft says and of the passages that it says it about. A run that is
 * repeated makes the same keys, and the unique index on them keeps it from making items twice.
 */
export function draftKey(content: DraftContent, chunkHashes: readonly string[]): string {
  return createHash('sha256')
    .update(canonicalJson([content.type, [...new Set(chunkHashes)].sort(), content]))
    .digest('hex');
}
