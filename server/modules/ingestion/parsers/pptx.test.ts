import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildPptx, slideParagraph, slideShape } from './fixtures/build.ts';
import { parsePptx } from './pptx.ts';

const noBullet = '<a:pPr><a:buNone/></a:pPr>';
const words = fc
  .stringMatching(/^[a-zà-ü]{2,9}( [a-z<&]{2,9}){0,4}$/u)
  .map((text) => text.normalize('NFC'));

describe('parsePptx', () => {
  test('reads slides in the order of the presentation, not of the file names', () => {
    const { blocks, pageCount } = parsePptx(
      buildPptx(
        ['One', 'Two', 'Three'].map((text) => ({
          shapes: slideShape('title', slideParagraph(text)),
        })),
      ),
    );
    expect(blocks.map(({ text, pageStart }) => [text, pageStart])).toEqual([
      ['One', 1],
      ['Two', 2],
      ['Three', 3],
    ]);
    expect(pageCount).toBe(3);
  });

  test('tells bullets from plain text as the masters and paragraphs say', () => {
    const body = slideShape(
      'body',
      slideParagraph('Bullet') +
        slideParagraph('Nested', '<a:pPr lvl="1"/>') +
        slideParagraph('Plain', noBullet),
    );
    const box = slideShape(
      null,
      slideParagraph('Free text') + slideParagraph('Marked', '<a:pPr><a:buChar char="-"/></a:pPr>'),
    );
    const title = slideShape('title', slideParagraph('Title'));
    const { blocks } = parsePptx(buildPptx([{ shapes: body + box + title }]));
    expect(blocks.map(({ kind, level, text }) => `${kind} ${level ?? '-'} ${text}`)).toEqual([
      'heading 1 Title',
      'list_item 1 Bullet',
      'list_item 2 Nested',
      'paragraph - Plain',
      'paragraph - Free text',
      'list_item 1 Marked',
    ]);
  });

  test('skips hidden slides and keeps the numbers of the others', () => {
    const slide = (text: string) => slideShape('title', slideParagraph(text));
    const { blocks } = parsePptx(
      buildPptx([
        { shapes: slide('A') },
        { shapes: slide('B'), hidden: true },
        { shapes: slide('C') },
      ]),
    );
    expect(blocks.map(({ text, pageStart }) => `${text}${pageStart}`)).toEqual(['A1', 'C3']);
  });

  test('keeps the notes of the speaker as quotes after their slide, without slide numbers', () => {
    const shapes = slideShape('title', slideParagraph('Rivers'));
    const { blocks } = parsePptx(buildPptx([{ shapes, notes: 'Ask for examples first.' }]));
    expect(blocks.at(-1)).toEqual({
      kind: 'quote',
      text: 'Ask for examples first.',
      pageStart: 1,
      pageEnd: 1,
    });
    expect(blocks).toHaveLength(2);
  });

  test('keeps tables with a line per row', () => {
    const cell = (text: string) => `<a:tc><a:txBody>${slideParagraph(text)}</a:txBody></a:tc>`;
    const row = (...texts: string[]) => `<a:tr>${texts.map(cell).join('')}</a:tr>`;
    const table = `<p:graphicFrame><a:graphic><a:graphicData><a:tbl>${row('River', 'km')}${row('Elbe', '1094')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
    const { blocks } = parsePptx(buildPptx([{ shapes: table }]));
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['table', 'River | km\nElbe | 1094'],
    ]);
  });

  test('leaves footers, dates and slide numbers out', () => {
    const shapes =
      slideShape('title', slideParagraph('T')) +
      slideShape('ftr', slideParagraph('ACME')) +
      slideShape('sldNum', slideParagraph('1')) +
      slideShape('dt', slideParagraph('Monday'));
    expect(parsePptx(buildPptx([{ shapes }])).blocks.map(({ text }) => text)).toEqual(['T']);
  });

  test('puts slides below their section and the title of the deck', () => {
    const titled = (text: string, layout: string) => ({
      shapes: slideShape(layout === 'title' ? 'ctrTitle' : 'title', slideParagraph(text)),
      layout,
    });
    const { blocks } = parsePptx(
      buildPptx([titled('Deck', 'title'), titled('Part', 'secHead'), titled('Slide', 'obj')]),
    );
    expect(blocks.map(({ level }) => level)).toEqual([1, 2, 3]);
  });

  test('loses no text and keeps its order', () => {
    const slides = fc.array(fc.array(words, { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(slides, (texts) => {
        const deck = texts.map((lines) => ({
          shapes: slideShape('body', lines.map((line) => slideParagraph(line)).join('')),
        }));
        expect(parsePptx(buildPptx(deck)).blocks.map(({ text }) => text)).toEqual(texts.flat());
      }),
      { numRuns: 40 },
    );
  });
});
