/** The rules of an assessment; dates, minutes and percents as the tables have them. */
export type Rules = {
  opensAt: Date | null;
  dueAt: Date | null;
  closesAt: Date | null;
  timeLimitMinutes: number | null;
  maxAttempts: number | null;
  latePenaltyPercent: number;
};

export type OverrideRules = {
  timeFactor: number;
  extraMinutes: number;
  extraAttempts: number;
  opensAt: Date | null;
  dueAt: Date | null;
  closesAt: Date | null;
};

/** A request that was under way when the time ended is still taken. */
export const GRACE_MS = 5_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The rules as they are for one learner. */
export function rulesFor<R extends Rules>(rules: R, override: OverrideRules | null): R {
  if (override === null) return rules;
  return {
    ...rules,
    opensAt: override.opensAt ?? rules.opensAt,
    dueAt: override.dueAt ?? rules.dueAt,
    closesAt: override.closesAt ?? rules.closesAt,
    timeLimitMinutes:
      rules.timeLimitMinutes === null
        ? null
        : rules.timeLimitMinutes * override.timeFactor + override.extraMinutes,
    maxAttempts: rules.maxAttempts === null ? null : rules.maxAttempts + override.extraAttempts,
  };
}

export type Availability = 'not_open' | 'open' | 'closed' | 'used_up';

/** @param used attempts begun so far, those under way included. */
export function availability(rules: Rules, used: number, now: Date): Availability {
  if (rules.opensAt !== null && now < rules.opensAt) return 'not_open';
  if (rules.closesAt !== null && now >= rules.closesAt) return 'closed';
  if (rules.maxAttempts !== null && used >= rules.maxAttempts) return 'used_up';
  return 'open';
}

/** When an attempt that began at `start` is handed in by itself; null where nothing limits it. */
export function deadline(rules: Rules, start: Date): Date | null {
  const limit =
    rules.timeLimitMinutes === null
      ? null
      : new Date(start.getTime() + Math.round(rules.timeLimitMinutes * MINUTE));
  if (limit === null || rules.closesAt === null) return limit ?? rules.closesAt;
  return new Date(Math.min(limit.getTime(), rules.closesAt.getTime()));
}

/** Whether answers are refused: the time is over, and so is the grace. */
export function isOver(deadlineAt: Date | null, now: Date): boolean {
  return deadlineAt !== null && now.getTime() > deadlineAt.getTime() + GRACE_MS;
}

/** Percentage points that lateness takes off: for each day begun after the due date, 100 at most. */
export function latePenalty(rules: Rules, submittedAt: Date): number {
  if (rules.dueAt === null || rules.latePenaltyPercent === 0) return 0;
  const late = submittedAt.getTime() - rules.dueAt.getTime();
  return late <= 0 ? 0 : Math.min(100, Math.ceil(late / DAY) * rules.latePenaltyPercent);
}

/**
 * From when right answers may be told; null for never.
 *
 * @param lastClosesAt the latest closing of anybody, so that nobody learns from one who was earlier.
 */
export function answersFrom(
  showAnswers: 'never' | 'after_submit' | 'after_close',
  submittedAt: Date,
  lastClosesAt: Date | null,
): Date | null {
  if (showAnswers === 'never') return null;
  if (showAnswers === 'after_submit') return submittedAt;
  return lastClosesAt;
}
