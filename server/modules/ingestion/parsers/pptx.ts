import path from 'node:path';
import { JSDOM } from 'jsdom';
import type { Block, ParsedDocument } from '../../library/index.ts';
import { normalizeInline } from '../domain/normalize.ts';
import { decodeText } from './decode.ts';
import { unzip } from './zip.ts';

const tags = (root: Document | Element, name: string) => [...root.getElementsByTagName(name)];

/** Slides in presentation order: title, bullets, tables, then the speaker's notes as a quote. */
export function parsePptx(bytes: Uint8Array): Omit<ParsedDocument, 'language'> {
  const files = unzip(bytes, (name) => /^ppt\/.*\.(?:xml|rels)$/.test(name));
  const xml = (name: string) =>
    new JSDOM(decodeText(files.get(name) ?? new TextEncoder().encode('<x/>')), {
      contentType: 'text/xml',
    }).window.document;
  const relations = (name: string) =>
    tags(
      xml(path.posix.join(path.posix.dirname(name), '_rels', `${path.posix.basename(name)}.rels`)),
      'Relationship',
    ).map((node) => ({
      id: node.getAttribute('Id'),
      type: node.getAttribute('Type') ?? '',
      target: path.posix.join(path.posix.dirname(name), node.getAttribute('Target') ?? ''),
    }));
  const root = 'ppt/presentation.xml';
  const links = relations(root);
  const blocks: Block[] = [];
  const slides = tags(xml(root), 'p:sldId').map(
    (node) => links.find(({ id }) => id === node.getAttribute('r:id'))?.target ?? '',
  );
  for (const [index, slide] of slides.entries()) {
    const page = { pageStart: index + 1, pageEnd: index + 1 };
    blocks.push(...slideBlocks(xml(slide)).map((block) => ({ ...block, ...page })));
    const notes = relations(slide).find(({ type }) => type.endsWith('/notesSlide'));
    if (notes) {
      const spoken = slideBlocks(xml(notes.target)).filter(
        ({ kind, text }) => kind === 'list_item' && !/^\d+$/.test(text),
      );
      blocks.push(...spoken.map(({ text }): Block => ({ kind: 'quote', text, ...page })));
    }
  }
  const title = blocks.find(({ kind }) => kind === 'heading')?.text ?? null;
  return { title, blocks, pageCount: slides.length, durationSeconds: null };
}

const textOf = (node: Element) =>
  normalizeInline(
    tags(node, 'a:t')
      .map((run) => run.textContent)
      .join(''),
  );

function slideBlocks(slide: Document): Block[] {
  const blocks: Block[] = [];
  for (const shape of slide.querySelectorAll('sp, graphicFrame')) {
    const role = tags(shape, 'p:ph')[0]?.getAttribute('type') ?? '';
    if (/^(?:sldNum|dt|ftr|hdr|sldImg)$/.test(role)) continue;
    const rows = tags(shape, 'a:tr').map((row) => tags(row, 'a:tc').map(textOf).join(' | '));
    if (rows.length > 0) blocks.push({ kind: 'table', text: rows.join('\n') });
    else if (/^(?:title|ctrTitle)$/.test(role))
      blocks.push({ kind: 'heading', text: textOf(shape), level: 1 });
    else {
      for (const node of tags(shape, 'a:p')) {
        const level = Number(tags(node, 'a:pPr')[0]?.getAttribute('lvl') ?? 0) + 1;
        blocks.push({ kind: 'list_item', text: textOf(node), level });
      }
    }
  }
  return blocks.filter(({ text }) => text !== '');
}
