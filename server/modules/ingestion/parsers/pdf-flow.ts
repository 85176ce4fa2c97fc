import type { Line } from './pdf-lines.ts';
import type { Style } from './pdf-style.ts';

const TERMINAL = /[.!?:;。！？…]["”’»)\]]*$/u;

/** Whether the line before ends a sentence. */
export const endsSentence = (text: string) => TERMINAL.test(text);

/**
 * Whether the first word of `line` would still have fitted on the line before: then the break was
 * meant, for typesetters fill a line before they begin the next.
 */
export function breaksEarly(
  before: Line,
  line: Line,
  near: readonly Line[],
  style: Style,
): boolean {
  if (!endsSentence(before.text) && /^\p{Ll}/u.test(line.text)) return false;
  const right = marginOf(before, near, style);
  const word = /^\S+/u.exec(line.text)?.[0] ?? '';
  return before.x1 + (word.length + 1) * line.advance + before.size * 0.6 < right;
}

/** The page's right margin, or a narrower one that several lines around agree on. */
function marginOf(before: Line, near: readonly Line[], style: Style): number {
  const margin = style.right(before);
  const ends = near.filter((line) => line.column === before.column).map(({ x1 }) => x1);
  const most = Math.max(before.x1, ...ends);
  const agree = ends.filter((x1) => most - x1 < 2).length;
  return agree >= 2 ? Math.min(margin, most) : margin;
}

/** Whether a line goes on with the paragraph of the line above it on the same column. */
export function continuesBelow(
  block: { lines: Line[]; list: boolean },
  line: Line,
  near: readonly Line[],
  style: Style,
): boolean {
  const before = block.lines.at(-1);
  const first = block.lines[0];
  if (before === undefined || first === undefined) return false;
  const gap = line.y - before.y;
  if (gap <= 0 || gap > style.leading(before.size) * 1.22 + 0.4) return false;
  if (!sameSize(before, line)) return false;
  if (before.bold !== line.bold && block.lines.every(({ bold }) => bold) && before.bold)
    return false;
  const indent = line.x0 - before.x0;
  const step = before.size * 0.8;
  if (block.list) {
    // Hanging, or flush where the item fills its line.
    if (line.x0 < first.x0 - 1) return false;
    if (block.lines.length > 1 && Math.abs(indent) > step) return false;
    return line.x0 > first.x0 + 2 || !breaksEarly(before, line, near, style);
  }
  if (indent > step) {
    // Further in: the second line of a hanging paragraph, which a full first line announces.
    const hanging = indent < before.size * 4 && !endsSentence(before.text);
    const full = hanging && !breaksEarly(before, line, near, style);
    return block.lines.length === 1 && (full || isCentered(before, line));
  }
  if (indent < -step && block.lines.length > 1 && !isCentered(before, line)) return false;
  return (
    !breaksEarly(before, line, near, style) ||
    (isCentered(before, line) && !endsSentence(before.text))
  );
}

const sameSize = (a: Line, b: Line) => Math.abs(a.size - b.size) <= Math.max(a.size, b.size) * 0.12;

function isCentered(a: Line, b: Line): boolean {
  return Math.abs(a.x0 + a.x1 - b.x0 - b.x1) < 3 && Math.abs(a.x0 - b.x0) > 4;
}

/** Whether a paragraph goes on at the top of the next column or page. */
export function continuesBeyond(
  block: { lines: Line[]; text: string },
  line: Line,
  near: readonly Line[],
  style: Style,
): boolean {
  const before = block.lines.at(-1);
  if (before === undefined || !sameSize(before, line) || before.bold !== line.bold) return false;
  if (/\p{L}[-\u2010\u00ad]$/u.test(before.text)) return /^\p{L}/u.test(line.text);
  if (endsSentence(before.text)) return false;
  if (/^[\p{Ll}\d,;)(]/u.test(line.text)) return true;
  const indented = line.x0 - style.left(line) > line.size * 0.8 && line.x0 > before.x0 + 1;
  return !indented && !breaksEarly(before, line, near, style);
}
