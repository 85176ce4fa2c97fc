import type { ChunkView, Sentence } from '../document-view.ts';

const WORKED =
  /\b(?:suppose|imagine|consider|assume|for example|for instance|worked example|in the example|let us|let’s|say that|e\.g\.|here|example)\b/i;
const EXAMPLE_HEADING = /\b(?:example|exercise|worked|case|walkthrough|tutorial|project)\b/i;

/**
 * Whether a sentence belongs to an example and not to what the text teaches: under such a heading,
 * or after `suppose`, `for example` and the like in the same paragraph.
 */
export function isWorked(chunk: ChunkView, sentence: Sentence): boolean {
  if (EXAMPLE_HEADING.test(chunk.heading)) return true;
  return chunk.sentences.some(
    ({ block, index, plain }) =>
      block === sentence.block && index <= sentence.index && WORKED.test(plain),
  );
}
