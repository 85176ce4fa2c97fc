import type { Block, ParsedDocument } from '../../library/index.ts';
import { cleanText } from '../domain/clean-text.ts';
import { SourceError } from '../domain/source-error.ts';
import { buildBlocks } from './pdf-blocks.ts';
import { toLines } from './pdf-columns.ts';
import { dropContents } from './pdf-contents.ts';
import { findHeadings } from './pdf-headings.ts';
import { createVocabulary } from './pdf-hyphens.ts';
import { toRows } from './pdf-lines.ts';
import { readOutline } from './pdf-outline.ts';
import { dropRunningHeads, type PageLines } from './pdf-running-heads.ts';
import { createRunReader } from './pdf-runs.ts';
import { damaged, openPdf, type PdfSource, statedTitle } from './pdf-source.ts';
import { measureStyle } from './pdf-style.ts';

/** Pages after which the fonts that pdf.js keeps are let go, so that memory stays flat. */
const PAGES_PER_SWEEP = 100;

/**
 * Reads a PDF into blocks: lines from glyph positions, columns in reading order, headings from
 * the bookmarks or from the look, without running heads, contents and index. Throws `SourceError`:
 * `encrypted`, `damaged`, or `no_text` for a scan.
 */
export async function parsePdf(
  bytes: Uint8Array,
  onProgress?: (done: number, total: number) => void,
): Promise<Omit<ParsedDocument, 'language'>> {
  const pdf = await openPdf(bytes);
  try {
    const pages = await readPages(pdf, onProgress);
    const outline = await readOutline(pdf);
    const title = await statedTitle(pdf);
    const kept = dropContents(dropRunningHeads(pages));
    const style = measureStyle(kept);
    const headings = findHeadings(kept, outline, style);
    const words = createVocabulary(linesOf(kept));
    const blocks = buildBlocks(kept, { style, headings, words });
    if (blocks.length === 0) {
      throw new SourceError(
        'no_text',
        'This PDF holds pictures of pages and no text. Run text recognition (OCR) on it and upload the result.',
      );
    }
    return {
      title: cleanText(title ?? '') || titleOf(blocks),
      blocks,
      pageCount: pdf.numPages,
      durationSeconds: null,
    };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/** The first heading on the cover or the first page of text. */
function titleOf(blocks: readonly Block[]): string | null {
  const heading = blocks.find(({ kind }) => kind === 'heading');
  return heading?.pageStart !== undefined && heading.pageStart <= 3 ? heading.text : null;
}

async function readPages(
  pdf: PdfSource,
  onProgress?: (done: number, total: number) => void,
): Promise<PageLines[]> {
  const read = createRunReader();
  const pages: PageLines[] = [];
  let broken = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    // A page that cannot be read costs that page, not the book.
    try {
      const page = await pdf.getPage(number);
      const { height, runs } = await read(page);
      pages.push({ page: number, height, lines: toLines(toRows(runs), number) });
      page.cleanup();
    } catch {
      broken += 1;
    }
    if (number % PAGES_PER_SWEEP === 0) await pdf.cleanup(true);
    onProgress?.(number, pdf.numPages);
  }
  if (broken > 0 && broken >= pdf.numPages / 2) throw damaged();
  return pages;
}

function* linesOf(pages: readonly PageLines[]): Generator<string> {
  for (const { lines } of pages) for (const { text } of lines) yield text;
}
