import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from './pdf-lines.ts';
import { dropRunningHeads } from './pdf-running-heads.ts';
import { testLine as line } from './pdf-test-document.ts';

const body = (page: number) => [
  line(page, 120, `The ${page}th thing begins here`),
  line(page, 400, `and goes on about it in ${page} words`),
  line(page, 700, `until its end, the ${'x'.repeat(page)}th`),
];
const pagesOf = (count: number, make: (page: number) => Line[]) =>
  Array.from({ length: count }, (_, index) => ({
    page: index + 1,
    height: 842,
    lines: make(index + 1),
  }));
const left = (count: number, make: (page: number) => Line[]) =>
  dropRunningHeads(pagesOf(count, make)).flatMap(({ lines }) => lines.map(({ text }) => text));
const plain = (count: number) =>
  pagesOf(count, body).flatMap(({ lines }) => lines.map(({ text }) => text));

describe('dropRunningHeads', () => {
  it('drops a head that repeats and a foot of two lines', () => {
    const make = (page: number) => [
      line(page, 50, 'A guide to plants'),
      ...body(page),
      line(page, 790, 'Printed on grey paper'),
      line(page, 805, `Page ${page} of 9`),
    ];
    expect(left(9, make)).toEqual(plain(9));
  });

  it('drops the head of a chapter that fills a single page', () => {
    const chapter = (page: number) => (page === 5 ? 'Roots' : page < 5 ? 'Leaves' : 'Stems');
    const make = (page: number) => [line(page, 50, `${chapter(page)} ${page + 20}`), ...body(page)];
    expect(left(9, make)).toEqual(plain(9));
  });

  it('drops heads that change sides on odd and even pages', () => {
    const make = (page: number) => [
      line(page, 50, page % 2 === 0 ? `${page} A guide to plants` : `Leaves ${page}`),
      ...body(page),
    ];
    expect(left(10, make)).toEqual(plain(10));
  });

  it('keeps what repeats inside the text', () => {
    const make = (page: number) => [
      line(page, 120, `Question ${page} is this one`),
      line(page, 300, 'Answer in a full sentence.'),
      line(page, 500, `Because of the number ${'i'.repeat(page)}k`),
    ];
    expect(left(8, make)).toHaveLength(24);
  });

  it('keeps "Chapter" set above its number at the same height', () => {
    const make = (page: number) => [line(page, 90, 'CHAPTER'), ...body(page)];
    expect(left(5, make).filter((text) => text === 'CHAPTER')).toHaveLength(5);
  });

  it('keeps numbered headings that each begin a page', () => {
    const make = (page: number) => [
      { ...line(page, 90, `Lesson ${page}`), size: 18 },
      ...body(page),
      line(page, 800, String(page)),
    ];
    expect(left(8, make).filter((text) => text.startsWith('Lesson'))).toHaveLength(8);
  });

  it('never drops a line between others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ minLength: 1 }), { maxLength: 9 }), { maxLength: 9 }),
        (texts) => {
          const pages = texts.map((all, index) => ({
            page: index + 1,
            height: 842,
            lines: all.map((text, at) => line(index + 1, 40 + at * 90, text)),
          }));
          for (const [index, { lines }] of dropRunningHeads(pages).entries()) {
            const before = pages[index]?.lines ?? [];
            const from = before.indexOf(lines[0] as Line);
            if (lines.length > 0) expect(before.slice(from, from + lines.length)).toEqual(lines);
          }
        },
      ),
    );
  });
});
