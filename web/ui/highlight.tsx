import type { ReactNode } from 'react';

/** Half-open character range [start, end) in UTF-16 units of the text. */
export type Range = { start: number; end: number };

/** Sorts, clips and joins ranges, so that whatever a server sends splits the text cleanly. */
export function normalizeRanges(ranges: readonly Range[], length: number): Range[] {
  const clipped = ranges
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const joined: Range[] = [];
  for (const range of clipped) {
    const last = joined[joined.length - 1];
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else joined.push(range);
  }
  return joined;
}

/** Text with marked ranges. The text stays text: nothing in it is read as HTML. */
export function Highlight({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of normalizeRanges(ranges, text.length)) {
    if (at < start) parts.push(text.slice(at, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  if (at < text.length) parts.push(text.slice(at));
  return <>{parts}</>;
}
