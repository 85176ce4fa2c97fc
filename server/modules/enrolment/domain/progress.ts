/** A lesson of the published version. */
export type CourseLesson = {
  lessonId: string;
  kind: 'article' | 'video' | 'path' | 'assessment';
  isRequired: boolean;
};

export type CourseProgress = {
  /** Share of the lessons that count that are completed, 0-100 with two decimals. */
  percent: number;
  /** Whether the course is completed by it. */
  complete: boolean;
};

/**
 * How far a learner is in a course. The required lessons count, all alike; where none is required,
 * all lessons count. The course is complete when `requiredPercent` of them are, and every required
 * assessment is passed (a passed assessment is a completed lesson).
 *
 * Rounding is down, so that 100 means all and nothing is complete by rounding.
 */
export function courseProgress(
  lessons: readonly CourseLesson[],
  completed: ReadonlySet<string>,
  requiredPercent: number,
): CourseProgress {
  const required = lessons.filter(({ isRequired }) => isRequired);
  const counting = required.length > 0 ? required : lessons;
  if (counting.length === 0) return { percent: 0, complete: false };
  const done = counting.filter(({ lessonId }) => completed.has(lessonId)).length;
  const passed = required.every(
    ({ kind, lessonId }) => kind !== 'assessment' || completed.has(lessonId),
  );
  return {
    percent: Math.floor((done * 10_000) / counting.length) / 100,
    complete: passed && done * 100 >= requiredPercent * counting.length,
  };
}
