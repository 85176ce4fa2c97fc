import { describe, expect, it } from 'vitest';
import { changedFields, labelsOf, linesOf, numberOf } from './changed-fields.ts';

describe('what is sent of a form', () => {
  it('is only what was changed', () =>
    expect(
      changedFields(
        { title: 'a', tags: ['x'], minutes: null },
        { title: 'b', tags: ['x'], minutes: 5 },
      ),
    ).toEqual({ title: 'b', minutes: 5 }));
  it('is nothing where all is as before', () =>
    expect(changedFields({ tags: ['x', 'y'] }, { tags: ['x', 'y'] })).toEqual({}));
});

describe('what is typed', () => {
  it('is one objective a line', () => expect(linesOf(' a \n\nb\na')).toEqual(['a', 'b']));
  it('is labels between commas of several scripts', () =>
    expect(labelsOf('one, two،ثلاثة,, one')).toEqual(['one', 'two', 'ثلاثة']));
  it('is a number or nothing', () =>
    expect([numberOf('12'), numberOf(''), numberOf('x')]).toEqual([12, null, null]));
});
