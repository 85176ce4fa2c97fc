import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retentionForecast } from './forecast.ts';
import {
  type CardState,
  cardRatings,
  cardState,
  isDue,
  preview,
  retrievability,
  review,
} from './schedule.ts';

const start = new Date('2026-03-02T09:00:00Z');
const daysLater = (days: number) => new Date(start.getTime() + days * 86_400_000);
const history = fc.array(
  fc.tuple(fc.constantFrom(...cardRatings), fc.double({ min: 0, max: 60, noNaN: true })),
  {
    maxLength: 12,
  },
);

/** Plays a history of (rating, days waited before it); returns the card and the last moment. */
function play(steps: [(typeof cardRatings)[number], number][]) {
  let card: CardState | null = null;
  let at = start;
  for (const [rating, wait] of steps) {
    at = new Date(at.getTime() + wait * 86_400_000);
    card = review(card, rating, at).card;
  }
  return { card, at };
}

describe('the schedule', () => {
  it('never sets a date in the past and keeps every number in its range', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { card, at } = play(steps);
        fc.pre(card !== null);
        expect(Date.parse(card.dueAt)).toBeGreaterThan(at.getTime());
        expect(cardState.safeParse(JSON.parse(JSON.stringify(card))).success).toBe(true);
        expect(card.reps).toBe(steps.length);
      }),
    );
  });

  it('offers strictly longer intervals from again to easy', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0, max: 90, noNaN: true }), (steps, wait) => {
        const { card, at } = play(steps);
        const minutes = preview(card, new Date(at.getTime() + wait * 86_400_000)).map(
          (p) => p.intervalMinutes,
        );
        for (let index = 1; index < minutes.length; index += 1) {
          expect(minutes[index]).toBeGreaterThan(minutes[index - 1]!);
        }
      }),
    );
  });

  it('does what the preview promised', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { card, at } = play(steps);
        for (const { rating, dueAt } of preview(card, at)) {
          expect(review(card, rating, at).card.dueAt).toBe(dueAt);
        }
      }),
    );
  });

  it('remembers surely right after a review, then less and less, and 90 % after the stability', () => {
    const { card } = review(null, 'good', start);
    expect(retrievability(card, start)).toBe(1);
    expect(retrievability(card, daysLater(card.stability))).toBeCloseTo(0.9, 3);
    expect(retrievability(card, daysLater(30))).toBeLessThan(retrievability(card, daysLater(3)));
    expect(retrievability(null, start)).toBe(0);
  });

  it('brings a failed card back within the hour and counts the lapse', () => {
    const known = play([
      ['good', 0],
      ['good', 3],
    ]).card!;
    const { card, log } = review(known, 'again', daysLater(12));
    expect(card).toMatchObject({ state: 'relearning', lapses: 1, scheduledDays: 0 });
    expect(isDue(card, new Date(daysLater(12).getTime() + 3_600_000))).toBe(true);
    expect(log).toMatchObject({ stateBefore: 'review', dueAtBefore: known.dueAt, elapsedDays: 9 });
    expect(log.retrievabilityBefore).toBeGreaterThan(0.5);
  });

  it('spaces a card that is always known further each time', () => {
    let card = review(null, 'good', start).card;
    for (let count = 0; count < 5; count += 1) {
      const next = review(card, 'good', new Date(card.dueAt)).card;
      expect(next.scheduledDays).toBeGreaterThan(card.scheduledDays);
      card = next;
    }
  });

  it('does not go back in time with a clock that is behind', () => {
    const { card } = review(null, 'good', start);
    expect(Date.parse(review(card, 'good', daysLater(-5)).card.dueAt)).toBeGreaterThan(
      start.getTime(),
    );
  });
});

describe('the forecast', () => {
  it('counts what falls due each day, the overdue on the first', () => {
    const cards = [review(null, 'good', daysLater(-30)).card, review(null, 'easy', start).card];
    const forecast = retentionForecast(cards, 14, start);
    expect(forecast.map((day) => day.due).reduce((a, b) => a + b)).toBe(2);
    expect(forecast[0]?.due).toBe(1);
    expect(forecast[cards[1]!.scheduledDays]?.due).toBe(1);
  });

  it('sinks from day to day without reviews and is unknown without cards', () => {
    const shares = retentionForecast([review(null, 'good', start).card], 30, start).map(
      (d) => d.retention!,
    );
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(retentionForecast([], 2, start)).toEqual([
      { day: 0, due: 0, retention: null },
      { day: 1, due: 0, retention: null },
    ]);
  });
});
