import { answerWords, foldForms } from './normalize.ts';
import { hasDigit } from './number-format.ts';
import { differInNumber, typosBetween } from './similar-word.ts';

/**
 * How an answer agrees with an accepted one: to the letter; but for form (case, accents, spaces,
 * punctuation, article, plural); but for the format of a number; but for slips of the pen.
 */
export type Match = 'exact' | 'case' | 'number' | 'typo';

const CLOSEST_FIRST: readonly Match[] = ['exact', 'case', 'number', 'typo'];
const MOST_TYPOS = 2;

/** The closest agreement of a written answer with any of the accepted ones; null for none. */
export function matchText(written: string, accepted: readonly string[]): Match | null {
  const found = new Set(accepted.map((text) => matchOne(written, text)));
  return CLOSEST_FIRST.find((match) => found.has(match)) ?? null;
}

/** The least close of several agreements; null if one is missing. */
export function leastClose(matches: readonly (Match | null)[]): Match | null {
  if (matches.includes(null)) return null;
  return CLOSEST_FIRST.findLast((match) => matches.includes(match)) ?? null;
}

function matchOne(written: string, accepted: string): Match | null {
  const answer = written.trim();
  if (answer === '') return null;
  if (answer.normalize('NFC') === accepted.trim().normalize('NFC')) return 'exact';

  const given = answerWords(answer);
  const meant = answerWords(accepted);
  if (given.length === 0) return null;
  if (given.join(' ') === meant.join(' '))
    return formatDiffers(answer, accepted) ? 'number' : 'case';
  // Written together or apart: sea level, sealevel. Never across numbers, where "1 5" is not 15.
  if (!given.some(hasDigit) && given.join('') === meant.join('')) return 'case';
  return matchWords(given, meant);
}

function matchWords(given: readonly string[], meant: readonly string[]): Match | null {
  if (given.length !== meant.length) return null;
  let typos = 0;
  for (const [index, word] of given.entries()) {
    const target = meant[index] ?? '';
    if (differInNumber(word, target)) continue;
    const slips = typosBetween(word, target);
    if (slips === null) return null;
    typos += slips;
  }
  if (typos > MOST_TYPOS) return null;
  return typos === 0 ? 'case' : 'typo';
}

/** Whether equal answers are written with differently formatted numbers. */
function formatDiffers(answer: string, accepted: string): boolean {
  return numerals(answer) !== numerals(accepted) && /\d/.test(answer);
}

function numerals(text: string): string {
  return foldForms(text)
    .replace(/[^\d.,+\-−]+/g, ' ')
    .replace(/[.,]+(?=\s|$)/g, '')
    .trim();
}
