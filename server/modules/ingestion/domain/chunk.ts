import { createHash } from 'node:crypto';
import {
  BLOCK_SEPARATOR,
  type Block,
  type Chunk,
  type ChunkBlock,
  type ChunkKind,
  type ParsedDocument,
} from '../../library/domain/index.ts';
import { recognizeLanguage } from './language.ts';
import { splitSentences } from './sentences.ts';

const MIN_WORDS = 80;
const MAX_WORDS = 400;
/** Speech is thinner than print, and a learner who opens a span waits for it to be spoken. */
const MAX_SPOKEN_WORDS = 200;

/** A stretch of canonical text that no chunk boundary cuts. */
type Piece = { block: Block; start: number; end: number; words: number; path: string[] };

export function canonicalText(blocks: readonly Block[]): string {
  return blocks.map((block) => block.text).join(BLOCK_SEPARATOR);
}

/** Words by white space; scripts written without spaces count two characters as a word. */
export function countWords(text: string): number {
  const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
  const characters = text.match(dense)?.length ?? 0;
  const spaced = text.replace(dense, ' ').match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  return spaced + Math.ceil(characters / 2);
}

/** Chunks of 80-400 words along the headings; their texts concatenate to the canonical text. */
export function chunkDocument(doc: ParsedDocument): Chunk[] {
  const text = canonicalText(doc.blocks);
  if (text === '') return [];
  const groups = mergeSmall(group(pieces(doc.blocks, text)));
  return groups.map((members, position) => toChunk(members, position, text, doc.language));
}

function pieces(blocks: readonly Block[], text: string): Piece[] {
  const found: Piece[] = [];
  const stack: { level: number; title: string }[] = [];
  let start = 0;
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      const level = block.level ?? 1;
      while ((stack.at(-1)?.level ?? 0) >= level) stack.pop();
      stack.push({ level, title: block.text });
    }
    const path = stack.map(({ title }) => title);
    const last = index === blocks.length - 1;
    const end = start + block.text.length + (last ? 0 : BLOCK_SEPARATOR.length);
    for (const cut of cuts(block, start, end)) {
      const words = countWords(text.slice(cut.start, cut.end));
      if (cut.end > cut.start) found.push({ block, ...cut, words, path });
    }
    start = end;
  }
  return found;
}

/** Only over-long running text is cut, at sentence ends; white space goes with what precedes. */
function cuts(block: Block, start: number, end: number): { start: number; end: number }[] {
  const whole = block.kind === 'table' || block.kind === 'code' || block.kind === 'heading';
  if (whole || countWords(block.text) <= MAX_WORDS) return [{ start, end }];
  const sentences = splitSentences(block.text);
  return sentences.map((_, index) => ({
    start: index === 0 ? start : start + (sentences[index]?.start ?? 0),
    end: start + (sentences[index + 1]?.start ?? end - start),
  }));
}

function group(all: Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  let current: Piece[] = [];
  let words = 0;
  for (const piece of all) {
    const bare = current.every(({ block }) => block.kind === 'heading');
    const newSection = piece.block.kind === 'heading';
    const full = words + piece.words > mostWords(piece);
    if (current.length > 0 && !bare && (newSection || full)) {
      const leadIn = newSection ? [] : takeLeadIn(current, piece);
      groups.push(current);
      current = leadIn;
      words = total(leadIn);
    }
    current.push(piece);
    words += piece.words;
  }
  if (current.length > 0) {
    const previous = groups.at(-1);
    // A heading with nothing after it has nothing to stay with but the end of the last chunk.
    if (previous && current.every(({ block }) => block.kind === 'heading'))
      previous.push(...current);
    else groups.push(current);
  }
  return groups;
}

const mostWords = ({ block }: Piece) => (block.kind === 'cue' ? MAX_SPOKEN_WORDS : MAX_WORDS);

/** `The steps are:` goes with the steps, unless nothing but headings would stay behind. */
function takeLeadIn(members: Piece[], next: Piece): Piece[] {
  const last = members.at(-1);
  const before = members.at(-2);
  const announces =
    last?.block.kind === 'paragraph' &&
    /^(?:list_item|table|code|quote)$/.test(next.block.kind) &&
    last.block.text.trimEnd().endsWith(':');
  return announces && before !== undefined && before.block.kind !== 'heading'
    ? members.splice(-1)
    : [];
}

