import type { Sentence } from '../document-view.ts';
import { capitalize, wordCount } from '../phrases.ts';
import type { UnitOption } from './units.ts';

/** A question for a number, and the units in which it may be answered; none for a bare number. */
export type Asked = { stem: string; units: UnitOption[] };

export const join = (...parts: string[]): string =>
  `${capitalize(parts.filter((part) => part !== '').join(' '))}?`.replace(/\s+/g, ' ');

/** What follows the quantity, where it is a plain addition (`under standard conditions`), else null. */
export function additionOf(sentence: Sentence, start: number, end: number): string | null {
  const tokens = sentence.tokens.filter((token) => token.start >= start && token.end <= end);
  const text = sentence.plain
    .slice(start, end)
    .replace(/[\s.]+$/, '')
    .trim();
  if (text === '') return '';
  const [first, second, third] = tokens;
  // `and breaks down …`: another statement, even where the verb is taken for a noun.
  const predicate =
    second?.pos === 'VERB' || (/^(?:ADP|ADV|DET)$/.test(third?.pos ?? '') && third?.lower !== 'of');
  if (first?.lower === 'and' && predicate) return '';
  if (first?.pos !== 'ADP' && !/^(?:per|each|every|to)$/.test(first?.lower ?? '')) return null;
  // `for storing JSON data`: what something is there for may be told with a verb.
  const purpose = /^(?:for \p{L}+ing|to \p{L}+) /u.test(text);
  const plain = tokens.every(
    ({ pos, lower }) =>
      !/^(?:AUX|SCONJ|PRON)$/.test(pos) &&
      (purpose || pos !== 'VERB') &&
      !/^(?:that|which|who|,)$/.test(lower),
  );
  return plain && wordCount(text) <= 10 ? text : null;
}
