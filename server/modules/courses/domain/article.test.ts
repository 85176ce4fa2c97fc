import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArticleNode,
  MAX_ARTICLE_BYTES,
  MAX_ARTICLE_DEPTH,
} from '../../../../contracts/articles.ts';
import { newId } from '../../../ids.ts';
import { isArticleHref } from './article-href.ts';
import { NODE_RULES } from './article-rules.ts';
import { EMPTY_ARTICLE, readArticle } from './article-schema.ts';
import {
  articleText,
  countWords,
  embeddedItemIds,
  imageFileIds,
  isEmptyArticle,
} from './article-text.ts';

const words = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\u0000'));
const id = fc.uuid();
const latex = words.map((value) => ({ latex: value }));

const mark = fc.oneof(
  fc.constantFrom('bold', 'italic', 'code', 'strike', 'subscript', 'superscript').map((type) => ({
    type,
  })),
  fc
    .record({
      href: fc.constantFrom('https://example.com/a?b#c', 'mailto:me@example.com', '/courses', '#a'),
      title: words,
    })
    .map((attrs) => ({ type: 'link', attrs })),
);
const marks = fc.uniqueArray(mark, { minLength: 1, maxLength: 3, selector: ({ type }) => type });
const withMarks = (node: ArticleNode) =>
  fc.option(marks, { nil: undefined }).map((some) => (some ? { ...node, marks: some } : node));

const inline: fc.Arbitrary<ArticleNode> = fc
  .oneof(
    words.map((text) => ({ type: 'text', text })),
    fc.constant({ type: 'hardBreak' }),
    latex.map((attrs) => ({ type: 'inlineMath', attrs })),
  )
  .chain(withMarks);

/** `content` only where there is any, as ProseMirror writes it. */
const filled = (type: string, content: readonly ArticleNode[], attrs?: object): ArticleNode => ({
  type,
  ...(attrs ? { attrs: { ...attrs } } : {}),
  ...(content.length > 0 ? { content } : {}),
});

const { block } = fc.letrec<{ block: ArticleNode }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 });
  const line = fc.array(inline, { maxLength: 4 });
  const paragraph = line.map((content) => filled('paragraph', content));
  const item = fc
    .tuple(paragraph, fc.array(tie('block'), { maxLength: 2 }))
    .map(([first, rest]) => filled('listItem', [first, ...rest]));
  const items = fc.array(item, { minLength: 1, maxLength: 3 });
  const cell = fc
    .tuple(fc.constantFrom('tableCell', 'tableHeader'), blocks, fc.integer({ min: 1, max: 3 }))
    .map(([type, content, colspan]) =>
      filled(type, content, { colspan, rowspan: 1, colwidth: null, align: null }),
    );
  const row = fc.array(cell, { maxLength: 3 }).map((content) => filled('tableRow', content));
  return {
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      paragraph,
      fc
        .tuple(line, fc.integer({ min: 2, max: 4 }))
        .map(([content, level]) => filled('heading', content, { level })),
      words.map((text) =>
        filled('codeBlock', [{ type: 'text', text }], { language: 'typescript' }),
      ),
      fc.constant({ type: 'horizontalRule' }),
      latex.map((attrs) => ({ type: 'blockMath', attrs })),
      id.map((fileId) => ({ type: 'image', attrs: { fileId, alt: 'A cell', width: 640 } })),
      id.map((itemId) => ({ type: 'embeddedItem', attrs: { itemId } })),
      items.map((content) => filled('bulletList', content)),
      fc
        .tuple(items, fc.nat(100))
        .map(([content, start]) => filled('orderedList', content, { start, type: null })),
      blocks.map((content) => filled('blockquote', content)),
      fc
        .tuple(blocks, fc.constantFrom('note', 'tip', 'warning'))
        .map(([content, kind]) => filled('callout', content, { kind })),
      fc.array(row, { minLength: 1, maxLength: 3 }).map((content) => filled('table', content)),
    ),
  };
});
const article = fc
  .array(block, { minLength: 1, maxLength: 6 })
  .map((content) => ({ type: 'doc' as const, content }));

const faults = (content: unknown) => {
  const read = readArticle({ type: 'doc', content });
  return 'faults' in read ? read.faults.map(({ path }) => path) : [];
};
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });

