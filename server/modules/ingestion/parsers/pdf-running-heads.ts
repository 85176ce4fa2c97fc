import type { Line } from './pdf-lines.ts';

export type PageLines = { page: number; height: number; lines: Line[] };

/** How many lines from the top and the bottom of a page may be furniture. */
const ROUNDS = 3;
const ZONE = 0.18;
/** A number that stands alone below the text is a page number even with a wide margin. */
const NUMBER_ZONE = 0.28;
/** A line larger than the text by this factor is a heading. */
const LOUD = 1.25;
/** Points by which the same furniture may stand higher or lower. */
const DRIFT = 4;

const NUMBER = String.raw`(?:\d+|\b[ivxl]+\b)(?:\s*(?:/|of|von|de|sur|di)\s*\d+)?`;
const OUTER_NUMBERS = new RegExp(`^${NUMBER}|${NUMBER}$`, 'gu');

/**
 * Changing page numbers make no difference between two running heads. Numbers inside do: pages
 * that begin with "Question 3 asks" and "Question 4 asks" are no furniture.
 */
const shape = (text: string): string =>
  text.trim().toLowerCase().replace(OUTER_NUMBERS, '#').replace(/\s+/gu, ' ');

/**
 * The pages without running headers, footers and page numbers. Furniture is the outermost line of
 * pages that stands at one height and there repeats (whatever number it carries) or counts the
 * pages. A height at which most outermost lines do so is furniture on its other pages too, which
 * catches the title of a chapter that fills a single page.
 */
export function dropRunningHeads(pages: readonly PageLines[]): PageLines[] {
  let left = pages.map((page) => ({ ...page, lines: [...page.lines] }));
  for (let round = 0; round < ROUNDS; round++) {
    const gone = new Set([...furniture(left, 'top'), ...furniture(left, 'bottom')]);
    if (gone.size === 0) break;
    left = left.map((page) => ({ ...page, lines: page.lines.filter((line) => !gone.has(line)) }));
  }
  return left;
}

function furniture(pages: readonly PageLines[], edge: 'top' | 'bottom'): Line[] {
  const outer = pages.flatMap(({ page, height, lines }) => {
    const ys = lines.map(({ y }) => y);
    const y = edge === 'top' ? Math.min(...ys) : Math.max(...ys);
    const outermost = lines.filter((line) => Math.abs(line.y - y) < 2);
    const zone = outermost.every(({ text }) => isPageNumber(text)) ? NUMBER_ZONE : ZONE;
    if (edge === 'top' ? y > height * zone : y < height * (1 - zone)) return [];
    // Two columns may each end at that height; a foot then is one line of several.
    return outermost.map((line) => ({ line, page, y, shape: shape(line.text) }));
  });
  const body = usualSize(pages);
  const enough = pages.length < 6 ? 2 : 3;
  const offset = numberOffset(outer);
  const gone: Line[] = [];
  const clusters = new Map<number, typeof outer>();
  for (const item of outer) {
    const key = Math.round(item.y / DRIFT);
    const near = [key, key - 1, key + 1].find((at) => clusters.has(at)) ?? key;
    clusters.set(near, [...(clusters.get(near) ?? []), item]);
  }
  for (const items of clusters.values()) {
    const counts = new Map<string, Set<number>>();
    for (const item of items)
      counts.set(item.shape, (counts.get(item.shape) ?? new Set()).add(item.page));
    const sure = items.filter(({ shape: form, line, page }) => {
      // Set larger than the text, "Lesson 3" and "Lesson 4" are headings that each begin a page.
      if (line.size > body * LOUD && form.includes('#')) return false;
      // A book that sets "Chapter" above its number does so on one height in each chapter.
      if (/^(?:chapter|part|appendix|kapitel|teil|anhang)$/u.test(form)) return false;
      const repeats = counts.get(form)?.size ?? 0;
      const own = form.replace(/[#\s]/gu, '');
      const counted = offset !== null && pageNumbers(line.text).some((n) => n - page === offset);
      if (own === '') return isPageNumber(line.text) && (counted || repeats >= enough);
      return (repeats >= enough && line.text.length < 140) || (counted && items.length >= enough);
    });
    const most = items.length >= enough && sure.length >= items.length * 0.5;
    gone.push(
      ...(most
        ? items.filter(({ line }) => line.text.length < 140 && line.size <= body * LOUD)
        : sure
      ).map(({ line }) => line),
    );
  }
  return gone;
}

function usualSize(pages: readonly PageLines[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of pages.flatMap(({ lines }) => lines))
    letters.set(size, (letters.get(size) ?? 0) + text.length);
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

const isPageNumber = (text: string) =>
  /^[\s\-–—|.[\]()]*(?:\d{1,5}|[ivxlc]{1,8})(?:\s*(?:\/|of|von|de|sur|di)\s*\d{1,5})?[\s\-–—|.[\]()]*$/iu.test(
    text,
  );

/** Numbers with which a line begins or ends. */
function pageNumbers(text: string): number[] {
  const found = [/^(\d{1,5})(?!\.\d)\b/u.exec(text)?.[1], /(?<![\d.])(\d{1,5})$/u.exec(text)?.[1]];
  const ofTotal = /(\d{1,5})\s*(?:\/|of|von|de|sur)\s*\d{1,5}$/u.exec(text)?.[1];
  return [...found, ofTotal].filter((n) => n !== undefined).map(Number);
}

/** The constant difference between printed numbers and positions, where three pages agree. */
function numberOffset(items: readonly { line: Line; page: number }[]): number | null {
  const votes = new Map<number, number>();
  for (const { line, page } of items)
    for (const number of new Set(pageNumbers(line.text)))
      votes.set(number - page, (votes.get(number - page) ?? 0) + 1);
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= 3 ? best[0] : null;
}
