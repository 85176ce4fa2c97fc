import { Readability } from '@mozilla/readability';
import type { Block, BlockKind, ParsedDocument } from '../../library/index.ts';
import { elementToBlocks, parsePage } from './html-blocks.ts';
import { markedContent, removeBeside, removeLinkLists } from './html-content.ts';
import { pageTitle } from './html-title.ts';

/**
 * Readability guesses by density and drops whole sections of reference pages: its choice is taken
 * where it keeps this share of the page's text, and all of its tables and code.
 */
const KEEPS = 0.7;

const sizeOf = (blocks: readonly Block[]) => blocks.reduce((sum, { text }) => sum + text.length, 0);

const countOf = (blocks: readonly Block[], wanted: BlockKind) =>
  blocks.filter(({ kind }) => kind === wanted).length;

/**
 * The main content of a page: what it marks as such, else what Readability finds, else all but
 * its frame. Scripts are parsed as text and never run. `stated` is the language it states.
 */
export function parseHtml(html: string): Omit<ParsedDocument, 'language'> & { stated: string } {
  const document = parsePage(html);
  removeBeside(document);
  const marked = markedContent(document);
  const blocks = marked === null ? unmarked(document) : elementToBlocks(marked);
  const heading = blocks.find(({ kind }) => kind === 'heading')?.text;
  const title = pageTitle(document, heading);
  const stated = document.documentElement.getAttribute('lang') ?? '';
  return { title, stated, blocks, pageCount: null, durationSeconds: null };
}

function unmarked(document: Document): Block[] {
  const everything = elementToBlocks(document.body);
  // A broken one (`<!doctype"html>`) parses but cannot be cloned.
  document.doctype?.remove();
  const article = new Readability(document.cloneNode(true) as Document).parse();
  removeLinkLists(document.body);
  const rest = elementToBlocks(document.body);
  // A page of nothing but links is a list, not a frame without a picture.
  const own = sizeOf(rest) >= 0.3 * sizeOf(everything) ? rest : everything;
  if (!article?.content) return own;
  const page = parsePage(article.content);
  const readable = elementToBlocks(page.body);
  const complete =
    sizeOf(readable) >= KEEPS * sizeOf(own) &&
    countOf(readable, 'table') >= countOf(own, 'table') &&
    countOf(readable, 'code') >= countOf(own, 'code') &&
    countOf(readable, 'heading') >= KEEPS * countOf(own, 'heading');
  return complete ? withFirstHeading(readable, own) : own;
}

/** Readability takes away the heading that says the same as the page's title. */
function withFirstHeading(readable: Block[], own: readonly Block[]): Block[] {
  const first = own.find(({ kind }) => kind === 'heading');
  const kept = readable.some(({ kind, text }) => kind === 'heading' && text === first?.text);
  return first === undefined || kept ? readable : [first, ...readable];
}
