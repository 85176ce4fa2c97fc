import type { Block, BlockKind } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';
import { isAdmonition } from './pdf-admonitions.ts';
import { codeText, findCode } from './pdf-code.ts';
import { isIndexTitle } from './pdf-contents.ts';
import { continuesBelow, continuesBeyond } from './pdf-flow.ts';
import { findFootnotes, markOf, withoutCalls, withoutOwnMark } from './pdf-footnotes.ts';
import type { Heading } from './pdf-heading-levels.ts';
import { joinLines, type Vocabulary } from './pdf-hyphens.ts';
import type { Line } from './pdf-lines.ts';
import { hasSureBullet, isListStart, withoutMark } from './pdf-lists.ts';
import type { PageLines } from './pdf-running-heads.ts';
import type { Style } from './pdf-style.ts';
import { findTables } from './pdf-tables.ts';

/** A block in the making. */
type Draft = {
  kind: BlockKind;
  lines: Line[];
  /** Text so far; code and tables have theirs at once. */
  text: string;
  level?: number;
  list: boolean;
  /** Stands beside the text (footnote, figure, table): a paragraph may go on after it. */
  aside: boolean;
};

type Context = {
  style: Style;
  headings: ReadonlyMap<Line, Heading>;
  words: Vocabulary;
};

const CAPTION =
  /^(?:figure|fig\.|table|tab\.|listing|example|exhibit|plate|algorithm|abbildung|abb\.|tabelle|figura|tabla|tabela|tableau|рисунок|рис\.|таблица)\s+(?:\d+|[A-Z]|[IVX]+)(?:[.\-–]\d+)*[.:–—]?(?=\s|$)/iu;
const CAPTION_MARKED = /^(?:\S+\s+)(?:\d+|[A-Z]|[IVX]+)(?:[.\-–]\d+)*\s*(?:[.:–—]|$)/u;

/** Turns the lines of the pages, in reading order, into blocks. */
export function buildBlocks(pages: readonly PageLines[], context: Context): Block[] {
  const drafts: Draft[] = [];
  for (const page of pages) addPage(drafts, page, context);
  const blocks = rejoin(drafts, context).flatMap((draft) => toBlock(draft));
  const last = blocks.at(-1);
  return last?.kind === 'heading' && isIndexTitle(last.text) ? blocks.slice(0, -1) : blocks;
}

function addPage(drafts: Draft[], page: PageLines, context: Context): void {
  const { style, headings } = context;
  const { lines } = page;
  const notes = findFootnotes(page, style.body);
  const marks = new Set([...notes].map(markOf).filter((mark) => mark !== ''));
  const busy = (line: Line) => headings.has(line) || notes.has(line);
  const tables = new Map(
    findTables(lines, style, busy, (before, after) => joinLines(before, after, context.words)).map(
      (table) => [table.start, table],
    ),
  );
  const inTable = new Set(
    [...tables.values()].flatMap(({ start, count }) => lines.slice(start, start + count)),
  );
  const code = findCode(lines, style, (line) => inTable.has(line) || headings.has(line));
  const inCode = new Map<number, { start: number; end: number }>(
    code.map((span) => [span.start, span]),
  );
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) continue;
    const span = inCode.get(index);
    if (span !== undefined) {
      addCode(drafts, lines.slice(span.start, span.end));
      index = span.end - 1;
      continue;
    }
    const table = tables.get(index);
    if (table !== undefined) {
      const members = lines.slice(index, index + table.count);
      drafts.push({ kind: 'table', lines: members, text: table.text, list: false, aside: true });
      index += table.count - 1;
      continue;
    }
    const near = lines.slice(Math.max(0, index - 4), index + 4);
    addLine(drafts, line, near, { ...context, notes, marks });
  }
}

function addCode(drafts: Draft[], lines: Line[]): void {
  const last = drafts.at(-1);
  const text = codeText(lines);
  const before = last?.lines.at(-1);
  if (last?.kind === 'code' && before !== undefined && before.page !== lines[0]?.page) {
    last.text = `${last.text}\n${text}`;
    last.lines.push(...lines);
  } else drafts.push({ kind: 'code', lines, text, list: false, aside: true });
}

type LineContext = Context & { notes: ReadonlySet<Line>; marks: ReadonlySet<string> };

function addLine(drafts: Draft[], line: Line, near: readonly Line[], context: LineContext): void {
  const { style, headings, words, notes, marks } = context;
  const last = drafts.at(-1);
  const heading = headings.get(line);
  if (heading !== undefined) {
    if (last?.kind === 'heading' && last.lines[0] === heading.lines[0]) {
      last.lines.push(line);
      return;
    }
    const text = headingText(heading, words);
    drafts.push({
      kind: 'heading',
      lines: [line],
      text,
      level: heading.level,
      list: false,
      aside: false,
    });
    return;
  }
  const note = notes.has(line);
  const text = note ? withoutOwnMark(line.text, markOf(line)) : withoutCalls(line.text, marks);
  if (last !== undefined && goesOn(last, line, note, near, context)) {
    last.text = joinLines(last.text, text, words);
    last.lines.push(line);
    return;
  }
  const draft = startDraft(line, text, last, note, style);
  drafts.push(draft);
}

