import { describe, expect, it } from 'vitest';
import type { ShownQuestion, StepAnswer } from '../../../contracts/learning.ts';
import { givenFrom, isWhole, keptAnswer } from './given-answers.ts';

const choices = ['a', 'b', 'c'].map((id) => ({ id, text: id }));
const question = (questionType: ShownQuestion['questionType']): ShownQuestion => ({
  type: 'question',
  questionType,
  stem: 'Which?',
  options: choices,
  lefts: choices,
  rights: choices,
  asksUnit: false,
  rubric: [],
  points: 1,
  gapCount: 2,
  hintCount: 0,
  hints: [],
});

const answers: [ShownQuestion['questionType'], StepAnswer][] = [
  ['multiple_choice', { kind: 'option', optionId: 'b', confidence: null }],
  ['true_false', { kind: 'option', optionId: 'a', confidence: null }],
  ['multiple_response', { kind: 'options', optionIds: ['a', 'c'], confidence: null }],
  ['ordering', { kind: 'order', optionIds: ['c', 'a', 'b'], confidence: null }],
  ['matching', { kind: 'pairs', pairs: [{ leftId: 'a', rightId: 'c' }], confidence: null }],
  ['fill_blank', { kind: 'gaps', gaps: ['one', ''], confidence: null }],
  ['short_answer', { kind: 'text', text: 'one', confidence: null }],
  ['numeric', { kind: 'text', text: '3 km', confidence: null }],
  ['essay', { kind: 'text', text: 'It is so.', confidence: null }],
];

describe('an answer that is kept', () => {
  it.each(answers)('stands in its fields again: %s', (type, answer) => {
    const item = question(type);
    expect(keptAnswer(item, givenFrom(item, answer))).toEqual(answer);
  });

  it.each(answers.filter(([type]) => type !== 'ordering'))(
    'is nothing where nothing was given: %s',
    (type) => {
      const item = question(type);
      expect(keptAnswer(item, givenFrom(item, null))).toBeNull();
    },
  );

  it('is not whole with an empty gap or a pair too few', () => {
    const whole = answers.map(([type, answer]) => [type, isWhole(question(type), answer)]);
    expect(whole.filter(([, yes]) => !yes).map(([type]) => type)).toEqual([
      'matching',
      'fill_blank',
    ]);
    expect(isWhole(question('essay'), null)).toBe(false);
  });
});
