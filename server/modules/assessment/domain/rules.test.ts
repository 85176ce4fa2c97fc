import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { courseGrade } from './course-grade.ts';
import {
  answersFrom,
  availability,
  deadline,
  GRACE_MS,
  isOver,
  latePenalty,
  type Rules,
  rulesFor,
} from './rules.ts';
import { earnedPercent, totalOf } from './score.ts';

const at = (text: string) => new Date(`2026-05-${text}Z`);
const usual: Rules = {
  opensAt: at('01T08:00'),
  dueAt: at('10T08:00'),
  closesAt: at('12T08:00'),
  timeLimitMinutes: 60,
  maxAttempts: 2,
  latePenaltyPercent: 10,
};
const none = {
  timeFactor: 1,
  extraMinutes: 0,
  extraAttempts: 0,
  opensAt: null,
  dueAt: null,
  closesAt: null,
};

describe('whether an attempt may begin', () => {
  test.each([
    ['01T07:59', 0, 'not_open'],
    ['01T08:00', 0, 'open'],
    ['05T08:00', 1, 'open'],
    ['05T08:00', 2, 'used_up'],
    ['12T08:00', 0, 'closed'],
  ] as const)('at %s after %i attempts it is %s', (now, used, state) => {
    expect(availability(usual, used, at(now))).toBe(state);
  });

  it('follows the dates and the attempts of an override', () => {
    const rules = rulesFor(usual, { ...none, extraAttempts: 1, closesAt: at('20T08:00') });
    expect(availability(rules, 2, at('15T08:00'))).toBe('open');
    expect(availability(rules, 3, at('15T08:00'))).toBe('used_up');
  });
});

describe('the end of an attempt', () => {
  it('is the time limit or the closing, whichever is first', () => {
    expect(deadline(usual, at('05T08:00'))).toEqual(at('05T09:00'));
    expect(deadline(usual, at('12T07:30'))).toEqual(at('12T08:00'));
    expect(deadline({ ...usual, timeLimitMinutes: null }, at('05T08:00'))).toEqual(at('12T08:00'));
    expect(
      deadline({ ...usual, timeLimitMinutes: null, closesAt: null }, at('05T08:00')),
    ).toBeNull();
  });

  it('gives half as long again and ten minutes where an override says so', () => {
    const rules = rulesFor(usual, { ...none, timeFactor: 1.5, extraMinutes: 10 });
    expect(deadline(rules, at('05T08:00'))).toEqual(at('05T09:40'));
  });

  it('takes what was on its way, and nothing later', () => {
    const end = at('05T09:00');
    expect(isOver(end, new Date(end.getTime() + GRACE_MS))).toBe(false);
    expect(isOver(end, new Date(end.getTime() + GRACE_MS + 1))).toBe(true);
    expect(isOver(null, end)).toBe(false);
  });

  test.each([
    ['10T08:00', 0],
    ['10T08:01', 10],
    ['11T08:01', 20],
    ['30T08:00', 100],
  ])('handed in at %s it loses %i points', (when, lost) => {
    expect(latePenalty(usual, at(when))).toBe(lost);
  });

  it('tells answers never, at once, or when the last learner is through', () => {
    expect(answersFrom('never', at('05T08:00'), usual.closesAt)).toBeNull();
    expect(answersFrom('after_submit', at('05T08:00'), null)).toEqual(at('05T08:00'));
    expect(answersFrom('after_close', at('05T08:00'), at('20T08:00'))).toEqual(at('20T08:00'));
  });
});

describe('a result', () => {
  const plain = { passingScore: 70, latePenalty: 0 };

  it('is the share of the points, with partial credit', () => {
    const questions = [
      { points: 2, score: 1.5 },
      { points: 1, score: 1 },
      { points: 1, score: 0 },
    ];
    expect(totalOf(questions, plain)).toEqual({ score: 2.5, percent: 62.5, passed: false });
    expect(totalOf(questions, { ...plain, passingScore: 62.5 })?.passed).toBe(true);
  });

  it('waits while an answer waits for a person', () => {
    expect(
      totalOf(
        [
          { points: 1, score: 1 },
          { points: 5, score: null },
        ],
        plain,
      ),
    ).toBeNull();
  });

  it('never leaves 0 to 100, whatever is earned or taken off', () => {
    const number = fc.double({ min: 0.01, max: 1000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ points: number, share: fc.double({ min: 0, max: 1.2, noNaN: true }) }),
          { minLength: 1 },
        ),
        fc.integer({ min: 0, max: 100 }),
        (list, latePenalty) => {
          const result = totalOf(
            list.map(({ points, share }) => ({ points, score: points * share })),
            { passingScore: 50, latePenalty },
          );
          expect(result?.percent).toBeGreaterThanOrEqual(0);
          expect(result?.percent).toBeLessThanOrEqual(100 - latePenalty + 1e-9);
        },
      ),
    );
  });

  test.each([
    ['best', [40, 90, 65], 90],
    ['last', [40, 90, 65], 65],
    ['average', [40, 90, 65], 65],
    ['best', [], null],
    ['average', [], null],
  ] as const)('of several, %s of %j, counts %j', (policy, percents, counts) => {
    expect(earnedPercent(policy, percents)).toBe(counts);
  });
});

describe('the grade of a course', () => {
  const grade = (percent: number | null, categoryId: string | null = null, weight = 1) => ({
    percent,
    categoryId,
    weight,
    exempt: false,
  });
  const exams = { id: 'exams', weight: 60, dropLowest: 0 };
  const quizzes = { id: 'quizzes', weight: 40, dropLowest: 1 };

  it('weighs assessments in a category and categories in the course', () => {
    const grades = [
      grade(100, 'exams', 3),
      grade(60, 'exams', 1),
      grade(0, 'quizzes'),
      grade(50, 'quizzes'),
      grade(100, 'quizzes'),
    ];
    // Exams: (300 + 60) / 4 = 90; quizzes without the lowest: 75.
    expect(courseGrade([exams, quizzes], grades)).toBe(84);
  });

  it('leaves out what is exempt or not graded, and the category with it', () => {
    const grades = [grade(80, 'exams'), { ...grade(10, 'quizzes'), exempt: true }, grade(null)];
    expect(courseGrade([exams, quizzes], grades)).toBe(80);
    expect(courseGrade([exams], [grade(null, 'exams')])).toBeNull();
  });

  it('never drops the only grade of a category', () => {
    expect(courseGrade([quizzes], [grade(30, 'quizzes')])).toBe(30);
  });

  it('counts what has no category, or one that is gone, as one of its own', () => {
    expect(
      courseGrade([{ ...exams, weight: 1 }], [grade(100, 'exams'), grade(50), grade(70, 'gone')]),
    ).toBe(80);
  });

  it('lies between the lowest and the highest grade', () => {
    const grades = fc.array(
      fc.record({
        percent: fc.integer({ min: 0, max: 100 }),
        categoryId: fc.constantFrom('exams', 'quizzes', null),
        weight: fc.integer({ min: 1, max: 9 }),
        exempt: fc.constant(false),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(grades, (list) => {
        const percents = list.map(({ percent }) => percent);
        const result = courseGrade([exams, quizzes], list);
        expect(result).toBeGreaterThanOrEqual(Math.min(...percents) - 0.01);
        expect(result).toBeLessThanOrEqual(Math.max(...percents) + 0.01);
      }),
    );
  });
});
