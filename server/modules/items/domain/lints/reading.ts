import type { LintCode } from './codes.ts';
import type { LintInput } from './input.ts';

/** From 60 on a text counts as very hard; one in a hundred of those that textbooks give lies above this. */
export const MOST_LIX = 75;
/** Shorter texts tell nothing of how hard they are to read. */
const LEAST_WORDS = 12;
const LONG_WORD = 6;

/**
 * Readability index of Björnsson, C. H. (1968), Läsbarhet: mean words a sentence, and per cent of
 * words of more than six letters. It needs no syllables, so it serves all languages with spaces.
 */
export function lix(text: string): number {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];
  if (words.length === 0) return 0;
  const sentences = Math.max(1, text.match(/[.!?:;](?=\s|$)/gu)?.length ?? 0);
  const long = words.filter((word) => (word.match(/\p{L}/gu)?.length ?? 0) > LONG_WORD).length;
  return words.length / sentences + (100 * long) / words.length;
}

/** What a learner has to read at once. */
function textOf(item: LintInput): string {
  if (item.kind === 'question') return item.stem;
  if (item.kind !== 'flashcard') return item.text;
  return item.back.length > item.front.length ? item.back : item.front;
}

/** Sentences too long and words too hard for a learner. */
export function lintReading(item: LintInput): LintCode[] {
  const text = textOf(item);
  const hard = (text.match(/\S+/g)?.length ?? 0) >= LEAST_WORDS && lix(text) > MOST_LIX;
  return hard ? ['hard_to_read'] : [];
}
