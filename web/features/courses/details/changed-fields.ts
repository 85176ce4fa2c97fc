/**
 * The values of `now` that are other than in `before`: what somebody else changed meanwhile in other
 * fields is left alone.
 */
export function changedFields<T extends Record<string, unknown>>(
  before: { [K in keyof T]: unknown },
  now: T,
): Partial<T> {
  const changed: Partial<T> = {};
  for (const name of Object.keys(now) as (keyof T)[])
    if (JSON.stringify(now[name]) !== JSON.stringify(before[name])) changed[name] = now[name];
  return changed;
}

/** One entry a line; empty lines and repetitions say nothing. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);
}

/** Words between commas, of whatever script. */
export function labelsOf(text: string): string[] {
  return [...new Set(text.split(/[,،、]/).map((label) => label.trim()))].filter(Boolean);
}

/** A whole number that was typed; null where nothing was. */
export function numberOf(text: string): number | null {
  const value = Number.parseInt(text, 10);
  return Number.isFinite(value) ? value : null;
}
