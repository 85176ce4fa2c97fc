import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CourseLesson, courseProgress } from './progress.ts';

const lesson = (lessonId: string, over: Partial<CourseLesson> = {}): CourseLesson => ({
  lessonId,
  kind: 'article',
  isRequired: true,
  ...over,
});

describe('the progress of a course', () => {
  it('is the share of the required lessons, rounded down', () => {
    const lessons = [lesson('a'), lesson('b'), lesson('c'), lesson('d', { isRequired: false })];
    expect(courseProgress(lessons, new Set(['a']), 100)).toEqual({
      percent: 33.33,
      complete: false,
    });
    expect(courseProgress(lessons, new Set(['d']), 100).percent).toBe(0);
    expect(courseProgress(lessons, new Set(['a', 'b', 'c']), 100)).toEqual({
      percent: 100,
      complete: true,
    });
  });

  it('counts all lessons where none is required', () => {
    const lessons = ['a', 'b'].map((id) => lesson(id, { isRequired: false }));
    expect(courseProgress(lessons, new Set(['a']), 50)).toEqual({ percent: 50, complete: true });
  });

  it('does not complete a course before its required assessments are passed', () => {
    const lessons = [lesson('a'), lesson('b'), lesson('exam', { kind: 'assessment' })];
    expect(courseProgress(lessons, new Set(['a', 'b']), 60).complete).toBe(false);
    expect(courseProgress(lessons, new Set(['a', 'exam']), 60).complete).toBe(true);
  });

  it('does not wait for an assessment that is not required', () => {
    const lessons = [lesson('a'), lesson('quiz', { kind: 'assessment', isRequired: false })];
    expect(courseProgress(lessons, new Set(['a']), 100).complete).toBe(true);
  });

  it('asks for a third as a third, not as 33.33 percent', () => {
    const lessons = ['a', 'b', 'c'].map((id) => lesson(id));
    expect(courseProgress(lessons, new Set(['a']), 33).complete).toBe(true);
    expect(courseProgress(lessons, new Set(['a']), 34).complete).toBe(false);
  });

  it('begins at nothing and is never complete without lessons', () => {
    expect(courseProgress([], new Set(['a']), 1)).toEqual({ percent: 0, complete: false });
  });

  it('never falls when one more lesson is completed, and is 100 exactly when all are', () => {
    const arbitrary = fc.array(
      fc.record({
        kind: fc.constantFrom('article', 'assessment') as fc.Arbitrary<CourseLesson['kind']>,
        isRequired: fc.boolean(),
        done: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 1, max: 100 }), fc.nat(11), (rows, asked, more) => {
        const lessons = rows.map((row, index) => lesson(String(index), row));
        const done = rows.flatMap((row, index) => (row.done ? [String(index)] : []));
        const before = courseProgress(lessons, new Set(done), asked);
        const after = courseProgress(lessons, new Set([...done, String(more)]), asked);
        expect(after.percent).toBeGreaterThanOrEqual(before.percent);
        if (before.complete) expect(after.complete).toBe(true);
        const required = lessons.filter(({ isRequired }) => isRequired);
        const counting = required.length > 0 ? required : lessons;
        const all = counting.every(({ lessonId }) => done.includes(lessonId));
        expect(before.percent === 100).toBe(all);
      }),
    );
  });
});
