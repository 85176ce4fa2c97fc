import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginningOf, estimateTokens, packPassages } from './pack.ts';

const passages = fc.array(
  fc.string({ maxLength: 400 }).map((text) => ({ text })),
  { maxLength: 40 },
);

it('keeps all passages, in order', () => {
  fc.assert(
    fc.property(passages, (all) => {
      expect(packPassages(all, { tokens: 60, count: 5 }).flat()).toEqual(all);
    }),
  );
});

it('exceeds its size only with a passage that is too large by itself', () => {
  fc.assert(
    fc.property(passages, (all) => {
      for (const pack of packPassages(all, { tokens: 60, count: 5 })) {
        const size = pack.reduce((sum, { text }) => sum + estimateTokens(text), 0);
        expect(pack.length === 1 || (size <= 60 && pack.length <= 5)).toBe(true);
      }
    }),
  );
});

it('counts other scripts for more', () => {
  expect(estimateTokens('река реки')).toBeGreaterThan(estimateTokens('reka reki'));
});

it('begins a text with whole sentences', () => {
  const text = 'One two three four. Five six seven eight. Nine ten eleven twelve.';
  expect(beginningOf(text, 11)).toBe('One two three four. Five six seven eight.');
  expect(beginningOf(text, 100)).toBe(text);
});
