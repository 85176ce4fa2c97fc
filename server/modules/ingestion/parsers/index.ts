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
  const document = await parseAs(format, input).catch((error: unknown) => {
    throw asRefusal(error);
  });
  if (!document.blocks.some((block) => block.text.trim() !== '')) {
    throw new SourceError(
      'no_text',
      'No text was found in this source. If it consists of pictures of pages, run text recognition (OCR) on it first.',
    );
  }
  return document;
}

/** Recursion ends where a file nests its parts thousands deep: a trait of the file, not a fault. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof RangeError && /call stack/iu.test(error.message))) return error;
  return new SourceError(
    'damaged',
    'The parts of this file are nested too deep to be read. Save its text in a simpler form and upload that.',
    { cause: error },
  );
}

/** The text decides on its language; what the source states serves where it is too short. */
function withLanguage(document: Omit<ParsedDocument, 'language'>, stated = ''): ParsedDocument {
  // Names, numbers and commands look like any language.
  const prose = document.blocks.filter(({ kind }) => kind !== 'code' && kind !== 'table');
  const text = (prose.length > 0 ? prose : document.blocks).map((block) => block.text).join('\n');
  return { ...document, language: recognizeLanguage(text, stated) };
}

// Each parser brings its own heavy library, so that only what is used is loaded.
async function parseAs(format: SourceFormat, input: SourceInput): Promise<ParsedDocument> {
  const { bytes, onProgress } = input;
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
      return withLanguage(parsePptx(bytes, onProgress));
    }
    case 'epub': {
      const { parseEpub } = await import('./epub.ts');
      const { stated, ...document } = parseEpub(bytes, onProgress);
      return withLanguage(document, stated);
    }
    case 'html': {
      const { parseHtml } = await import('./html.ts');
      const { stated, ...document } = parseHtml(decodeHtml(bytes, input.contentType));
      return withLanguage(document, stated);
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
