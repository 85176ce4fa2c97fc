import { cleanText } from '../domain/clean-text.ts';
import type { Run } from './pdf-runs.ts';
import type { Tag } from './pdf-tags.ts';

/** A stretch of a line between wide gaps: a column, a table cell, or the whole line. */
export type Cell = { text: string; x0: number; x1: number };

/** One line of text in one column. Points; `y` is the baseline counted from the page's top. */
export type Line = {
  page: number;
  /** 0-based column on its page; -1 where the line goes across the columns. */
  column: number;
  text: string;
  /** The line with its gaps as spaces of the monospaced grid, without indentation. */
  grid: string;
  x0: number;
  x1: number;
  y: number;
  size: number;
  bold: boolean;
  italic: boolean;
  mono: boolean;
  /** Mean width of a character. */
  advance: number;
  cells: Cell[];
  /** A raised mark with which the line begins, as a footnote does. */
  mark: string;
  tag: Tag | null;
};

/** Runs on one baseline, left to right, with what is raised or lowered beside them. */
export type Row = { y: number; size: number; runs: PlacedRun[] };
export type PlacedRun = Run & { shift: 'up' | 'down' | 'none' };

/** A gap wider than this many font sizes divides cells; justified prose stays below it. */
const CELL_GAP = 1.05;
const SPACE_GAP = 0.14;
/** Baselines this close are one line; TeX lowers the letter E in its own name by 0.22. */
const LEVEL = 0.27;
const ACCENT = /^[¨´ˆ˜ˇ˚˘]$/u;

/** Gathers the runs of a page into rows, top to bottom. */
export function toRows(runs: readonly Run[]): Row[] {
  const rows: Row[] = [];
  // The largest first, so that a row has its true baseline before marks are hung beside it;
  // accents that stand alone come last, because they belong to a letter.
  const letters = runs.filter((run) => !ACCENT.test(run.text));
  const accents = runs.filter((run) => ACCENT.test(run.text));
  for (const run of [...letters].sort((a, b) => b.size - a.size || a.y - b.y)) {
    const row =
      rows.find((candidate) => Math.abs(candidate.y - run.y) <= candidate.size * LEVEL) ??
      rows.find((candidate) => hangs(run, candidate));
    if (row === undefined) {
      rows.push({ y: run.y, size: run.size, runs: [{ ...run, shift: 'none' }] });
      continue;
    }
    const small = run.size < row.size * 0.87;
    const off = Math.abs(row.y - run.y) > row.size * 0.12;
    const shift = !small || !off ? 'none' : run.y < row.y ? 'up' : 'down';
    row.runs.push({ ...run, shift });
  }
  for (const accent of accents) setAccent(accent, rows);
  for (const row of rows) row.runs.sort((a, b) => a.x - b.x);
  return rows.sort((a, b) => a.y - b.y);
}

/** Puts a lone accent directly before the run whose first letter it stands over. */
function setAccent(accent: Run, rows: readonly Row[]): void {
  for (const row of rows) {
    if (Math.abs(row.y - accent.y) > row.size * 0.6) continue;
    const near = (run: Run) => Math.abs(run.x - accent.x) < row.size * 0.6;
    const under = row.runs.find((run) => near(run) && !ACCENT.test(run.text));
    if (under === undefined) continue;
    row.runs.push({
      ...accent,
      x: under.x - 0.01,
      width: 0,
      size: under.size,
      spaced: under.spaced,
      shift: 'none',
    });
    under.spaced = false;
    return;
  }
}

/** A smaller run directly beside a row, raised or lowered by less than its height. */
function hangs(run: Run, row: Row): boolean {
  if (run.size > row.size * 0.87) return false;
  const up = row.y - run.y;
  if (up > row.size * 0.62 || up < -row.size * 0.4) return false;
  return row.runs.some((other) => {
    const after = run.x - (other.x + other.width);
    const before = other.x - (run.x + run.width);
    // The mark of a footnote may stand off from the note that it begins.
    const reach = after < before && /^(?:\d{1,3}|[*†‡§])$/u.test(run.text) ? 1.6 : 0.5;
    return other.size > run.size && Math.max(after, before) < row.size * reach;
  });
}

/** Divides the runs of a row where the gap is wide. */
export function toCells(runs: readonly PlacedRun[], size: number): PlacedRun[][] {
  const cells: PlacedRun[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const last = cells.at(-1);
    const wide = run.x - end > size * CELL_GAP;
    if (last === undefined || wide) cells.push([run]);
    else last.push(run);
    end = Math.max(end, run.x + run.width);
  }
  return cells;
}

