import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, BlockKind } from '../../library/index.ts';
import { canonicalText, chunkDocument } from './chunk.ts';
import { splitSentences } from './sentences.ts';

const kinds: BlockKind[] = ['heading', 'paragraph', 'list_item', 'table', 'code', 'quote', 'cue'];
const sentence = fc.array(fc.constantFrom('the', 'cell', 'divides', 'slowly'), {
  minLength: 3,
  maxLength: 30,
});
const prose = fc
  .array(sentence, { minLength: 1, maxLength: 40 })
  .map((all) => all.map((words) => `A ${words.join(' ')}.`).join(' '));
const block: fc.Arbitrary<Block> = fc.record({
  kind: fc.constantFrom(...kinds),
  text: fc.oneof(prose, fc.string({ unit: 'binary' }), fc.constant('')),
  level: fc.integer({ min: 1, max: 6 }),
});
const parsed = (blocks: Block[]) => ({
  title: null,
  language: 'en',
  blocks,
  pageCount: null,
  durationSeconds: null,
});

describe('chunkDocument', () => {
  it('covers the canonical text with no gap and no overlap', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const chunks = chunkDocument(parsed(blocks));
        const text = canonicalText(blocks);
        expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
        for (const chunk of chunks) {
          expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
          for (const { start, end } of chunk.blocks)
            expect(0 <= start && start <= end && end <= chunk.text.length).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never ends a chunk with a heading when text follows', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        for (const chunk of chunkDocument(parsed(blocks)).slice(0, -1))
          expect(chunk.blocks.at(-1)?.kind).not.toBe('heading');
      }),
      { numRuns: 40 },
    );
  });
});

describe('splitSentences', () => {
  it.each([
    ['See Fig. 3 for it. Then stop.', 2],
    ['It is 3.14, e.g. Pi. Good!', 2],
    ['J. R. Smith came. He left.', 2],
    ['你好。再见。', 2],
    ['هل هذا؟ نعم.', 2],
  ])('splits %s into %i', (text, count) => expect(splitSentences(text)).toHaveLength(count));
});
