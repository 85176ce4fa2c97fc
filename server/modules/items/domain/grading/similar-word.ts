import { hasDigit } from './number-format.ts';

/** Scripts written with an alphabet, where a slip of the finger makes one wrong letter. */
const ALPHABETIC =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Arabic}]+$/u;

/** Pairs in which one letter makes another term, not a slip. */
const CONTRASTING_STARTS = [
  ['hyper', 'hypo'],
  ['inter', 'intra'],
  ['macro', 'micro'],
  ['endo', 'exo'],
  ['endo', 'ecto'],
  ['ab', 'ad'],
  ['pre', 'pro'],
  ['pre', 'per'],
  ['im', 'em'],
  ['in', 'un'],
] as const;
const CONTRASTING_ENDS = [
  'ate',
  'ite',
  'ide',
  'ine',
  'ose',
  'ase',
  'ane',
  'ene',
  'yne',
  'ee',
  'er',
  'or',
  'ic',
  'ous',
  'ium',
  'ion',
  'ism',
  'ist',
] as const;

/**
 * Letters that may be wrong in a word of this length, at most two: short words differ by one letter
 * from too many others.
 */
export function toleratedTypos(word: string): number {
  if (word.length <= 4 || hasDigit(word) || !ALPHABETIC.test(word)) return 0;
  return word.length <= 8 ? 1 : 2;
}

/**
 * Number of slips by which `written` differs from `meant`, or null where it is another word. The
 * first letter must be right: people seldom miss it (Pollock & Zamora, "Automatic Spelling
 * Correction in Scientific and Scholarly Text", CACM 27, 1984), and many opposites begin otherwise.
 */
export function typosBetween(written: string, meant: string): number | null {
  if (written === meant) return 0;
  const limit = Math.min(toleratedTypos(written), toleratedTypos(meant));
  if (limit === 0 || written[0] !== meant[0] || contrast(written, meant)) return null;
  if (Math.abs(written.length - meant.length) > limit) return null;
  const distance = editDistance(written, meant);
  return distance <= limit ? distance : null;
}

/** Whether two words are singular and plural of each other, by the rules of English. */
export function differInNumber(a: string, b: string): boolean {
  return a !== b && (pluralsOf(a).includes(b) || pluralsOf(b).includes(a));
}

/**
 * Damerau-Levenshtein distance, restricted (optimal string alignment): insertion, deletion,
 * substitution and swap of neighbours cost 1 (Damerau, CACM 7, 1964; Levenshtein, 1966).
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped)
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

function contrast(a: string, b: string): boolean {
  const starts = CONTRASTING_STARTS.some(
    ([one, other]) =>
      (a.startsWith(one) && b.startsWith(other)) || (a.startsWith(other) && b.startsWith(one)),
  );
  return starts || endsOtherwise(a, b);
}

/** The same stem with two different meaningful endings: sulfate and sulfite, maltose and maltase. */
function endsOtherwise(a: string, b: string): boolean {
  const endA = CONTRASTING_ENDS.find((end) => a.endsWith(end));
  const endB = CONTRASTING_ENDS.find((end) => b.endsWith(end));
  if (endA === undefined || endB === undefined || endA === endB) return false;
  return a.slice(0, -endA.length) === b.slice(0, -endB.length);
}

function pluralsOf(word: string): string[] {
  if (word.length < 3 || !/^[a-z]+$/.test(word) || /(?:us|ss|is)$/.test(word)) return [];
  const plurals = [`${word}s`];
  if (/(?:s|x|z|ch|sh|o)$/.test(word)) plurals.push(`${word}es`);
  if (/[^aeiou]y$/.test(word)) plurals.push(`${word.slice(0, -1)}ies`);
  return plurals;
}
