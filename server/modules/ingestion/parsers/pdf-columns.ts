import { type Line, type Row, toCells, toLine } from './pdf-lines.ts';

type Span = { x0: number; x1: number };

const MIN_LINES = 8;
/** Most of a column is set in lines that fill this much of it; cells of a table seldom do. */
const MIN_FILL = 0.85;
/** Columns of a page share its width evenly, apart from the gutters. */
const MIN_SHARE = 0.6;
/** Titles and wide figures may go across the columns, but not most of the page. */
const MAX_CROSSING = 0.45;

/**
 * Lines of a page in reading order. Where the page is set in columns, each column is read to its
 * end; lines that go across divide the page into bands that are read one after the other.
 */
export function toLines(rows: readonly Row[], page: number): Line[] {
  const spans = rows.map((row) => cellSpans(row));
  const gutters = findGutters(spans);
  const keep = (line: Line | null): line is Line => line !== null && line.text !== '';
  if (gutters.length === 0) return rows.map((row) => toLine(row, page, 0)).filter(keep);
  const lines: Line[] = [];
  let band: Line[][] = [];
  const flush = () => {
    for (const column of band) lines.push(...column);
    band = [];
  };
  for (const [index, row] of rows.entries()) {
    if (crosses(spans[index] ?? [], gutters)) {
      const line = toLine(row, page, -1);
      flush();
      if (keep(line)) lines.push(line);
      continue;
    }
    for (let column = 0; column <= gutters.length; column++) {
      const from = gutters[column - 1] ?? Number.NEGATIVE_INFINITY;
      const to = gutters[column] ?? Number.POSITIVE_INFINITY;
      const runs = row.runs.filter((run) => run.x >= from && run.x < to);
      if (runs.length === 0) continue;
      const size = Math.max(...runs.map((run) => run.size));
      const line = toLine({ y: row.y, size, runs }, page, column);
      while (band.length <= column) band.push([]);
      if (keep(line)) band[column]?.push(line);
    }
  }
  flush();
  return lines;
}

function cellSpans(row: Row): Span[] {
  return toCells(row.runs, row.size).map((cell) => ({
    x0: cell[0]?.x ?? 0,
    x1: Math.max(...cell.map((run) => run.x + run.width)),
  }));
}

const crosses = (spans: readonly Span[], gutters: readonly number[]) =>
  spans.some(({ x0, x1 }) => gutters.some((x) => x0 < x - 1 && x1 > x + 1));

/** The x positions between columns; empty for a page in one column. Exported for tests. */
export function findGutters(rows: readonly (readonly Span[])[]): number[] {
  if (rows.length < MIN_LINES) return [];
  const all = rows.flat();
  const left = Math.min(...all.map(({ x0 }) => x0));
  const right = Math.max(...all.map(({ x1 }) => x1));
  const width = right - left;
  for (const shares of [[1 / 3, 2 / 3], [0.5]]) {
    const gutters = shares.map((share) => emptiest(rows, left + share * width, width * 0.12));
    if (gutters.every((gutter) => gutter !== null) && holds(rows, gutters, left, right))
      return gutters;
  }
  return [];
}

/** The middle of the stretch near `around` that the fewest cells cover; null if most cover it. */
function emptiest(
  rows: readonly (readonly Span[])[],
  around: number,
  reach: number,
): number | null {
  let least = Number.POSITIVE_INFINITY;
  let best: number[] = [];
  for (let x = around - reach; x <= around + reach; x += 1) {
    const covered = rows.filter((row) => row.some(({ x0, x1 }) => x0 < x && x1 > x)).length;
    if (covered < least) {
      least = covered;
      best = [];
    }
    if (covered === least) best.push(x);
  }
  if (least > rows.length * MAX_CROSSING) return null;
  return best[Math.floor(best.length / 2)] ?? null;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function holds(
  rows: readonly (readonly Span[])[],
  gutters: readonly number[],
  left: number,
  right: number,
): boolean {
  const inside = rows.filter((row) => !crosses(row, gutters)).flat();
  const edges = [left, ...gutters, right];
  return edges.slice(0, -1).every((from, index) => {
    const to = edges[index + 1] ?? right;
    const cells = inside.filter(({ x0, x1 }) => x0 >= from - 1 && x1 <= to + 1);
    if (cells.length < MIN_LINES) return false;
    const own = Math.max(...cells.map(({ x1 }) => x1)) - Math.min(...cells.map(({ x0 }) => x0));
    const widths = cells.map(({ x0, x1 }) => x1 - x0);
    const wide = widths.filter((cell) => cell >= own * MIN_FILL);
    const share = own / ((right - left) / (gutters.length + 1));
    return share >= MIN_SHARE && sum(wide) >= sum(widths) / 2;
  });
}
