import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LessonItem } from '../../../../contracts/courses.ts';
import article from '../../../i18n/en/article.json';
import type { ArticleNode } from './article-node.ts';
import { ArticleView } from './article-view.tsx';

beforeAll(async () => {
  await i18next
    .use(initReactI18next)
    .init({ lng: 'en', ns: ['article', 'common'], resources: { en: { article, common: {} } } });
});

const text = (value: string, ...marks: { type: string; attrs?: Record<string, unknown> }[]) => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 ? { marks } : {}),
});
const paragraph = (...content: ArticleNode[]): ArticleNode => ({ type: 'paragraph', content });

function drawn(content: ArticleNode[], items: LessonItem[] = []): string {
  return renderToStaticMarkup(<ArticleView article={{ type: 'doc', content }} items={items} />);
}

describe('an article to read', () => {
  it('begins its headings below the title of the page', () =>
    expect(drawn([{ type: 'heading', attrs: { level: 2 }, content: [text('Part')] }])).toContain(
      '<h2 dir="auto" data-offset="0" data-length="4">Part</h2>',
    ));

  it('nests marks', () =>
    expect(drawn([paragraph(text('a', { type: 'bold' }, { type: 'italic' }))])).toContain(
      '<strong><em>a</em></strong>',
    ));

  it.each(['javascript:alert(1)', 'data:text/html,x', '//example.org'])(
    'shows the words of a link to %s without the link',
    (href) => {
      const html = drawn([paragraph(text('words', { type: 'link', attrs: { href } }))]);
      expect(html).toContain('words');
      expect(html).not.toContain('<a ');
    },
  );

  it('opens another site in a window of its own, and our pages in this one', () => {
    const link = (href: string) =>
      drawn([paragraph(text('words', { type: 'link', attrs: { href } }))]);
    expect(link('https://example.org/')).toContain('rel="noopener noreferrer"');
    expect(link('/library')).not.toContain('target');
  });

  it('never draws text as markup', () =>
    expect(
      drawn([
        paragraph(text('<img src=x onerror=alert(1)>')),
        { type: 'codeBlock', attrs: { language: 'xml' }, content: [text('<b>')] },
        { type: 'blockMath', attrs: { latex: '<i>' } },
      ]),
    ).not.toMatch(/<(?:img|b|i)[ >]/));

  it('names columns and rows by their header cells, and leaves empty ones nameless', () => {
    const cell = (type: string, value: string) => ({
      type,
      content: [paragraph(...(value ? [text(value)] : []))],
    });
    const html = drawn([
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [cell('tableHeader', ''), cell('tableHeader', 'Column')] },
          { type: 'tableRow', content: [cell('tableHeader', 'Row'), cell('tableCell', '1')] },
        ],
      },
    ]);
    expect(html.match(/<th [^>]*scope="(\w+)"/g)?.map((one) => one.slice(-5, -1))).toEqual([
      '"col',
      '"row',
    ]);
    expect(html.match(/<td/g)).toHaveLength(2);
  });

  it('says where an item is gone', () => {
    const node = { type: 'embeddedItem', attrs: { itemId: 'x' } };
    expect(drawn([node])).toContain('no longer available');
    const item: LessonItem = {
      itemId: 'x',
      item: { type: 'nugget', title: 'Tides', text: 'The sea rises.', estimatedMinutes: 1 },
      materialId: null,
      materialTitle: '',
      sources: [],
    };
    expect(drawn([node], [item])).toContain('The sea rises.');
  });

  it('shows what is inside of a node that it does not know', () =>
    expect(drawn([{ type: 'future', content: [paragraph(text('kept'))] }])).toContain('kept'));
});
