const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * When an address is asked for next. Each failure in a row doubles the wait, up to a day; a server
 * that says when to come back (`retryAfterSeconds`) is believed up to a day.
 */
export function nextCheckAt(
  now: Date,
  {
    intervalMinutes,
    failures,
    retryAfterSeconds = null,
  }: { intervalMinutes: number; failures: number; retryAfterSeconds?: number | null },
): Date {
  const interval = intervalMinutes * MINUTE_MS;
  if (failures === 0) return new Date(now.getTime() + interval);
  const backoff = interval * 2 ** Math.min(failures, 20);
  const wait = Math.min(DAY_MS, Math.max(backoff, (retryAfterSeconds ?? 0) * 1000));
  return new Date(now.getTime() + wait);
}
