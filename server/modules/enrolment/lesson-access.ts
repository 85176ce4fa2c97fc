import type { TenantTransaction } from '../../db/tenant.ts';
import { notFound } from '../../errors.ts';
import { requireEnrolled } from './access.ts';
import type { EnrolmentRow } from './repo/enrolments.ts';
import { type PublishedLesson, selectOptionalPublishedLesson } from './repo/published-lesson.ts';

/**
 * A lesson of the published version for somebody who takes the course.
 *
 * @throws AppError what `requireEnrolled` throws, or `not_found` for a lesson that is not (or no
 *   longer) part of the course.
 */
export async function requireLesson(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string; userId: string; lessonId: string },
  options: { lock?: boolean } = {},
): Promise<{ enrolment: EnrolmentRow; lesson: PublishedLesson }> {
  const enrolment = await requireEnrolled(trx, key, options);
  const version = enrolment.publishedVersion;
  const lesson = await selectOptionalPublishedLesson(trx, { ...key, version });
  if (!lesson) throw notFound('lesson in this course');
  return { enrolment, lesson };
}
