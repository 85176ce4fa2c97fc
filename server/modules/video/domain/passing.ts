/** How a learner stands at a question of a milestone. */
export type QuestionStanding = {
  points: number;
  /** Further tries after the first; null: without limit. */
  retryLimit: number | null;
  /** Tries that count. */
  attempts: number;
  /** Of the best try, 0-1; null before the first. */
  best: number | null;
};

export type MilestoneState = 'open' | 'passed' | 'exhausted';

/** Tries that are left; null without limit. A question answered wholly right needs none. */
export function attemptsLeft({ retryLimit, attempts }: QuestionStanding): number | null {
  return retryLimit === null ? null : Math.max(0, 1 + retryLimit - attempts);
}

/** Share of the points reached with the best try at each question; 1 where nothing is asked. */
export function scoreOf(questions: readonly QuestionStanding[]): number {
  const all = questions.reduce((sum, { points }) => sum + points, 0);
  if (all === 0) return 1;
  const reached = questions.reduce((sum, { points, best }) => sum + points * (best ?? 0), 0);
  return reached / all;
}

/** Sums of parts are not exact. */
const EPSILON = 1e-6;

export function isPassed(questions: readonly QuestionStanding[], passShare: number): boolean {
  return scoreOf(questions) >= passShare - EPSILON;
}

/**
 * `exhausted` where even right answers to all that may still be tried would not pass it.
 *
 * @param passed whether it was passed before: that stays, even where questions were changed since.
 */
export function stateOf(
  questions: readonly QuestionStanding[],
  passShare: number,
  passed: boolean,
): MilestoneState {
  if (passed || isPassed(questions, passShare)) return 'passed';
  const hopeful = questions.map((question) =>
    attemptsLeft(question) === 0 ? question : { ...question, best: 1 },
  );
  return isPassed(hopeful, passShare) ? 'open' : 'exhausted';
}

/** How answers to a question count, as was set when it was approved. */
export type Criteria = { passScore: number; partialCredit: boolean } | null;

/** A score as the criteria want it: all or nothing where parts do not count. */
export function applyCriteria(score: number, criteria: Criteria): number {
  if (criteria === null) return score;
  const enough = score >= criteria.passScore - EPSILON;
  if (enough) return 1;
  return criteria.partialCredit ? score : 0;
}
