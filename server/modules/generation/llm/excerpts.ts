import { beginningOf, estimateTokens } from '../domain/pack.ts';
import type { SourceChunk } from '../engine.ts';

/** Fewer than this of a passage says nothing; then some passages are left out instead. */
const LEAST_TOKENS = 60;

/**
 * A text that is too long for one request, shortened evenly: of each passage its beginning, and
 * where even that is too much, of every second, third, … passage. Offsets of what remains are
 * those of the passage, so that citations of an excerpt are citations of the passage.
 */
export function excerptsOf(chunks: readonly SourceChunk[], tokens: number): SourceChunk[] {
  const size = chunks.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  if (size <= tokens) return [...chunks];
  const most = Math.max(1, Math.floor(tokens / LEAST_TOKENS));
  const step = Math.max(1, Math.ceil(chunks.length / most));
  const kept = chunks.filter((_, index) => index % step === 0);
  const share = Math.floor(tokens / kept.length);
  return kept.map((chunk) => ({ ...chunk, text: beginningOf(chunk.text, share) }));
}
