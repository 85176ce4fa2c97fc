/** Watched pieces of a video: from and to in whole milliseconds, `to` not included. */
export type Range = readonly [number, number];

/** The same moments as pieces in order that neither overlap nor touch; empty ones are left out. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
  const sorted = ranges
    .filter(([from, to]) => to > from)
    .toSorted((left, right) => left[0] - right[0] || left[1] - right[1]);
  const merged: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Milliseconds in pieces that do not overlap. */
export function coveredMs(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [from, to]) => sum + (to - from), 0);
}

/** What of `ranges` is not in `known` yet; both as `mergeRanges` gives them, and so the answer. */
export function withoutRanges(ranges: readonly Range[], known: readonly Range[]): Range[] {
  return ranges.flatMap(([from, to]) => {
    const rest: Range[] = [];
    let start = from;
    for (const [knownFrom, knownTo] of known) {
      if (knownTo <= start || knownFrom >= to) continue;
      if (knownFrom > start) rest.push([start, knownFrom]);
      start = Math.max(start, knownTo);
    }
    if (start < to) rest.push([start, to]);
    return rest;
  });
}

/** The first `milliseconds` of the pieces, in order. */
export function firstMs(ranges: readonly Range[], milliseconds: number): Range[] {
  let left = milliseconds;
  return ranges.flatMap(([from, to]): Range[] => {
    const take = Math.min(left, to - from);
    left -= Math.max(0, take);
    return take > 0 ? [[from, from + take]] : [];
  });
}

/** Pieces with everything from `end` on cut off. */
export function cutAt(ranges: readonly Range[], end: number): Range[] {
  return ranges.flatMap(([from, to]): Range[] => (from < end ? [[from, Math.min(to, end)]] : []));
}

/** As PostgreSQL writes a multirange of integers: `{[0,1000),[2000,3000)}`. */
export function formatRanges(ranges: readonly Range[]): string {
  return `{${ranges.map(([from, to]) => `[${from},${to})`).join(',')}}`;
}

/** Reads what PostgreSQL writes; its integer ranges always begin with `[` and end with `)`. */
export function parseRanges(text: string): Range[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(
    (match): Range => [Number(match[1]), Number(match[2])],
  );
}
