import { describe, expect, test } from 'vitest';
import { parseMarkdown } from './markdown.ts';

const parse = (text: string) => parseMarkdown(new TextEncoder().encode(text));
const shown = async (text: string) =>
  (await parse(text)).blocks.map(
    ({ kind, level, text: words }) => `${kind}${level ?? ''} ${words}`,
  );

describe('parseMarkdown', () => {
  test('takes title and language from the front matter and shows none of it', async () => {
    const document = await parse(
      '---\ntitle: "On rivers"\nlang: de-DE\ntags: [a]\n---\n\nFluss.\n',
    );
    expect(document).toMatchObject({ title: 'On rivers', language: 'de' });
    expect(document.blocks).toEqual([{ kind: 'paragraph', text: 'Fluss.' }]);
  });

  test('reads both kinds of heading, without anchors', async () => {
    expect(
      await shown('Rivers\n======\n\nSources\n---\n\n### Mouths ### \n\n## Weirs {#weirs}'),
    ).toEqual(['heading1 Rivers', 'heading2 Sources', 'heading3 Mouths', 'heading2 Weirs']);
  });

  test('keeps nested lists, tables, quotes and code', async () => {
    const text =
      '- a\n  1. b\n\n     more\n- [x] c\n\n| River | km |\n|---|---:|\n| **Elbe** | 1094 |\n\n> said\n> so\n\n```js\nif (x) {\n  y\n}\n```\n';
    expect(await shown(text)).toEqual([
      'list_item1 a',
      'list_item2 b',
      'list_item2 more',
      'list_item1 c',
      'table River | km\nElbe | 1094',
      'quote said so',
      'code if (x) {\n  y\n}',
    ]);
  });

  test('reads the text of links, also by reference, and of footnotes', async () => {
    expect(await shown('A [river][r] flows.[^1]\n\n[r]: http://x\n[^1]: Mostly.\n')).toEqual([
      'paragraph A river flows.',
      'paragraph Mostly.',
    ]);
  });

  test('reads HTML inside as HTML', async () => {
    const text =
      '<details><summary>More</summary>\n\nInner *text*.\n\n</details>\n\n<!-- no -->\n\nA<br>b.';
    expect(await shown(text)).toEqual([
      'paragraph More',
      'paragraph Inner text.',
      'paragraph A b.',
    ]);
  });

  test('is not harmed by MDX and admonitions', async () => {
    const text =
      'import Tabs from \'@theme/Tabs\';\n\nexport const meta = { a: 1 };\n\n:::note\nMind the weir.\n:::\n\n<Tabs>\n<Tab value="a">Inside</Tab>\n</Tabs>\n';
    expect(await shown(text)).toEqual(['paragraph Mind the weir.', 'paragraph Inside']);
  });
});