describe('an article', () => {
  it('of known nodes and marks is read as it is, whatever it says', () => {
    fc.assert(
      fc.property(article, (document) => {
        expect(readArticle(document)).toEqual({ document });
      }),
    );
  });

  it('is refused with one unknown node or mark anywhere in it', () => {
    const poison = (node: ArticleNode, at: { left: number }): ArticleNode => {
      at.left -= 1;
      if (at.left === 0) return { type: 'iframe' };
      return {
        ...node,
        ...(node.content ? { content: node.content.map((one) => poison(one, at)) } : {}),
      };
    };
    const count = (node: ArticleNode): number =>
      (node.content ?? []).reduce((sum, one) => sum + count(one), 1);
    fc.assert(
      fc.property(article, fc.nat(), (document, n) => {
        const read = readArticle(poison(document, { left: 2 + (n % (count(document) - 1)) }));
        expect('faults' in read && read.faults[0]?.message).toBe(
          'An article has no node "iframe".',
        );
      }),
    );
  });

  it('never makes the reader throw, whatever is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readArticle(value);
        readArticle({ type: 'doc', content: value });
        readArticle({
          type: 'doc',
          content: [{ type: 'paragraph', content: value, attrs: value }],
        });
        readArticle({ type: 'doc', content: [{ type: 'heading', attrs: value, marks: value }] });
      }),
    );
  });

  it('keeps nothing of an inherited name', () => {
    for (const type of ['constructor', '__proto__', 'toString'])
      expect(faults([{ type }])).toEqual(['document.content.0']);
    expect(faults([paragraph({ type: 'text', text: 'a', marks: [{ type: 'valueOf' }] })])).toEqual([
      'document.content.0.content.0.marks.0',
    ]);
  });

  it.each([
    ['a block in a line', [paragraph(paragraph())], 'document.content.0.content.0'],
    ['text without a block', [{ type: 'text', text: 'a' }], 'document.content.0'],
    [
      'a heading that is the page title',
      [{ type: 'heading', attrs: { level: 1 } }],
      'document.content.0.attrs.level',
    ],
    ['a heading without a level', [{ type: 'heading' }], 'document.content.0.attrs.level'],
    ['an empty list', [{ type: 'bulletList', content: [] }], 'document.content.0'],
    [
      'a list item that begins with a table',
      [
        {
          type: 'bulletList',
          content: [{ type: 'listItem', content: [{ type: 'horizontalRule' }] }],
        },
      ],
      'document.content.0.content.0.content.0',
    ],
    [
      'bold code',
      [{ type: 'codeBlock', content: [{ type: 'text', text: 'a', marks: [{ type: 'bold' }] }] }],
      'document.content.0.content.0.marks',
    ],
    ['an empty text', [paragraph({ type: 'text', text: '' })], 'document.content.0.content.0.text'],
    [
      'a mark twice',
      [paragraph({ type: 'text', text: 'a', marks: [{ type: 'bold' }, { type: 'bold' }] })],
      'document.content.0.content.0.marks.1',
    ],
    [
      'a script as a link',
      [
        paragraph({
          type: 'text',
          text: 'a',
          marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }],
        }),
      ],
      'document.content.0.content.0.marks.0.attrs.href',
    ],
    [
      'a picture of another site',
      [{ type: 'image', attrs: { src: 'https://example.com/a.png', alt: '' } }],
      'document.content.0.attrs.fileId',
    ],
    [
      'a style',
      [{ ...paragraph(), attrs: { style: 'position:fixed' } }],
      'document.content.0.attrs',
    ],
    ['another property', [{ ...paragraph(), onclick: 'alert(1)' }], 'document.content.0.onclick'],
    [
      'a NUL in the text',
      [paragraph({ type: 'text', text: 'a\u0000' })],
      'document.content.0.content.0.text',
    ],
    [
      'half a character',
      [{ type: 'blockMath', attrs: { latex: '\ud800' } }],
      'document.content.0.attrs.latex',
    ],
    [
      'another callout',
      [{ type: 'callout', attrs: { kind: 'danger' }, content: [paragraph()] }],
      'document.content.0.attrs.kind',
    ],
    ['nothing', [], 'document'],
  ])('with %s is refused at its place', (_, content, path) => {
    expect(faults(content)).toContain(path);
  });

  it('loses what TipTap says of a link by itself, and nothing else', () => {
    const link = (attrs: object) => ({
      type: 'doc',
      content: [paragraph({ type: 'text', text: 'a', marks: [{ type: 'link', attrs }] })],
    });
    const href = '/courses';
    const given = { href, target: '_blank', rel: 'noopener', class: null, title: null };
    expect(readArticle(link(given))).toEqual({ document: link({ href }) });
  });

  it('that is too deep or too long is refused before it is read', () => {
    const deep = (levels: number): ArticleNode =>
      levels === 0 ? { type: 'paragraph' } : { type: 'blockquote', content: [deep(levels - 1)] };
    const read = (levels: number) => readArticle({ type: 'doc', content: [deep(levels)] });
    expect(read(MAX_ARTICLE_DEPTH - 2)).toHaveProperty('document');
    expect(read(MAX_ARTICLE_DEPTH - 1)).toHaveProperty('faults');
    let endless: ArticleNode = { type: 'paragraph' };
    for (let n = 0; n < 100_000; n += 1) endless = { type: 'blockquote', content: [endless] };
    expect(readArticle({ type: 'doc', content: [endless] })).toHaveProperty('faults');
    const long = (length: number) =>
      faults([paragraph({ type: 'text', text: 'ä'.repeat(length) })]).length;
    expect([long(MAX_ARTICLE_BYTES / 2 - 100), long(MAX_ARTICLE_BYTES / 2)]).toEqual([0, 1]);
  });

  it('names at most twenty faults', () => {
    expect(faults(Array.from({ length: 500 }, () => ({ type: 'iframe' })))).toHaveLength(20);
  });

  it('has a rule for every node that may stand anywhere', () => {
    const named = Object.values(NODE_RULES).flatMap(({ children }) => [...children]);
    expect(Object.keys(NODE_RULES).toSorted()).toEqual([...new Set(['doc', ...named])].toSorted());
  });
});

