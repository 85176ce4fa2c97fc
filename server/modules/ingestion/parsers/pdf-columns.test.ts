import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findGutters } from './pdf-columns.ts';

const page = (count: number, ...cells: [number, number][]) =>
  Array.from({ length: count }, () => cells.map(([x0, x1]) => ({ x0, x1 })));

describe('findGutters', () => {
  it('finds none in a page of one column', () => {
    expect(findGutters(page(40, [72, 520]))).toEqual([]);
  });

  it('finds the gutter between two columns', () => {
    const [gutter] = findGutters(page(40, [72, 285], [310, 520]));
    expect(gutter).toBeGreaterThan(285);
    expect(gutter).toBeLessThan(310);
  });

  it('finds two gutters between three columns', () => {
    expect(findGutters(page(40, [50, 190], [210, 350], [370, 510]))).toHaveLength(2);
  });

  it('takes a title and a wide figure across the columns', () => {
    const rows = [...page(4, [72, 520]), ...page(30, [72, 285], [310, 520])];
    expect(findGutters(rows)).toHaveLength(1);
  });

  it('does not take a table of narrow cells for columns', () => {
    expect(findGutters(page(30, [72, 110], [300, 340]))).toEqual([]);
  });

  it('does not take terms and their explanations for columns', () => {
    const rows = Array.from({ length: 30 }, (_, index) => [
      { x0: 72, x1: 100 + (index % 7) * 15 },
      { x0: 240, x1: 520 },
    ]);
    expect(findGutters(rows)).toEqual([]);
  });

  it('never puts a gutter through most of the lines', () => {
    const cell = fc
      .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 5, max: 300 }))
      .map(([x0, width]) => ({ x0, x1: x0 + width }));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 40 }),
        (rows) => {
          for (const gutter of findGutters(rows)) {
            const cut = rows.filter((row) => row.some(({ x0, x1 }) => x0 < gutter && x1 > gutter));
            expect(cut.length).toBeLessThanOrEqual(rows.length / 2);
          }
        },
      ),
    );
  });
});
