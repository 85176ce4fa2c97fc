import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyCriteria,
  attemptsLeft,
  isPassed,
  type QuestionStanding,
  scoreOf,
  stateOf,
} from './passing.ts';

const question = (changes: Partial<QuestionStanding> = {}): QuestionStanding => ({
  points: 1,
  retryLimit: null,
  attempts: 0,
  best: null,
  ...changes,
});

describe('a milestone', () => {
  it('is passed by the share of its points that it asks for', () => {
    const half = [question({ best: 1 }), question({ best: 0 })];
    expect(scoreOf(half)).toBe(0.5);
    expect(isPassed(half, 1)).toBe(false);
    expect(isPassed(half, 0.5)).toBe(true);
    const weighed = [question({ best: 1, points: 3 }), question({ points: 1 })];
    expect(isPassed(weighed, 0.75)).toBe(true);
  });

  it('that asks nothing lets everybody by', () => {
    expect(stateOf([], 1, false)).toBe('passed');
  });

  it('is exhausted when no try can pass it any more', () => {
    const failed = question({ retryLimit: 1, attempts: 2, best: 0.4 });
    expect(attemptsLeft(failed)).toBe(0);
    expect(stateOf([failed, question()], 1, false)).toBe('exhausted');
    expect(stateOf([failed, question()], 0.7, false)).toBe('open');
  });

  it('stays passed', () => {
    expect(stateOf([question({ retryLimit: 0, attempts: 1, best: 0 })], 1, true)).toBe('passed');
  });

  it('with unlimited tries is never exhausted', () => {
    const standing = fc.record({
      points: fc.integer({ min: 1, max: 10 }),
      retryLimit: fc.constant(null),
      attempts: fc.nat(50),
      best: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(
        fc.array(standing),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (all, share) => {
          expect(stateOf(all, share, false)).not.toBe('exhausted');
        },
      ),
    );
  });
});

it('counts parts, or all or nothing, as was set at approval', () => {
  expect(applyCriteria(0.6, null)).toBe(0.6);
  expect(applyCriteria(0.6, { passScore: 0.6, partialCredit: true })).toBe(1);
  expect(applyCriteria(0.5, { passScore: 0.6, partialCredit: true })).toBe(0.5);
  expect(applyCriteria(0.5, { passScore: 0.6, partialCredit: false })).toBe(0);
});
