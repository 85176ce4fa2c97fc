import { describe, expect, test } from 'vitest';
import { detectFormat } from './detect.ts';
import {
  archive,
  buildDocx,
  buildEpub,
  buildPptx,
  wordParagraph,
  xhtml,
} from './fixtures/build.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const docx = buildDocx(wordParagraph('Text.'));
const pptx = buildPptx([]);
const epub = buildEpub([{ file: 'a.xhtml', html: xhtml('<p>x</p>') }]);
const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

describe('detectFormat', () => {
  test.each([
    ['docx', 'book.epub', docx],
    ['pptx', 'slides.zip', pptx],
    ['epub', 'book.docx', epub],
    ['pdf', 'notes.txt', bytesOf('%PDF-1.7\n')],
    ['html', 'page.txt', bytesOf('<!-- x -->\n<!DOCTYPE html><p>x</p>')],
    ['html', 'page.xhtml', bytesOf('<?xml version="1.0"?>\n<html><body><p>x</p></body></html>')],
    ['subtitles', 'talk.txt', bytesOf('WEBVTT - talk\n\n')],
    ['subtitles', 'talk', bytesOf('1\r\n00:00:01,000 --> 00:00:02,000\r\nx\r\n')],
    ['markdown', 'README.md', bytesOf('Text.')],
    ['markdown', 'pasted', bytesOf('# A\n\ntext\n\n# B\n\ntext\n\n## C\n')],
    ['text', 'notes.txt', utf16('A river is a stream of water.')],
    ['text', 'page.html', bytesOf('No markup at all.')],
    ['text', '', bytesOf('Just a sentence.')],
    ['text', 'notes.txt', bytesOf('BMW and ID3 are names. MZ is a signature.')],
  ])('finds %s in %s by its content', async (format, fileName, bytes) => {
    expect(await detectFormat({ bytes, fileName })).toBe(format);
  });

  test.each([
    ['an old Word file', ole, 'old.doc', 'unsupported_format', /\.docx or \.pptx/u],
    [
      'a Rich Text file',
      bytesOf('{\\rtf1 x}'),
      'a.docx',
      'unsupported_format',
      /Save it as \.docx/u,
    ],
    [
      'an OpenDocument file',
      archive({
        mimetype: 'application/vnd.oasis.opendocument.text',
        'content.xml': '<x/>',
        'META-INF/manifest.xml': '<x/>',
      }),
      'a.odt',
      'unsupported_format',
      /OpenDocument/u,
    ],
    [
      'a spreadsheet',
      archive({ 'xl/workbook.xml': '<x/>' }),
      'a.xlsx',
      'unsupported_format',
      /spreadsheet/u,
    ],
    ['another archive', archive({ 'a.txt': 'x' }), 'a.zip', 'unsupported_format', /Unpack it/u],
    ['a cut archive', docx.slice(0, 200), 'a.docx', 'damaged', /damaged/u],
    [
      'a picture',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      'a.txt',
      'unsupported_format',
      /./u,
    ],
    [
      'noise',
      new Uint8Array(300).map((_, index) => (index * 37) % 32),
      'a.md',
      'unsupported_format',
      /./u,
    ],
    [
      'a file with a password',
      new Uint8Array([...ole, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      'a.docx',
      'encrypted',
      /password/u,
    ],
  ])('refuses %s and says what to do', async (_, bytes, fileName, code, message) => {
    await expect(detectFormat({ bytes, fileName })).rejects.toMatchObject({
      name: 'SourceError',
      code,
      message: expect.stringMatching(message),
    });
  });
});
