import type { StepAnswer, StepResult, StudyStep } from '../../../contracts/learning.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { evaluate } from './evaluate.ts';
import { recordAnswer } from './repo/answers.ts';
import { type StudyItem, selectOptionalStudyItem } from './repo/content.ts';
import { listExposures, lockLearner, selectKnowledge } from './repo/lesson-items.ts';
import { insertOpenAnswer } from './repo/open-answers.ts';
import type { StepState } from './state.ts';
import { arrangeChoices } from './step-view.ts';

/*
 * Items outside of a study session: where they stand in an article or are the steps of a path.
 * They are graded and recorded exactly as a session does it; only nothing chooses them.
 */

type Learner = { organizationId: string; userId: string };

/** The item as a step of a session holds it, so that it is graded by the same function. */
export function stepOf(item: StudyItem, seed: string, hintsUsed: number, now: Date): StepState {
  return {
    ...item,
    stepId: item.itemId,
    number: 1,
    ...arrangeChoices(item.content, seed, item.itemId),
    intervals: null,
    reason: { code: 'new_nugget', conceptName: null, facts: {} },
    // A lesson shows its cards with their backs; whether one was turned first is not known here.
    revealed: true,
    hintsUsed,
    shownAt: now.toISOString(),
    result: null,
  };
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
 * @param input.seed that with which `arrangeChoices(content, seed, itemId)` showed the item.
 * @throws AppError `conflict` where the item was withdrawn, `invalid_request` for an answer of
 *   another kind than the item asks for.
 */
export async function answerItem(
  trx: TenantTransaction,
  input: Learner & {
    itemId: string;
    seed: string;
    answer: StepAnswer;
    responseMs: number;
    hintsUsed: number;
    now: Date;
  },
): Promise<{ result: StepResult; sources: StudyStep['sources'] }> {
  const { organizationId, userId, itemId, answer, responseMs, now } = input;
  await lockLearner(trx, input);
  const item = await selectOptionalStudyItem(trx, { organizationId, itemId });
  if (item === null) throw withdrawn();
  const { mastery, card } = await selectKnowledge(trx, { organizationId, userId, itemId });
  const hints = item.content.type === 'question' ? item.content.hints.length : 0;
  const hintsUsed = Math.min(hints, input.hintsUsed);
  const step = stepOf(item, input.seed, hintsUsed, now);
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
