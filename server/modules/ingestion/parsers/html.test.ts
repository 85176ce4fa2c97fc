import { describe, expect, test } from 'vitest';
import { decodeHtml } from './decode.ts';
import { parseHtml } from './html.ts';
import { htmlToBlocks } from './html-blocks.ts';

const shown = (html: string) =>
  htmlToBlocks(html).map(({ kind, level, text }) => `${kind}${level ?? ''} ${text}`);
const texts = (html: string) => parseHtml(html).blocks.map(({ text }) => text);
const long = (topic: string) =>
  `${topic} ${'is a matter of water that flows to the sea. '.repeat(8)}`;

describe('htmlToBlocks', () => {
  test('sets no space inside a word and leaves none out between words', () => {
    expect(
      shown('<p>un<b>believ</b>able <i>but</i> <code>true</code>, H<sub>2</sub>O</p>'),
    ).toEqual(['paragraph unbelievable but true, H2O']);
    expect(shown('<div>one<p>two</p>three<br>four</div>')).toEqual([
      'paragraph one',
      'paragraph two',
      'paragraph three four',
    ]);
  });

  test('begins a paragraph where an older page breaks the line twice', () => {
    expect(shown('one<br> <br>two')).toEqual(['paragraph one', 'paragraph two']);
  });

  test('keeps the nesting of lists and every paragraph of an item', () => {
    expect(shown('<ul><li>a<ol><li>b<p>c</p></li></ol></li><li>d</li></ul>')).toEqual([
      'list_item1 a',
      'list_item2 b',
      'list_item2 c',
      'list_item1 d',
    ]);
  });

  test('joins a term with its definition', () => {
    expect(shown('<dl><dt>Delta</dt><dd>A mouth.</dd><dt>Weir</dt></dl>')).toEqual([
      'list_item1 Delta: A mouth.',
      'paragraph Weir',
    ]);
  });

  test('keeps code as it is written, without line numbers', () => {
    expect(shown('<pre><span class="linenos">1</span>if x:\n    <b>y</b>\n</pre>')).toEqual([
      'code if x:\n    y',
    ]);
  });

  test('keeps tables with their caption, and figures with theirs', () => {
    expect(
      shown(
        '<table><caption>Lengths</caption><tr><th>River</th><th>km</th></tr><tr><td>Elbe<br>north</td><td>1094</td></tr></table><figure><img src=x><figcaption>A bend</figcaption></figure>',
      ),
    ).toEqual(['caption Lengths', 'table River | km\nElbe north | 1094', 'caption A bend']);
  });

  test('writes formulas on a line', () => {
    expect(
      shown(
        '<p>So <math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac><mo>=</mo><msup><mi>x</mi><mn>2</mn></msup></math> holds, and <math alttext="E = mc^2"><mi>E</mi></math>.</p>',
      ),
    ).toEqual(['paragraph So (a + b)/2 = x^2 holds, and E = mc^2.']);
  });

  test('drops scripts, hidden elements and permalink signs', () => {
    expect(
      shown(
        '<h1>T<a href="#t">¶</a></h1><script>x</script><p hidden>h</p><p style="display: none">n</p><p>text</p>',
      ),
    ).toEqual(['heading1 T', 'paragraph text']);
  });
});

describe('parseHtml', () => {
  test('keeps every section of a reference page, with its tables and code', () => {
    const sections = Array.from(
      { length: 12 },
      (_, index) =>
        `<div class="section"><h2>Part ${index}</h2><p>${index % 3 === 0 ? long(`Part ${index}`) : 'Short.'}</p><pre>run ${index}</pre><table><tr><td>a${index}</td><td>b</td></tr></table></div>`,
    );
    const found = texts(`<html><body><div>${sections.join('')}</div></body></html>`);
    for (let index = 0; index < 12; index += 1) {
      expect(found).toEqual(
        expect.arrayContaining([`Part ${index}`, `run ${index}`, `a${index} | b`]),
      );
    }
  });

  test('drops navigation, banners, cookie notices and the footer', () => {
    const page = `<body><header>Site</header><nav><a href=/>Home</a></nav><div id="cookie-consent">We use cookies</div><main><header><h1>Rivers</h1></header><p>${long('A river')}</p><aside class="admonition">Mind the weir.</aside><aside class="related">More</aside></main><footer>(c)</footer></body>`;
    expect(texts(page)).toEqual(['Rivers', long('A river').trim(), 'Mind the weir.']);
  });

  test('drops lists of links around the text of a page that marks no main content', () => {
    const links = ['a', 'b', 'c', 'd', 'e'].map(
      (name) => `<li><a href="${name}">${name} link</a></li>`,
    );
    const page = `<body><div><ul>${links.join('')}</ul></div><div><h2>Rivers</h2><p>${long('A river')}</p><p>${long('A brook')}</p></div></body>`;
    expect(texts(page)).toEqual(['Rivers', long('A river').trim(), long('A brook').trim()]);
  });

  test('reads all articles of a page, not the first alone', () => {
    const page = ['One', 'Two', 'Three'].map((name) => `<article><p>${long(name)}</p></article>`);
    expect(texts(`<body>${page.join('')}</body>`).join(' ')).toMatch(/One.*Two.*Three/u);
  });

  test.each([
    ['Rivers - The Site', 'Rivers', 'Rivers'],
    ['The Site | Rivers', 'Rivers', 'Rivers'],
    ['3. Rivers — Water 1.2 documentation', 'Other', '3. Rivers'],
    ['A - B', 'Other', 'A - B'],
    ['', 'Rivers', 'Rivers'],
  ])('takes from the title "%s" above "%s": "%s"', (title, heading, expected) => {
    const page = `<title>${title}</title><main><h1>${heading}</h1><p>Text.</p></main>`;
    expect(parseHtml(page).title).toBe(expected);
  });

  test('says which language the page states', () => {
    expect(parseHtml('<html lang="de-AT"><body><p>Fluss</p></body></html>').stated).toBe('de-AT');
  });

  test.each([
    ['its header', new Uint8Array([0xb1]), 'text/html; charset=iso-8859-2', 'ą'],
    ['nothing', new TextEncoder().encode('ä'), undefined, 'ä'],
    [
      'a byte order mark',
      new Uint8Array([0xff, 0xfe, 0xe4, 0x00]),
      'text/html; charset=utf-8',
      'ä',
    ],
  ])('decodes a page by %s', (_, bytes, type, expected) => {
    expect(decodeHtml(bytes, type)).toBe(expected);
  });

  test('reads a page whose doctype is broken', () => {
    const { blocks } = parseHtml('<!doctype"html><p>A river is a natural stream of water.</p>');
    expect(blocks.map(({ text }) => text)).toEqual(['A river is a natural stream of water.']);
  });
});