function headingText(heading: Heading, words: Vocabulary): string {
  const label = heading.text.indexOf(': ');
  const own = heading.lines.map((line) => line.text);
  const joined = own.reduce((text, part) => joinLines(text, part, words), '');
  return label > 0 && !joined.includes(': ') ? heading.text : joined;
}

function goesOn(
  last: Draft,
  line: Line,
  note: boolean,
  near: readonly Line[],
  { style, notes }: LineContext,
): boolean {
  if (last.kind !== 'paragraph' && last.kind !== 'list_item' && last.kind !== 'caption')
    return false;
  const before = last.lines.at(-1);
  if (before === undefined || notes.has(before) !== note) return false;
  if (hasSureBullet(line.text) || (note && markOf(line) !== '')) return false;
  if (last.text === '') return Math.abs(before.y - line.y) < line.size * 1.3;
  if (line.tag?.item != null || before.tag?.item != null) {
    if (before.page === line.page) return before.tag?.key === line.tag?.key;
  }
  const same = before.page === line.page && before.column === line.column;
  if (same) {
    if (isListStart(line.text) && (last.list || /:$/u.test(last.text))) return false;
    return continuesBelow(last, line, near, style);
  }
  if (note || CAPTION.test(line.text) || isListStart(line.text)) return false;
  return last.kind !== 'caption' && continuesBeyond(last, line, near, style);
}

function startDraft(
  line: Line,
  text: string,
  last: Draft | undefined,
  note: boolean,
  style: Style,
): Draft {
  const base = { lines: [line], text, list: false, aside: note };
  if (note) return { ...base, kind: 'paragraph' };
  if (isCaption(line, style)) return { ...base, kind: 'caption', aside: true };
  if (isListStart(text) || hasSureBullet(text) || line.tag?.item != null) {
    const level = line.tag?.item ?? levelOfItem(line, last);
    return { ...base, kind: 'list_item', text: withoutMark(text), level, list: true };
  }
  return { ...base, kind: 'paragraph' };
}

function isCaption(line: Line, style: Style): boolean {
  if (!CAPTION.test(line.text)) return false;
  const styled = line.size < style.body * 0.95 || line.bold || line.italic;
  return styled || CAPTION_MARKED.test(line.text);
}

/** Deeper where the mark stands further in than that of the item before. */
function levelOfItem(line: Line, last: Draft | undefined): number {
  const before = last?.kind === 'list_item' ? last.lines[0] : undefined;
  const level = last?.level ?? 1;
  if (before === undefined) return 1;
  if (before.page !== line.page || before.column !== line.column) return level;
  const step = line.x0 - before.x0;
  if (step > line.size * 0.7) return Math.min(6, level + 1);
  if (step < -line.size * 0.7) return Math.max(1, level - 1);
  return level;
}

/** Puts the halves of a paragraph together that a footnote, figure or table has divided. */
function rejoin(drafts: readonly Draft[], { words, style }: Context): Draft[] {
  const joined: Draft[] = [];
  for (const draft of drafts) {
    const label = joined.at(-1);
    if (label?.kind === 'paragraph' && draft.kind === 'paragraph' && isAdmonition(label.text)) {
      label.text = `${label.text.replace(/[.:!]$/u, '')}: ${draft.text}`;
      label.lines.push(...draft.lines);
      continue;
    }
    const open = halfBefore(joined, draft, style);
    if (open === undefined) joined.push(draft);
    else {
      open.text = joinLines(open.text, draft.text, words);
      open.lines.push(...draft.lines);
    }
  }
  return joined;
}

function halfBefore(joined: readonly Draft[], draft: Draft, style: Style): Draft | undefined {
  if (draft.kind !== 'paragraph' || draft.aside) return undefined;
  let index = joined.length - 1;
  while (index >= 0 && joined[index]?.aside) index -= 1;
  const half = joined[index];
  const [end, start] = [half?.lines.at(-1), draft.lines[0]];
  if (half === undefined || end === undefined || start === undefined || index < joined.length - 8)
    return undefined;
  if (half.kind !== 'paragraph' && half.kind !== 'list_item') return undefined;
  if (half === joined.at(-1)) return undefined;
  const moved = start.page !== end.page || start.column !== end.column;
  if (!moved || start.page - end.page > 2) return undefined;
  return continuesBeyond(half, start, half.lines.slice(-4), style) ? half : undefined;
}

function toBlock({ kind, lines, text, level }: Draft): Block[] {
  const plain = kind === 'code' || kind === 'table' ? text : cleanText(text);
  const empty = kind === 'code' ? plain === '' : !/[\p{L}\p{N}]/u.test(plain);
  if (empty) return [];
  const pages = lines.map(({ page }) => page);
  return [
    {
      kind,
      text: plain,
      ...(level === undefined ? {} : { level }),
      pageStart: Math.min(...pages),
      pageEnd: Math.max(...pages),
    },
  ];
}
