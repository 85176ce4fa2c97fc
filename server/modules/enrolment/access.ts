import type { TenantTransaction } from '../../db/tenant.ts';
import { AppError, notFound } from '../../errors.ts';
import {
  type EnrolmentRow,
  selectOptionalCourse,
  selectOptionalEnrolment,
} from './repo/enrolments.ts';

type Key = { organizationId: string; courseId: string; userId: string };

/**
 * The enrolment of somebody who has a place in a published course. With `lock`, whatever else
 * changes their progress in it waits for the end of the transaction.
 *
 * @throws AppError `not_found` for a course that is not there, `not_enrolled`, or
 *   `course_not_published` where it was taken back.
 */
export async function requireEnrolled(
  trx: TenantTransaction,
  key: Key,
  { lock = false }: { lock?: boolean } = {},
): Promise<EnrolmentRow & { publishedVersion: number }> {
  const course = await selectOptionalCourse(trx, { ...key, lock: false });
  if (!course) throw notFound('course');
  const enrolment = await selectOptionalEnrolment(trx, { ...key, lock });
  if (!enrolment || !hasPlace(enrolment)) {
    throw new AppError(
      'not_enrolled',
      enrolment?.status === 'waiting'
        ? 'You wait for a place in this course; its lessons open when you get one.'
        : 'Enrol in the course first; nothing was changed.',
    );
  }
  const { publishedVersion } = course;
  if (publishedVersion === null) {
    throw new AppError(
      'course_not_published',
      'Its instructor has taken the course back. What you did is kept; ask them when it returns.',
    );
  }
  return { ...enrolment, publishedVersion };
}

export function hasPlace({ status }: Pick<EnrolmentRow, 'status'>): boolean {
  return status === 'active' || status === 'completed';
}
