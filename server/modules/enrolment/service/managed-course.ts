import type { TenantContext, TenantTransaction } from '../../../db/tenant.ts';
import { AppError, notFound } from '../../../errors.ts';
import { mayManage } from '../policy.ts';
import { type CourseRow, selectOptionalCourse } from '../repo/enrolments.ts';

/** @throws AppError `not_found` for a course that is not there. */
export async function seenCourse(
  trx: TenantTransaction,
  staff: TenantContext,
  courseId: string,
): Promise<CourseRow> {
  const { organizationId } = staff;
  const course = await selectOptionalCourse(trx, { organizationId, courseId, lock: false });
  if (!course) throw notFound('course');
  return course;
}

/**
 * The course, locked for a change of its people.
 *
 * @throws AppError `not_found`, or `forbidden` for an instructor who does not own it.
 */
export async function managedCourse(
  trx: TenantTransaction,
  staff: TenantContext,
  courseId: string,
): Promise<CourseRow> {
  const { organizationId } = staff;
  const course = await selectOptionalCourse(trx, { organizationId, courseId, lock: true });
  if (!course) throw notFound('course');
  if (!mayManage(staff, course)) {
    throw new AppError(
      'forbidden',
      'This is the course of somebody else; ask its owner or an administrator. Nothing was changed.',
    );
  }
  return course;
}
