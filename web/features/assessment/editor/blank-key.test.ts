import { expect, it } from 'vitest';
import { QuestionType } from '../../../../contracts/items.ts';
import { blankKey, fitGaps } from './blank-key.ts';

const words = { right: 'True', wrong: 'False' };

it.each(QuestionType.options)('begins a key of the type that is asked for: %s', (type) => {
  const key = blankKey(type, words);
  expect(key.questionType).toBe(type);
  if ('options' in key) {
    const right = key.options.filter(({ correct }) => correct).length;
    expect(right).toBe(type === 'multiple_response' ? 2 : 1);
  }
});

it('has as many gaps as the stem, and keeps what was typed for them', () => {
  const one = blankKey('fill_blank', words);
  const two = fitGaps(one, 'A ____ and a ____.');
  expect(two).toMatchObject({ gaps: [{ accepted: [] }, { accepted: [] }] });
  const typed = { questionType: 'fill_blank' as const, gaps: [{ accepted: ['cat'] }] };
  expect(fitGaps(typed, '___ ____ _____')).toMatchObject({
    gaps: [{ accepted: ['cat'] }, { accepted: [] }, { accepted: [] }],
  });
  expect(fitGaps(typed, 'no gap yet')).toBe(typed);
});
