import { recallProbability } from './forgetting.ts';
import type { CardState } from './schedule.ts';
import { DAY_MS, daysBetween } from './time.ts';

export type ForecastDay = {
  /** 0 is the 24 hours from now. */
  day: number;
  /** Cards that fall due within this day; those overdue count on day 0. */
  due: number;
  /** 0-1: mean probability of recall at the end of the day if nothing is reviewed; null for none. */
  retention: number | null;
};

/**
 * What forgetting and the schedule bring in the next `days` days for the reviewed cards given.
 * Days are spans of 24 hours from `now`; a page that wants calendar days passes midnight.
 */
export function retentionForecast(
  cards: readonly CardState[],
  days: number,
  now: Date,
): ForecastDay[] {
  const due = new Array<number>(days).fill(0);
  for (const card of cards) {
    const day = Math.max(0, Math.floor((Date.parse(card.dueAt) - now.getTime()) / DAY_MS));
    if (day < days) due[day] = (due[day] ?? 0) + 1;
  }
  const memories = cards.map((card) => ({
    age: daysBetween(card.lastReviewedAt, now),
    stability: card.stability,
  }));
  return due.map((count, day) => {
    let recalled = 0;
    for (const { age, stability } of memories)
      recalled += recallProbability(age + day + 1, stability);
    return { day, due: count, retention: cards.length === 0 ? null : recalled / cards.length };
  });
}
