import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { AnswerKey } from '../../../../contracts/items.ts';
import { gradeAnswer } from '../../items/index.ts';
import { carryResponse, placesNow } from './carry-response.ts';
import { gradeAgain } from './regrade.ts';

const choice = (texts: string[], right: number): AnswerKey => ({
  questionType: 'multiple_choice',
  options: texts.map((text, index) => ({ text, correct: index === right, feedback: '' })),
});
const answer = { points: 2, score: 0, grader: 'machine' as const };

describe('an answer to an older wording', () => {
  it('follows its words where options have moved', () => {
    expect(
      carryResponse(choice(['a', 'b', 'c'], 0), choice(['c', 'a', 'b'], 1), { optionIndex: 2 }),
    ).toEqual({ optionIndex: 0 });
  });

  it('stays at its place where only its words were corrected', () => {
    expect(
      carryResponse(choice(['a', 'b', 'c'], 0), choice(['a', 'bee', 'c'], 1), { optionIndex: 1 }),
    ).toEqual({ optionIndex: 1 });
  });

  it('cannot be carried over where what was chosen is gone', () => {
    expect(
      carryResponse(choice(['a', 'b', 'c'], 0), choice(['a', 'c'], 0), { optionIndex: 1 }),
    ).toBeNull();
  });

  test.each<[AnswerKey, AnswerKey, Parameters<typeof carryResponse>[2], unknown]>([
    [
      { questionType: 'short_answer', accepted: ['x'] },
      { questionType: 'short_answer', accepted: ['y'] },
      { text: 'y' },
      { text: 'y' },
    ],
    [
      { questionType: 'fill_blank', gaps: [{ accepted: ['x'] }] },
      { questionType: 'fill_blank', gaps: [{ accepted: ['x'] }, { accepted: ['y'] }] },
      { gaps: ['x'] },
      null,
    ],
    [
      { questionType: 'ordering', steps: ['a', 'b', 'c'] },
      { questionType: 'ordering', steps: ['b', 'a', 'c'] },
      { order: [0, 1, 2] },
      { order: [1, 0, 2] },
    ],
    [
      choice(['a', 'b', 'c'], 0),
      { questionType: 'short_answer', accepted: ['a'] },
      { optionIndex: 0 },
      null,
    ],
    [
      choice(['a', 'b', 'c'], 0),
      { ...choice(['a', 'b', 'c'], 0), questionType: 'multiple_response' } as AnswerKey,
      { optionIndex: 1 },
      { optionIndexes: [1] },
    ],
  ])('%j → %j: %j becomes %j', (before, after, response, carried) => {
    expect(carryResponse(before, after, response)).toEqual(carried);
  });

  it('keeps pairs with their words', () => {
    const pair = (left: string, right: string) => ({ left, right, feedback: '' });
    const before: AnswerKey = {
      questionType: 'matching',
      pairs: [pair('a', 'A'), pair('b', 'B')],
      extras: ['C'],
    };
    const after: AnswerKey = { ...before, pairs: [pair('b', 'B'), pair('a', 'A')] };
    expect(carryResponse(before, after, { pairs: [0, 2] })).toEqual({ pairs: [2, 1] });
  });

  it('gives each old place at most one new one, and its own words first', () => {
    const texts = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const places = placesNow(before, after).flatMap((place) => place ?? []);
        expect(new Set(places).size).toBe(places.length);
        for (const [index, place] of placesNow(before, after).entries())
          if (after.includes(before[index] as string))
            expect(after[place as number]).toBe(before[index]);
      }),
    );
  });
});

describe('grading again', () => {
  it('gives the points of the corrected key', () => {
    const again = gradeAgain(
      { ...answer, response: { optionIndex: 1 } },
      choice(['a', 'b'], 0),
      choice(['a', 'b'], 1),
      gradeAnswer,
    );
    expect(again).toEqual({ score: 2, correct: true, kept: false });
  });

  it('leaves a verdict of a person, and an answer that cannot be carried over', () => {
    const gone = [choice(['a', 'b', 'c'], 0), choice(['a', 'c'], 0)] as const;
    expect(
      gradeAgain(
        { ...answer, score: 1, grader: 'person', response: { optionIndex: 0 } },
        ...gone,
        gradeAnswer,
      ),
    ).toMatchObject({ score: 1, kept: true });
    expect(
      gradeAgain({ ...answer, score: 2, response: { optionIndex: 1 } }, ...gone, gradeAnswer),
    ).toEqual({ score: 2, correct: true, kept: true });
  });

  it('gives an empty answer nothing', () => {
    expect(
      gradeAgain(
        { ...answer, response: null },
        choice(['a', 'b'], 0),
        choice(['a', 'b'], 1),
        gradeAnswer,
      ),
    ).toEqual({ score: 0, correct: false, kept: false });
  });
});
