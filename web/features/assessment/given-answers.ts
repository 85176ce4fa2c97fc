import type { ShownQuestion, StepAnswer } from '../../../contracts/learning.ts';
import type { Given } from '../learning/answers/use-given.ts';

/** What to keep of an answer in the making, whole or not; null where nothing was given. */
export function keptAnswer(item: ShownQuestion, given: Given): StepAnswer | null {
  const confidence = null;
  const [optionId] = given.optionIds;
  const text = given.text.trim();
  switch (item.questionType) {
    case 'multiple_choice':
    case 'true_false':
      return optionId === undefined ? null : { kind: 'option', optionId, confidence };
    case 'multiple_response':
      return optionId === undefined
        ? null
        : { kind: 'options', optionIds: given.optionIds, confidence };
    case 'ordering':
      return { kind: 'order', optionIds: given.optionIds, confidence };
    case 'matching': {
      const pairs = item.lefts.flatMap(({ id }) => {
        const rightId = given.pairs[id];
        return rightId ? [{ leftId: id, rightId }] : [];
      });
      return pairs.length === 0 ? null : { kind: 'pairs', pairs, confidence };
    }
    case 'fill_blank': {
      const gaps = Array.from({ length: item.gapCount }, (_, at) => given.gaps[at]?.trim() ?? '');
      return gaps.every((gap) => gap === '') ? null : { kind: 'gaps', gaps, confidence };
    }
    case 'short_answer':
    case 'numeric':
    case 'essay':
      return text === '' ? null : { kind: 'text', text: given.text, confidence };
  }
}

/** The answer that was kept, put back into its fields. */
export function givenFrom(item: ShownQuestion, answer: StepAnswer | null): Given {
  const given: Given = {
    optionIds: item.questionType === 'ordering' ? item.options.map(({ id }) => id) : [],
    text: '',
    gaps: [],
    pairs: {},
  };
  switch (answer?.kind) {
    case 'option':
      return { ...given, optionIds: [answer.optionId] };
    case 'options':
    case 'order':
      return { ...given, optionIds: answer.optionIds };
    case 'gaps':
      return { ...given, gaps: answer.gaps };
    case 'text':
      return { ...given, text: answer.text };
    case 'pairs':
      return {
        ...given,
        pairs: Object.fromEntries(answer.pairs.map(({ leftId, rightId }) => [leftId, rightId])),
      };
    default:
      return given;
  }
}

/** Whether nothing of the answer is missing. */
export function isWhole(item: ShownQuestion, answer: StepAnswer | null): boolean {
  switch (answer?.kind) {
    case undefined:
      return false;
    case 'gaps':
      return answer.gaps.length === item.gapCount && answer.gaps.every((gap) => gap.trim() !== '');
    case 'pairs':
      return answer.pairs.length === item.lefts.length;
    default:
      return true;
  }
}