const total = (members: readonly Piece[]) => members.reduce((sum, { words }) => sum + words, 0);

/** Small neighbours join where they share the section or its parent and still fit. */
function mergeSmall(groups: Piece[][]): Piece[][] {
  const merged: Piece[][] = [];
  for (const members of groups) {
    const before = merged.at(-1);
    const small = before && (total(before) < MIN_WORDS || total(members) < MIN_WORDS);
    if (
      before &&
      small &&
      total(before) + total(members) <= Math.min(...members.map(mostWords)) &&
      related(before, members)
    ) {
      before.push(...members);
    } else merged.push(members);
  }
  return merged;
}

function related(left: readonly Piece[], right: readonly Piece[]): boolean {
  const a = left.at(-1)?.path ?? [];
  const b = right.at(-1)?.path ?? [];
  const shared = commonPath([a, b]).length;
  return (
    shared >= Math.min(a.length, b.length) ||
    (shared > 0 && shared >= Math.max(a.length, b.length) - 1)
  );
}

function commonPath(paths: readonly string[][]): string[] {
  const [first = [], ...others] = paths;
  const end = first.findIndex((title, index) => others.some((path) => path[index] !== title));
  return end === -1 ? first : first.slice(0, end);
}

function toChunk(
  members: readonly Piece[],
  position: number,
  canonical: string,
  documentLanguage: string,
): Chunk {
  const start = members[0]?.start ?? 0;
  const end = members.at(-1)?.end ?? start;
  const text = canonical.slice(start, end);
  const bodies = members.filter(({ block }) => block.kind !== 'heading');
  const headingPath = commonPath((bodies.length > 0 ? bodies : members).map(({ path }) => path));
  const kind = kindOf((bodies.length > 0 ? bodies : members).map(({ block }) => block));
  const known = (values: (number | undefined)[]) => values.filter((value) => value !== undefined);
  const pages = known(members.flatMap(({ block }) => [block.pageStart, block.pageEnd]));
  const starts = known(members.map(({ block }) => block.startSeconds));
  const ends = known(members.map(({ block }) => block.endSeconds));
  const least = (values: number[]) => (values.length > 0 ? Math.min(...values) : null);
  const most = (values: number[]) => (values.length > 0 ? Math.max(...values) : null);
  return {
    position,
    kind,
    headingPath,
    text,
    start,
    end,
    blocks: blocksOf(members, start, canonical),
    pageStart: least(pages),
    pageEnd: most(pages),
    startSeconds: least(starts),
    endSeconds: most(ends),
    wordCount: total(members),
    language: recognizeLanguage(text, documentLanguage),
    contentHash: createHash('sha256')
      .update(JSON.stringify([kind, headingPath, text]))
      .digest('hex'),
  };
}

function kindOf(blocks: readonly Block[]): ChunkKind {
  if (blocks.some(({ kind }) => kind === 'cue')) return 'transcript';
  if (blocks.every(({ kind }) => kind === 'table')) return 'table';
  return blocks.every(({ kind }) => kind === 'code') ? 'code' : 'prose';
}

function blocksOf(members: readonly Piece[], origin: number, canonical: string): ChunkBlock[] {
  const blocks: ChunkBlock[] = [];
  let previous: Block | undefined;
  for (const { block, start, end } of members) {
    const stop = start + canonical.slice(start, end).trimEnd().length - origin;
    const last = blocks.at(-1);
    if (last && previous === block) last.end = Math.max(stop, last.end);
    else {
      blocks.push({
        kind: block.kind,
        start: start - origin,
        end: stop,
        ...(block.level === undefined ? {} : { level: block.level }),
        ...(block.pageStart === undefined ? {} : { page: block.pageStart }),
        ...(block.startSeconds === undefined ? {} : { seconds: block.startSeconds }),
      });
    }
    previous = block;
  }
  return blocks;
}
