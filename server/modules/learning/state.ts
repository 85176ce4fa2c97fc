import { z } from 'zod';
import { AnswerKey, FlashcardStyle, ItemSource } from '../../../contracts/items.ts';
import { Reason, StepResult } from '../../../contracts/learning.ts';
import { Id, Timestamp } from '../../../contracts/shared.ts';

/** What an item says, as it was when the step began. */
export const StepContent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('nugget'),
    title: z.string(),
    text: z.string(),
    estimatedMinutes: z.number(),
  }),
  z.object({
    type: z.literal('flashcard'),
    style: FlashcardStyle,
    front: z.string(),
    back: z.string(),
  }),
  z.object({
    type: z.literal('question'),
    version: z.number().int(),
    stem: z.string(),
    points: z.number().default(1),
    answerKey: AnswerKey,
    explanation: z.string(),
    hints: z.array(z.string()),
  }),
]);
export type StepContent = z.infer<typeof StepContent>;

/**
 * The step that is shown. It carries its own copy of the item, so that every device shows the very
 * same thing and an answer is graded by the wording that was read, even if somebody edits the item
 * meanwhile. Right answers are in here: only `step-view.ts` decides what leaves the server.
 */
export const StepState = z.object({
  stepId: Id,
  number: z.number().int(),
  itemId: Id,
  materialId: Id,
  materialTitle: z.string(),
  difficulty: z.number(),
  content: StepContent,
  concepts: z.array(z.object({ id: Id, name: z.string() })),
  sources: z.array(ItemSource),
  /** Options, or steps to order, in the order shown: their opaque id and their place in the answer key. */
  options: z.array(z.object({ id: z.string(), index: z.number().int() })),
  /** The right-hand texts of a matching question, in the order shown. */
  rights: z.array(z.object({ id: z.string(), index: z.number().int() })).default([]),
  /** Days until the next review for each rating, computed when the card was shown. */
  intervals: z.record(z.enum(['again', 'hard', 'good', 'easy']), z.number()).nullable(),
  reason: Reason,
  revealed: z.boolean(),
  hintsUsed: z.number().int(),
  shownAt: Timestamp,
  result: StepResult.nullable(),
});
export type StepState = z.infer<typeof StepState>;

export const RecentItemState = z.object({
  itemId: z.string(),
  type: z.enum(['nugget', 'flashcard', 'question']),
  conceptIds: z.array(z.string()),
  materialId: z.string(),
});

/** What `learning_sessions.state` holds. */
export const SessionState = z.object({
  seed: z.string(),
  recent: z.array(RecentItemState),
  /** The step before this one, so that "next" sent twice goes on once. */
  previousStepId: z.string().nullable(),
  step: StepState.nullable(),
});
export type SessionState = z.infer<typeof SessionState>;

/** Items that the session remembers; the choice of the next one looks at no more. */
export const RECENT_ITEMS = 12;

export function emptyState(seed: string): SessionState {
  return { seed, recent: [], previousStepId: null, step: null };
}

/** A session that has ended keeps no step; `{}` is what the column starts with. */
export function readState(value: unknown): SessionState {
  const parsed = SessionState.safeParse(value);
  return parsed.success ? parsed.data : emptyState('');
}
