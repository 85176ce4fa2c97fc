/** Attempts by what went wrong; what is not named here is of no use to try again. */
const LAST_ATTEMPT: Partial<Record<string, number>> = {
  rate_limited: 5,
  unavailable: 4,
  // A model that is lost twice for two minutes will not come the third time.
  timeout: 2,
};
const BASE_MS = 500;
const MOST_MS = 30_000;
/** A provider that wants more than this is asked again by the queue, not by a waiting worker. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Milliseconds to wait before the next attempt, or null where there is none: exponential with full
 * jitter (Brooker, "Exponential Backoff and Jitter"), never before the provider's Retry-After.
 *
 * @param attempt which one failed, from 1.
 * @param random from 0 to 1.
 */
export function retryDelayMs(
  error: { code: string; retryAfterMs?: number | undefined },
  attempt: number,
  random: number,
): number | null {
  if (attempt >= (LAST_ATTEMPT[error.code] ?? 0)) return null;
  const asked = error.retryAfterMs ?? 0;
  if (asked > LONGEST_WAIT_MS) return null;
  return Math.round(asked + random * Math.min(MOST_MS, BASE_MS * 2 ** (attempt - 1)));
}
