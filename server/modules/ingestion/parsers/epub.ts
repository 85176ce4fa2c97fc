import type { Block, ParsedDocument } from '../../library/index.ts';
import { SourceError } from '../domain/source-error.ts';
import { decodeHtml } from './decode.ts';
import { lockedParts } from './epub-locks.ts';
import { type BookPart, readPackage } from './epub-package.ts';
import { closeEmptyElements, elementToBlocks, parsePage } from './html-blocks.ts';
import { isLinkList } from './html-content.ts';
import { openZip } from './zip.ts';

/** Parts that hold no text of the book (EPUB 3 structural semantics, EPUB 2 guide types). */
const BESIDE =
  /(?:^|[\s:])(?:cover|frontcover|backcover|titlepage|halftitlepage|title-page|halftitle|toc|landmarks|copyright-page|copyright|imprint|colophon|loi|lot|index|page-list)(?:\s|$)/u;

/**
 * The chapters of a book in reading order. Parts outside the main line (`linear="no"`) and those
 * marked as cover, title page, contents, index or imprint are left out, unless nothing else is
 * there.
 */
export function parseEpub(
  bytes: Uint8Array,
  onProgress?: (done: number, total: number) => void,
): Omit<ParsedDocument, 'language'> & { stated: string } {
  const zip = openZip(bytes);
  const { title, language, parts } = readPackage(zip);
  const locked = lockedParts(zip);
  if (parts.some(({ name }) => locked.has(name))) {
    throw new SourceError(
      'encrypted',
      'This book is locked by its seller (DRM). Upload a copy without copy protection.',
    );
  }
  const main: Block[] = [];
  const beside: Block[] = [];
  for (const [index, part] of parts.entries()) {
    const content = zip.read(part.name);
    if (content !== undefined) {
      const chapter = readChapter(decodeHtml(content), part);
      (chapter.beside ? beside : main).push(...chapter.blocks);
    }
    onProgress?.(index + 1, parts.length);
  }
  const blocks = main.length > 0 ? main : beside;
  const heading = blocks.find(({ kind }) => kind === 'heading')?.text ?? null;
  return {
    title: title ?? heading,
    stated: language,
    blocks,
    pageCount: null,
    durationSeconds: null,
  };
}

function readChapter(html: string, part: BookPart): { beside: boolean; blocks: Block[] } {
  const document = parsePage(closeEmptyElements(html));
  const { body } = document;
  const marks = [part.guide, typeOf(body)];
  // A file often wraps its one chapter: that wrapper speaks for the file.
  const [only, ...others] = body.children;
  if (only !== undefined && others.length === 0) marks.push(typeOf(only));
  if (isLinkList(body)) marks.push('toc');
  const blocks = elementToBlocks(body);
  const untitled = blocks.length > 0 && !blocks.some(({ kind }) => kind === 'heading');
  if (untitled && part.title !== null) {
    blocks.unshift({ kind: 'heading', text: part.title, level: part.level });
  }
  return { beside: !part.linear || part.isNav || marks.some((mark) => BESIDE.test(mark)), blocks };
}

const typeOf = (element: Element) =>
  `${element.getAttribute('epub:type') ?? ''} ${element.getAttribute('role')?.replace('doc-', '') ?? ''}`.trim();
