import type { TenantContext, TenantTransaction } from '../../../db/tenant.ts';
import { AppError, notFound } from '../../../errors.ts';
import { mayEdit } from '../policy.ts';
import { type CourseRow, selectOptionalCourse } from '../repo/courses.ts';
import { type LessonRow, selectOptionalLesson } from '../repo/lessons.ts';

/** Who calls, with their organization. */
export type Author = TenantContext & { userId: string };

function refuseOthers(tenant: TenantContext, ownerId: string): void {
  if (mayEdit(tenant, { ownerId })) return;
  throw new AppError(
    'forbidden',
    'Only the owner of this course and administrators may change it; nothing was changed. Ask one of them, or make a course of your own.',
  );
}

/** @throws AppError `precondition_required` without a revision, `edit_conflict` with an old one. */
export function checkRevision(ifMatch: number | null, revision: number, what: string): void {
  if (ifMatch === null) {
    throw new AppError(
      'precondition_required',
      `Send the revision of the ${what} that you edited as If-Match.`,
    );
  }
  if (ifMatch !== revision) {
    throw new AppError('edit_conflict', `Load the ${what} again; your change was not saved.`);
  }
}

/** The draft of a course, for any author. @throws AppError `not_found`. */
export async function selectCourse(
  trx: TenantTransaction,
  { organizationId }: Pick<TenantContext, 'organizationId'>,
  courseId: string,
): Promise<CourseRow> {
  const course = await selectOptionalCourse(trx, { organizationId, courseId });
  if (!course) throw notFound('course');
  return course;
}

/**
 * Locks a course that the caller may change. Every change of a course or of anything in it begins
 * here, so that changes of one course come one after another and never wait for each other in a
 * circle.
 *
 * @throws AppError `not_found`, `forbidden`.
 */
export async function lockCourse(
  trx: TenantTransaction,
  tenant: TenantContext,
  courseId: string,
): Promise<CourseRow> {
  const { organizationId } = tenant;
  const course = await selectOptionalCourse(trx, { organizationId, courseId }, { lock: true });
  if (!course) throw notFound('course');
  refuseOthers(tenant, course.owner_id);
  return course;
}

/** The same for an edit of a known revision. @throws also `precondition_required`, `edit_conflict`. */
export async function lockRevision(
  trx: TenantTransaction,
  tenant: TenantContext,
  courseId: string,
  ifMatch: number | null,
): Promise<CourseRow> {
  const course = await lockCourse(trx, tenant, courseId);
  checkRevision(ifMatch, course.revision, 'course');
  return course;
}

/** A lesson of a draft, for any author. @throws AppError `not_found`. */
export async function selectLesson(
  trx: TenantTransaction,
  { organizationId }: Pick<TenantContext, 'organizationId'>,
  lessonId: string,
): Promise<LessonRow> {
  const lesson = await selectOptionalLesson(trx, { organizationId, lessonId });
  if (!lesson) throw notFound('lesson');
  return lesson;
}

/**
 * A lesson that the caller may change, with its course locked. For the modules that serve a kind of
 * lesson, too.
 *
 * @throws AppError `not_found`, `forbidden`.
 */
export async function lockLesson(
  trx: TenantTransaction,
  tenant: TenantContext,
  lessonId: string,
): Promise<LessonRow> {
  const { course_id: courseId } = await selectLesson(trx, tenant, lessonId);
  await lockCourse(trx, tenant, courseId);
  // Read again: what waited for the lock may have changed it.
  return selectLesson(trx, tenant, lessonId);
}
