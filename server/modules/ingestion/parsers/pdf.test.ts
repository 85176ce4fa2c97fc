import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePdf } from './pdf.ts';
import { pdfOf, prose, type TestText } from './pdf-test-document.ts';

const SENTENCES = [
  'Water moves from the soil into the roots and rises through the stem to every leaf of the plant.',
  'The leaf opens small pores by day and loses water to the air while it takes in carbon dioxide.',
  'Sunlight splits the water and sets oxygen free, and the energy is stored in sugar for the night.',
  'A plant that stands in the dark for a week turns pale because it no longer builds chlorophyll.',
  'Farmers shade young seedlings for this reason only in the hottest weeks of the summer season.',
  'Some species store water in thick leaves and open their pores only when the night has come.',
];
const sentence = (index: number) => SENTENCES[index % SENTENCES.length] ?? '';
const text = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => sentence(from + index)).join(' ');

const read = async (pages: TestText[][], more: Parameters<typeof pdfOf>[0] | object = {}) =>
  (await parsePdf(pdfOf({ pages, ...more }))).blocks;
const texts = async (pages: TestText[][]) => (await read(pages)).map((block) => block.text);
const fixture = (name: string) =>
  parsePdf(readFileSync(new URL(`./fixtures/pdf/${name}`, import.meta.url)));

describe('text', () => {
  it('joins the lines of a paragraph and keeps paragraphs apart', async () => {
    const pages = [[...prose(text(0, 4), { y: 100 }), ...prose(text(2, 3), { y: 200 })]];
    expect(await texts(pages)).toEqual([text(0, 4), text(2, 3)]);
  });

  it('begins a paragraph at an indented line where no space divides them', async () => {
    const first = prose(text(0, 3), { y: 100, indent: 15 });
    const second = prose(text(3, 3), { y: 100 + first.length * 12, indent: 15 });
    expect(await texts([[...first, ...second]])).toEqual([text(0, 3), text(3, 3)]);
  });

  it('joins a paragraph over the page break', async () => {
    const lines = prose(text(0, 8), { y: 700 });
    const cut = 5;
    const rest = lines.slice(cut).map((line, index) => ({ ...line, y: 80 + index * 12 }));
    const blocks = await read([lines.slice(0, cut), rest]);
    expect(blocks).toEqual([{ kind: 'paragraph', text: text(0, 8), pageStart: 1, pageEnd: 2 }]);
  });

  it('puts the text above and below a footnote together and the footnote after it', async () => {
    const lines = prose(text(0, 8), { y: 700 });
    const rest = lines.slice(5).map((line, index) => ({ ...line, y: 80 + index * 12 }));
    const note = [
      { text: '1', x: 72, y: 777, size: 5 },
      { text: 'Measured on warm days only.', x: 76, y: 780, size: 8 },
    ];
    expect(await texts([[...lines.slice(0, 5), ...note], rest])).toEqual([
      text(0, 8),
      'Measured on warm days only.',
    ]);
  });

  it('does not glue the mark of a footnote to a word', async () => {
    const call = [
      { text: 'Plants need light', x: 72, y: 100 },
      { text: '1', x: 148.5, y: 96.5, size: 6 },
      { text: 'and water.', x: 155, y: 100 },
      ...prose(text(0, 4), { y: 130 }),
      { text: '1', x: 72, y: 777, size: 5 },
      { text: 'Red and blue light most of all.', x: 76, y: 780, size: 8 },
    ];
    const [first] = await texts([call]);
    expect(first).toBe('Plants need light and water.');
  });

  it('reads an exponent as a raised digit', async () => {
    const lines = [
      { text: 'An area of 20 m', x: 72, y: 100 },
      { text: '2', x: 143.5, y: 96.5, size: 6 },
      { text: 'is enough.', x: 150, y: 100 },
      ...prose(text(0, 4), { y: 130 }),
    ];
    expect((await texts([lines]))[0]).toBe('An area of 20 m² is enough.');
  });

  it('mends a word that is broken at the line end and keeps a compound', async () => {
    const lines = [
      { text: 'The well-known pigment of the leaf is called chloro-', x: 72, y: 100 },
      { text: 'phyll, and chlorophyll makes it green; this is a well-', x: 72, y: 112 },
      { text: 'known fact.', x: 72, y: 124 },
    ];
    expect(await texts([lines])).toEqual([
      'The well-known pigment of the leaf is called chlorophyll, and chlorophyll makes it green; this is a well-known fact.',
    ]);
  });
});

