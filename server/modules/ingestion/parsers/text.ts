import type { Block, ParsedDocument } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';

const BULLET = /^\s*(?:[-*•+]|\d{1,3}[.)]|[a-z]\))\s+(?=\S)/u;
const UNDERLINE = /^\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|\^{3,}|"{3,})\s*$/u;
const NUMBERED = /^(\d+(?:\.\d+)+|\d+(?=\.?\s+\p{Lu}))\.?\s+[\p{L}"“][^.!?]*$/u;
const NAMED = /^(?:chapter|part|appendix|section)\s+[\dIVXLC]+\b[^.!?]*$/iu;
/** Further in, a line is centred. */
const INDENTED = /^(?: {4,15}(?=\S)|\t)/u;
const MAX_HEADING = 80;
/** A line at the edge of this many pages, but for its digits, is a running head or foot. */
const RUNNING_PAGES = 3;

/**
 * Plain text: paragraphs at empty lines, headings by underline, number or capitals, lists, indented
 * code. Form feeds end pages, whose running heads and feet are dropped.
 */
export function parseText(source: string): Omit<ParsedDocument, 'language'> {
  const pages = dropRunningLines(source.split('\f').map((page) => page.split(/\r\n|\r|\n/)));
  const paged = pages.length > 1;
  const blocks: Block[] = [];
  for (const [index, lines] of pages.entries()) {
    const found = dropContents(lines.join('\n').split(/\n[^\S\n]*\n/)).flatMap(readPart);
    for (const block of found) {
      const last = blocks.at(-1);
      const placed = paged ? { ...block, pageStart: index + 1, pageEnd: index + 1 } : block;
      if (last && paged && goesOn(last, placed)) {
        last.text = `${last.text} ${placed.text}`;
        last.pageEnd = index + 1;
      } else blocks.push(placed);
    }
  }
  return {
    title: titleOf(blocks),
    blocks,
    pageCount: paged ? pages.length : null,
    durationSeconds: null,
  };
}

/** The heading at the beginning, else a short first line; a numbered section is not the whole. */
function titleOf(blocks: readonly Block[]): string | null {
  const top = blocks.slice(0, 3);
  const heading = top.find(({ kind, text }) => kind === 'heading' && !/^\d/.test(text));
  if (heading) return heading.text;
  const first = top[0];
  const short = first?.kind === 'paragraph' && first.text.length < MAX_HEADING;
  return short && /^\p{Lu}[^.!?:;]*$/u.test(first.text) ? first.text : null;
}

/** Whether a paragraph that a page cut in two goes on in the next one. */
function goesOn(last: Block, next: Block): boolean {
  return (
    last.kind === 'paragraph' &&
    next.kind === 'paragraph' &&
    last.pageEnd !== next.pageStart &&
    /[\p{L},;–-]$/u.test(last.text) &&
    /^\p{Ll}/u.test(next.text)
  );
}

function dropRunningLines(pages: string[][]): string[][] {
  const key = (line: string) => line.trim().replace(/\d+/g, '#').replace(/\s+/g, ' ');
  const edges = pages.map((lines) => {
    const filled = lines.flatMap((line, at) => (line.trim() === '' ? [] : [at]));
    return [...new Set([filled[0], filled.at(-1)])].filter((at) => at !== undefined);
  });
  const seen = new Map<string, number>();
  for (const [page, places] of edges.entries()) {
    for (const at of places) {
      const line = key(pages[page]?.[at] ?? '');
      seen.set(line, (seen.get(line) ?? 0) + 1);
    }
  }
  return pages.map((lines, page) =>
    lines.filter(
      (line, at) => !edges[page]?.includes(at) || (seen.get(key(line)) ?? 0) < RUNNING_PAGES,
    ),
  );
}

/** Leaves out a table of contents: what follows its title up to the first running sentence. */
function dropContents(parts: string[]): string[] {
  const title = parts.findIndex((part) => /^\s*(?:table of )?contents\s*$/i.test(part));
  if (title < 0) return parts;
  const prose = parts.findIndex(
    (part, at) => at > title && /\p{Ll}\.\s*$|\p{Ll}\.\s+\p{Lu}/u.test(part),
  );
  return prose < 0 ? parts : [...parts.slice(0, title), ...parts.slice(prose)];
}

/** The blocks of what stands between two empty lines. */
function readPart(part: string): Block[] {
  const lines = part.split('\n').filter((line) => line.trim() !== '');
  const [first = '', second = ''] = lines;
  if (first === '') return [];
  // A rule across the page.
  if (UNDERLINE.test(first)) return readPart(lines.slice(1).join('\n'));
  if (UNDERLINE.test(second)) {
    const heading: Block = {
      kind: 'heading',
      text: cleanText(first),
      level: /[=*]/.test(second) ? 1 : 2,
    };
    return [heading, ...readPart(lines.slice(2).join('\n'))];
  }
  if (lines.length === 1) {
    const level = headingLevel(cleanText(first));
    if (level !== null) return [{ kind: 'heading', text: cleanText(first), level }];
  }
  const indented = lines.every((line) => /^(?: {4}|\t)/.test(line));
  if (indented && lines.some((line) => INDENTED.test(line)) && !BULLET.test(first))
    return [{ kind: 'code', text: cleanText(lines.join('\n'), { preformatted: true }) }];
  return readProse(lines);
}

function headingLevel(text: string): number | null {
  if (text.length >= MAX_HEADING) return null;
  const number = NUMBERED.exec(text)?.[1];
  if (number !== undefined) return Math.min(6, number.split('.').length);
  if (NAMED.test(text)) return 1;
  // Mostly letters: a date in `UTC` is no heading.
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters * 2 > text.length && /\p{Lu}{3}/u.test(text) && text === text.toUpperCase()
    ? 1
    : null;
}

/** Running text and lists; a wrapped line that happens to begin like an item begins none. */
function readProse(lines: readonly string[]): Block[] {
  const parts: { kind: 'paragraph' | 'list_item'; lines: string[] }[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    const begins =
      BULLET.test(line) &&
      (last === undefined || last.kind === 'list_item' || /:\s*$/.test(last.lines.at(-1) ?? ''));
    if (begins) parts.push({ kind: 'list_item', lines: [line.replace(BULLET, '')] });
    else if (last === undefined) parts.push({ kind: 'paragraph', lines: [line] });
    else last.lines.push(line);
  }
  return parts.map(({ kind, lines: own }) => ({
    kind,
    text: cleanText(own.join('\n')),
    ...(kind === 'list_item' ? { level: 1 } : {}),
  }));
}
