import type { Cell, Line } from './pdf-lines.ts';
import { isListStart } from './pdf-lists.ts';
import type { Style } from './pdf-style.ts';
import { cellsOf, overlaps, tableText } from './pdf-table-text.ts';

const MIN_ROWS = 3;

/** A table found in a page's lines: `count` lines from `start`; `text` has a line per row. */
export type FoundTable = { start: number; count: number; text: string };

/**
 * Tables whose columns line up over at least three lines; `skip` says what is surely none, `join`
 * puts the lines of a cell together.
 */
export function findTables(
  lines: readonly Line[],
  style: Style,
  skip: (line: Line) => boolean,
  join: (before: string, after: string) => string,
): FoundTable[] {
  const tables: FoundTable[] = [];
  const used = new Set<Line>();
  for (let start = 0; start < lines.length; start++) {
    if (!isRow(lines[start], skip)) continue;
    const end = endOfTable(lines, start, style, skip);
    const members = lines.slice(start, end);
    const rows = members.filter((line) => line.cells.length > 1);
    const columns = columnsOf(rows);
    if (rows.length < MIN_ROWS || columns.length < 2 || rows.length < members.length * 0.15)
      continue;
    if (!fits(members, columns) || members.every(({ mono }) => mono)) continue;
    const from = startOfTable(lines, start, columns, style, (line) => skip(line) || used.has(line));
    const whole = lines.slice(from, end);
    for (const line of whole) used.add(line);
    tables.push({
      start: from,
      count: whole.length,
      text: tableText(whole, columns, style.leading(whole[0]?.size ?? 10), join),
    });
    start = end - 1;
  }
  return tables;
}

function isRow(line: Line | undefined, skip: (line: Line) => boolean): line is Line {
  return line !== undefined && line.cells.length > 1 && !skip(line) && !isListStart(line.text);
}

/** A first row whose tallest cell begins above the others. */
function startOfTable(
  lines: readonly Line[],
  start: number,
  columns: readonly Cell[],
  style: Style,
  taken: (line: Line) => boolean,
): number {
  let from = start;
  for (let above = lines[from - 1]; above !== undefined; above = lines[from - 1]) {
    const gap = (lines[from]?.y ?? 0) - above.y;
    const cell = cellsOf(above)[0];
    const over = columns.filter((column) => overlaps(cell, column));
    const wraps = gap > 0 && gap <= style.leading(above.size) * 1.25 && above.cells.length === 0;
    if (taken(above) || !wraps || over.length !== 1 || over[0] === columns[0]) break;
    from -= 1;
  }
  return from;
}

function endOfTable(
  lines: readonly Line[],
  start: number,
  style: Style,
  skip: (line: Line) => boolean,
): number {
  let end = start + 1;
  let columns: Cell[] = columnsOf([lines[start]].filter((line) => line !== undefined));
  for (; end < lines.length; end++) {
    const line = lines[end];
    const before = lines[end - 1];
    if (line === undefined || before === undefined || skip(line)) break;
    const gap = line.y - before.y;
    if (gap <= 0 || gap > style.leading(line.size) * 2.4) break;
    if (line.cells.length > 1) {
      columns = columnsOf(lines.slice(start, end + 1).filter(({ cells }) => cells.length > 1));
      continue;
    }
    const over = columns.filter((column) => overlaps(cellsOf(line)[0], column));
    const far = gap > style.leading(line.size) * 1.6;
    if (over.length !== 1 || (far && over[0] === columns[0])) break;
  }
  // Lines below the last row belong to it only as its cells' second lines.
  while (end > start + 1) {
    const last = lines[end - 1];
    const before = lines[end - 2];
    if (last === undefined || before === undefined || last.cells.length > 1) break;
    const first = columns[0];
    const wraps =
      last.y - before.y <= style.leading(last.size) * 1.25 && !overlaps(cellsOf(last)[0], first);
    if (wraps) break;
    end -= 1;
  }
  return end;
}

/** Stretches of the width that cells cover in the rows with all their cells. */
function columnsOf(rows: readonly Line[]): Cell[] {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  // Rows with empty or wrapped cells have fewer; the fullest that are no exception tell.
  const enough = Math.max(Math.min(2, rows.length), rows.length * 0.2);
  const frequent = [...counts].filter(([, rows]) => rows >= enough).map(([cells]) => cells);
  const usual = Math.max(...frequent, 0);
  const cells = rows.filter((row) => row.cells.length === usual).flatMap((row) => row.cells);
  const columns: Cell[] = [];
  for (const { x0, x1 } of [...cells].sort((a, b) => a.x0 - b.x0)) {
    const last = columns.at(-1);
    if (last !== undefined && x0 < last.x1 + 1) last.x1 = Math.max(last.x1, x1);
    else columns.push({ text: '', x0, x1 });
  }
  return columns;
}

/** Nearly every cell lies in one column. */
function fits(lines: readonly Line[], columns: readonly Cell[]): boolean {
  const cells = lines.flatMap(cellsOf);
  const astray = cells.filter(
    (cell) => columns.filter((column) => overlaps(cell, column)).length > 1,
  );
  return astray.length <= cells.length * 0.1;
}