describe('order', () => {
  it('reads two columns one after the other and a title across them first', async () => {
    const left = prose(text(0, 8), { y: 140, width: 215 });
    const right = prose(text(8, 8), { x: 312, y: 140, width: 215 });
    const title = { text: 'How plants drink and breathe all day', x: 72, y: 100, size: 20 };
    // Rows of the page, as a writer that goes from top to bottom emits them.
    const rows = left.flatMap((line, index) => [line, ...right.slice(index, index + 1)]);
    expect(await texts([[title, ...rows, ...right.slice(left.length)]])).toEqual([
      title.text,
      text(0, 8),
      text(8, 8),
    ]);
  });
});

describe('furniture', () => {
  const book = Array.from({ length: 8 }, (_, index) => [
    { text: index < 4 ? 'Chapter 1: Water' : 'Chapter 2: Light', x: 72, y: 50, size: 9 },
    { text: String(index + 11), x: 520, y: 50, size: 9 },
    ...prose(`On day ${index + 1} nothing changed. ${text(index, 5)}`, { y: 100 }),
    { text: `${index + 11}`, x: 297, y: 800, size: 9 },
  ]);

  it('drops running heads and page numbers and nothing else', async () => {
    expect(await texts(book)).toEqual(
      book.map((_, index) => `On day ${index + 1} nothing changed. ${text(index, 5)}`),
    );
  });

  it('keeps a first line that stands at one height but differs from page to page', async () => {
    const pages = book.map((page) => page.slice(2, -1));
    expect(await texts(pages)).toHaveLength(8);
  });

  it('drops the table of contents and the index', async () => {
    const entry = (title: string, page: number, y: number) => ({
      text: `${title} ${'. '.repeat(30)}${page}`,
      x: 72,
      y,
    });
    const contents = [
      { text: 'Contents', x: 72, y: 80, size: 18, font: 'bold' as const },
      ...Array.from({ length: 9 }, (_, index) =>
        entry(`Section ${index}`, index + 1, 120 + index * 14),
      ),
    ];
    const index = [
      { text: 'Index', x: 72, y: 80, size: 18, font: 'bold' as const },
      ...['air', 'leaf', 'light', 'pore', 'root', 'soil', 'stem', 'sugar', 'water'].map(
        (word, at) => ({
          text: `${word}, ${at + 1}, ${at + 4}–${at + 5}`,
          x: 72,
          y: 110 + at * 13,
        }),
      ),
    ];
    const found = (await texts([contents, ...book, index])).join('\n');
    expect(found).not.toMatch(/Contents|Section|Index|sugar, /u);
    expect(found).toContain('On day 8 nothing changed.');
  });
});

