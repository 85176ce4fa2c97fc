import type { AnswerKey } from '../../../contracts/items.ts';
import type { Candidate } from './domain/next-item-input.ts';
import type { QuestionResponse } from './grading.ts';

/** A learner whose past is made up: traits as in the demo's people. */
export type HistoryLearner = {
  userId: string;
  /** Logits, -2 to 2. */
  ability: number;
  /** Probability, 0-1, of studying on a given day. */
  diligence: number;
  /** Items in an ordinary session. */
  pace: number;
  startedDaysAgo: number;
  /** What they study, in this order; all materials where absent. */
  materialIds?: readonly string[];
};

/** An approved item, as the simulation needs to know it. */
export type HistoryItem = Pick<
  Candidate,
  'itemId' | 'type' | 'conceptIds' | 'difficulty' | 'materialId' | 'position'
> & {
  /** Nuggets: reading time. */
  readingMinutes: number | null;
  /** Questions: version, key and number of hints. */
  question: { version: number; answerKey: AnswerKey; hintCount: number } | null;
};

type CardStateName = 'new' | 'learning' | 'review' | 'relearning';
type Rating = 'again' | 'hard' | 'good' | 'easy';

/** Rows of a made-up past, in the names of the columns; times are ISO 8601. */
export type HistoryRows = {
  organizationId: string;
  sessions: {
    id: string;
    user_id: string;
    target_minutes: number;
    step: number;
    answered: number;
    correct: number;
    active_seconds: number;
    started_at: string;
    ended_at: string;
  }[];
  interactions: {
    id: string;
    created_at: string;
    user_id: string;
    session_id: string;
    item_id: string;
    item_version: number | null;
    kind: 'view' | 'answer' | 'card_review';
    response: QuestionResponse | null;
    is_correct: boolean | null;
    score: number | null;
    confidence: 'guess' | 'unsure' | 'sure' | null;
    rating: Rating | null;
    response_ms: number;
    hints_used: number;
    mastery_before: number | null;
    mastery_after: number | null;
  }[];
  exposures: {
    user_id: string;
    item_id: string;
    seen_count: number;
    correct_count: number;
    last_seen_at: string;
  }[];
  mastery: {
    user_id: string;
    concept_id: string;
    level: number;
    logit: number;
    evidence: number;
    stability_days: number;
    last_practiced_at: string;
  }[];
  cards: {
    user_id: string;
    item_id: string;
    state: CardStateName;
    stability: number;
    difficulty: number;
    reps: number;
    lapses: number;
    scheduled_days: number;
    due_at: string;
    last_reviewed_at: string;
  }[];
  reviews: {
    id: string;
    user_id: string;
    item_id: string;
    rating: Rating;
    state_before: CardStateName;
    stability_before: number | null;
    difficulty_before: number | null;
    elapsed_days: number;
    scheduled_days: number;
    reviewed_at: string;
  }[];
};

export function noRows(organizationId: string): HistoryRows {
  return {
    organizationId,
    sessions: [],
    interactions: [],
    exposures: [],
    mastery: [],
    cards: [],
    reviews: [],
  };
}
