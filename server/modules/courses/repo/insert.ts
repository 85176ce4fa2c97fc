import type { ArticleDocument } from '../../../../contracts/articles.ts';
import type { LessonKind } from '../../../../contracts/courses.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { CourseKey } from './courses.ts';

export type NewModule = { id: string; position: number; title: string; description: string };

export type NewLesson = {
  id: string;
  moduleId: string;
  position: number;
  kind: LessonKind;
  title: string;
  summary: string;
  objectives: readonly string[];
  estimatedMinutes: number | null;
  reckonedMinutes: number;
  isFree: boolean;
  isRequired: boolean;
  notReady: string | null;
  content: ArticleDocument | null;
};

/** All modules of a course in one statement. */
export async function insertModuleRows(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  modules: readonly NewModule[],
): Promise<void> {
  if (modules.length === 0) return;
  await trx
    .insertInto('course_modules')
    .values(
      modules.map((module) => ({
        organization_id: organizationId,
        course_id: courseId,
        ...module,
      })),
    )
    .execute();
}

/** Rows of one statement: PostgreSQL takes at most 65,535 parameters. */
const BATCH = 1000;

/** All lessons of a course, in one statement for each thousand. */
export async function insertLessonRows(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  lessons: readonly NewLesson[],
): Promise<void> {
  for (let start = 0; start < lessons.length; start += BATCH) {
    await trx
      .insertInto('lessons')
      .values(
        lessons.slice(start, start + BATCH).map((lesson) => ({
          organization_id: organizationId,
          id: lesson.id,
          course_id: courseId,
          module_id: lesson.moduleId,
          position: lesson.position,
          kind: lesson.kind,
          title: lesson.title,
          summary: lesson.summary,
          objectives: [...lesson.objectives],
          estimated_minutes: lesson.estimatedMinutes,
          reckoned_minutes: lesson.reckonedMinutes,
          is_free: lesson.isFree,
          is_required: lesson.isRequired,
          not_ready: lesson.notReady,
          content: lesson.content === null ? null : JSON.stringify(lesson.content),
        })),
      )
      .execute();
  }
}

export type NewLessonItem = {
  lessonId: string;
  itemId: string;
  type: 'nugget' | 'flashcard' | 'question';
  position: number;
};

/** Items of all lessons of a course, in one statement for each few thousand. */
export async function insertItemRows(
  trx: TenantTransaction,
  organizationId: string,
  items: readonly NewLessonItem[],
): Promise<void> {
  for (let start = 0; start < items.length; start += BATCH * 5) {
    await trx
      .insertInto('lesson_items')
      .values(
        items.slice(start, start + BATCH * 5).map((item) => ({
          organization_id: organizationId,
          lesson_id: item.lessonId,
          item_id: item.itemId,
          item_type: item.type,
          position: item.position,
        })),
      )
      .execute();
  }
}
