import type { StepAnswer, StepResult } from '../../../contracts/learning.ts';
import { AppError } from '../../errors.ts';
import {
  type MasteryAnswer,
  type MasteryState,
  masteryLevel,
  updateMastery,
} from './domain/mastery.ts';
import { type CardState, type ReviewLog, review } from './domain/schedule.ts';
import { type GradableQuestion, gradeAnswer, guessRate, type QuestionResponse } from './grading.ts';
import {
  answerText,
  correctOptionIds,
  type QuestionContent,
  responseOf,
  tellAnswer,
  wrongKind,
} from './question-answer.ts';
import type { StepState } from './state.ts';

/** Milliseconds that a reader who tries takes for a question or a card of average length. */
export const EXPECTED_MS = { option: 20_000, typed: 30_000, card: 10_000 } as const;
const READING_MS_PER_CHARACTER = 45;

export type Evaluation = {
  kind: 'view' | 'answer' | 'card_review' | 'skip';
  result: StepResult;
  /** As it is kept: by place in the answer key, not by the order shown. */
  response: QuestionResponse | null;
  confidence: 'guess' | 'unsure' | 'sure' | null;
  rating: 'again' | 'hard' | 'good' | 'easy' | null;
  /** New state of each concept that the answer told something about. */
  mastery: { conceptId: string; before: number; after: number; state: MasteryState }[];
  card: { state: CardState; log: ReviewLog } | null;
};

export type EvaluationInput = {
  step: StepState;
  answer: StepAnswer;
  responseMs: number;
  mastery: ReadonlyMap<string, MasteryState>;
  card: CardState | null;
  now: Date;
};

/**
 * Grades an answer and computes all that follows from it; changes nothing.
 *
 * @throws AppError `invalid_request` for an answer of another kind than the step asks for, and
 *   `conflict` for a card rated before it was turned.
 */
export function evaluate(input: EvaluationInput): Evaluation {
  const { step, answer } = input;
  if (answer.kind === 'skip') return skipped(step);
  switch (step.content.type) {
    case 'nugget':
      if (answer.kind !== 'read') throw wrongKind('read');
      return { ...nothing, kind: 'view', result: emptyResult };
    case 'flashcard':
      if (answer.kind !== 'rating') throw wrongKind('rating');
      if (!step.revealed) {
        throw new AppError('conflict', 'Turn the card before you rate it; nothing was counted.');
      }
      return rated(input, answer.rating, step.content.back);
    case 'question':
      return graded(input, step.content);
  }
}

const emptyResult: StepResult = {
  correct: null,
  score: null,
  response: '',
  answer: '',
  correctOptionIds: [],
  chosenOptionIds: [],
  parts: [],
  pending: false,
  feedback: null,
  explanation: null,
  explained: null,
  mastery: [],
  nextDueAt: null,
};

const nothing: Omit<Evaluation, 'kind' | 'result'> = {
  response: null,
  confidence: null,
  rating: null,
  mastery: [],
  card: null,
};

function skipped(step: StepState): Evaluation {
  const { content } = step;
  return {
    ...nothing,
    kind: 'skip',
    result: {
      ...emptyResult,
      answer: answerText(content),
      correctOptionIds: correctOptionIds(step),
      explanation: content.type === 'question' ? content.explanation : null,
    },
  };
}

function rated(
  input: EvaluationInput,
  rating: NonNullable<Evaluation['rating']>,
  back: string,
): Evaluation {
  const recalled = rating !== 'again';
  const mastery = practise(input, {
    correct: recalled,
    score: recalled ? 1 : 0,
    guessRate: 0,
    // Nobody checks the learner's own verdict; a hard recall counts as an unsure answer.
    confidence: rating === 'hard' ? 'unsure' : null,
    expectedMs: EXPECTED_MS.card,
  });
  const { card, log } = review(input.card, rating, input.now);
  return {
    ...nothing,
    kind: 'card_review',
    rating,
    mastery,
    card: { state: card, log },
    result: {
      ...emptyResult,
      correct: recalled,
      score: recalled ? 1 : 0,
      answer: back,
      mastery: changes(input.step, mastery),
      nextDueAt: card.dueAt,
    },
  };
}

/** Decisions that an answer takes: one, or one for each gap, pair or step. */
function partsIn(key: GradableQuestion): number {
  if ('gaps' in key) return key.gaps.length;
  if ('pairs' in key) return key.pairs.length;
  return 'steps' in key ? key.steps.length : 1;
}

function graded(input: EvaluationInput, content: QuestionContent): Evaluation {
  const { step, answer } = input;
  const key: GradableQuestion = content.answerKey;
  const response = responseOf(step, content, answer);
  const grade = gradeAnswer(key, response);
  const confidence = 'confidence' in answer ? answer.confidence : null;
  const { correct, score } = grade;
  // What nobody has graded yet tells nothing yet.
  const mastery =
    correct === null || score === null
      ? []
      : practise(input, {
          correct,
          score,
          guessRate: guessRate(key),
          confidence,
          expectedMs:
            ('options' in key ? EXPECTED_MS.option : EXPECTED_MS.typed) * partsIn(key) +
            READING_MS_PER_CHARACTER * content.stem.length * 0.5,
        });
  return {
    ...nothing,
    kind: 'answer',
    response,
    confidence,
    mastery,
    result: {
      ...emptyResult,
      ...tellAnswer(step, content, response, grade),
      correct: grade.correct,
      score: grade.score,
      pending: grade.score === null,
      explanation: grade.score === null ? null : content.explanation || null,
      mastery: changes(step, mastery),
    },
  };
}

function practise(
  { step, mastery, responseMs, now }: EvaluationInput,
  signs: Omit<MasteryAnswer, 'difficulty' | 'hintsUsed' | 'responseMs'>,
): Evaluation['mastery'] {
  return step.concepts.map(({ id }) => {
    const before = mastery.get(id) ?? null;
    const state = updateMastery(
      before,
      { ...signs, difficulty: step.difficulty, hintsUsed: step.hintsUsed, responseMs },
      now,
    );
    return {
      conceptId: id,
      before: masteryLevel(before, now),
      after: masteryLevel(state, now),
      state,
    };
  });
}

function changes(step: StepState, mastery: Evaluation['mastery']): StepResult['mastery'] {
  const names = new Map(step.concepts.map(({ id, name }) => [id, name]));
  return mastery.map(({ conceptId, before, after }) => ({
    conceptId,
    name: names.get(conceptId) ?? '',
    before,
    after,
  }));
}