describe('where a link leads', () => {
  it.each([
    'https://example.com',
    'http://localhost:3000/a?b=c#d',
    'mailto:me@example.com',
    '/courses/1',
    '?q=1',
    '#part',
    'next',
    'a/b:c',
  ])('may be %s', (href) => expect(isArticleHref(href)).toBe(true));

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//example.com',
    '/\\example.com',
    '\\\\example.com',
    'https:///example.com',
    'mailto:',
    '',
  ])('may not be %j', (href) => expect(isArticleHref(href)).toBe(false));
});

describe('the text of an article', () => {
  const [file, one, two] = [newId(), newId(), newId()];
  const document: ArticleNode = {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Cells' }] },
      paragraph(
        { type: 'text', text: 'A ' },
        { type: 'text', text: 'wall', marks: [{ type: 'bold' }] },
        { type: 'inlineMath', attrs: { latex: 'x^2' } },
      ) as ArticleNode,
      { type: 'paragraph' },
      { type: 'embeddedItem', attrs: { itemId: two } },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: ['Left', 'Right'].map((text) => ({
              type: 'tableCell',
              content: [paragraph({ type: 'text', text }) as ArticleNode],
            })),
          },
        ],
      },
      { type: 'image', attrs: { fileId: file, alt: 'A plant cell' } },
      {
        type: 'callout',
        attrs: { kind: 'tip' },
        content: [{ type: 'embeddedItem', attrs: { itemId: one } }],
      },
      { type: 'embeddedItem', attrs: { itemId: two } },
    ],
  };

  it('has a line for each block that says something', () => {
    expect(articleText(document)).toBe('Cells\nA wallx^2\nLeft\nRight\nA plant cell');
  });

  it('names items and pictures once, by first appearance', () => {
    expect(embeddedItemIds(document)).toEqual([two, one]);
    expect(imageFileIds(document)).toEqual([file]);
  });

  it('is counted in words, also where no spaces divide them', () => {
    expect(countWords('A well-known fact, isn’t it?')).toBe(6);
    expect(countWords('细胞是生命的基本单位')).toBeGreaterThan(3);
    expect(countWords('')).toBe(0);
  });

  it('is empty where a reader would find nothing', () => {
    expect(isEmptyArticle(EMPTY_ARTICLE)).toBe(true);
    expect(
      isEmptyArticle({
        type: 'doc',
        content: [paragraph({ type: 'text', text: ' ' })] as ArticleNode[],
      }),
    ).toBe(true);
    expect(
      isEmptyArticle({ type: 'doc', content: [{ type: 'embeddedItem', attrs: { itemId: one } }] }),
    ).toBe(false);
    expect(
      isEmptyArticle({
        type: 'doc',
        content: [{ type: 'image', attrs: { fileId: file, alt: '' } }],
      }),
    ).toBe(false);
    expect(isEmptyArticle(document)).toBe(false);
  });
});
