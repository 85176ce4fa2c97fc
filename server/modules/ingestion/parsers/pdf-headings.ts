import { isAdmonition } from './pdf-admonitions.ts';
import { isNumber, takeLabels } from './pdf-heading-labels.ts';
import { createLevels, type Heading, styleKey, textOf } from './pdf-heading-levels.ts';
import type { Line } from './pdf-lines.ts';
import { foldTitle, NUMBERING, type OutlineEntry } from './pdf-outline.ts';
import type { PageLines } from './pdf-running-heads.ts';
import type { Style } from './pdf-style.ts';

const LARGER = 1.12;
const MAX_LENGTH = 180;
const MAX_LINES = 4;

const fold = (text: string) => foldTitle(text.replace(NUMBERING, '')) || foldTitle(text);

/** The headings of a document; each of their lines is a key. */
export function findHeadings(
  pages: readonly PageLines[],
  outline: readonly OutlineEntry[],
  style: Style,
): Map<Line, Heading> {
  const headings = new Map<Line, Heading>();
  const matched = matchOutline(pages, outline, style);
  const add = (heading: Heading) => {
    for (const line of heading.lines) headings.set(line, heading);
  };
  for (const heading of matched) add(heading);
  const tagged = findTagged(pages, headings);
  for (const heading of tagged) add(heading);
  const looks = findByLook(pages, style, headings);
  const levelOf = createLevels([...matched, ...tagged], looks, style, pages.length);
  for (const lines of looks) add({ level: levelOf(lines[0]), lines, text: textOf(lines) });
  takeLabels(pages, headings);
  return headings;
}

/** Finds each bookmark's title on its page, where it is set most like a heading. */
function matchOutline(
  pages: readonly PageLines[],
  outline: readonly OutlineEntry[],
  style: Style,
): Heading[] {
  const byPage = new Map(pages.map((page) => [page.page, page]));
  const taken = new Set<Line>();
  const headings: Heading[] = [];
  for (const entry of outline) {
    const wanted = fold(entry.title);
    if (wanted === '') continue;
    for (const number of [entry.page, entry.page + 1, entry.page - 1]) {
      const page = byPage.get(number);
      if (page === undefined) continue;
      const found = page.lines.flatMap((line, index) => {
        if (taken.has(line)) return [];
        const lines = titleAt(page.lines, index, wanted);
        if (lines === null) return [];
        const y = entry.y === null ? 0 : Math.abs(page.height - entry.y - line.y) / page.height;
        const loud = line.size / style.body + (line.bold ? 0.3 : 0);
        return [{ lines, score: loud - (number === entry.page ? y : 0) }];
      });
      const best = found.sort((a, b) => b.score - a.score)[0];
      if (best === undefined) continue;
      for (const line of best.lines) taken.add(line);
      const level = Math.min(6, entry.level);
      headings.push({ level, lines: best.lines, text: textOf(best.lines) });
      break;
    }
  }
  return headings;
}

/** Headings that a tagged file names as such. */
function findTagged(pages: readonly PageLines[], known: ReadonlyMap<Line, Heading>): Heading[] {
  const found = new Map<string, Heading>();
  for (const line of pages.flatMap(({ lines }) => lines)) {
    if (line.tag?.heading == null || known.has(line)) continue;
    const heading = found.get(line.tag.key);
    if (heading === undefined)
      found.set(line.tag.key, { level: line.tag.heading, lines: [line], text: line.text });
    else {
      heading.lines.push(line);
      heading.text = textOf(heading.lines);
    }
  }
  return [...found.values()].filter(({ text }) => text.length <= MAX_LENGTH && /\p{L}/u.test(text));
}

/** The lines from `index` on that together are the title. */
function titleAt(lines: readonly Line[], index: number, wanted: string): Line[] | null {
  const first = lines[index];
  if (first === undefined) return null;
  let text = '';
  const taken: Line[] = [];
  for (const line of lines.slice(index, index + MAX_LINES)) {
    if (Math.abs(line.size - first.size) > 1.5) break;
    text =
      text === ''
        ? line.text
        : /\p{L}-$/u.test(text)
          ? text.slice(0, -1) + line.text
          : `${text} ${line.text}`;
    taken.push(line);
    const folded = fold(text);
    if (folded === wanted || foldTitle(text) === wanted) return taken;
    if (!wanted.startsWith(folded) && !wanted.startsWith(foldTitle(text))) return null;
  }
  return null;
}

/** Lines that size, weight or number set apart, as groups of lines of one heading. */
function findByLook(
  pages: readonly PageLines[],
  style: Style,
  known: ReadonlyMap<Line, Heading>,
): Line[][] {
  const groups: Line[][] = [];
  for (const { lines } of pages) {
    let group: Line[] = [];
    for (const [index, line] of lines.entries()) {
      const before = lines[index - 1];
      const goesOn =
        before !== undefined &&
        group.at(-1) === before &&
        styleKey(before) === styleKey(line) &&
        line.y - before.y < line.size * 1.7 &&
        line.y > before.y &&
        !(NUMBERING.test(line.text) && /^\d/u.test(line.text));
      if (goesOn && !known.has(line)) {
        group.push(line);
        continue;
      }
      group = [];
      if (known.has(line) || !looksLikeHeading(lines, index, style)) continue;
      group = [line];
      groups.push(group);
    }
  }
  return groups.filter(
    (lines) =>
      lines.length <= MAX_LINES &&
      textOf(lines).length <= MAX_LENGTH &&
      /\p{L}{2}/u.test(textOf(lines)),
  );
}

function looksLikeHeading(lines: readonly Line[], index: number, style: Style): boolean {
  const line = lines[index];
  if (line === undefined || line.mono || !/\p{L}/u.test(line.text)) return false;
  if (isAdmonition(line.text)) return false;
  if (line.cells.length > 2 || (line.cells.length === 2 && !isNumber(line.cells[0]?.text ?? '')))
    return false;
  if (line.size >= style.body * LARGER) return !/[,;]$|^\p{Ll}.*[.:]$/u.test(line.text);
  if (line.size < style.body * 0.95 || line.text.length > 100) return false;
  const numbered = /^(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.)\s+\p{Lu}/u.test(line.text);
  if (!line.bold && !(line.italic && numbered)) return false;
  if (/[.,;:]$/u.test(line.text) || !/^[\p{Lu}\p{N}“"‘'¿]/u.test(line.text)) return false;
  const before = lines[index - 1];
  const next = lines[index + 1];
  const lead = style.leading(line.size);
  const apart =
    before === undefined || before.column !== line.column || line.y - before.y > lead * 1.25;
  // A bold line on which more bold text follows is an emphasized paragraph or a table head.
  const alone =
    next === undefined || !next.bold || next.y - line.y > lead * 1.25 || next.size !== line.size;
  // A full line on which text follows at once is the bold beginning of a paragraph.
  const runsOn =
    next !== undefined &&
    next.y - line.y <= lead * 1.25 &&
    next.y > line.y &&
    line.x1 > style.right(line) - line.size * 2;
  return apart && alone && !runsOn;
}
