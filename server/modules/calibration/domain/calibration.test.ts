import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationUpperBound, flagsOf, type Judged, shareBounds } from './flags.ts';
import { calculate, correlation, type FirstAnswer, LEAST_COMPARED } from './statistics.ts';

const JUDGED: Judged = { chance: 0.25, correct: [true, false, false, false], essay: false };

const answers = fc.array(
  fc.record<FirstAnswer>({
    score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    rest: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    chosen: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
    responseMs: fc.option(fc.nat(600_000)),
    hinted: fc.boolean(),
  }),
  { maxLength: 80 },
);

/** `n` answers, the weakest learner's first; who is not right chooses option `wrong`. */
const ordered = (
  n: number,
  right: (place: number) => boolean,
  ms = 9000,
  wrong = (_place: number) => 1,
): FirstAnswer[] =>
  Array.from({ length: n }, (_, place) => ({
    score: right(place) ? 1 : 0,
    rest: place / n,
    chosen: [right(place) ? 0 : wrong(place)],
    responseMs: ms,
    hinted: false,
  }));
const flags = (list: FirstAnswer[]) => flagsOf(calculate(list, 4), JUDGED);

describe('statistics of a question', () => {
  it('stay in their ranges for any answers, in any order', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const made = calculate(list, 4);
        expect(made.learners).toBe(list.length);
        if (made.facility !== null) {
          expect(made.facility).toBeGreaterThanOrEqual(0);
          expect(made.facility).toBeLessThanOrEqual(1);
        }
        if (made.discrimination !== null) {
          expect(Math.abs(made.discrimination)).toBeLessThanOrEqual(1);
          expect(made.compared).toBeGreaterThanOrEqual(LEAST_COMPARED);
        }
        expect(made.groupSize * 2).toBeLessThanOrEqual(made.compared);
        for (const { all, upper, lower } of made.options)
          expect(upper + lower).toBeLessThanOrEqual(all);
        if (made.time !== null) {
          expect(made.time.lower).toBeLessThanOrEqual(made.time.median);
          expect(made.time.median).toBeLessThanOrEqual(made.time.upper);
        }
        const again = calculate([...list].reverse(), 4);
        expect(again.facility ?? 0).toBeCloseTo(made.facility ?? 0, 9);
        expect(again.time).toEqual(made.time);
      }),
    );
  });

  it('say what textbooks say of a worked example', () => {
    // Five right with rests 6-10 of 10, five wrong with rests 1-5: r = 0.8704.
    const made = calculate(
      ordered(10, (place) => place >= 5),
      4,
    );
    expect(made.facility).toBe(0.5);
    expect(made.discrimination).toBeCloseTo(0.8704, 4);
    expect(made.groupSize).toBe(3);
    expect(made.options[0]).toEqual({ all: 5, upper: 3, lower: 0 });
    expect(made.options[1]).toEqual({ all: 5, upper: 0, lower: 3 });
  });

  it('do not correlate with what does not vary', () => {
    expect(correlation([1, 1, 1], [0.1, 0.5, 0.9])).toBeNull();
    expect(correlation([0, 1], [0, 1])).toBe(1);
    expect(correlation([0, 1], [1, 0])).toBe(-1);
  });
});

describe('bounds', () => {
  it('hold the share or the correlation, and narrow with more answers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 5, max: 2000 }),
        (share, n) => {
          const [least, most] = shareBounds(share, n, 1.28);
          expect(least).toBeLessThanOrEqual(share + 1e-12);
          expect(most).toBeGreaterThanOrEqual(share - 1e-12);
          const [least2, most2] = shareBounds(share, n * 2, 1.28);
          expect(most2 - least2).toBeLessThanOrEqual(most - least);
          const r = share * 2 - 1;
          expect(correlationUpperBound(r, n, 1.28)).toBeGreaterThanOrEqual(r - 1e-6);
        },
      ),
    );
  });
});

describe('flags', () => {
  it('are silent on a sound question, however few or many answer it', () => {
    for (const n of [1, 3, 12, 40, 400])
      expect(
        flags(
          ordered(
            n,
            (place) => place % 5 < 2 || place > n / 2,
            9000,
            (place) => 1 + (place % 3),
          ),
        ),
      ).toEqual([]);
  });

  it('tell what is too hard and too easy only once it is clear', () => {
    expect(flags(ordered(4, () => false))).toEqual([]);
    expect(flags(ordered(5, () => false))).toContain('too_hard');
    expect(flags(ordered(20, () => true))).toEqual([]);
    expect(flags(ordered(60, () => true))).toContain('too_easy');
  });

  it('tell a wrong key: good learners choose the option that is called wrong', () => {
    const made = flags(ordered(40, (place) => place < 25));
    expect(made).toContain('not_telling');
    expect(made).toContain('misleading_option');
  });

  it('tell an option that nobody takes, and times that cannot be', () => {
    expect(flags(ordered(60, (place) => place > 20))).toContain('unused_option');
    expect(flags(ordered(12, (place) => place > 4, 900))).toContain('hurried');
    expect(flags(ordered(12, (place) => place > 4, 900_000))).toContain('slow');
  });
});
