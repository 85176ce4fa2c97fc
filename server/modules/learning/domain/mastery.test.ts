import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainMastery,
  type MasteryAnswer,
  type MasteryState,
  masteryBand,
  masteryLevel,
  updateMastery,
} from './mastery.ts';

const now = new Date('2026-03-02T09:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

const plain: MasteryAnswer = {
  correct: true,
  score: 1,
  difficulty: 5.5,
  guessRate: 0.25,
  hintsUsed: 0,
  confidence: null,
  responseMs: 10_000,
  expectedMs: 10_000,
};
const wrong: MasteryAnswer = { ...plain, correct: false, score: 0 };

const anyAnswer: fc.Arbitrary<MasteryAnswer> = fc
  .record({
    correct: fc.boolean(),
    score: fc.constant(0),
    difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
    guessRate: fc.constantFrom(0, 0.25, 0.5),
    hintsUsed: fc.nat(3),
    confidence: fc.constantFrom('guess', 'unsure', 'sure', null),
    responseMs: fc.nat(60_000),
    expectedMs: fc.nat(60_000),
  })
  .map((answer) => ({ ...answer, score: answer.correct ? 1 : 0 }));

const anyState: fc.Arbitrary<MasteryState | null> = fc.option(
  fc.record({
    logit: fc.double({ min: -4, max: 4, noNaN: true }),
    evidence: fc.double({ min: 0, max: 200, noNaN: true }),
    lastPracticedAt: fc.integer({ min: 0, max: 400 }).map((ago) => days(-ago).toISOString()),
    stabilityDays: fc.double({ min: 0.01, max: 500, noNaN: true }),
  }),
);

/** Level of the lowest ability that a state holds; forgetting may show less. */
const LOWEST_KEPT = 100 / (1 + Math.exp(4));

const levelAfter = (state: MasteryState | null, answer: MasteryAnswer, at = now) =>
  masteryLevel(updateMastery(state, answer, at), at);

function repeat(answer: MasteryAnswer, times: number): MasteryState | null {
  let state: MasteryState | null = null;
  for (let count = 0; count < times; count += 1) state = updateMastery(state, answer, now);
  return state;
}

describe('mastery', () => {
  it('is 0 for a concept never practised', () => {
    expect(masteryLevel(null, now)).toBe(0);
  });

  it('stays within 0-100 and finite whatever is answered', () => {
    fc.assert(
      fc.property(
        anyState,
        fc.array(anyAnswer, { minLength: 1, maxLength: 30 }),
        (start, answers) => {
          let state = start;
          for (const answer of answers) state = updateMastery(state, answer, now);
          const level = masteryLevel(state, now);
          expect(level).toBeGreaterThanOrEqual(0);
          expect(level).toBeLessThanOrEqual(100);
          expect(Number.isFinite(state?.stabilityDays)).toBe(true);
        },
      ),
    );
  });

  it('never falls by a right answer and never rises by a wrong one', () => {
    fc.assert(
      fc.property(anyState, anyAnswer, (state, answer) => {
        fc.pre(state !== null);
        const before = masteryLevel(state, now);
        const after = levelAfter(state, answer);
        if (answer.correct) expect(after).toBeGreaterThanOrEqual(before - 1e-9);
        else expect(after).toBeLessThanOrEqual(Math.max(before, LOWEST_KEPT) + 1e-9);
      }),
    );
  });

  it('is higher after a right answer than after a wrong one to the same item, now and later', () => {
    fc.assert(
      fc.property(anyState, anyAnswer, fc.nat(300), (state, answer, later) => {
        const right = updateMastery(state, { ...answer, correct: true, score: 1 }, now);
        const failed = updateMastery(state, { ...answer, correct: false, score: 0 }, now);
        expect(masteryLevel(right, days(later))).toBeGreaterThanOrEqual(
          masteryLevel(failed, days(later)) - 1e-9,
        );
      }),
    );
  });

  it('rises more by a right answer to a harder item', () => {
    fc.assert(
      fc.property(anyState, fc.integer({ min: 1, max: 9 }), (state, difficulty) => {
        const easier = levelAfter(state, { ...plain, difficulty });
        expect(levelAfter(state, { ...plain, difficulty: difficulty + 1 })).toBeGreaterThanOrEqual(
          easier,
        );
      }),
    );
  });

  it('gains less with each hint', () => {
    const levels = [0, 1, 2].map((hintsUsed) => levelAfter(null, { ...plain, hintsUsed }));
    expect(levels[1]).toBeLessThan(levels[0]! - 1);
    expect(levels[2]).toBeLessThan(levels[1]! - 1);
    fc.assert(
      fc.property(anyState, fc.nat(4), (state, hintsUsed) => {
        const more = levelAfter(state, { ...plain, hintsUsed: hintsUsed + 1 });
        expect(more).toBeLessThanOrEqual(levelAfter(state, { ...plain, hintsUsed }) + 1e-9);
      }),
    );
  });

  it('counts a lucky guess less and a confident mistake more', () => {
    const state = repeat(plain, 2);
    const right = (['guess', 'unsure', 'sure'] as const).map((confidence) =>
      levelAfter(state, { ...plain, confidence }),
    );
    expect(right).toEqual([...right].sort((a, b) => a - b));
    expect(new Set(right).size).toBe(3);
    expect(levelAfter(state, { ...wrong, confidence: 'sure' })).toBeLessThan(
      levelAfter(state, { ...wrong, confidence: 'guess' }),
    );
  });

  it('learns little from an implausibly quick answer, right or wrong', () => {
    const state = repeat(plain, 2);
    const rapid = { responseMs: 300 };
    expect(levelAfter(state, { ...plain, ...rapid })).toBeLessThan(levelAfter(state, plain));
    expect(levelAfter(state, { ...wrong, ...rapid })).toBeGreaterThan(levelAfter(state, wrong));
  });

  it('learns less from a right answer that is easier to guess', () => {
    const [half, quarter, none] = [0.5, 0.25, 0].map((guessRate) =>
      levelAfter(null, { ...plain, guessRate }),
    );
    expect(half).toBeLessThan(quarter!);
    expect(quarter).toBeLessThan(none!);
  });

  it('takes smaller steps the more it has seen', () => {
    const at = (evidence: number) =>
      updateMastery(
        { logit: 0, evidence, lastPracticedAt: now.toISOString(), stabilityDays: 5 },
        plain,
        now,
      ).logit;
    const steps = [0, 1, 5, 20, 100].map(at);
    expect(steps).toEqual([...steps].sort((a, b) => b - a));
  });

  it('never rises by waiting', () => {
    fc.assert(
      fc.property(anyState, fc.nat(500), fc.nat(500), (state, first, more) => {
        expect(masteryLevel(state, days(first + more))).toBeLessThanOrEqual(
          masteryLevel(state, days(first)),
        );
      }),
    );
  });

  it('is forgotten more slowly when practice is spread over days than when it is crammed', () => {
    let spaced: MasteryState | null = null;
    for (const day of [0, 3, 9, 20]) spaced = updateMastery(spaced, plain, days(day));
    let crammed: MasteryState | null = null;
    for (let count = 0; count < 4; count += 1) crammed = updateMastery(crammed, plain, days(20));
    expect(masteryLevel(spaced, days(80))).toBeGreaterThan(masteryLevel(crammed, days(80)) + 5);
  });

  it('reaches mastery with about five right answers of middle difficulty, and weakness with a wrong one', () => {
    expect(masteryBand(masteryLevel(repeat(plain, 3), now))).toBe('growing');
    expect(masteryBand(masteryLevel(repeat(plain, 6), now))).toBe('mastered');
    expect(masteryBand(levelAfter(null, wrong))).toBe('weak');
  });

  it('survives an answer whose clock is behind', () => {
    const state = repeat(plain, 2);
    const late = updateMastery(state, plain, days(-3));
    expect(late.lastPracticedAt).toBe(state?.lastPracticedAt);
    expect(late.logit).toBeGreaterThan(state!.logit);
  });

  it('explains itself with the numbers that make the level', () => {
    const state = repeat(plain, 4);
    const told = explainMastery(state, days(10));
    expect(told.level).toBeCloseTo(told.levelWhenPracticed * told.retrievability!, 9);
    expect(told).toMatchObject({
      evidence: 4,
      daysSincePractice: 10,
      lastPracticedAt: now.toISOString(),
    });
    expect(explainMastery(null, now)).toMatchObject({
      level: 0,
      band: 'weak',
      retrievability: null,
    });
  });
});