describe('structure', () => {
  it('takes levels from the bookmarks and joins a chapter label to its title', async () => {
    const pages = [
      [
        { text: 'Chapter 1', x: 72, y: 90, size: 20, font: 'bold' as const },
        { text: 'The life of a leaf', x: 72, y: 120, size: 24, font: 'bold' as const },
        ...prose(text(0, 4), { y: 160 }),
        { text: '1.1 Pores', x: 72, y: 260, size: 10.5, font: 'bold' as const },
        ...prose(text(2, 4), { y: 280 }),
      ],
    ];
    const bookmarks = [
      { title: 'The life of a leaf', page: 1, children: [{ title: '1.1  Pores', page: 1 }] },
    ];
    const headings = (await read(pages, { bookmarks })).filter(({ kind }) => kind === 'heading');
    expect(headings.map(({ level, text: title }) => [level, title])).toEqual([
      [1, 'Chapter 1: The life of a leaf'],
      [2, '1.1 Pores'],
    ]);
  });

  it('finds headings by size and by weight where there are no bookmarks', async () => {
    const pages = [
      [
        { text: 'A guide to plants', x: 72, y: 90, size: 24 },
        ...prose(text(0, 4), { y: 130 }),
        { text: 'Roots', x: 72, y: 220, size: 15 },
        ...prose(text(1, 4), { y: 245 }),
        { text: 'Root hairs', x: 72, y: 330, font: 'bold' as const },
        ...prose(text(2, 4), { y: 350 }),
      ],
    ];
    const headings = (await read(pages)).filter(({ kind }) => kind === 'heading');
    expect(headings.map(({ level, text: title }) => [level, title])).toEqual([
      [1, 'A guide to plants'],
      [2, 'Roots'],
      [3, 'Root hairs'],
    ]);
  });

  it('reads bulleted and numbered lists with their nesting', async () => {
    const pages = [
      [
        ...prose(text(0, 3), { y: 100 }),
        ...prose(`• ${sentence(0)} ${sentence(1)}`, { y: 160, x: 90, width: 300 }).map(
          (line, at) => ({
            ...line,
            x: at === 0 ? 90 : 97,
          }),
        ),
        { text: '• air', x: 90, y: 250 },
        { text: '– by day', x: 110, y: 262 },
        { text: '1. light', x: 90, y: 300 },
        { text: '2. warmth', x: 90, y: 312 },
        ...prose(text(1, 3), { y: 350 }),
      ],
    ];
    const items = (await read(pages)).filter(({ kind }) => kind === 'list_item');
    expect(items.map(({ level, text: item }) => [level, item])).toEqual([
      [1, `${sentence(0)} ${sentence(1)}`],
      [1, 'air'],
      [2, 'by day'],
      [1, 'light'],
      [1, 'warmth'],
    ]);
  });

  it('keeps the lines and the indentation of code', async () => {
    const mono = (code: string, x: number, y: number) => ({
      text: code,
      x,
      y,
      font: 'mono' as const,
    });
    const pages = [
      [
        ...prose(text(0, 3), { y: 100 }),
        mono('for leaf in plant:', 90, 160),
        mono('open(leaf)', 114, 172),
        mono('print(plant)', 90, 196),
        ...prose(text(1, 3), { y: 230 }),
      ],
    ];
    expect((await read(pages)).find(({ kind }) => kind === 'code')?.text).toBe(
      'for leaf in plant:\n    open(leaf)\n\nprint(plant)',
    );
  });

  it('reads a table with wrapped cells row by row, and its caption', async () => {
    const row = (y: number, ...cells: string[]) =>
      cells.map((cell, index) => ({ text: cell, x: 90 + index * 140, y }));
    const pages = [
      [
        ...prose(text(0, 3), { y: 100 }),
        ...row(170, 'Plant', 'Water a day', 'Light').flat(),
        ...row(192, 'Fern', 'half a litre', 'shade'),
        ...row(214, 'Cactus', 'a spoon, and', 'full sun'),
        { text: 'none in winter', x: 230, y: 226 },
        ...row(248, 'Palm', 'a litre', 'half shade'),
        { text: 'Table 1: Needs of house plants.', x: 90, y: 275 },
        ...prose(text(1, 3), { y: 310 }),
      ],
    ];
    const blocks = await read(pages);
    expect(blocks.find(({ kind }) => kind === 'table')?.text).toBe(
      'Plant | Water a day | Light\nFern | half a litre | shade\nCactus | a spoon, and none in winter | full sun\nPalm | a litre | half shade',
    );
    expect(blocks.find(({ kind }) => kind === 'caption')?.text).toBe(
      'Table 1: Needs of house plants.',
    );
  });

  it('leaves a sentence that names a table in its paragraph', async () => {
    const pages = [
      [...prose(`Table 1 shows how much each plant needs. ${text(0, 4)}`, { y: 100 })],
    ];
    expect((await read(pages)).map(({ kind }) => kind)).toEqual(['paragraph']);
  });
});

