import type { LessonNotReady, PublishProblem } from '../../../../contracts/courses.ts';
import type { CourseSnapshot, SnapshotLesson, SnapshotModule } from './snapshot.ts';

/** What beside the snapshot decides whether a course can be published. */
export type Readiness = {
  /** Code of the module that serves the kind, by lesson; nothing where it is ready. */
  notReady: ReadonlyMap<string, LessonNotReady>;
  /** Articles in which nothing is written. */
  emptyArticles: ReadonlySet<string>;
  /** Items that learners may see. */
  approved: ReadonlySet<string>;
};

function lessonProblems(lesson: SnapshotLesson, readiness: Readiness): PublishProblem[] {
  const at = { moduleId: null, lessonId: lesson.id, title: lesson.title };
  const plain = { ...at, itemId: null, notReady: null };
  const notReady = readiness.notReady.get(lesson.id);
  return [
    ...(notReady ? [{ ...plain, code: 'lesson_not_ready' as const, notReady }] : []),
    ...(readiness.emptyArticles.has(lesson.id)
      ? [{ ...plain, code: 'article_empty' as const }]
      : []),
    ...(lesson.kind === 'path' && lesson.itemIds.length === 0
      ? [{ ...plain, code: 'path_empty' as const }]
      : []),
    ...lesson.itemIds
      .filter((id) => !readiness.approved.has(id))
      .map((itemId) => ({ ...plain, code: 'item_not_approved' as const, itemId })),
  ];
}

function moduleProblems(module: SnapshotModule, readiness: Readiness): PublishProblem[] {
  if (module.lessons.length > 0)
    return module.lessons.flatMap((lesson) => lessonProblems(lesson, readiness));
  const { id: moduleId, title } = module;
  return [{ code: 'module_empty', moduleId, lessonId: null, itemId: null, title, notReady: null }];
}

/** Everything that keeps a course from being published, in its order; empty where nothing does. */
export function publishProblems(course: CourseSnapshot, readiness: Readiness): PublishProblem[] {
  if (course.modules.length === 0) {
    const nowhere = { moduleId: null, lessonId: null, itemId: null, notReady: null };
    return [{ code: 'no_lessons', title: course.title, ...nowhere }];
  }
  return course.modules.flatMap((module) => moduleProblems(module, readiness));
}

const SENTENCES: Record<PublishProblem['code'], string> = {
  no_lessons: 'The course has no lessons: add one.',
  module_empty: 'The module has no lessons: add one, or delete the module.',
  article_empty: 'The article is empty: write it, or delete the lesson.',
  path_empty: 'The path has no items: add some, or delete the lesson.',
  item_not_approved: 'An item is not approved: approve it in review, or take it out.',
  lesson_not_ready: 'The lesson is not ready.',
};

/** A problem as an error names it. */
export function problemSentence({ code, title, notReady }: PublishProblem): string {
  return `${title}: ${SENTENCES[code]}${notReady ? ` (${notReady})` : ''}`;
}
