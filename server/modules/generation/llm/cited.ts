import { locateQuote } from '../domain/locate-quote.ts';
import type { Citation, SourceChunk } from '../engine.ts';
import type { Cited } from './prompts/prompt.ts';

/** Passages of a request by the short names under which the model sees and cites them. */
export type Labels = {
  labelOf(chunkId: string): string;
  chunkOf(label: string): SourceChunk | null;
};

export function labelPassages(chunks: readonly SourceChunk[]): Labels {
  const byLabel = new Map(chunks.map((chunk, index) => [`P${index + 1}`, chunk]));
  const byId = new Map(chunks.map((chunk, index) => [chunk.id, `P${index + 1}`]));
  return {
    labelOf: (chunkId) => byId.get(chunkId) ?? '',
    chunkOf: (label) => byLabel.get(label.trim().toUpperCase()) ?? null,
  };
}

/**
 * The citations of an entry that stand in the source, each once, in its order. A quote that
 * stands in another passage of the request than the one named is taken from there: the words
 * are what counts, and models miscount labels.
 */
export function locateCitations(
  cited: readonly Cited[],
  labels: Labels,
  chunks: readonly SourceChunk[],
): Citation[] {
  const found = new Map<string, Citation>();
  for (const { passage, quote } of cited) {
    const named = labels.chunkOf(passage);
    const candidates = named === null ? chunks : [named, ...chunks.filter((one) => one !== named)];
    for (const chunk of candidates) {
      const span = locateQuote(chunk.text, quote);
      if (span === null) continue;
      found.set(`${chunk.id}:${span.start}:${span.end}`, {
        chunkId: chunk.id,
        ...span,
        quote: chunk.text.slice(span.start, span.end),
      });
      break;
    }
  }
  return [...found.values()];
}
