import path from 'node:path';
import { JSDOM } from 'jsdom';
import type { Block, ParsedDocument } from '../../library/index.ts';
import { SourceError } from '../domain/source-error.ts';
import { decodeText } from './decode.ts';
import { htmlToBlocks } from './html-blocks.ts';
import { unzip } from './zip.ts';

export function parseEpub(
  bytes: Uint8Array,
  onProgress?: (done: number, total: number) => void,
): Omit<ParsedDocument, 'language'> {
  const files = unzip(bytes, (name) => /\.(?:x?html?|opf|xml)$/i.test(name));
  if (files.has('META-INF/encryption.xml') && files.has('META-INF/rights.xml')) {
    throw new SourceError(
      'encrypted',
      'This book is locked by its seller. Upload a copy without copy protection.',
    );
  }
  const name = [...files.keys()].find((file) => file.endsWith('.opf'));
  const opf = name === undefined ? undefined : files.get(name);
  if (name === undefined || !opf)
    throw new SourceError(
      'damaged',
      'This book has no table of its parts. Export it again as EPUB.',
    );
  const { document } = new JSDOM(decodeText(opf), { contentType: 'text/html' }).window;
  const items = new Map([...document.querySelectorAll('item')].map((item) => [item.id, item]));
  const spine = [...document.querySelectorAll('itemref')];
  const blocks: Block[] = [];
  for (const [index, reference] of spine.entries()) {
    const item = items.get(reference.getAttribute('idref') ?? '');
    if (item && !/\bnav\b/.test(item.getAttribute('properties') ?? '')) {
      const href = path.posix.join(
        path.posix.dirname(name),
        decodeURIComponent(item.getAttribute('href') ?? ''),
      );
      const chapter = files.get(href);
      if (chapter) blocks.push(...htmlToBlocks(decodeText(chapter)));
    }
    onProgress?.(index + 1, spine.length);
  }
  const title = document.getElementsByTagName('dc:title')[0]?.textContent?.trim() || null;
  return { title, blocks, pageCount: null, durationSeconds: null };
}
