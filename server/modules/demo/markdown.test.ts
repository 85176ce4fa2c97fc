import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { ArticleNode } from '../../../contracts/articles.ts';
import { demoCourses } from '../../../demo/courses/index.ts';
import { markdownToArticle } from './markdown.ts';

const items = new Map([['a-question', 'id-of-the-question']]);
const blocks = (markdown: string) => markdownToArticle(markdown, items).content;

it('writes math, items, callouts and tables as the editor does', () => {
  expect(blocks('Take `$n-1$`.\n\n```math\n\\sqrt{x}\n```\n\n{{a-question}}')).toEqual([
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Take ' },
        { type: 'inlineMath', attrs: { latex: 'n-1' } },
        { type: 'text', text: '.' },
      ],
    },
    { type: 'blockMath', attrs: { latex: '\\sqrt{x}' } },
    { type: 'embeddedItem', attrs: { itemId: 'id-of-the-question' } },
  ]);
  expect(blocks('> [!TIP]\n> **Look** twice.')).toEqual([
    {
      type: 'callout',
      attrs: { kind: 'tip' },
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Look', marks: [{ type: 'bold' }] },
            { type: 'text', text: ' twice.' },
          ],
        },
      ],
    },
  ]);
  const [table] = blocks('| a | b |\n|---|--:|\n| 1 | 2 |');
  expect(table?.content?.[1]?.content?.[1]).toEqual({
    type: 'tableCell',
    attrs: { align: 'right' },
    content: [{ type: 'paragraph', content: [{ type: 'text', text: '2' }] }],
  });
});

it('refuses what an article cannot hold', () => {
  expect(() => blocks('![picture](x.png)')).toThrow('"image"');
  expect(() => blocks('{{another}}')).toThrow('"another"');
});

it('reads every article of the demo, and among them every kind of block', () => {
  const seen = new Set<string>();
  const walk = (node: ArticleNode) => {
    seen.add(node.type);
    for (const child of node.content ?? []) walk(child);
  };
  for (const course of demoCourses) {
    const known = new Map(Object.keys(course.questions).map((key) => [key, key]));
    for (const { serves } of course.modules.flatMap((module) => module.lessons)) {
      if (serves.kind !== 'article') continue;
      const folder = path.join(import.meta.dirname, '..', '..', '..', 'demo', 'courses');
      const text = readFileSync(path.join(folder, serves.file), 'utf8');
      for (const node of markdownToArticle(text, known).content) walk(node);
    }
  }
  expect([...seen]).toEqual(
    expect.arrayContaining([
      ...['heading', 'bulletList', 'orderedList', 'blockquote', 'codeBlock', 'table'],
      ...['callout', 'inlineMath', 'blockMath', 'embeddedItem'],
    ]),
  );
});
