import { addDays, type Day, dayIn } from '../domain/activity.ts';
import { streak } from '../domain/streak.ts';
import { DAY_MS } from '../domain/time.ts';
import type { ActivitySpan } from '../repo/activity.ts';

/** Twelve weeks: what the calendar shows and how far a streak is followed. */
export const ACTIVITY_DAYS = 84;

/** Preferences hold whatever zone a browser named; one that this server does not know is UTC. */
export function dayInKnownZone(timeZone: string): ReturnType<typeof dayIn> {
  try {
    return dayIn(timeZone);
  } catch {
    return dayIn('UTC');
  }
}

/** From where activity must be read so that the first day of the calendar is whole in any zone. */
export function activitySince(now: Date): Date {
  return new Date(now.getTime() - (ACTIVITY_DAYS + 1) * DAY_MS);
}

const QUARTER_MS = 15 * 60_000;

/** In every time zone a day begins at a full quarter of an hour. */
function midnightBefore(now: Date, dayOf: ReturnType<typeof dayIn>): Date {
  const today = dayOf(now);
  let at = Math.floor(now.getTime() / QUARTER_MS) * QUARTER_MS;
  while (dayOf(new Date(at - QUARTER_MS)) === today) at -= QUARTER_MS;
  return new Date(at);
}

export type Days = {
  today: Day;
  /** When today began there. */
  midnight: Date;
  /** Oldest first, also days on which nothing happened. */
  activity: { date: Day; answers: number; minutes: number }[];
  streakDays: number;
  studiedToday: boolean;
};

/** A calendar of the last 12 weeks, and the streak, in the learner's time zone. */
export function calendarOf(spans: readonly ActivitySpan[], timeZone: string, now: Date): Days {
  const dayOf = dayInKnownZone(timeZone);
  const today = dayOf(now);
  const days = new Map<Day, { answers: number; milliseconds: number }>();
  for (let ago = ACTIVITY_DAYS - 1; ago >= 0; ago -= 1) {
    days.set(addDays(today, -ago), { answers: 0, milliseconds: 0 });
  }
  const active = new Set<Day>();
  for (const span of spans) {
    const day = dayOf(span.at);
    active.add(day);
    const sums = days.get(day);
    if (sums === undefined) continue;
    sums.answers += span.answers;
    sums.milliseconds += span.milliseconds;
  }
  const { currentDays, activeToday } = streak(active, today);
  return {
    today,
    midnight: midnightBefore(now, dayOf),
    activity: [...days].map(([date, { answers, milliseconds }]) => ({
      date,
      answers,
      minutes: milliseconds / 60_000,
    })),
    streakDays: currentDays,
    studiedToday: activeToday,
  };
}
