import type { AnswerKey } from '../contracts/items.ts';
import type { ShownQuestion, StepAnswer } from '../contracts/learning.ts';

export type Key = AnswerKey;

/** The right answer to a question as it is shown; null where its key is not known or it is an essay. */
export function answerFor(question: ShownQuestion, key: Key | undefined): StepAnswer | null {
  const confidence = null;
  const idOf = (text: string) => question.options.find((one) => one.text === text)?.id ?? '';
  switch (key?.questionType) {
    case 'multiple_choice':
    case 'true_false': {
      const right = key.options.find(({ correct }) => correct);
      return right ? { kind: 'option', optionId: idOf(right.text), confidence } : null;
    }
    case 'multiple_response': {
      const optionIds = key.options.filter(({ correct }) => correct).map(({ text }) => idOf(text));
      return { kind: 'options', optionIds, confidence };
    }
    case 'fill_blank':
      return { kind: 'gaps', gaps: key.gaps.map(({ accepted }) => accepted[0] ?? ''), confidence };
    case 'short_answer':
      return { kind: 'text', text: key.accepted[0] ?? '', confidence };
    case 'numeric':
      return {
        kind: 'text',
        text: `${key.value} ${key.units[0]?.text ?? ''}`.trim(),
        confidence,
      };
    case 'ordering':
      return { kind: 'order', optionIds: key.steps.map(idOf), confidence };
    case 'matching':
      return {
        kind: 'pairs',
        pairs: question.lefts.map(({ id, text }) => {
          const right = key.pairs.find(({ left }) => left === text)?.right;
          return {
            leftId: id,
            rightId: question.rights.find((one) => one.text === right)?.id ?? '',
          };
        }),
        confidence,
      };
    default:
      return null;
  }
}
