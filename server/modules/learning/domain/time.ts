/** A moment as it is stored and sent: ISO 8601 in UTC. */
export type Instant = string;

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** Days (with fraction) from `earlier` to `later`; 0 where clocks disagree about the order. */
export function daysBetween(earlier: Instant | Date, later: Date): number {
  const from = typeof earlier === 'string' ? Date.parse(earlier) : earlier.getTime();
  return Math.max(0, (later.getTime() - from) / DAY_MS);
}
