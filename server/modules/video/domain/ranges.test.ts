import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coveredMs,
  cutAt,
  firstMs,
  formatRanges,
  mergeRanges,
  parseRanges,
  type Range,
  withoutRanges,
} from './ranges.ts';

const point = fc.integer({ min: 0, max: 200 });
const anyRanges = fc.array(fc.tuple(point, point), { maxLength: 12 });
const merged = anyRanges.map((ranges) => mergeRanges(ranges));

/** The same set of moments, counted one by one. */
const moments = (ranges: readonly Range[]): Set<number> =>
  new Set(
    ranges.flatMap(([from, to]) =>
      Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n),
    ),
  );

describe('watched pieces', () => {
  it('hold the same moments when merged, in order and apart', () => {
    fc.assert(
      fc.property(anyRanges, (ranges) => {
        const result = mergeRanges(ranges);
        expect(moments(result)).toEqual(moments(ranges));
        for (const [index, [from, to]] of result.entries()) {
          expect(to).toBeGreaterThan(from);
          const next = result[index + 1];
          if (next) expect(next[0]).toBeGreaterThan(to);
        }
        expect(coveredMs(result)).toBe(moments(ranges).size);
      }),
    );
  });

  it('without those known are the moments that are new', () => {
    fc.assert(
      fc.property(merged, merged, (ranges, known) => {
        const old = moments(known);
        const expected = [...moments(ranges)].filter((moment) => !old.has(moment));
        expect([...moments(withoutRanges(ranges, known))]).toEqual(expected);
      }),
    );
  });

  it('are cut to the first so many milliseconds', () => {
    fc.assert(
      fc.property(merged, fc.integer({ min: 0, max: 300 }), (ranges, allowed) => {
        const result = firstMs(ranges, allowed);
        expect([...moments(result)]).toEqual([...moments(ranges)].slice(0, allowed));
      }),
    );
  });

  it('are cut off at an end', () => {
    fc.assert(
      fc.property(merged, point, (ranges, end) => {
        const expected = [...moments(ranges)].filter((moment) => moment < end);
        expect([...moments(cutAt(ranges, end))]).toEqual(expected);
      }),
    );
  });

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(merged, (ranges) => {
        expect(parseRanges(formatRanges(ranges))).toEqual(ranges);
      }),
    );
  });
});
