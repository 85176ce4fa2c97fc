import type { StepAnswer, StepResult, StudyStep } from '../../../contracts/learning.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import type { CardState } from './domain/schedule.ts';
import { evaluate } from './evaluate.ts';
import { recordAnswer } from './repo/answers.ts';
import { listStudyItems, type StudyItem, selectOptionalStudyItem } from './repo/content.ts';
import { listExposures, lockLearner, mapCards, selectKnowledge } from './repo/lesson-items.ts';
import { insertOpenAnswer } from './repo/open-answers.ts';
import { intervalsOf } from './service/next-step.ts';
import type { StepState } from './state.ts';
import { arrangeChoices, viewStep } from './step-view.ts';

/*
 * Items outside of a study session: where they stand in an article or are the steps of a path.
 * They are shown, graded and recorded exactly as a session does it; only nothing chooses them.
 */

type Learner = { organizationId: string; userId: string };

/** An item as learners see it before they answer: no right answer is in it. */
export type ShownItem = Pick<
  StudyStep,
  'itemId' | 'materialId' | 'materialTitle' | 'item' | 'sources'
>;

function stepOf(
  item: StudyItem,
  { seed, card, now, hintsUsed }: Showing & { card: CardState | null; hintsUsed: number },
): StepState {
  return {
    ...item,
    stepId: item.itemId,
    number: 1,
    ...arrangeChoices(item.content, seed, item.itemId),
    intervals: item.content.type === 'flashcard' ? intervalsOf(card, now) : null,
    reason: { code: 'new_nugget', conceptName: null, facts: {} },
    revealed: false,
    hintsUsed,
    shownAt: now.toISOString(),
    result: null,
  };
}

/**
 * `seed` gives options their order and their ids. The same seed must show an item and grade it; it
 * is kept from the learner, who could else tell from the ids how options stand in the answer key.
 */
type Showing = { seed: string; now: Date };

/** Items by id as they are shown; those that learners may not see are not in it. */
export async function showItems(
  trx: TenantTransaction,
  {
    organizationId,
    userId,
    itemIds,
    ...showing
  }: Learner & Showing & { itemIds: readonly string[] },
): Promise<Map<string, ShownItem>> {
  if (itemIds.length === 0) return new Map();
  const items = await listStudyItems(trx, { organizationId, itemIds });
  const cards = items.some(({ content }) => content.type === 'flashcard')
    ? await mapCards(trx, { organizationId, userId, itemIds })
    : new Map<string, CardState>();
  return new Map(
    items.map((item) => {
      const card = cards.get(item.itemId) ?? null;
      const { itemId, materialId, materialTitle, ...step } = viewStep(
        stepOf(item, { ...showing, card, hintsUsed: 0 }),
      );
      return [
        itemId,
        { itemId, materialId, materialTitle, item: step.item, sources: step.sources },
      ];
    }),
  );
}

/** How often the learner has met the items, and answered them rightly. */
export async function listAnswered(
  trx: TenantTransaction,
  key: Learner & { itemIds: readonly string[] },
): Promise<{ itemId: string; seen: number; correct: number }[]> {
  return key.itemIds.length === 0 ? [] : listExposures(trx, key);
}

const withdrawn = () =>
  new AppError('conflict', 'This item was withdrawn; go on in the lesson. Nothing was counted.');

/**
 * Grades an answer to an item of a lesson and records it: the interaction, mastery, the schedule of
 * a card, an essay that waits for its grade. That the item stands in a lesson that the learner may
 * read is for the caller to have asked.
 *
 * @throws AppError `conflict` where the item was withdrawn, `invalid_request` for an answer of
 *   another kind than the item asks for.
 */
export async function answerItem(
  trx: TenantTransaction,
  input: Learner &
    Showing & { itemId: string; answer: StepAnswer; responseMs: number; hintsUsed: number },
): Promise<{ result: StepResult; sources: StudyStep['sources'] }> {
  const { organizationId, userId, itemId, answer, responseMs, now } = input;
  await lockLearner(trx, input);
  const item = await selectOptionalStudyItem(trx, { organizationId, itemId });
  if (item === null) throw withdrawn();
  const { mastery, card } = await selectKnowledge(trx, { organizationId, userId, itemId });
  const hints = item.content.type === 'question' ? item.content.hints.length : 0;
  const hintsUsed = Math.min(hints, input.hintsUsed);
  // A lesson shows its cards with their backs; whether one was turned first is not known here.
  const step = { ...stepOf(item, { ...input, card, hintsUsed }), revealed: true };
  const evaluation = evaluate({
    step,
    answer,
    responseMs,
    mastery: new Map(mastery.map((row) => [row.conceptId, row])),
    card,
    now,
  });
  const id = newId();
  await recordAnswer(trx, {
    id,
    organizationId,
    userId,
    sessionId: null,
    step,
    evaluation,
    state: null,
    responseMs,
    activeSeconds: 0,
    now,
  });
  if (evaluation.result.pending && item.content.type === 'question') {
    await insertOpenAnswer(trx, {
      organizationId,
      id,
      userId,
      itemId,
      version: item.content.version,
      text: evaluation.result.response,
      maxPoints: item.content.points,
      confidence: evaluation.confidence,
      hintsUsed,
      responseMs,
      now,
    });
  }
  return { result: evaluation.result, sources: item.sources };
}

/**
 * The first hints of a question.
 *
 * @throws AppError `conflict` where the item was withdrawn or is no question.
 */
export async function openHints(
  trx: TenantTransaction,
  key: { organizationId: string; itemId: string },
  count: number,
): Promise<{ hints: string[] }> {
  const item = await selectOptionalStudyItem(trx, key);
  if (item === null) throw withdrawn();
  if (item.content.type !== 'question')
    throw new AppError('conflict', 'Only questions have hints; nothing was opened.');
  return { hints: item.content.hints.slice(0, count) };
}
