import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleNode } from './article-node.ts';
import { countWords, headingsOf, plainTextOf, textSpans } from './plain-text.ts';

const text = (value: string): ArticleNode => ({ type: 'text', text: value });
const paragraph = (value: string): ArticleNode => ({
  type: 'paragraph',
  ...(value === '' ? {} : { content: [text(value)] }),
});
const article = (...content: ArticleNode[]): ArticleNode => ({ type: 'doc', content });

describe('the places in an article', () => {
  it('stand at the innermost blocks, within lists and tables as well', () => {
    const item = paragraph('one');
    const cell = paragraph('cell');
    const doc = article(
      paragraph('ab'),
      { type: 'bulletList', content: [{ type: 'listItem', content: [item] }] },
      {
        type: 'table',
        content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [cell] }] }],
      },
    );
    expect(textSpans(doc).get(item)).toEqual({ start: 3, length: 3 });
    expect(textSpans(doc).get(cell)).toEqual({ start: 7, length: 4 });
  });

  it('count a formula, and give an embedded item a place of its own', () => {
    const math: ArticleNode = { type: 'inlineMath', attrs: { latex: 'x^2' } };
    const formula: ArticleNode = { type: 'paragraph', content: [text('so '), math] };
    const item: ArticleNode = { type: 'embeddedItem', attrs: { itemId: '1' } };
    const last = paragraph('end');
    const spans = textSpans(article(formula, item, last));
    expect([formula, item, last].map((node) => spans.get(node)?.start)).toEqual([0, 7, 8]);
  });

  it('name each character of the plain text once', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 12 }), (texts) => {
        const doc = article(...texts.map(paragraph));
        const plain = plainTextOf(doc);
        const spans = [...textSpans(doc).values()];
        expect(spans.map(({ start, length }) => plain.slice(start, start + length))).toEqual(texts);
      }),
    );
  });

  it('make a table of contents', () => {
    const doc = article(
      { type: 'heading', attrs: { level: 2 }, content: [text('First')] },
      paragraph('abc'),
      { type: 'heading', attrs: { level: 3 }, content: [text('Second')] },
    );
    expect(headingsOf(doc)).toEqual([
      { level: 2, text: 'First', offset: 0 },
      { level: 3, text: 'Second', offset: 10 },
    ]);
  });
});

describe('words', () => {
  it('are counted without signs and spaces', () =>
    expect(countWords('One, two — and  "three".\nFour')).toBe(5));
  it('are found where no space divides them', () =>
    expect(countWords('私は学生です', 'ja')).toBeGreaterThan(1));
});