describe('a file written by a browser', () => {
  it('gives the title, the order of columns, lists, tables and code of the page', async () => {
    const { blocks, pageCount, title } = await fixture('two-columns.pdf');
    expect(title).toBe('The water cycle');
    expect(pageCount).toBe(2);
    expect(blocks.filter(({ kind }) => kind === 'heading').map((b) => [b.level, b.text])).toEqual([
      [1, 'The water cycle'],
      [2, '1 Evaporation'],
      [2, '2 Condensation'],
      [2, '3 Precipitation'],
    ]);
    const all = blocks.map((block) => block.text).join('\n');
    expect(all).not.toContain('A short reader');
    expect(all).toContain('about half a metre of water each year');
    expect(all).toContain('Füße, œuvre, naïve, ﬁ'.normalize('NFKC'));
    expect(blocks.filter(({ kind }) => kind === 'list_item')).toHaveLength(3);
    expect(blocks.find(({ kind }) => kind === 'code')?.text).toBe(
      'rain = cloud.cool()\nif rain > 0:\n    river.rise()',
    );
  });
});

describe('files that cannot be read', () => {
  it('says that a file with a password is locked', async () => {
    const bytes = pdfOf({ pages: [[{ text: 'secret', x: 72, y: 100 }]], locked: true });
    await expect(parsePdf(bytes)).rejects.toMatchObject({ code: 'encrypted' });
  });

  it('says that a broken file is damaged', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.4\nnothing of a document is left');
    await expect(parsePdf(bytes)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('reads the other pages of a book in which one is broken', async () => {
    const file = pdfOf({ pages: [prose(text(0, 4)), prose(text(2, 4)), prose(text(1, 4))] });
    const source = new TextDecoder('latin1').decode(file);
    const second = source.indexOf('/Type/Page/', source.indexOf('/Type/Page/') + 1);
    const cut = `${source.slice(0, second)}/Type/Pagx/${source.slice(second + 11)}`;
    const bytes = Uint8Array.from(cut, (char) => char.charCodeAt(0));
    const { blocks } = await parsePdf(bytes);
    expect(blocks.map((block) => block.text)).toContain(text(1, 4));
  });

  it('says that pictures of pages hold no text', async () => {
    await expect(parsePdf(pdfOf({ pages: [[], []] }))).rejects.toMatchObject({ code: 'no_text' });
  });

  it('leaves the bytes that it was given as they were', async () => {
    const bytes = pdfOf({ pages: [prose(text(0, 3))] });
    const length = bytes.length;
    await parsePdf(bytes);
    expect(bytes.length).toBe(length);
  });
});

describe('title', () => {
  it('is the one that the file states', async () => {
    const bytes = pdfOf({ pages: [prose(text(0, 3))], title: 'Plants' });
    expect((await parsePdf(bytes)).title).toBe('Plants');
  });

  it('is the first heading where the file states only the name of another file', async () => {
    const heading = { text: 'A guide to plants', x: 72, y: 60, size: 20 };
    const bytes = pdfOf({ pages: [[heading, ...prose(text(0, 3))]], title: 'plants-final.docx' });
    expect((await parsePdf(bytes)).title).toBe('A guide to plants');
  });
});

describe('progress', () => {
  it('counts every page', async () => {
    const seen: string[] = [];
    const bytes = pdfOf({ pages: [prose(text(0, 3)), prose(text(1, 3)), prose(text(2, 3))] });
    await parsePdf(bytes, (done, total) => seen.push(`${done}/${total}`));
    expect(seen).toEqual(['1/3', '2/3', '3/3']);
  });
});
