import type { Block, ParsedDocument } from '../../library/index.ts';
import { normalizeInline, normalizeLines, normalizeText } from '../domain/normalize.ts';

/** Plain text: paragraphs at empty lines, headings by underline, number or capitals, lists, code. */
export function parseText(source: string): Omit<ParsedDocument, 'language'> {
  const blocks: Block[] = [];
  for (const part of normalizeText(source).split(/\n[^\S\n]*\n/)) blocks.push(...paragraph(part));
  const title = blocks.find(({ kind }) => kind === 'heading')?.text ?? null;
  return { title, blocks, pageCount: null, durationSeconds: null };
}

function paragraph(part: string): Block[] {
  const lines = part.split('\n').filter((line) => line.trim() !== '');
  const [first = '', second = ''] = lines;
  if (first === '') return [];
  const underline = /^\s*(={3,}|-{3,}|~{3,})\s*$/.exec(second);
  if (underline) {
    const level = second.includes('=') ? 1 : 2;
    return [
      { kind: 'heading', text: normalizeInline(first), level },
      ...paragraph(lines.slice(2).join('\n')),
    ];
  }
  const text = normalizeInline(first);
  const numbered = /^(\d+(?:\.\d+)*)\.?\s+\p{Lu}[^.!?]*$/u.exec(text);
  if (lines.length === 1 && text.length < 80) {
    if (numbered)
      return [{ kind: 'heading', text, level: Math.min(6, (numbered[1] ?? '').split('.').length) }];
    if (/\p{Lu}{3}/u.test(text) && text === text.toUpperCase())
      return [{ kind: 'heading', text, level: 1 }];
  }
  const bullet = /^\s*(?:[-*•+]|\d+[.)])\s+/;
  if (bullet.test(first)) {
    const items: string[] = [];
    for (const line of lines) {
      if (bullet.test(line)) items.push(line.replace(bullet, ''));
      else items.push(`${items.pop() ?? ''} ${line}`);
    }
    return items.map((item) => ({ kind: 'list_item', text: normalizeInline(item), level: 1 }));
  }
  if (lines.every((line) => /^(?: {4}|\t)/.test(line)))
    return [{ kind: 'code', text: normalizeLines(lines.join('\n')) }];
  return [{ kind: 'paragraph', text: normalizeInline(part) }];
}
