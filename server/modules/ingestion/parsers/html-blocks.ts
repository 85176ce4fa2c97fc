import { JSDOM, VirtualConsole } from 'jsdom';
import type { Block, BlockKind } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';
import { isLayoutTable, tableText } from './html-tables.ts';
import { mathText } from './math-text.ts';
import { parseXml } from './xml.ts';

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

export type BlockOptions = {
  /** Reads the alternative texts of pictures as captions: of documents, whose authors wrote them. */
  describeImages?: boolean;
};

// A page of its own window for every text would live until the thread rests, 2 MB each.
const parser = new new JSDOM('', { virtualConsole: new VirtualConsole() }).window.DOMParser();

/** A parsed page whose scripts never run and which loads nothing from outside. */
export const parsePage = (html: string): Document => parser.parseFromString(html, 'text/html');

/**
 * The blocks of an HTML text, in reading order: headings, paragraphs, list items, tables (one
 * line per row, cells divided by ` | `), code, quotes and captions. Nothing is judged as being
 * beside the main content, except `nav`.
 */
export const htmlToBlocks = (html: string): Block[] => elementToBlocks(parsePage(html).body);

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/iu;

/**
 * XHTML for an HTML parser, which knows no `<title/>` or `<a id="x"/>`: it would take all that
 * follows for their content.
 */
export function closeEmptyElements(xhtml: string): string {
  return xhtml.replace(/<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/giu, (whole, name, attributes) =>
    VOID.test(name) ? whole : `<${name}${attributes}></${name}>`,
  );
}

/** The blocks below one element of a parsed page. */
export function elementToBlocks(root: Element, options: BlockOptions = {}): Block[] {
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
      // Two in a row stand for the paragraph that older pages do not mark.
      if (/\n\s*$/u.test(buffer)) flush(context);
      else buffer += '\n';
      return;
    }
    if (name === 'MATH') {
      buffer += formula(element);
      return;
    }
    if (name === 'WBR') return;
    if (name === 'IMG') {
      // Mathematics is often an image whose alternative text is the formula.
      if (/\b(?:math|latex|tex)\b/u.test(element.className))
        buffer += ` ${element.getAttribute('alt') ?? ''} `;
      else if (options.describeImages) {
        const text = description(element.getAttribute('alt') ?? '');
        if (text !== '') flush(context);
        emit({ kind: 'caption' }, text);
      }
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
    const inner = contextOf(element, context);
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

function contextOf(element: Element, outer: Context): Context {
  const name = element.tagName.toUpperCase();
  if (name === 'BLOCKQUOTE') return { kind: 'quote' };
  if (name === 'FIGCAPTION' || name === 'CAPTION' || isCaption(element)) return { kind: 'caption' };
  if (name === 'UL' || name === 'OL' || name === 'MENU' || name === 'DL') {
    return { kind: 'paragraph', level: (outer.level ?? 0) + 1 };
  }
  if (name === 'LI' || name === 'DD') return { kind: 'list_item', level: outer.level ?? 1 };
  return outer.kind === 'paragraph' && outer.level === undefined ? { kind: 'paragraph' } : outer;
}

/** What converters write for a caption: Word's style, DocBook's and Pandoc's titles. */
function isCaption(element: Element): boolean {
  if (/^(?:caption|(?:table|image)-caption|caption-text)$/u.test(element.className)) return true;
  return (
    element.className === 'title' &&
    /^(?:example|figure|table|equation|informal\w+)\b/u.test(element.parentElement?.className ?? '')
  );
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
  const role = ['epub:type', 'role', 'class']
    .map((key) => element.getAttribute(key) ?? '')
    .join(' ');
  if (/\b(?:noteref|backlink|footnote-(?:ref|reference|back))\b/u.test(role)) return true;
  const text = (element.textContent ?? '').trim();
  if (name === 'A')
    return /^[#¶§🔗↑↩⏎]\uFE0E?$/u.test(text) || /\bheader-?link\b/u.test(element.className);
  return element.querySelector('a') !== null && /^\[?(?:\d{1,3}|[a-z*†‡])\]?$/iu.test(text);
}

/** File names and what Word writes by itself describe nothing. */
function description(alt: string): string {
  const text = cleanText(alt).replace(/\s*Description automatically generated.*$/iu, '');
  return /^[\w-]+\.\w{3,4}$|^(?:picture|image|graphic|logo) ?\d*$/iu.test(text) ? '' : text;
}

function formula(element: Element): string {
  const source = element.querySelector('annotation[encoding="application/x-tex"]')?.textContent;
  try {
    const text = mathText(parseXml(new TextEncoder().encode(element.outerHTML)));
    return text === '' ? cleanText(source ?? '') : text;
  } catch {
    return source ?? element.textContent ?? '';
  }
}

function preformatted(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const line of copy.querySelectorAll('br')) line.replaceWith('\n');
  for (const mark of copy.querySelectorAll('.linenos, .lineno, .linenodiv, button')) mark.remove();
  return copy.textContent ?? '';
}
