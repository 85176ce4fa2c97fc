import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupsOf, partition } from './partition.ts';

const sequence = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 60 });
const costs = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 60,
  maxLength: 60,
});

it('keeps every element once and in order', () => {
  fc.assert(
    fc.property(sequence, costs, (sizes, cost) => {
      const starts = partition(sizes, { target: 10, cutCost: (at) => cost[at] ?? 0 });
      expect(groupsOf(sizes, starts).flat()).toEqual(sizes);
      expect(groupsOf(sizes, starts).every((group) => group.length > 0)).toBe(true);
    }),
  );
});

it('makes groups of about the wanted size', () => {
  const starts = partition(Array(30).fill(2), { target: 10, cutCost: () => 0 });
  expect(starts).toEqual([0, 5, 10, 15, 20, 25]);
});

it('moves a cut to where it costs less', () => {
  const starts = partition(Array(10).fill(2), {
    target: 10,
    cutCost: (at) => (at === 4 ? 0 : 0.6),
  });
  expect(starts).toEqual([0, 4]);
});

it('is never worse than one group of all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 }),
      (sizes) => {
        const starts = partition(sizes, { target: 10, cutCost: () => 0.2 });
        const off = (size: number) => (size > 10 ? 1 : 0.8) * ((size - 10) / 10) ** 2;
        const total = (group: number[]) => group.reduce((sum, size) => sum + size, 0);
        const cost = groupsOf(sizes, starts).reduce(
          (sum, group, at) => sum + off(total(group)) + (at > 0 ? 0.2 : 0),
          0,
        );
        expect(cost).toBeLessThanOrEqual(off(total(sizes)) + 1e-6);
      },
    ),
  );
});
