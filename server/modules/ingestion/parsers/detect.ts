import { fileTypeFromBuffer } from 'file-type';
import { SourceError } from '../domain/source-error.ts';
import { decodeText } from './decode.ts';
import { openZip, type ZipArchive } from './zip.ts';

export type SourceFormat =
  | 'pdf'
  | 'docx'
  | 'pptx'
  | 'epub'
  | 'html'
  | 'subtitles'
  | 'markdown'
  | 'text';

const SUPPORTED =
  'Supported are PDF, Word (.docx), PowerPoint (.pptx), EPUB, web pages, Markdown, plain text and subtitles (.vtt, .srt).';

/** What is read to tell text formats apart. */
const HEAD_BYTES = 16 * 1024;

/** The format of a source: by its content first, then by the type its server states, then by name. */
export async function detectFormat(source: {
  bytes: Uint8Array;
  fileName: string;
  contentType?: string;
}): Promise<SourceFormat> {
  const { bytes } = source;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('PK\u0003\u0004')) return zipFormat(bytes);
  if (start.startsWith('\u00D0\u00CF\u0011\u00E0')) throw oldOffice(bytes);
  if (start.startsWith('{\\rtf')) {
    throw new SourceError(
      'unsupported_format',
      'This is a Rich Text (.rtf) file. Save it as .docx and upload that.',
    );
  }
  const text = decodeText(bytes.subarray(0, HEAD_BYTES)).replace(/^\uFEFF/u, '');
  const marked = markedFormat(text);
  if (marked !== null) return marked;
  // Signatures of two or three letters also begin ordinary texts, so that they only name a
  // binary file and never make one.
  const known = await fileTypeFromBuffer(bytes.subarray(0, HEAD_BYTES));
  if (isBinary(text) || known?.mime === 'application/postscript') {
    throw new SourceError(
      'unsupported_format',
      known === undefined
        ? `This file is not a readable text. ${SUPPORTED}`
        : `This is a file of type ${known.mime}, which holds no readable text. ${SUPPORTED}`,
    );
  }
  return namedFormat(source, text);
}

function zipFormat(bytes: Uint8Array): SourceFormat {
  const zip = openZip(bytes);
  const { names } = zip;
  if (isEpub(zip)) return 'epub';
  if (names.has('word/document.xml')) return 'docx';
  if (names.has('ppt/presentation.xml')) return 'pptx';
  if (names.has('xl/workbook.xml') || names.has('xl/workbook.bin')) {
    throw new SourceError(
      'unsupported_format',
      `This is a spreadsheet, from which no course text can be read. ${SUPPORTED}`,
    );
  }
  if (names.has('content.xml')) {
    throw new SourceError(
      'unsupported_format',
      'This is an OpenDocument file. Save it as .docx, .pptx or PDF and upload that.',
    );
  }
  throw new SourceError(
    'unsupported_format',
    `This is a ZIP archive. Unpack it and upload the documents in it. ${SUPPORTED}`,
  );
}

/** An OpenDocument file is built alike: its type tells them apart. */
function isEpub(zip: ZipArchive): boolean {
  if (!zip.names.has('META-INF/container.xml')) return false;
  const type = zip.names.has('mimetype') ? zip.read('mimetype') : undefined;
  return type === undefined || !decodeText(type).includes('opendocument');
}

/** Word and PowerPoint before 2007, and protected files of any version, share one container. */
function oldOffice(bytes: Uint8Array): SourceError {
  const name = Buffer.from('EncryptedPackage', 'utf16le');
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name)) {
    return new SourceError(
      'encrypted',
      'The file is protected by a password. Remove the password and upload it again.',
    );
  }
  return new SourceError(
    'unsupported_format',
    'This is an Office file of the old kind (.doc, .ppt, .xls). Save it as .docx or .pptx and upload that.',
  );
}

function markedFormat(text: string): SourceFormat | null {
  if (/^WEBVTT(?:[ \t\r\n]|$)/u.test(text)) return 'subtitles';
  if (/^\s*(?:\d+[ \t]*\r?\n)?(?:\d{1,2}:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]*-->/u.test(text))
    return 'subtitles';
  const opening = text
    .replace(/^\s*<\?xml[^>]*\?>/u, '')
    .replace(/^(?:\s*<!--[\s\S]*?-->)+/u, '')
    .trimStart()
    .slice(0, 200);
  return /^<(?:!doctype\s+html|html|head|body)\b/iu.test(opening) ? 'html' : null;
}

function isBinary(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted
  const control = text.match(/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/gu)?.length ?? 0;
  return text.includes('\u0000') || control > text.length / 100;
}

function namedFormat(
  source: { fileName: string; contentType?: string },
  text: string,
): SourceFormat {
  const type = source.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const extension = /\.([a-z\d]+)$/iu.exec(source.fileName)?.[1]?.toLowerCase() ?? '';
  const hasTags = /<(?:p|div|h[1-6]|table|ul|ol|article|section|br)\b[^>]*>/iu.test(text);
  if (/^(?:md|markdown|mdown|mkd|mdx)$/u.test(extension) || type === 'text/markdown') {
    return 'markdown';
  }
  if (/^(?:html?|xhtml)$/u.test(extension) || /^(?:text\/html|application\/xhtml)/u.test(type)) {
    return hasTags ? 'html' : 'text';
  }
  if (/^\s*<\?xml|^\s*<!DOCTYPE/u.test(text)) {
    throw new SourceError(
      'unsupported_format',
      `This is an XML file of a kind that is not known here. ${SUPPORTED}`,
    );
  }
  if (/^(?:txt|text|log|rst|adoc)$/u.test(extension)) return 'text';
  return looksLikeMarkdown(text) ? 'markdown' : 'text';
}

function looksLikeMarkdown(text: string): boolean {
  const marks = [/^#{1,4} \S/gmu, /^```/gmu, /\[[^\]\n]+\]\([^)\n]+\)/gu, /\*\*\S[^*\n]*\*\*/gu];
  const found = marks.map((mark) => text.match(mark)?.length ?? 0);
  return found.filter((times) => times > 0).length >= 2 || (found[0] ?? 0) >= 3;
}
