import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parseSource } from './index.ts';

const read = async (fileName: string) => {
  const bytes = await readFile(new URL(`./fixtures/${fileName}`, import.meta.url));
  return parseSource({ bytes: new Uint8Array(bytes), fileName });
};

describe('one text, as another program writes it in each format', () => {
  test.each(['rivers.md', 'rivers.docx', 'rivers.pptx', 'rivers.epub'])(
    'gives the same title, text, table and code from %s',
    async (fileName) => {
      const { title, language, blocks } = await read(fileName);
      expect([title, language]).toEqual(['On rivers', 'en']);
      const found = blocks.map(({ kind, text }) => `${kind}: ${text}`);
      expect(found).toEqual(
        expect.arrayContaining([
          'heading: What a river is',
          'table: River | Length (km)\nElbe | 1094\nRhine | 1233',
          'code: def slope(fall, length):\n    return fall / length',
          expect.stringMatching(/A glacier can be one\.$/u),
          expect.stringMatching(/Ask what the nearest river is\.$/u),
          expect.stringMatching(/Some rivers end in a desert\.$/u),
        ]),
      );
    },
  );

  test.each(['rivers.docx', 'rivers.epub'])(
    'reads formulas and leaves the numbers of footnotes out in %s',
    async (fileName) => {
      const { blocks } = await read(fileName);
      expect(blocks.map(({ text }) => text)).toContain(
        'A river is a stream of water that flows to the sea. Its length l and its fall h give the slope h/l.',
      );
    },
  );
});
