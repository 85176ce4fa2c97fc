export type Span = { start: number; end: number };

/** Abbreviations after which a capital does not begin a sentence. */
const ABBREVIATION =
  /(?:^|[\s(“"'[])(?:e\.g|i\.e|cf|etc|vs|viz|ca|approx|fig|figs|eq|eqs|no|nos|vol|ch|sec|pp?|ed|eds|al|dr|mr|mrs|ms|prof|st|gen|col|capt|lt|rev|hon|jr|sr|inc|ltd|co|corp|dept|univ|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|u\.s|u\.k|a\.m|p\.m|b\.c|a\.d|z\.b|bzw|d\.h|[A-Z])$/i;

/** The second part: a full stop that lost its space, `the telescope.The field …`. */
const BOUNDARY =
  /[.!?…]+["'”’»)\]]*(?=\s|$)|(?<=\p{Ll}{3})[.](?=(?:The|This|These|It|In|An?|However|For|If|When|There|They|As|To)\s)/gu;

/**
 * Splits a text into sentences. Offsets cut off surrounding white space; each sentence but the
 * last ends with `.`, `!`, `?` or `…` and closing quotes. Never throws; an empty text has none.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  const push = (end: number) => {
    let start = from;
    while (start < end && /\s/.test(text[start] ?? '')) start += 1;
    let stop = end;
    while (stop > start && /\s/.test(text[stop - 1] ?? '')) stop -= 1;
    if (stop > start) spans.push({ start, end: stop });
    from = end;
  };
  for (const match of text.matchAll(BOUNDARY)) {
    const end = match.index + match[0].length;
    const rest = text.slice(end, end + 40).trimStart();
    if (rest !== '' && !/^["'“‘«([¿¡]*[\p{Lu}\p{N}\p{Lo}]/u.test(rest)) {
      if (!/^["'“‘«([]*[a-z][\w-]*\s/.test(rest) || !/[.!?]$/.test(match[0])) continue;
      // A lower-case beginning is a sentence only after an unmistakable end: `… done. dpkg is`.
      if (
        !/[a-z]{3}[.!?]$/.test(text.slice(0, end)) ||
        !/^[a-z][\w-]* (?:is|are|was) /.test(rest)
      ) {
        continue;
      }
    }
    const before = text.slice(Math.max(from, match.index - 12), match.index);
    if (match[0].startsWith('.') && rest !== '' && ABBREVIATION.test(before)) {
      // `etc.` and `p.m.` may end a sentence; a single capital or a title may not.
      if (!/(?:etc|p\.m|a\.m|b\.c|a\.d|u\.s|u\.k)$/i.test(before)) continue;
    }
    if (/^\d/.test(rest) && /(?:^|\s)\d+$/.test(before) && before.trim().length < 4) continue;
    push(end);
  }
  push(text.length);
  return spans;
}
