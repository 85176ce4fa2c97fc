import { describe, expect, it } from 'vitest';
import { storedArticle } from './stored-article.ts';

describe('what is sent of an article', () => {
  it('has no attributes that say nothing', () =>
    expect(
      storedArticle({
        type: 'doc',
        content: [
          { type: 'codeBlock', attrs: { language: null } },
          {
            type: 'paragraph',
            content: [
              {
                type: 'text',
                text: 'a',
                marks: [
                  { type: 'link', attrs: { href: '/a', target: null, rel: null, class: null } },
                ],
              },
            ],
          },
        ],
      }),
    ).toEqual({
      type: 'doc',
      content: [
        { type: 'codeBlock' },
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: '/a' } }] }],
        },
      ],
    }));

  it.each([
    [
      'tableCell',
      { colspan: 2, rowspan: 0, align: 'justify', colwidth: [Number.NaN] },
      { colspan: 2 },
    ],
    ['orderedList', { start: 3, type: 'disc' }, { start: 3 }],
    ['codeBlock', { language: 'c++' }, { language: 'c++' }],
    ['image', { fileId: 'x', alt: '', width: null, height: 4.5 }, { fileId: 'x', alt: '' }],
    ['callout', { kind: 'tip' }, { kind: 'tip' }],
  ])('keeps of a %s what an article may hold', (type, attrs, kept) =>
    expect(storedArticle({ type, attrs })).toEqual({ type, attrs: kept }),
  );

  it('drops a language that no grammar could be named by', () =>
    expect(storedArticle({ type: 'codeBlock', attrs: { language: 'a b<script>' } })).toEqual({
      type: 'codeBlock',
    }));

  it('is the same when it is made again', () => {
    const once = storedArticle({
      type: 'doc',
      content: [{ type: 'image', attrs: { height: 2, fileId: 'x', alt: 'a', width: 1 } }],
    });
    expect(JSON.stringify(storedArticle(once))).toBe(JSON.stringify(once));
  });
});
