import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalizeRanges } from './highlight.tsx';

it('joins overlapping ranges and clips them to the text', () => {
  const ranges = [
    { start: 8, end: 99 },
    { start: -2, end: 3 },
    { start: 2, end: 5 },
    { start: 6, end: 6 },
  ];
  expect(normalizeRanges(ranges, 10)).toEqual([
    { start: 0, end: 5 },
    { start: 8, end: 10 },
  ]);
});

it('always gives ascending, separate, non-empty ranges inside the text', () => {
  const range = fc.record({
    start: fc.integer({ min: -5, max: 60 }),
    end: fc.integer({ min: -5, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(range), fc.nat(50), (ranges, length) => {
      let at = -1;
      for (const { start, end } of normalizeRanges(ranges, length)) {
        expect(start).toBeGreaterThan(at);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(length);
        at = end;
      }
    }),
  );
});
