import { JSDOM, VirtualConsole } from 'jsdom';
import type { Block, BlockKind } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';
import { isLayoutTable, tableText } from './html-tables.ts';

const SKIPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE SVG CANVAS IFRAME OBJECT EMBED INPUT BUTTON SELECT TEXTAREA NAV HEAD AUDIO VIDEO ANNOTATION ANNOTATION-XML RT RP'.split(
    ' ',
  ),
);

const BLOCK_ELEMENTS = new Set(
  'ADDRESS ARTICLE ASIDE BODY BLOCKQUOTE CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HGROUP HR LI MAIN MENU OL P SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL CAPTION'.split(
    ' ',
  ),
);

type Context = { kind: BlockKind; level?: number };

/** A parsed page whose scripts never run and which loads nothing from outside. */
export function parsePage(html: string, url?: string): Document {
  const options = { virtualConsole: new VirtualConsole(), ...(url === undefined ? {} : { url }) };
  return new JSDOM(html, options).window.document;
}

/**
 * The blocks of an HTML text, in reading order: headings, paragraphs, list items, tables (one
 * line per row, cells divided by ` | `), code, quotes and captions. Nothing is judged as being
 * beside the main content, except `nav`.
 */
export function htmlToBlocks(html: string, options: { url?: string } = {}): Block[] {
  const document = parsePage(html, options.url);
  const blocks = elementToBlocks(document.body);
  document.defaultView?.close();
  return blocks;
}

/** The blocks below one element of a parsed page. */
export function elementToBlocks(root: Element): Block[] {
  const blocks: Block[] = [];
  let buffer = '';
  /** A `dt` waiting for its `dd`: the two read as `term: definition`. */
  let term = '';

  function emit(context: Context, text: string): void {
    if (text === '') return;
    const prefixed = term !== '' && (context.kind === 'list_item' || context.kind === 'paragraph');
    if (term !== '' && !prefixed) blocks.push({ kind: 'paragraph', text: term });
    const full = prefixed ? `${term}${/[:.!?]$/u.test(term) ? '' : ':'} ${text}` : text;
    term = '';
    blocks.push({
      kind: context.kind,
      text: full,
      ...(context.level === undefined ? {} : { level: context.level }),
    });
  }

  function flush(context: Context): void {
    const text = cleanText(buffer);
    buffer = '';
    emit(context, text);
  }

  function walkChildren(element: Element, context: Context): void {
    for (const child of element.childNodes) {
      if (child.nodeType === 3) buffer += child.nodeValue ?? '';
      else if (child.nodeType === 1) walk(child as Element, context);
    }
  }

  function walk(element: Element, context: Context): void {
    const name = element.tagName.toUpperCase();
    if (SKIPPED.has(name) || isHidden(element) || isMark(element)) return;
    if (name === 'BR') {
      buffer += '\n';
      return;
    }
    if (name === 'WBR') return;
    if (name === 'IMG') {
      // Mathematics is often an image whose alternative text is the formula.
      if (/\b(?:math|latex|tex)\b/u.test(element.className))
        buffer += ` ${element.getAttribute('alt') ?? ''} `;
      return;
    }
    if (name === 'PRE') {
      flush(context);
      emit({ kind: 'code' }, cleanText(preformatted(element), { preformatted: true }));
      return;
    }
    if (/^H[1-6]$/u.test(name)) {
      flush(context);
      walkChildren(element, context);
      const text = cleanText(buffer);
      buffer = '';
      emit({ kind: 'heading', level: Number(name[1]) }, text);
      return;
    }
    if (name === 'TABLE' && !isLayoutTable(element)) {
      flush(context);
      for (const caption of element.querySelectorAll('caption')) {
        emit({ kind: 'caption' }, cleanText(caption.textContent ?? ''));
      }
      emit({ kind: 'table' }, tableText(element));
      return;
    }
    if (!BLOCK_ELEMENTS.has(name)) {
      walkChildren(element, context);
      return;
    }
    flush(context);
    const inner = contextOf(name, context);
    walkChildren(element, inner);
    if (name === 'DT') {
      const text = cleanText(buffer);
      buffer = '';
      if (term !== '') emit({ kind: 'list_item', level: inner.level ?? 1 }, '');
      // Several terms may share one definition.
      term = term === '' ? text : `${term}, ${text}`;
      return;
    }
    flush(inner);
    if (name === 'DL' && term !== '') {
      blocks.push({ kind: 'paragraph', text: term });
      term = '';
    }
  }

  walk(root, { kind: 'paragraph' });
  flush({ kind: 'paragraph' });
  if (term !== '') blocks.push({ kind: 'paragraph', text: term });
  return blocks;
}

function contextOf(name: string, outer: Context): Context {
  if (name === 'BLOCKQUOTE') return { kind: 'quote' };
  if (name === 'FIGCAPTION' || name === 'CAPTION') return { kind: 'caption' };
  if (name === 'UL' || name === 'OL' || name === 'MENU' || name === 'DL') {
    return { kind: 'paragraph', level: (outer.level ?? 0) + 1 };
  }
  if (name === 'LI' || name === 'DD') return { kind: 'list_item', level: outer.level ?? 1 };
  return outer.kind === 'paragraph' && outer.level === undefined ? { kind: 'paragraph' } : outer;
}

function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden')) return true;
  const style = element.getAttribute('style');
  return style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/iu.test(style);
}

/** Permalink signs beside headings and numbers that lead to footnotes: signs, not text. */
function isMark(element: Element): boolean {
  const name = element.tagName.toUpperCase();
  if (name !== 'A' && name !== 'SUP') return false;
  const text = (element.textContent ?? '').trim();
  if (name === 'A') return /^[#¶§🔗]$/u.test(text) || /\bheader-?link\b/u.test(element.className);
  return element.querySelector('a') !== null && /^\[?(?:\d{1,3}|[a-z*†‡])\]?$/iu.test(text);
}

function preformatted(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const line of copy.querySelectorAll('br')) line.replaceWith('\n');
  for (const mark of copy.querySelectorAll('.linenos, .lineno, .linenodiv, button')) mark.remove();
  return copy.textContent ?? '';
}
