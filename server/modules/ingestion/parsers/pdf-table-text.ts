import type { Cell, Line } from './pdf-lines.ts';

export const cellsOf = (line: Line): Cell[] =>
  line.cells.length > 0 ? line.cells : [{ text: line.text, x0: line.x0, x1: line.x1 }];

export const overlaps = (cell: Cell | undefined, column: Cell | undefined) =>
  cell !== undefined && column !== undefined && cell.x0 < column.x1 && cell.x1 > column.x0;

/**
 * One text line per row, cells divided by ` | `. `lead` is the distance of baselines inside a
 * cell: where rows stand further apart, lines at that distance are one row; else a line without
 * a first cell goes on with the row above it.
 */
export function tableText(
  lines: readonly Line[],
  columns: readonly Cell[],
  lead: number,
  join: (before: string, after: string) => string,
): string {
  const gaps = lines.slice(1).map((line, index) => line.y - (lines[index]?.y ?? 0));
  const padded = isPadded(lines, columns, gaps, lead);
  const rows: string[][] = [];
  for (const [index, line] of lines.entries()) {
    const row = columns.map(() => '');
    for (const cell of cellsOf(line)) {
      const at = Math.max(
        0,
        columns.findIndex((column) => overlaps(cell, column)),
      );
      row[at] = [row[at], cell.text].filter((text) => text !== '').join(' ');
    }
    // A cell of several lines stands beside the middle of theirs: half a line apart is one row.
    const half = (at: number) => (gaps[at] ?? lead) < lead * 0.8;
    const close = index > 0 && (gaps[index - 1] ?? 0) <= lead * 1.25;
    const begins = half(index) && !half(index - 1);
    const wraps = close && (padded || half(index - 1) || (row[0] === '' && !begins));
    const last = rows.at(-1);
    if (wraps && last !== undefined)
      row.forEach((text, at) => {
        if (text !== '') last[at] = join(last[at] ?? '', text);
      });
    else rows.push(row);
  }
  return rows
    .map((row) =>
      row
        .map((cell) => cell?.replaceAll(' | ', ' / '))
        .join(' | ')
        .trim(),
    )
    .join('\n');
}

/** Whether more space stands between rows than between the lines of a cell. */
function isPadded(
  lines: readonly Line[],
  columns: readonly Cell[],
  gaps: readonly number[],
  lead: number,
): boolean {
  const isClose = (gap: number) => gap <= lead * 1.25;
  const starts = (line: Line | undefined) =>
    line !== undefined && line.cells.length > 1 && overlaps(line.cells[0], columns[0]);
  const pairs = gaps.filter((_, at) => starts(lines[at]) && starts(lines[at + 1]));
  const tight = gaps.filter(
    (gap, at) => isClose(gap) && starts(lines[at]) && starts(lines[at + 1]),
  );
  return gaps.some(isClose) && pairs.length > 0 && tight.length <= pairs.length * 0.1;
}
