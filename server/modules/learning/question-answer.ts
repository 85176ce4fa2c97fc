import type { StepAnswer, StepResult } from '../../../contracts/learning.ts';
import { AppError } from '../../errors.ts';
import {
  type GradableQuestion,
  type GradeResult,
  type QuestionResponse,
  responseSchemaFor,
} from './grading.ts';
import type { StepState } from './state.ts';
import { rightAnswers } from './step-view.ts';

export type QuestionContent = Extract<StepState['content'], { type: 'question' }>;

type AnswerKind = Exclude<StepAnswer['kind'], 'read' | 'rating' | 'skip'>;

const KIND_OF: Record<GradableQuestion['questionType'], AnswerKind> = {
  multiple_choice: 'option',
  true_false: 'option',
  multiple_response: 'options',
  fill_blank: 'gaps',
  short_answer: 'text',
  numeric: 'text',
  essay: 'text',
  matching: 'pairs',
  ordering: 'order',
};

export function wrongKind(expected: string): AppError {
  return new AppError('invalid_request', 'This step asks for another kind of answer.', [
    { path: 'answer.kind', message: `must be "${expected}" or "skip"` },
  ]);
}

const NOWHERE = -1;

/** The place in the answer key of an id that was shown; -1 for one that was not. */
const placeOf = (shown: StepState['options'], id: string): number =>
  shown.find((one) => one.id === id)?.index ?? NOWHERE;

function placed(step: StepState, key: GradableQuestion, answer: StepAnswer): unknown {
  switch (answer.kind) {
    case 'option':
      return { optionIndex: placeOf(step.options, answer.optionId) };
    case 'options':
      return { optionIndexes: answer.optionIds.map((id) => placeOf(step.options, id)) };
    case 'order':
      return { order: answer.optionIds.map((id) => placeOf(step.options, id)) };
    case 'gaps':
      return { gaps: answer.gaps };
    case 'text':
      return { text: answer.text };
    case 'pairs': {
      const lefts = key.questionType === 'matching' ? key.pairs.length : 0;
      const chosen = new Map(answer.pairs.map(({ leftId, rightId }) => [leftId, rightId]));
      return {
        pairs: Array.from({ length: lefts }, (_, left) => {
          const right = chosen.get(String(left));
          return right === undefined ? null : placeOf(step.rights, right);
        }),
      };
    }
    default:
      return null;
  }
}

/**
 * What was answered, by place in the answer key rather than by the order shown.
 *
 * @throws AppError `invalid_request` where the answer does not fit this very question.
 */
export function responseOf(
  step: StepState,
  content: QuestionContent,
  answer: StepAnswer,
): QuestionResponse {
  const key: GradableQuestion = content.answerKey;
  const expected = KIND_OF[key.questionType];
  if (answer.kind !== expected) throw wrongKind(expected);
  const parsed = responseSchemaFor(key).safeParse(placed(step, key, answer));
  const empty = key.questionType === 'essay' && answer.kind === 'text' && answer.text.trim() === '';
  if (!parsed.success || empty) {
    const message = parsed.success ? 'is empty' : parsed.error.issues[0]?.message;
    throw new AppError('invalid_request', 'This is not an answer to the step; load it again.', [
      { path: `answer.${expected}`, message: message ?? 'does not fit' },
    ]);
  }
  return parsed.data;
}

const BETWEEN = ' · ';

type Told = Pick<
  StepResult,
  'response' | 'answer' | 'correctOptionIds' | 'chosenOptionIds' | 'parts' | 'feedback'
>;

/** The right answer as a learner would read it. */
export function answerText(content: StepState['content']): string {
  if (content.type !== 'question') return rightAnswers(content)[0] ?? '';
  const key = content.answerKey;
  switch (key.questionType) {
    case 'fill_blank':
      return key.gaps.map((gap) => gap.accepted[0] ?? '').join(BETWEEN);
    case 'multiple_response':
      return rightAnswers(content).join(BETWEEN);
    case 'matching':
      return key.pairs.map(({ left, right }) => `${left} → ${right}`).join(BETWEEN);
    case 'ordering':
      return key.steps.map((step, index) => `${index + 1}. ${step}`).join(BETWEEN);
    case 'essay':
      return key.sampleAnswer;
    default:
      return rightAnswers(content)[0] ?? '';
  }
}

/** Ids of the options that are right, in the order shown. */
export function correctOptionIds(step: StepState): string[] {
  const { content } = step;
  if (content.type !== 'question' || !('options' in content.answerKey)) return [];
  const { options } = content.answerKey;
  return step.options.filter(({ index }) => options[index]?.correct).map(({ id }) => id);
}

/** What is told of an answer after it was graded: as texts, by option, by part. */
export function tellAnswer(
  step: StepState,
  content: QuestionContent,
  response: QuestionResponse,
  grade: GradeResult,
): Told {
  const key = content.answerKey;
  const told: Told = {
    response: '',
    answer: answerText(content),
    correctOptionIds: correctOptionIds(step),
    chosenOptionIds: [],
    parts: [],
    feedback: null,
  };
  if ('text' in response) return { ...told, response: response.text };
  if ('gaps' in response) {
    const gaps = key.questionType === 'fill_blank' ? key.gaps : [];
    return {
      ...told,
      response: response.gaps.join(BETWEEN),
      parts:
        gaps.length < 2
          ? []
          : gaps.map(({ accepted }, index) => ({
              prompt: String(index + 1),
              response: response.gaps[index] ?? '',
              answer: accepted[0] ?? '',
              correct: grade.gaps?.[index]?.correct ?? false,
            })),
    };
  }
  if ('pairs' in response) {
    if (key.questionType !== 'matching') return told;
    const rights = [...key.pairs.map(({ right }) => right), ...key.extras];
    const wrong = key.pairs.find((_, index) => grade.parts?.[index] === false);
    return {
      ...told,
      parts: key.pairs.map(({ left, right }, index) => ({
        prompt: left,
        response: rights[response.pairs[index] ?? NOWHERE] ?? '',
        answer: right,
        correct: grade.parts?.[index] ?? false,
      })),
      feedback: wrong?.feedback || null,
    };
  }
  if ('order' in response) {
    if (key.questionType !== 'ordering') return told;
    return {
      ...told,
      parts: key.steps.map((right, place) => ({
        prompt: String(place + 1),
        response: key.steps[response.order[place] ?? NOWHERE] ?? '',
        answer: right,
        correct: grade.parts?.[place] ?? false,
      })),
    };
  }
  const options = 'options' in key ? key.options : [];
  const ticked = 'optionIndex' in response ? [response.optionIndex] : response.optionIndexes;
  const chosen = ticked.flatMap((index) => options[index] ?? []);
  const missed = options.filter((option, index) => option.correct && !ticked.includes(index));
  const wrong = chosen.find(({ correct }) => !correct);
  return {
    ...told,
    response: chosen.map(({ text }) => text).join(BETWEEN),
    chosenOptionIds: step.options.filter(({ index }) => ticked.includes(index)).map(({ id }) => id),
    feedback: (wrong ?? missed[0] ?? chosen[0])?.feedback || null,
  };
}
