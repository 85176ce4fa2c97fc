/** What PostgreSQL puts around a found word: characters that cleaned text never has. */
export const MARK_START = '\u0001';
export const MARK_END = '\u0002';

export type Headline = {
  snippet: string;
  highlights: { start: number; end: number }[];
};

/** Takes the marks out of a headline and says where they stood. */
export function readHeadline(marked: string): Headline {
  let snippet = '';
  const highlights: { start: number; end: number }[] = [];
  let open = -1;
  for (const character of marked) {
    if (character === MARK_START) open = snippet.length;
    else if (character === MARK_END) {
      if (open >= 0 && snippet.length > open) highlights.push({ start: open, end: snippet.length });
      open = -1;
    } else snippet += character;
  }
  return { snippet, highlights };
}

/**
 * Where the first found word of a headline stands in the text that the headline was cut from:
 * offsets for opening the source there; null where the headline is no piece of it.
 */
export function locateHeadline(
  text: string,
  { snippet, highlights }: Headline,
): { start: number; end: number } | null {
  const at = text.indexOf(snippet);
  if (at < 0 || snippet === '') return null;
  const [first] = highlights;
  return first
    ? { start: at + first.start, end: at + first.end }
    : { start: at, end: at + snippet.length };
}
