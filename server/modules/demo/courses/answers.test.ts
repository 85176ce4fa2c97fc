import { describe, expect, it } from 'vitest';
import type { DemoQuestion } from '../../../../demo/courses/course.ts';
import { demoCourses } from '../../../../demo/courses/index.ts';
import { gradeAnswer } from '../../items/index.ts';
import { type PinnedQuestion, readPinned, showPinned } from '../../learning/index.ts';
import { answerOf, spread } from './answers.ts';

const questions = demoCourses.flatMap((course) => Object.entries(course.questions));

/** The question with its options in one of several orders. */
function pin({ stem, points, answerKey, explanation }: DemoQuestion, turn: number): PinnedQuestion {
  const places = (count: number) =>
    Array.from({ length: count }, (_, place) => (place + turn) % count);
  const options =
    'options' in answerKey ? answerKey.options : 'steps' in answerKey ? answerKey.steps : [];
  const rights =
    answerKey.questionType === 'matching' ? answerKey.pairs.length + answerKey.extras.length : 0;
  return {
    ...{ itemId: 'item', version: 1, stem, points, answerKey, explanation },
    ...{ optionOrder: places(options.length), rightOrder: places(rights) },
  };
}

describe.each(questions)('%s', (_, question) => {
  it.each([true, false])('is graded as right or wrong as meant: %s', (knows) => {
    for (const turn of [0, 1, 2]) {
      const pinned = pin(question, turn);
      const answer = answerOf(showPinned(pinned), question.answerKey, knows);
      const response = readPinned(pinned, answer);
      expect(gradeAnswer(question.answerKey, response).correct).toBe(knows);
    }
  });
});

it('spreads the wrong answers so that the share is right', () => {
  for (const share of [0, 0.4, 0.6, 0.9, 1]) {
    for (const turn of [0, 3, 7]) {
      expect(spread(10, share, turn).filter(Boolean)).toHaveLength(Math.round(10 * share));
    }
  }
});
