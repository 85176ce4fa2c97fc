export type SentenceSpan = { start: number; end: number };

const ABBREVIATION =
  /(?:^|[\s([{"'“‘])(?:e\.g|i\.e|etc|cf|vs|viz|approx|fig|figs|eq|eqs|no|nos|vol|ch|sec|p|pp|ed|eds|al|mr|mrs|ms|dr|prof|st|jr|sr|inc|ltd|co|corp|dept|z\.b|d\.h|u\.a|bzw|nr|abb|\p{L})\.$/iu;
const NEVER_LAST =
  /(?:^|[\s([{"'“‘])(?:e\.g|i\.e|cf|vs|viz|fig|figs|eq|eqs|mr|mrs|ms|dr|prof|z\.b|d\.h|\p{Lu})\.$/iu;

/**
 * Sentences as trimmed spans (UTF-16 offsets), in order. A candidate end is terminal punctuation
 * with its closing quotes; Latin punctuation needs white space after it, CJK does not.
 */
export function splitSentences(text: string): SentenceSpan[] {
  const spans: SentenceSpan[] = [];
  let start = 0;
  const push = (end: number) => {
    const slice = text.slice(start, end);
    const from = start + (slice.length - slice.trimStart().length);
    if (slice.trim() !== '') spans.push({ start: from, end: from + slice.trim().length });
    start = end;
  };
  for (const match of text.matchAll(/[.!?…؟۔।]+["'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*|\n\s*\n/g)) {
    const end = match.index + match[0].length;
    if (!isAbbreviation(text, start, end)) push(end);
  }
  push(text.length);
  return spans;
}

function isAbbreviation(text: string, start: number, end: number): boolean {
  if (text[end - 1] !== '.') return false;
  const next = text.slice(end, end + 12).trimStart();
  if (/^\p{Ll}/u.test(next)) return true;
  const before = text.slice(Math.max(start, end - 24), end);
  if (NEVER_LAST.test(before)) return true;
  return ABBREVIATION.test(before) && /^[\d(]/.test(next);
}
