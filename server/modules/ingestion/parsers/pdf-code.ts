import { cleanText } from '../domain/clean-text.ts';
import type { Line } from './pdf-lines.ts';
import type { Style } from './pdf-style.ts';

/**
 * Stretches of monospaced lines: `[start, end)`. A single one between lines of prose is a command
 * or a path on which the typesetter broke a sentence, unless it stands apart.
 */
export function findCode(
  lines: readonly Line[],
  style: Style,
  skip: (line: Line) => boolean,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let start = 0; start < lines.length; start++) {
    const first = lines[start];
    if (first?.mono !== true || skip(first)) continue;
    let end = start + 1;
    for (let next = lines[end]; goesOn(lines[end - 1], next); next = lines[end]) {
      if (next === undefined || skip(next)) break;
      end += 1;
    }
    if (!insideProse(lines, start, end, style)) found.push({ start, end });
    start = end - 1;
  }
  return found;
}

function goesOn(before: Line | undefined, line: Line | undefined): boolean {
  if (before === undefined || line?.mono !== true || line.column !== before.column) return false;
  const gap = line.y - before.y;
  return gap > 0 && gap < line.size * 4.5 && Math.abs(line.size - before.size) < 1;
}

function insideProse(lines: readonly Line[], start: number, end: number, style: Style): boolean {
  const first = lines[start];
  const last = lines[end - 1];
  const before = lines[start - 1];
  const after = lines[end];
  if (first === undefined || last === undefined) return false;
  const near = (above: Line | undefined, below: Line | undefined) =>
    above !== undefined &&
    below !== undefined &&
    above.column === below.column &&
    below.y - above.y > 0 &&
    below.y - above.y < style.leading(style.body) * 1.2 &&
    Math.abs(above.x0 - below.x0) < 1.5;
  const broken =
    near(before, first) &&
    before !== undefined &&
    before.x1 > style.right(first) - style.body * 7 &&
    !/[.:;!?]$/u.test(before.text);
  if (end - start > 1) return broken && near(last, after);
  return broken || (near(first, after) && /^[\p{Ll},.;)]/u.test(after?.text ?? ''));
}

/** The lines with indentation and empty lines as they stand on the page. */
export function codeText(lines: readonly Line[]): string {
  const left = Math.min(...lines.map(({ x0 }) => x0));
  const gaps = lines.slice(1).map((line, index) => line.y - (lines[index]?.y ?? 0));
  const usual = Math.min(...gaps.filter((gap) => gap > 0), (lines[0]?.size ?? 10) * 1.5);
  const rows = lines.map((line, index) => {
    const gap = index === 0 ? 0 : (gaps[index - 1] ?? 0);
    const empty = gap > usual * 1.6 ? '\n' : '';
    const indent = Math.max(0, Math.round((line.x0 - left) / Math.max(line.advance, 1)));
    return `${empty}${' '.repeat(indent)}${line.grid}`;
  });
  return cleanText(rows.join('\n'), { preformatted: true });
}
