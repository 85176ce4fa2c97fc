import { Readability } from '@mozilla/readability';
import type { Block, ParsedDocument } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';
import { elementToBlocks, parsePage } from './html-blocks.ts';

/** Parts of a page that lead elsewhere or repeat on every page. */
const BESIDE =
  'nav,header,footer,aside,[hidden],[aria-hidden=true],[role=navigation],[role=banner],[role=contentinfo],[role=search],.navheader,.navfooter,.toc';
/**
 * Readability guesses by density and drops whole sections of reference pages: its choice is taken
 * where it keeps this share of what the page's own markup calls content.
 */
const KEEPS = 0.7;

const sizeOf = (blocks: readonly Block[]) => blocks.reduce((sum, { text }) => sum + text.length, 0);

function ownContent(document: Document): Block[] {
  const main =
    document.querySelector('main,[role=main]') ??
    document.querySelector('article') ??
    document.body;
  for (const node of main.querySelectorAll(BESIDE)) {
    // A header inside an article holds its title.
    if (node.tagName === 'HEADER' && node.closest('article,main,section')) continue;
    node.remove();
  }
  return elementToBlocks(main);
}

/** The main content of a page. Scripts are parsed as text and never run. */
export function parseHtml(html: string, url?: string): Omit<ParsedDocument, 'language'> {
  const document = parsePage(html, url);
  const title = cleanText(document.title) || null;
  const marked = document.querySelector('main,[role=main],article') !== null;
  const article = marked ? null : new Readability(document.cloneNode(true) as Document).parse();
  const own = ownContent(document);
  document.defaultView?.close();
  const readable = article?.content ? elementToBlocks(parsePage(article.content).body) : [];
  const blocks = sizeOf(readable) >= KEEPS * sizeOf(own) ? readable : own;
  const heading = blocks.find((block) => block.kind === 'heading');
  return { title: title ?? heading?.text ?? null, blocks, pageCount: null, durationSeconds: null };
}
