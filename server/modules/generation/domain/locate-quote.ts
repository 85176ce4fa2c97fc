/** Offsets (UTF-16 code units, end exclusive) into a text. */
export type Span = { start: number; end: number };

/** Letters that a quote needs: one word alone stands in every passage and proves nothing. */
const LEAST_LETTERS = 10;

const SAME: Record<string, string> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u2032': "'",
  '`': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u201f': '"',
  '\u00ab': '"',
  '\u00bb': '"',
  '\u2033': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
};

/** What a model leaves out when it copies: soft hyphens, zero-width and direction marks, controls. */
const UNSEEN = /[\p{Cc}\p{Cf}]/u;

type Folded = { text: string; starts: number[]; ends: number[] };

/** The text without what may differ between a source and a copy, each sign with where it stood. */
function fold(text: string): Folded {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const sign of text) {
    const end = at + sign.length;
    if (/\s/u.test(sign)) {
      if (folded.endsWith(' ')) ends[ends.length - 1] = end;
      else {
        folded += ' ';
        starts.push(at);
        ends.push(end);
      }
    } else if (!UNSEEN.test(sign)) {
      const plain = (SAME[sign] ?? sign.normalize('NFKC')).toLowerCase();
      folded += plain;
      for (let unit = 0; unit < plain.length; unit += 1) {
        starts.push(at);
        ends.push(end);
      }
    }
    at = end;
  }
  return { text: folded, starts, ends };
}

/** Ideographs and syllables say about as much as three letters of an alphabet. */
function lettersOf(text: string): number {
  let count = 0;
  for (const sign of text) {
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(sign))
      count += 3;
    else if (/[\p{L}\p{N}]/u.test(sign)) count += 1;
  }
  return count;
}

/** Marks that models put around a copy: quotation marks and dots where they cut it. */
const trimmed = (quote: string): string =>
  quote
    .trim()
    .replace(/^(?:["']|\.{3})+\s*/, '')
    .replace(/\s*(?:["']|\.{3})+$/, '')
    .trim();

/**
 * Where a quote stands in a text. Case, kinds of white space, quotation marks and dashes, and
 * marks that nobody sees may differ; words may not. Null where it does not stand there, or is so
 * short that it would stand anywhere.
 *
 * @param leastLetters letters that the quote needs.
 */
export function locateQuote(
  text: string,
  quote: string,
  leastLetters = LEAST_LETTERS,
): Span | null {
  const wanted = trimmed(fold(quote).text);
  if (lettersOf(wanted) < leastLetters) return null;
  const source = fold(text);
  const found = source.text.indexOf(wanted);
  if (found < 0) return null;
  const start = source.starts[found];
  const end = source.ends[found + wanted.length - 1];
  return start === undefined || end === undefined ? null : { start, end };
}
