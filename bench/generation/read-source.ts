import { createHash } from 'node:crypto';
import type { SourceChunk, SourceDocument } from '../../server/modules/generation/engine.ts';
import { BLOCK_SEPARATOR, type ChunkBlock } from '../../server/modules/library/domain/document.ts';

const TARGET_WORDS = 260;

type Draft = { headingPath: string[]; blocks: { kind: ChunkBlock['kind']; text: string; level?: number }[]; words: number };

/**
 * A plain reading of Markdown or text for the benchmark: headings by `#`, fenced code, list items,
 * blank lines between paragraphs; chunks of some 260 words that never cross a heading.
 */
export function readSource(title: string, text: string, language = 'en'): SourceDocument {
  const drafts: Draft[] = [];
  let path: string[] = [];
  let current: Draft | null = null;
  const blocks = text.replace(/\r/g, '').split(/\n\s*\n|\n(?=```)|(?<=\n```)\n|\n(?=(?:[-*]|\d+\.) )/);
  let fence = false;
  for (const raw of blocks) {
    const block = raw.trim();
    if (block === '') continue;
    const heading = fence ? null : /^(#{1,6})\s+(.+)$/.exec(block.split('\n')[0] ?? '');
    if (heading !== null) {
      const level = heading[1]?.length ?? 1;
      path = [...path.slice(0, level - 1), heading[2] ?? ''].filter((part) => part !== undefined);
      current = null;
      const rest = block.split('\n').slice(1).join('\n').trim();
      if (rest === '') continue;
    }
    const body = heading === null ? block : block.split('\n').slice(1).join('\n').trim();
    const opens = (body.match(/```/g) ?? []).length;
    const code = fence || body.startsWith('```');
    if (opens % 2 === 1) fence = !fence;
    const kind = code ? 'code' : /^\|/.test(body) ? 'table' : /^(?:[-*]|\d+\.) /.test(body) ? 'list_item' : 'paragraph';
    const plain = kind === 'code' ? body : body.replace(/^(?:[-*]|\d+\.) /, '').replace(/[*_]{1,2}(\S[^*_]*\S|\S)[*_]{1,2}/g, '$1').replace(/`([^`]+)`/g, '$1').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
    const words = plain.split(/\s+/).length;
    if (current === null || current.words + words > TARGET_WORDS + 90 || current.words > TARGET_WORDS) {
      current = { headingPath: [...path], blocks: [], words: 0 };
      drafts.push(current);
    }
    current.blocks.push({ kind, text: plain });
    current.words += words;
  }
  return { title, language, chunks: drafts.map((draft, position) => toChunk(draft, position, language)) };
}

function toChunk(draft: Draft, position: number, language: string): SourceChunk {
  let text = '';
  const blocks: ChunkBlock[] = [];
  for (const block of draft.blocks) {
    if (text !== '') text += BLOCK_SEPARATOR;
    blocks.push({ kind: block.kind, start: text.length, end: text.length + block.text.length });
    text += block.text;
  }
  return {
    id: `chunk-${position}`,
    position,
    kind: blocks.every(({ kind }) => kind === 'code') ? 'code' : 'prose',
    headingPath: draft.headingPath,
    text,
    blocks,
    language,
    contentHash: createHash('sha256').update(text).digest('hex'),
  };
}
