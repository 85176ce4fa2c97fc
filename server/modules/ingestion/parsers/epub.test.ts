import { describe, expect, test } from 'vitest';
import { parseEpub } from './epub.ts';
import { buildEpub, container, xhtml } from './fixtures/build.ts';

const texts = (bytes: Uint8Array) => parseEpub(bytes).blocks.map(({ text }) => text);
const chapter = (file: string, text: string, more = {}) => ({
  file,
  html: xhtml(`<p>${text}</p>`),
  ...more,
});
const cipher = (algorithm: string, name: string) =>
  `<encryption xmlns="urn:x" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${name}"/></enc:CipherData></enc:EncryptedData></encryption>`;

describe('parseEpub', () => {
  test('follows the spine, not the names or the order of the manifest', () => {
    const bytes = buildEpub([chapter('z.xhtml', 'First.'), chapter('a.xhtml', 'Second.')]);
    expect(texts(bytes)).toEqual(['First.', 'Second.']);
    expect(parseEpub(bytes)).toMatchObject({ title: 'On & about rivers', stated: 'en-GB' });
  });

  test('opens the package that the container names, though others lie about', () => {
    const extra = {
      'AAA/old.opf': '<package/>',
      'META-INF/container.xml': container('OEBPS/book.opf'),
    };
    expect(texts(buildEpub([chapter('a.xhtml', 'Text.')], { extra }))).toEqual(['Text.']);
  });

  test.each([
    ['percent-encoded', 'ä b.xhtml', '%C3%A4%20b.xhtml'],
    ['with a bare percent sign', '100%.xhtml', '100%.xhtml'],
    ['stored as it is written', 'a%20b.xhtml', 'a%20b.xhtml'],
    ['with a fragment', 'a.xhtml', 'a.xhtml#start'],
  ])('finds a chapter whose address is %s', (_, file, href) => {
    expect(texts(buildEpub([chapter(file, 'Found.', { href })]))).toEqual(['Found.']);
  });

  test('leaves out what is beside the main line or marked as no text of the book', () => {
    const cover = {
      file: 'cover.xhtml',
      html: xhtml('<section epub:type="cover"><p>Cover</p></section>'),
    };
    const imprint = { file: 'c.xhtml', html: xhtml('<p>(c)</p>', ' epub:type="copyright-page"') };
    const guide =
      '<opf:guide><opf:reference type="title-page" href="t.xhtml"/><opf:reference type="toc" href="a.xhtml#toc"/></opf:guide>';
    const bytes = buildEpub(
      [
        cover,
        imprint,
        chapter('t.xhtml', 'Title'),
        chapter('x.xhtml', 'Answers', { spine: 'linear="no"' }),
        chapter('a.xhtml', 'Text.'),
      ],
      { guide },
    );
    expect(texts(bytes)).toEqual(['Text.']);
  });

  test('gives a chapter without heading the title that the contents give it', () => {
    const ncx =
      '<ncx><navMap><navPoint><navLabel><text>Part</text></navLabel><content src="p.xhtml"/><navPoint><navLabel><text>The source</text></navLabel><content src="a.xhtml#top"/></navPoint></navPoint></navMap></ncx>';
    const bytes = buildEpub([chapter('a.xhtml', 'Text.')], {
      manifest: '<opf:item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
      spine: 'toc="ncx"',
      extra: { 'OEBPS/toc.ncx': ncx },
    });
    expect(parseEpub(bytes).blocks[0]).toEqual({ kind: 'heading', text: 'The source', level: 2 });
  });

  test('reads titles from the navigation document, which is itself no chapter', () => {
    const nav = xhtml(
      '<nav epub:type="toc"><ol><li><a href="a.xhtml">Opening</a></li></ol></nav><p>x</p>',
    );
    const bytes = buildEpub([chapter('a.xhtml', 'Text.')], {
      manifest:
        '<opf:item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
      extra: { 'OEBPS/nav.xhtml': nav },
    });
    expect(texts(bytes)).toEqual(['Opening', 'Text.']);
  });

  test('reads XHTML whose empty elements are closed in short', () => {
    const html = xhtml('<p>Before <a id="x"/>and<span/> after</p><script src="x.js"/><p>End.</p>');
    expect(texts(buildEpub([{ file: 'a.xhtml', html }]))).toEqual(['Before and after', 'End.']);
  });

  test('says that a book is locked when its chapters are encrypted', () => {
    const extra = {
      'META-INF/encryption.xml': cipher(
        'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
        'OEBPS/a.xhtml',
      ),
    };
    const bytes = buildEpub([chapter('a.xhtml', 'Text.')], { extra });
    expect(() => parseEpub(bytes)).toThrow(expect.objectContaining({ code: 'encrypted' }));
  });

  test('does not mind scrambled fonts', () => {
    const extra = {
      'META-INF/encryption.xml': cipher('http://www.idpf.org/2008/embedding', 'OEBPS/f.otf'),
    };
    expect(texts(buildEpub([chapter('a.xhtml', 'Text.')], { extra }))).toEqual(['Text.']);
  });

  test('calls a book without chapters damaged', () => {
    expect(() => parseEpub(buildEpub([]))).toThrow(expect.objectContaining({ code: 'damaged' }));
  });
});
