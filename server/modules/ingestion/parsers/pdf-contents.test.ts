import { describe, expect, it } from 'vitest';
import { dropContents, isIndexTitle } from './pdf-contents.ts';
import { testLine } from './pdf-test-document.ts';

const book = (pages: string[][]) =>
  pages.map((texts, index) => ({
    page: index + 1,
    height: 842,
    lines: texts.map((text, at) => testLine(index + 1, 60 + at * 14, text)),
  }));
const left = (pages: string[][]) =>
  dropContents(book(pages)).map(({ lines }) => lines.map(({ text }) => text));
const chapter = ['A leaf breathes by day', 'and by night it rests', 'until the sun is back'];

describe('dropContents', () => {
  it('drops entries with dotted leaders and keeps the text around them', () => {
    const contents = ['1 Leaves . . . . . . 1', '1.1 Pores . . . . . . 2', '2 Roots . . . . . . 7'];
    expect(left([['A guide', 'Contents', ...contents], chapter])).toEqual([['A guide'], chapter]);
  });

  it('drops entries without leaders below the title of the contents', () => {
    const contents = ['Inhaltsverzeichnis', 'Blätter 1', 'Wurzeln 7', 'Samen 12', 'Früchte 20'];
    expect(left([contents, chapter, chapter])[0]).toEqual([]);
  });

  it('drops short contents at the head of a paper and keeps the text below', () => {
    const text = [
      'It was in the spring of',
      'the year that we began',
      'and the weather was cold',
      'as in 1887',
    ];
    const page = ['A paper', 'CONTENTS', 'I. Leaves 1', 'A. Pores 1', 'II. Roots 2', ...text];
    expect(left([page, chapter])[0]).toEqual(['A paper', ...text]);
  });

  it('drops an index over several pages and what is left of it on the last', () => {
    const first = ['Concept index', 'air, 3', 'bark, 4, 9', 'cork, 5–8', 'dew, 1'];
    const pages = [
      chapter,
      chapter,
      chapter,
      chapter,
      first,
      ['elm, 4', 'fern, 9'],
      ['Y', 'yew, 3'],
    ];
    expect(left(pages).slice(4)).toEqual([[], [], []]);
  });

  it('keeps the text before an index on its page', () => {
    const last = ['The end.', 'Index', 'air, 3', 'bark, 4, 9', 'cork, 5–8', 'dew, 1'];
    expect(left([chapter, chapter, chapter, last])[3]).toEqual(['The end.']);
  });

  it('keeps lines that end in numbers late in a book', () => {
    const table = ['Oak 1', 'Elm 4', 'Fir 9', 'Yew 12', 'Ash 20'];
    expect(left([...Array<string[]>(12).fill(chapter), table]).at(-1)).toEqual(table);
  });

  it('keeps a chapter that speaks of an index early in the book', () => {
    const page = ['Index', 'An index helps readers', 'who look for a word', 'in a long book'];
    expect(left([page, chapter, chapter, chapter, chapter])[0]).toEqual(page);
  });
});

describe('isIndexTitle', () => {
  it.each([
    ['Index', true],
    ['Part VI: Index', true],
    ['Function and variable index', true],
    ['Stichwortverzeichnis', true],
    ['The index of refraction in glass', false],
    ['Glossary', false],
  ])('%s: %s', (title, expected) => {
    expect(isIndexTitle(title)).toBe(expected);
  });
});
