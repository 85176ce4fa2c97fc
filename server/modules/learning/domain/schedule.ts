import { type Card, fsrs, Rating, State } from 'ts-fsrs';
import { z } from 'zod';
import { recallProbability } from './forgetting.ts';
import { DAY_MS, daysBetween } from './time.ts';

/**
 * When a flashcard comes back. The scheduler is FSRS-6 (ts-fsrs, open-spaced-repetition) with its
 * published default weights, 90 % desired retention and no fuzz: the same reviews give the same
 * dates. It has one learning step, so a card's step needs no column: a failed card comes back
 * after ten minutes, a right one goes straight to days.
 */

const instant = z.iso.datetime();

export const cardState = z.object({
  /** Days after which recall falls to 90 %. */
  stability: z.number().positive(),
  /** 1-10, FSRS's own; not the item's. */
  difficulty: z.number().min(1).max(10),
  dueAt: instant,
  lastReviewedAt: instant,
  reps: z.int().min(0),
  lapses: z.int().min(0),
  state: z.enum(['new', 'learning', 'review', 'relearning']),
  /** Whole days from the last review to `dueAt`; 0 for steps within a day. */
  scheduledDays: z.int().min(0),
});
/** A card that has been reviewed at least once; a fresh one is `null`. JSON-serializable. */
export type CardState = z.infer<typeof cardState>;

export const cardRatings = ['again', 'hard', 'good', 'easy'] as const;
export const cardRating = z.enum(cardRatings);
export type CardRating = z.infer<typeof cardRating>;

export type ReviewLog = {
  rating: CardRating;
  reviewedAt: string;
  stateBefore: CardState['state'];
  stabilityBefore: number | null;
  difficultyBefore: number | null;
  dueAtBefore: string | null;
  /** 0-1: what the curve predicted for this moment; null for a first review. */
  retrievabilityBefore: number | null;
  /** Days with fraction since the review before; 0 for a first review. */
  elapsedDays: number;
};

/** A longer promise than ten years is none. */
const MAX_INTERVAL_DAYS = 3650;

const scheduler = fsrs({
  request_retention: 0.9,
  maximum_interval: MAX_INTERVAL_DAYS,
  enable_fuzz: false,
  enable_short_term: true,
  learning_steps: ['10m'],
  relearning_steps: ['10m'],
});

const toRating = {
  again: Rating.Again,
  hard: Rating.Hard,
  good: Rating.Good,
  easy: Rating.Easy,
} as const;
const toState = {
  new: State.New,
  learning: State.Learning,
  review: State.Review,
  relearning: State.Relearning,
} as const;
const fromState = ['new', 'learning', 'review', 'relearning'] as const;

/** The card after a review, and the line for its history. `card` is null for a first review. */
export function review(
  card: CardState | null,
  rating: CardRating,
  now: Date,
): { card: CardState; log: ReviewLog } {
  return {
    card: nextCard(card, rating, notBefore(card, now)),
    log: {
      rating,
      reviewedAt: notBefore(card, now).toISOString(),
      stateBefore: card?.state ?? 'new',
      stabilityBefore: card?.stability ?? null,
      difficultyBefore: card?.difficulty ?? null,
      dueAtBefore: card?.dueAt ?? null,
      retrievabilityBefore: card === null ? null : retrievability(card, now),
      elapsedDays: card === null ? 0 : daysBetween(card.lastReviewedAt, now),
    },
  };
}

/** 0-1: probability that the card would be recalled now; 0 for a card never reviewed. */
export function retrievability(card: CardState | null, now: Date): number {
  if (card === null) return 0;
  return recallProbability(daysBetween(card.lastReviewedAt, now), card.stability);
}

export function isDue(card: CardState, now: Date): boolean {
  return Date.parse(card.dueAt) <= now.getTime();
}

export type RatingPreview = { rating: CardRating; dueAt: string; intervalMinutes: number };

/** What each button would do, in the order again, hard, good, easy; intervals strictly grow. */
export function preview(card: CardState | null, now: Date): RatingPreview[] {
  const at = notBefore(card, now);
  return cardRatings.map((rating) => {
    const { dueAt } = nextCard(card, rating, at);
    return { rating, dueAt, intervalMinutes: (Date.parse(dueAt) - at.getTime()) / 60_000 };
  });
}

/** A device with a slow clock must not send a card back in time. */
function notBefore(card: CardState | null, now: Date): Date {
  if (card === null) return now;
  return new Date(Math.max(now.getTime(), Date.parse(card.lastReviewedAt)));
}

function nextCard(card: CardState | null, rating: CardRating, at: Date): CardState {
  const next = scheduler.next(toFsrsCard(card, at), at, toRating[rating]).card;
  const after = fromFsrsCard(next, at);
  if (rating !== 'easy') return after;

  // While a card is being learned FSRS may round good and easy to the same day; Anki keeps a day
  // between them, so that the two buttons differ.
  const good = scheduler.next(toFsrsCard(card, at), at, Rating.Good).card;
  if (next.due.getTime() > good.due.getTime()) return after;
  return {
    ...after,
    dueAt: new Date(good.due.getTime() + DAY_MS).toISOString(),
    scheduledDays: good.scheduled_days + 1,
  };
}

function toFsrsCard(card: CardState | null, now: Date): Card {
  return {
    due: card === null ? now : new Date(card.dueAt),
    stability: card?.stability ?? 0,
    difficulty: card?.difficulty ?? 0,
    elapsed_days: 0,
    scheduled_days: card?.scheduledDays ?? 0,
    learning_steps: 0,
    reps: card?.reps ?? 0,
    lapses: card?.lapses ?? 0,
    state: toState[card?.state ?? 'new'],
    ...(card === null ? {} : { last_review: new Date(card.lastReviewedAt) }),
  };
}

function fromFsrsCard(card: Card, at: Date): CardState {
  return {
    stability: card.stability,
    difficulty: card.difficulty,
    dueAt: card.due.toISOString(),
    lastReviewedAt: at.toISOString(),
    reps: card.reps,
    lapses: card.lapses,
    state: fromState[card.state],
    scheduledDays: card.scheduled_days,
  };
}
