import type { MyLessonEntry } from '../../../../contracts/enrolment.ts';

export type OutlineLesson = {
  lessonId: string;
  title: string;
  kind: MyLessonEntry['kind'];
  minutes: number;
  isRequired: boolean;
  status: 'started' | 'completed' | null;
  score: number | null;
  completedAt: Date | null;
  timeSpentSeconds: number;
  publishedAt: Date;
};

/**
 * A lesson of the outline as its learner sees it. It is new to somebody who completed the course
 * before the lesson was first published, until they begin it.
 */
export function viewEntry(lesson: OutlineLesson, courseCompletedAt: Date | null): MyLessonEntry {
  const { status, publishedAt } = lesson;
  return {
    lessonId: lesson.lessonId,
    title: lesson.title,
    kind: lesson.kind,
    estimatedMinutes: lesson.minutes,
    isRequired: lesson.isRequired,
    state: status ?? 'new',
    score: lesson.score,
    completedAt: lesson.completedAt?.toISOString() ?? null,
    timeSpentSeconds: lesson.timeSpentSeconds,
    isNew: status === null && courseCompletedAt !== null && publishedAt > courseCompletedAt,
  };
}

/** The lessons before and after one, across modules. */
export function neighbours<L extends { lessonId: string; title: string }>(
  lessons: readonly L[],
  lessonId: string,
): {
  previous: { lessonId: string; title: string } | null;
  next: { lessonId: string; title: string } | null;
} {
  const place = lessons.findIndex((lesson) => lesson.lessonId === lessonId);
  const at = (index: number) => {
    const lesson = place === -1 ? undefined : lessons[index];
    return lesson ? { lessonId: lesson.lessonId, title: lesson.title } : null;
  };
  return { previous: at(place - 1), next: at(place + 1) };
}

/** Lessons in order, by module. */
export function byModule<L extends { moduleId: string }>(lessons: readonly L[]): L[][] {
  return [...Map.groupBy(lessons, ({ moduleId }) => moduleId).values()];
}
