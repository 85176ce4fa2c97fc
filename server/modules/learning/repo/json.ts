import { z } from 'zod';
import { cardState } from '../domain/schedule.ts';

/** A timestamp inside JSON that PostgreSQL built (any offset), as ISO 8601 in UTC. */
export const JsonTimestamp = z.string().transform((text) => new Date(text).toISOString());

/** A row of `mastery` as JSON, in the shape of the model. */
export const MasteryJson = z.object({
  conceptId: z.string(),
  logit: z.number(),
  evidence: z.number(),
  stabilityDays: z.number(),
  lastPracticedAt: JsonTimestamp,
});

/** A row of `flashcard_states` as JSON, in the shape of the scheduler. */
export const CardJson = z
  .object({
    stability: z.number(),
    difficulty: z.number(),
    dueAt: JsonTimestamp,
    lastReviewedAt: JsonTimestamp,
    reps: z.number(),
    lapses: z.number(),
    state: cardState.shape.state,
    scheduledDays: z.number().transform(Math.round),
  })
  .transform((card) => ({
    ...card,
    // The column is a 4-byte float and may come back a hair outside of the scheduler's range.
    stability: Math.max(card.stability, 0.001),
    difficulty: Math.min(10, Math.max(1, card.difficulty)),
  }));
