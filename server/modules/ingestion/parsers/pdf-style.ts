import type { Line } from './pdf-lines.ts';
import type { PageLines } from './pdf-running-heads.ts';

/** Measures of a document that tell prose from everything else. */
export type Style = {
  /** Size in which most of the prose is set, in points. */
  body: number;
  /** Usual distance between baselines for text of a size. */
  leading(size: number): number;
  /** Right edge of the prose in a column of a page. */
  right(line: Line): number;
  /** Left edge of the prose in a column of a page. */
  left(line: Line): number;
};

export function measureStyle(pages: readonly PageLines[]): Style {
  const sizes = new Map<number, number>();
  const gaps = new Map<number, Map<number, number>>();
  const edges = new Map<string, { right: number; left: number }>();
  for (const { page, lines } of pages) {
    const columns = new Map<number, Line[]>();
    for (const [index, line] of lines.entries()) {
      const size = halfPoint(line.size);
      if (!line.mono) sizes.set(size, (sizes.get(size) ?? 0) + line.text.length);
      columns.set(line.column, [...(columns.get(line.column) ?? []), line]);
      const before = lines[index - 1];
      if (before === undefined || before.column !== line.column) continue;
      if (Math.abs(before.size - line.size) > 0.6) continue;
      const gap = Math.round((line.y - before.y) * 5) / 5;
      if (gap < line.size * 0.9 || gap > line.size * 2.2) continue;
      const seen = gaps.get(size) ?? new Map<number, number>();
      seen.set(gap, (seen.get(gap) ?? 0) + 1);
      gaps.set(size, seen);
    }
    for (const [column, members] of columns)
      edges.set(`${page} ${column}`, edgesOf(members.filter(({ mono }) => !mono)));
  }
  const leadings = new Map([...gaps].map(([size, seen]) => [size, mostOf(seen) ?? size * 1.2]));
  return {
    body: mostOf(sizes) ?? 10,
    leading: (size) => leadings.get(halfPoint(size)) ?? size * 1.2,
    right: (line) => edges.get(`${line.page} ${line.column}`)?.right ?? line.x1,
    left: (line) => edges.get(`${line.page} ${line.column}`)?.left ?? line.x0,
  };
}

export const halfPoint = (size: number) => Math.round(size * 2) / 2;

const mostOf = (counts: Map<number, number>) => [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];

/** Ragged or not, nearly all lines end left of the margin; one in twenty may stick out. */
function edgesOf(lines: readonly Line[]): { right: number; left: number } {
  if (lines.length === 0) return { right: Number.POSITIVE_INFINITY, left: 0 };
  const rights = lines.map(({ x1 }) => x1).sort((a, b) => a - b);
  return {
    right: rights[Math.floor((rights.length - 1) * 0.95)] ?? 0,
    left: Math.min(...lines.map(({ x0 }) => x0)),
  };
}
