import type { AnswerKey } from '../../../../contracts/items.ts';
import type { ShownQuestion, StepAnswer } from '../../../../contracts/learning.ts';

type Choice = { id: string; text: string };

function idOf(choices: readonly Choice[], text: string): string {
  const found = choices.find((choice) => choice.text === text);
  if (!found) throw new Error(`The question shows no "${text}".`);
  return found.id;
}

/** The list with its first two swapped: an order, or a matching, that is nearly right. */
const swapped = <T>([first, second, ...rest]: readonly T[]): T[] =>
  first === undefined || second === undefined ? [] : [second, first, ...rest];

/**
 * What a learner answers who knows, or who does not know: in terms of what they are shown, whose
 * options stand in any order.
 */
export function answerOf(question: ShownQuestion, key: AnswerKey, knows: boolean): StepAnswer {
  const confidence = null;
  switch (key.questionType) {
    case 'multiple_choice':
    case 'true_false': {
      const option = key.options.find(({ correct }) => correct === knows);
      return { kind: 'option', optionId: idOf(question.options, option?.text ?? ''), confidence };
    }
    case 'multiple_response': {
      const texts = key.options.filter(({ correct }) => correct === knows).map(({ text }) => text);
      const optionIds = texts.map((text) => idOf(question.options, text));
      return { kind: 'options', optionIds, confidence };
    }
    case 'numeric': {
      const value = knows ? key.value : key.value * 2 + 1;
      return { kind: 'text', text: `${value} ${key.units[0]?.text ?? ''}`.trim(), confidence };
    }
    case 'short_answer':
      return { kind: 'text', text: knows ? (key.accepted[0] ?? '') : 'no idea', confidence };
    case 'fill_blank': {
      const gaps = key.gaps.map(({ accepted }) => (knows ? (accepted[0] ?? '') : 'no idea'));
      return { kind: 'gaps', gaps, confidence };
    }
    case 'matching': {
      const rights = key.pairs.map(({ right }) => idOf(question.rights, right));
      const chosen = knows ? rights : swapped(rights);
      const pairs = key.pairs.map(({ left }, index) => ({
        leftId: idOf(question.lefts, left),
        rightId: chosen[index] ?? '',
      }));
      return { kind: 'pairs', pairs, confidence };
    }
    case 'ordering': {
      const ids = key.steps.map((step) => idOf(question.options, step));
      return { kind: 'order', optionIds: knows ? ids : swapped(ids), confidence };
    }
    case 'essay':
      return { kind: 'text', text: knows ? key.sampleAnswer : 'no idea', confidence };
  }
}

/**
 * Which of `count` answers are right so that `share` of them are, the wrong ones spread by `turn`.
 */
export function spread(count: number, share: number, turn: number): boolean[] {
  const wrong = Math.round(count * (1 - share));
  const right = Array.from({ length: count }, () => true);
  for (let index = 0; index < wrong; index += 1) {
    right[(turn + Math.floor((index * count) / wrong)) % count] = false;
  }
  return right;
}
