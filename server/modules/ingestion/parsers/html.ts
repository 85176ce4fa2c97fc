import { Readability } from '@mozilla/readability';
import { JSDOM } from 'jsdom';
import type { Block, BlockKind, ParsedDocument } from '../../library/domain/document.ts';
import { normalizeInline, normalizeLines } from '../domain/normalize.ts';

const SKIPPED =
  'script,style,template,noscript,nav,svg,iframe,form,button,[hidden],[role=navigation]';
const BLOCKS = 'h1,h2,h3,h4,h5,h6,p,ul,ol,dl,table,pre,blockquote,figure,div,section,article';
const KINDS: Record<string, BlockKind> = {
  BLOCKQUOTE: 'quote',
  FIGCAPTION: 'caption',
  CAPTION: 'caption',
  LI: 'list_item',
  DT: 'list_item',
  DD: 'list_item',
};

/** Main content of a page. Scripts are parsed as text and never run. */
export function parseHtml(html: string, url?: string): Omit<ParsedDocument, 'language'> {
  const { window } = new JSDOM(html, url === undefined ? {} : { url });
  const { document } = window;
  const title = normalizeInline(document.title) || null;
  for (const node of document.querySelectorAll(SKIPPED)) node.remove();
  const main = document.querySelector('main,[role=main]') ?? document.body;
  const whole = blocksOf(main);
  const article = new Readability(document.cloneNode(true) as Document).parse();
  const readable = article?.content
    ? blocksOf(new JSDOM(article.content).window.document.body)
    : [];
  const size = (blocks: Block[]) => blocks.reduce((sum, { text }) => sum + text.length, 0);
  // Readability guesses by density and drops whole sections of reference pages.
  const blocks = size(readable) >= 0.7 * size(whole) ? readable : whole;
  window.close();
  return { title, blocks, pageCount: null, durationSeconds: null };
}

/** Blocks of a fragment of clean HTML, such as a converted DOCX or a chapter of an EPUB. */
export function fragmentBlocks(html: string): Block[] {
  const { window } = new JSDOM(html);
  for (const node of window.document.querySelectorAll(SKIPPED)) node.remove();
  const blocks = blocksOf(window.document.body);
  window.close();
  return blocks;
}

function blocksOf(root: Element): Block[] {
  const blocks: Block[] = [];
  const add = (kind: BlockKind, text: string, level?: number) => {
    if (text !== '') blocks.push({ kind, text, ...(level === undefined ? {} : { level }) });
  };
  const walk = (element: Element, kind: BlockKind, depth: number) => {
    let inline = '';
    const flush = () => {
      add(kind, normalizeInline(inline), kind === 'list_item' ? Math.max(1, depth) : undefined);
      inline = '';
    };
    for (const node of element.childNodes) {
      if (node.nodeType === 3) inline += node.textContent ?? '';
      if (node.nodeType !== 1) continue;
      const child = node as Element;
      const heading = /^H([1-6])$/.exec(child.tagName);
      const nested = child.tagName === 'UL' || child.tagName === 'OL' || child.tagName === 'DL';
      if (heading) {
        flush();
        add(
          'heading',
          normalizeInline(child.textContent ?? '').replace(/\s*[¶#]$/, ''),
          Number(heading[1]),
        );
      } else if (child.tagName === 'PRE') {
        flush();
        add('code', normalizeLines(child.textContent ?? ''));
      } else if (child.tagName === 'TABLE') {
        flush();
        for (const caption of child.querySelectorAll('caption'))
          add('caption', normalizeInline(caption.textContent ?? ''));
        add('table', tableText(child));
      } else if (child.tagName === 'BR') inline += ' ';
      else if (
        KINDS[child.tagName] ||
        nested ||
        child.matches(BLOCKS) ||
        child.querySelector(BLOCKS)
      ) {
        flush();
        walk(
          child,
          KINDS[child.tagName] ?? (nested ? 'paragraph' : kind),
          depth + (nested ? 1 : 0),
        );
      } else inline += child.textContent ?? '';
    }
    flush();
  };
  walk(root, 'paragraph', 0);
  return blocks;
}

function tableText(table: Element): string {
  return [...table.querySelectorAll('tr')]
    .map((row) => [...row.children].map((cell) => normalizeInline(cell.textContent ?? '')))
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => cells.join(' | '))
    .join('\n');
}
