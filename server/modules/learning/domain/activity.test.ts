import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityCalendar, addDays, dayIn } from './activity.ts';
import { streak } from './streak.ts';
import { estimateMinutes } from './workload.ts';

describe('the activity calendar', () => {
  it('puts a moment on the day that the learner lives in', () => {
    expect(dayIn('Pacific/Auckland')('2026-03-01T12:30:00Z')).toBe('2026-03-02');
    expect(dayIn('America/Los_Angeles')('2026-03-02T07:30:00Z')).toBe('2026-03-01');
    expect(() => dayIn('Nowhere/Land')).toThrow(RangeError);
  });

  it('lists every day, sums the minutes and does not count a break as study', () => {
    const calendar = activityCalendar(
      [
        { at: '2026-03-01T10:00:00Z', durationMs: 60_000 },
        { at: '2026-03-01T11:00:00Z', durationMs: 3_600_000 },
        { at: '2025-01-01T11:00:00Z', durationMs: 60_000 },
      ],
      { timeZone: 'UTC', days: 3 },
      new Date('2026-03-02T09:00:00Z'),
    );
    expect(calendar).toEqual([
      { day: '2026-02-28', events: 0, minutes: 0 },
      { day: '2026-03-01', events: 2, minutes: 6 },
      { day: '2026-03-02', events: 0, minutes: 0 },
    ]);
  });

  it('has no gap and no double day where clocks change', () => {
    const calendar = activityCalendar(
      [],
      { timeZone: 'Europe/Berlin', days: 10 },
      new Date('2026-03-31T22:30:00Z'),
    );
    expect(calendar.map((entry) => entry.day)).toEqual(
      Array.from({ length: 10 }, (_, index) => addDays('2026-03-23', index)),
    );
  });
});

describe('the streak', () => {
  it.each([
    [[], 0, 0, false],
    [['2026-03-02'], 1, 1, true],
    [['2026-02-28', '2026-03-01'], 2, 2, false],
    [['2026-02-27', '2026-02-26'], 2, 2, false],
    [['2026-02-20', '2026-02-21', '2026-02-24', '2026-03-02'], 1, 3, true],
    [['2026-02-20', '2026-02-21'], 0, 2, false],
    [['2026-03-02', '2026-03-02', '2026-03-05'], 1, 1, true],
  ] as const)(
    'of %j is %i days, the longest %i, today %s',
    (days, currentDays, longestDays, activeToday) => {
      expect(streak(days, '2026-03-02')).toMatchObject({ currentDays, longestDays, activeToday });
    },
  );

  it('is never broken by practising', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((ago) => addDays('2026-03-02', -ago));
    fc.assert(
      fc.property(fc.array(day), (days) => {
        const before = streak(days, '2026-03-02');
        const practised = streak([...days, '2026-03-02'], '2026-03-02');
        expect(practised.currentDays).toBeGreaterThanOrEqual(before.currentDays);
        expect(practised.longestDays).toBeGreaterThanOrEqual(practised.currentDays);
        expect(practised.activeDaysOfLast7).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('the estimate of waiting work', () => {
  it('is nothing for nothing, and follows the own pace once it is known', () => {
    const work = { flashcards: 20, questions: 0, nuggets: 0 };
    expect(estimateMinutes({ flashcards: 0, questions: 0, nuggets: 0 })).toBe(0);
    expect(estimateMinutes(work)).toBe(4);
    expect(estimateMinutes(work, { flashcard: { medianMs: 30_000, answers: 50 } })).toBe(10);
    expect(estimateMinutes(work, { flashcard: { medianMs: 30_000, answers: 10 } })).toBe(7);
  });
});