export function toLine(row: Row, page: number, column: number): Line | null {
  const runs = row.runs;
  const letters = (picked: readonly Run[]) =>
    picked.reduce((sum, { text }) => sum + text.length, 0);
  const all = letters(runs);
  if (all === 0) return null;
  const share = (test: (run: Run) => boolean) => letters(runs.filter(test)) / all;
  const cells = toCells(runs, row.size).map((cell): Cell => {
    const ends = cell.map((run) => run.x + run.width);
    return { text: joinRuns(cell), x0: cell[0]?.x ?? 0, x1: Math.max(...ends) };
  });
  const rtl = share((run) => run.rtl) > 0.5;
  const ordered = rtl ? [...cells].reverse() : cells;
  const first = runs[0];
  const mark =
    first?.shift === 'up' && runs.length > 1 && /^[\d*†‡§]+$/u.test(first.text) ? first.text : '';
  const mono = share((run) => run.mono) > 0.9;
  const width = runs.reduce((sum, run) => sum + run.width, 0);
  const size = sizeOf(runs);
  return {
    page,
    column,
    text: ordered
      .map((cell) => cell.text)
      .join(' ')
      .replace(/\s+/gu, ' ')
      .trim(),
    grid: mono ? gridText(runs, width / all) : '',
    x0: cells[0]?.x0 ?? 0,
    x1: Math.max(...cells.map((cell) => cell.x1)),
    y: row.y,
    size,
    bold: share((run) => run.bold) > 0.85,
    italic: share((run) => run.italic) > 0.85,
    mono,
    advance: width / all,
    cells: cells.length > 1 ? cells : [],
    mark,
    tag: runs.find((run) => run.tag !== null)?.tag ?? null,
  };
}

/** The size in which most of the line is set. */
function sizeOf(runs: readonly PlacedRun[]): number {
  const sizes = new Map<number, number>();
  for (const run of runs) sizes.set(run.size, (sizes.get(run.size) ?? 0) + run.text.length);
  return [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

const RAISED: Record<string, string> = {
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
  '-': '⁻',
  '+': '⁺',
  n: 'ⁿ',
};

/** Raised digits become Unicode superscripts, so that `10²` and `word¹` stay what they are. */
export function raise(text: string): string {
  return [...text].map((char) => RAISED[char] ?? char).join('');
}

function joinRuns(runs: readonly PlacedRun[]): string {
  const rtl = runs.filter((run) => run.rtl).length > runs.length / 2;
  let text = '';
  let before: PlacedRun | undefined;
  for (const run of rtl ? [...runs].reverse() : runs) {
    if (before !== undefined) {
      const gap = rtl ? before.x - (run.x + run.width) : run.x - (before.x + before.width);
      const size = Math.min(before.size, run.size);
      // Overprinted text (a poor man's bold, a shadow) is the same text once more.
      if (gap < -before.width * 0.7 && run.text === before.text) continue;
      const apart = gap > size * SPACE_GAP || (run.spaced && gap > size * 0.04);
      if (apart && run.shift === 'none') text += ' ';
      else if (apart && run.shift !== 'none' && gap > size * 0.35) text += ' ';
    }
    const digits = run.shift === 'up' && /^[\d+-]+$|^n$/u.test(run.text);
    text += digits ? raise(run.text) : run.text;
    before = run;
  }
  return composeAccents(cleanText(text));
}

// Old TeX fonts set an accent as a glyph of its own before or after the bare letter.
const SPACING_ACCENTS: Record<string, string> = {
  '¨': '\u0308',
  '´': '\u0301',
  '`': '\u0300',
  ˆ: '\u0302',
  '˜': '\u0303',
  ˇ: '\u030C',
  '¸': '\u0327',
  '˚': '\u030A',
  '˘': '\u0306',
};

export function composeAccents(text: string): string {
  return text
    .replace(/([¨´ˆ˜ˇ˚˘]) ?(\p{L})/gu, (whole, accent: string, letter: string) => {
      const composed = (letter.replace('ı', 'i') + (SPACING_ACCENTS[accent] ?? '')).normalize(
        'NFC',
      );
      return composed.length === 1 ? composed : whole;
    })
    .replace(/(\p{L})¸/gu, (whole, letter: string) => {
      const composed = `${letter}\u0327`.normalize('NFC');
      return composed.length === 1 ? composed : whole;
    });
}

function gridText(runs: readonly PlacedRun[], advance: number): string {
  let text = '';
  const left = runs[0]?.x ?? 0;
  for (const run of runs) {
    const column = Math.round((run.x - left) / advance);
    const least = run.spaced && text !== '' ? 1 : 0;
    text += ' '.repeat(Math.max(least, column - text.length));
    text += run.text;
  }
  return composeAccents(cleanText(text, { preformatted: true }));
}
