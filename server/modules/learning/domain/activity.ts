import { DAY_MS, type Instant, MINUTE_MS } from './time.ts';

/** Calendar day in some time zone: `YYYY-MM-DD`. */
export type Day = string;

export type ActivityEvent = { at: Instant; durationMs: number };
export type ActivityDay = { day: Day; events: number; minutes: number };

/** Longer than this over one item means that the learner has gone for a coffee. */
const LONGEST_ITEM_MS = 5 * MINUTE_MS;

/**
 * A function from moments to days in the zone. `timeZone` is an IANA name.
 * @throws RangeError for a zone that Intl does not know.
 */
export function dayIn(timeZone: string): (at: Instant | Date) => Day {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => {
    const parts = new Map(
      format.formatToParts(new Date(at)).map((part) => [part.type as string, part.value]),
    );
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  };
}

/** The day `count` days later (or earlier, if negative). Calendar arithmetic: no zone involved. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The last `days` days up to today, oldest first, also those on which nothing happened. */
export function activityCalendar(
  events: readonly ActivityEvent[],
  options: { timeZone: string; days: number },
  now: Date,
): ActivityDay[] {
  const dayOf = dayIn(options.timeZone);
  const today = dayOf(now);
  const calendar = new Map<Day, { events: number; ms: number }>();
  for (let ago = options.days - 1; ago >= 0; ago -= 1) {
    calendar.set(addDays(today, -ago), { events: 0, ms: 0 });
  }
  for (const event of events) {
    const entry = calendar.get(dayOf(event.at));
    if (entry === undefined) continue;
    entry.events += 1;
    entry.ms += Math.min(LONGEST_ITEM_MS, Math.max(0, event.durationMs));
  }
  return [...calendar].map(([day, { events: count, ms }]) => ({
    day,
    events: count,
    minutes: ms / MINUTE_MS,
  }));
}
