import type { Token } from './tagger.ts';

/** Token numbers, end exclusive. */
export type TokenRange = { from: number; to: number };

const NOMINAL = new Set(['NOUN', 'PROPN']);

export const isNoun = (token: Token | undefined): boolean =>
  token !== undefined && NOMINAL.has(token.pos) && /[\p{L}\p{N}]/u.test(token.text);

const isHyphen = (token: Token | undefined): boolean =>
  token !== undefined && /^[-‐‑–]$/.test(token.text);

const isCapital = (token: Token | undefined): boolean =>
  token !== undefined && token.start > 0 && /^\p{Lu}\p{Ll}/u.test(token.text);

const attached = (a: Token | undefined, b: Token | undefined): boolean =>
  a !== undefined && b !== undefined && a.end === b.start;

/**
 * Reads a name at token `from`, without determiner: adjectives and nouns up to the last noun, with
 * hyphens, and at most one `of …` or possessive part. Null where no name begins there.
 */
export function readName(tokens: readonly Token[], from: number, withOf = true): TokenRange | null {
  let i = from;
  let lastNoun = -1;
  while (i < tokens.length && i - from < 9) {
    const token = tokens[i];
    const next = tokens[i + 1];
    if (token === undefined) break;
    if (isHyphen(token) && attached(tokens[i - 1], token) && attached(token, next)) {
      i += 1;
      continue;
    }
    if (isNoun(token)) lastNoun = i;
    else if (isCapital(token) && isCapital(next)) {
      // `Right Ascension`, `Very Long Baseline Interferometry`: a name, whatever its words are elsewhere
    } else if (isCapital(token) && i > from && isCapital(tokens[i - 1])) lastNoun = i;
    else if (token.pos === 'ADJ' || (token.pos === 'NUM' && i > from)) {
      // goes with the noun after it
    } else if (token.pos === 'VERB' && /(?:ing|ed)$/.test(token.lower)) {
      if (/ing$/.test(token.lower) && (i === from || isHyphen(tokens[i - 1]))) lastNoun = i;
    } else if (/^['’]s?$/.test(token.text) && isNoun(tokens[i - 1]) && next !== undefined) {
      // possessive inside a name: Kepler's third law
    } else if (isHyphen(tokens[i - 1]) || isHyphen(next)) {
      if (!attached(token, next) && !attached(tokens[i - 1], token)) break;
    } else break;
    i += 1;
  }
  if (lastNoun < 0) return null;
  let to = lastNoun + 1;
  if (withOf && tokens[to]?.lower === 'of') {
    let after = to + 1;
    if (/^(?:the|a|an)$/.test(tokens[after]?.lower ?? '')) after += 1;
    const tail = readName(tokens, after, false);
    if (tail !== null && tail.from === after) to = tail.to;
  }
  return { from, to };
}

export const textOf = (plain: string, tokens: readonly Token[], range: TokenRange): string => {
  const first = tokens[range.from];
  const last = tokens[range.to - 1];
  return first === undefined || last === undefined ? '' : plain.slice(first.start, last.end);
};

/** The head noun of a name: the last noun before any `of`. */
export function headOf(tokens: readonly Token[], range: TokenRange): Token | undefined {
  let head: Token | undefined;
  for (let i = range.from; i < range.to; i += 1) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.lower === 'of' && head !== undefined) break;
    head = token;
  }
  return head;
}
