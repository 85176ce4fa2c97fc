import { addDays, type Day } from './activity.ts';

export type Streak = {
  /** Days with activity in the run that still goes on; days of rest in it are not counted. */
  currentDays: number;
  longestDays: number;
  activeToday: boolean;
  /** Of the last seven days, today included. */
  activeDaysOfLast7: number;
};

/** A run survives this many days off in a row: a weekend is not a failure. */
const REST_DAYS = 2;

/**
 * Regularity without pressure: rest is allowed, today is never "missing" before it is over, and
 * nothing counts down. `activeDays` may be in any order and hold duplicates; days after `today`
 * (a clock gone wrong, another zone) are left out.
 */
export function streak(activeDays: Iterable<Day>, today: Day): Streak {
  const active = new Set([...activeDays].filter((day) => day <= today));
  const days = [...active].sort();
  let run = 0;
  let longestDays = 0;
  let previous: Day | null = null;
  for (const day of days) {
    run = previous !== null && day <= addDays(previous, REST_DAYS + 1) ? run + 1 : 1;
    longestDays = Math.max(longestDays, run);
    previous = day;
  }
  const goesOn = previous !== null && today <= addDays(previous, REST_DAYS + 1);
  const weekAgo = addDays(today, -6);
  return {
    currentDays: goesOn ? run : 0,
    longestDays,
    activeToday: active.has(today),
    activeDaysOfLast7: days.filter((day) => day >= weekAgo).length,
  };
}
