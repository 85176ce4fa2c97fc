import type { AnswerKey, ItemSource } from '../../../contracts/items.ts';
import type { ShownQuestion, StepAnswer, StepResult } from '../../../contracts/learning.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import { evaluate } from './evaluate.ts';
import type { GradeResult, QuestionResponse } from './grading.ts';
import { responseOf, tellAnswer as tell } from './question-answer.ts';
import { recordAnswer } from './repo/answers.ts';
import { listStudyItems } from './repo/content.ts';
import { lockLearner, selectKnowledge } from './repo/lesson-items.ts';
import type { StepState } from './state.ts';
import { viewStep } from './step-view.ts';

/*
 * Questions whose wording and order somebody else has fixed, such as the paper of an exam: shown,
 * read and told as in a study session.
 */

export type PinnedQuestion = {
  itemId: string;
  version: number;
  stem: string;
  points: number;
  answerKey: AnswerKey;
  explanation: string;
  /** Places in the answer key of options, or of steps to order, in the order shown. */
  optionOrder: readonly number[];
  /** The same of the right-hand texts of a matching question. */
  rightOrder: readonly number[];
};

/** Ids name places in the order shown, so that they say nothing of the answer key. */
const shown = (order: readonly number[]) =>
  order.map((index, place) => ({ id: String(place + 1), index }));

function stepOf(question: PinnedQuestion): StepState & { content: { type: 'question' } } {
  return {
    stepId: question.itemId,
    number: 1,
    itemId: question.itemId,
    materialId: question.itemId,
    materialTitle: '',
    difficulty: 1,
    content: {
      type: 'question',
      version: question.version,
      stem: question.stem,
      points: question.points,
      answerKey: question.answerKey,
      explanation: question.explanation,
      // An exam offers no hints.
      hints: [],
    },
    concepts: [],
    sources: [] satisfies ItemSource[],
    options: shown(question.optionOrder),
    rights: shown(question.rightOrder),
    intervals: null,
    reason: { code: 'confidence_check', conceptName: null, facts: {} },
    revealed: false,
    hintsUsed: 0,
    shownAt: new Date(0).toISOString(),
    result: null,
  };
}

/** The question as a learner sees it before the answer: nothing in it tells the key. */
export function showPinned(question: PinnedQuestion): ShownQuestion {
  const { item } = viewStep(stepOf(question));
  if (item.type !== 'question') throw new TypeError('A pinned question is a question.');
  return item;
}

/**
 * What was answered, by place in the answer key.
 *
 * @throws AppError `invalid_request` where the answer does not fit this question.
 */
export function readPinned(question: PinnedQuestion, answer: StepAnswer): QuestionResponse {
  const step = stepOf(question);
  return responseOf(step, step.content, answer);
}

/** A response by places in the key as the answer that a learner gave. */
export function answerOfPinned(question: PinnedQuestion, response: QuestionResponse): StepAnswer {
  const confidence = null;
  const idIn = (order: readonly number[], index: number) => String(order.indexOf(index) + 1);
  const optionId = (index: number) => idIn(question.optionOrder, index);
  if ('text' in response) return { kind: 'text', text: response.text, confidence };
  if ('gaps' in response) return { kind: 'gaps', gaps: response.gaps, confidence };
  if ('optionIndex' in response)
    return { kind: 'option', optionId: optionId(response.optionIndex), confidence };
  if ('optionIndexes' in response)
    return { kind: 'options', optionIds: response.optionIndexes.map(optionId), confidence };
  if ('order' in response)
    return { kind: 'order', optionIds: response.order.map(optionId), confidence };
  return {
    kind: 'pairs',
    pairs: response.pairs.flatMap((right, left) =>
      right === null ? [] : [{ leftId: String(left), rightId: idIn(question.rightOrder, right) }],
    ),
    confidence,
  };
}

export type PinnedResult = Omit<StepResult, 'mastery' | 'nextDueAt' | 'explained'>;

/** What is told of an answer to those who may know the right one; an empty one has no response. */
export function tellPinned(
  question: PinnedQuestion,
  response: QuestionResponse | null,
  grade: GradeResult | null,
): PinnedResult {
  const step = stepOf(question);
  const told =
    response === null || grade === null
      ? {
          ...tell(step, step.content, { text: '' }, NOTHING),
          response: '',
        }
      : tell(step, step.content, response, grade);
  return {
    ...told,
    correct: grade === null ? false : grade.correct,
    score: grade === null ? 0 : grade.score,
    pending: grade !== null && grade.score === null,
    explanation: question.explanation || null,
  };
}

const NOTHING: GradeResult = {
  correct: false,
  score: 0,
  normalizedResponse: '',
  matched: null,
};

/** An answer that counts as practice once the paper is graded. */
export type PractisedAnswer = {
  question: PinnedQuestion;
  response: QuestionResponse;
  responseMs: number;
};

/**
 * Moves mastery by answers of a paper, exactly as if they were given in study, and records them as
 * interactions. Questions that learners may no longer see, and essays, tell nothing. The caller
 * sees to it that a paper is practised once.
 */
export async function practisePinned(
  trx: TenantTransaction,
  key: { organizationId: string; userId: string; now: Date },
  answers: readonly PractisedAnswer[],
): Promise<void> {
  const { organizationId, userId, now } = key;
  const graded = answers.filter(({ question }) => question.answerKey.questionType !== 'essay');
  if (graded.length === 0) return;
  await lockLearner(trx, key);
  const items = await listStudyItems(trx, {
    organizationId,
    itemIds: graded.map(({ question }) => question.itemId),
  });
  const known = new Map(items.map((item) => [item.itemId, item]));
  for (const { question, response, responseMs } of graded) {
    const item = known.get(question.itemId);
    if (!item) continue;
    const step: StepState = {
      ...stepOf(question),
      materialId: item.materialId,
      materialTitle: item.materialTitle,
      difficulty: item.difficulty,
      concepts: item.concepts,
      shownAt: now.toISOString(),
    };
    // One after another: a concept of two questions goes on from where the first left it.
    const { mastery } = await selectKnowledge(trx, {
      organizationId,
      userId,
      itemId: question.itemId,
    });
    await recordAnswer(trx, {
      id: newId(),
      organizationId,
      userId,
      sessionId: null,
      step,
      evaluation: evaluate({
        step,
        answer: answerOfPinned(question, response),
        responseMs,
        mastery: new Map(mastery.map((row) => [row.conceptId, row])),
        card: null,
        now,
      }),
      state: null,
      responseMs,
      activeSeconds: 0,
      now,
    });
  }
}
