import { MINUTE_MS } from './time.ts';

/** Seconds where the learner's own pace is not known yet. */
const DEFAULT_SECONDS = { flashcard: 12, question: 35, nugget: 90 } as const;
/** So many own answers, and the default has no weight beside them. */
const OWN_PACE_FROM = 20;

export type Pace = { medianMs: number; answers: number };

/**
 * Minutes that the waiting work will take, rounded up; 0 where nothing waits. `pace` is the median
 * time of the learner's own answers by type; while they are few it is blended with a default.
 */
export function estimateMinutes(
  work: { flashcards: number; questions: number; nuggets: number },
  pace: { flashcard?: Pace; question?: Pace; nugget?: Pace } = {},
): number {
  const ms =
    work.flashcards * itemMs('flashcard', pace.flashcard) +
    work.questions * itemMs('question', pace.question) +
    work.nuggets * itemMs('nugget', pace.nugget);
  return Math.ceil(ms / MINUTE_MS);
}

function itemMs(type: keyof typeof DEFAULT_SECONDS, own: Pace | undefined): number {
  const usual = DEFAULT_SECONDS[type] * 1000;
  if (own === undefined) return usual;
  const trust = Math.min(1, own.answers / OWN_PACE_FROM);
  return trust * own.medianMs + (1 - trust) * usual;
}
