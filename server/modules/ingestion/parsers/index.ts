import type { ParsedDocument } from '../../library/index.ts';
import { recognizeLanguage } from '../domain/language.ts';
import { SourceError } from '../domain/source-error.ts';
import { decodeHtml, decodeText } from './decode.ts';
import { detectFormat, type SourceFormat } from './detect.ts';

export type SourceInput = {
  bytes: Uint8Array;
  /** Name with extension; a hint only, the content decides. */
  fileName: string;
  contentType?: string;
  /** Where the source was fetched from; relative links resolve against it. */
  url?: string;
  onProgress?: (done: number, total: number) => void;
};

/**
 * Parses a source of any supported format into blocks. Throws `SourceError` for everything that
 * cannot be read, with a message for the person who gave it.
 */
export async function parseSource(input: SourceInput): Promise<ParsedDocument> {
  if (input.bytes.length === 0) {
    throw new SourceError('no_text', 'The file is empty. Choose another file or export it again.');
  }
  const format = await detectFormat(input);
  const document = await parseAs(format, input);
  if (!document.blocks.some((block) => block.text.trim() !== '')) {
    throw new SourceError(
      'no_text',
      'No text was found in this source. If it consists of pictures of pages, run text recognition (OCR) on it first.',
    );
  }
  return document;
}

/** Formats that do not say their language are recognized by their text. */
function withLanguage(document: Omit<ParsedDocument, 'language'>): ParsedDocument {
  const text = document.blocks.map((block) => block.text).join('\n');
  return { ...document, language: recognizeLanguage(text) };
}

// Each parser brings its own heavy library, so that only what is used is loaded.
async function parseAs(format: SourceFormat, input: SourceInput): Promise<ParsedDocument> {
  const { bytes, url, onProgress } = input;
  switch (format) {
    case 'pdf': {
      const { parsePdf } = await import('./pdf.ts');
      return withLanguage(await parsePdf(bytes, onProgress));
    }
    case 'docx': {
      const { parseDocx } = await import('./docx.ts');
      return withLanguage(await parseDocx(bytes));
    }
    case 'pptx': {
      const { parsePptx } = await import('./pptx.ts');
      return withLanguage(parsePptx(bytes));
    }
    case 'epub': {
      const { parseEpub } = await import('./epub.ts');
      return withLanguage(parseEpub(bytes, onProgress));
    }
    case 'html': {
      const { parseHtml } = await import('./html.ts');
      return withLanguage(parseHtml(decodeHtml(bytes, input.contentType), url));
    }
    case 'subtitles': {
      const { parseSubtitles } = await import('./subtitles.ts');
      return parseSubtitles(bytes);
    }
    case 'markdown': {
      const { parseMarkdown } = await import('./markdown.ts');
      return parseMarkdown(bytes);
    }
    case 'text': {
      const { parseText } = await import('./text.ts');
      return withLanguage(parseText(decodeText(bytes)));
    }
  }
}
