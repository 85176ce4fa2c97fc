import { FSRSAlgorithm, Rating } from 'ts-fsrs';
import { type AnswerSigns, effortWeight, rightWeight, wrongWeight } from './answer-weight.ts';
import { MIN_STABILITY_DAYS, recallProbability } from './forgetting.ts';
import { clamp, logit, sigmoid, successProbability } from './item-response.ts';
import { daysBetween, type Instant } from './time.ts';

/** What is known about one learner and one concept. JSON-serializable. */
export type MasteryState = {
  /** Ability at the last practice, in logits; never beyond ±`MAX_LOGIT`. */
  logit: number;
  /** Effective number of answers: each counts by how much it could tell. */
  evidence: number;
  lastPracticedAt: Instant;
  /** Days after which nine in ten such things are still remembered. */
  stabilityDays: number;
};

export type MasteryAnswer = AnswerSigns & {
  correct: boolean;
  /** 0-1; partial credit where a question has several gaps. */
  score: number;
  /** 1-10. */
  difficulty: number;
  /** 0-1: chance of a right answer without knowing anything. */
  guessRate: number;
};

export type MasteryBand = 'weak' | 'growing' | 'mastered';

export const WEAK_BELOW = 40;
export const MASTERED_FROM = 80;
const MAX_LOGIT = 4;

/** Where a learner of whom nothing is known starts: below the middle item. Level 27. */
const PRIOR_LOGIT = -1;
export const PRIOR_LEVEL = 100 * sigmoid(PRIOR_LOGIT);

/**
 * Step of the update, `a / (1 + b * evidence)`: large while little is known, then smaller. The form
 * is Pelánek's; the constants are larger than his, as a concept here has a handful of items rather
 * than hundreds: about five right multiple-choice answers of middle difficulty reach `mastered`.
 */
const FIRST_STEP = 1.8;
const STEP_DECAY = 0.12;

const memory = new FSRSAlgorithm({ enable_fuzz: false, enable_short_term: true });

/**
 * Mastery after one more answer.
 *
 * An Elo-style online estimate of a Rasch model with a guessing floor (Pelánek, "Applications of
 * the Elo rating system in adaptive educational systems", Computers & Education 98, 2016): ability
 * moves by step × weight × (score − expected score), so a right answer to a hard item raises more
 * than one to an easy item. Hints, confidence and effort weigh the surprise (`answer-weight.ts`).
 *
 * What time has taken is settled first: the expectation is that of the faded ability, a right
 * answer brings back what it proves is still there, and a wrong one leaves the loss in place. So
 * practice can never raise the level by a wrong answer, nor a right answer lower it. The memory's
 * stability follows FSRS-6 with the answer as its grade.
 */
export function updateMastery(
  state: MasteryState | null,
  answer: MasteryAnswer,
  now: Date,
): MasteryState {
  const score = clamp(answer.score, 0, 1);
  const learned = state?.logit ?? PRIOR_LOGIT;
  const retained = state === null ? 1 : retrievability(state, now);
  const faded = fade(learned, retained);

  const expected = successProbability(faded, answer.difficulty, answer.guessRate);
  const surprise = answer.correct ? Math.max(0, score - expected) : score - expected;
  const weight = surprise >= 0 ? rightWeight(answer) : wrongWeight(answer);
  const step = FIRST_STEP / (1 + STEP_DECAY * (state?.evidence ?? 0) * retained);

  const proven = score * (1 - clamp(answer.guessRate, 0, 1)) * rightWeight(answer);
  const settled = faded + (answer.correct ? proven * (learned - faded) : 0);

  return {
    logit: clamp(settled + step * weight * surprise, -MAX_LOGIT, MAX_LOGIT),
    evidence: (state?.evidence ?? 0) + Math.min(1, weight),
    lastPracticedAt: laterOf(state?.lastPracticedAt, now),
    stabilityDays: nextStability(state, answer, now),
  };
}

/** Mastery now, 0-100: the learned level times what is retained of it. 0 where never practised. */
export function masteryLevel(state: MasteryState | null, now: Date): number {
  return state === null ? 0 : 100 * sigmoid(state.logit) * retrievability(state, now);
}

export function masteryBand(level: number): MasteryBand {
  if (level < WEAK_BELOW) return 'weak';
  return level >= MASTERED_FROM ? 'mastered' : 'growing';
}

export type MasteryExplanation = {
  level: number;
  band: MasteryBand;
  /** 0-100: what it was right after the last practice. */
  levelWhenPracticed: number;
  evidence: number;
  lastPracticedAt: Instant | null;
  daysSincePractice: number | null;
  /** 0-1: share that the forgetting curve leaves by now. */
  retrievability: number | null;
  stabilityDays: number | null;
};

/** The numbers from which a page can say how the level came about. */
export function explainMastery(state: MasteryState | null, now: Date): MasteryExplanation {
  const level = masteryLevel(state, now);
  return {
    level,
    band: masteryBand(level),
    levelWhenPracticed: state === null ? 0 : 100 * sigmoid(state.logit),
    evidence: state?.evidence ?? 0,
    lastPracticedAt: state?.lastPracticedAt ?? null,
    daysSincePractice: state === null ? null : daysBetween(state.lastPracticedAt, now),
    retrievability: state === null ? null : retrievability(state, now),
    stabilityDays: state?.stabilityDays ?? null,
  };
}

function retrievability(state: MasteryState, now: Date): number {
  return recallProbability(daysBetween(state.lastPracticedAt, now), state.stabilityDays);
}

/** The ability whose level is what forgetting leaves of this one's. */
function fade(ability: number, retained: number): number {
  return retained >= 1 ? ability : clamp(logit(sigmoid(ability) * retained), -MAX_LOGIT, ability);
}

function laterOf(previous: Instant | undefined, now: Date): Instant {
  const iso = now.toISOString();
  return previous !== undefined && previous > iso ? previous : iso;
}

/**
 * FSRS follows one card; a concept is asked by several items, and failing one of them does not
 * undo the memory of the others. So a wrong answer goes half the way (on a log scale) that FSRS
 * would go, and a right one, however doubtful, never shortens the memory.
 */
function nextStability(state: MasteryState | null, answer: MasteryAnswer, now: Date): number {
  if (state === null) return memory.next_state(null, 0, gradeOf(answer)).stability;
  const stability = Math.max(MIN_STABILITY_DAYS, state.stabilityDays);
  const before = { stability, difficulty: clamp(answer.difficulty, 1, 10) };
  const elapsed = Math.floor(daysBetween(state.lastPracticedAt, now));
  const after = memory.next_state(before, elapsed, gradeOf(answer)).stability;
  return answer.correct ? Math.max(stability, after) : Math.sqrt(stability * after);
}

/** FSRS grades: help, doubt or rapid guessing make a right answer a hard one. */
function gradeOf(answer: MasteryAnswer): Rating {
  if (!answer.correct) return Rating.Again;
  const doubtful =
    answer.hintsUsed > 0 || answer.confidence === 'guess' || effortWeight(answer) < 1;
  return doubtful ? Rating.Hard : Rating.Good;
}
