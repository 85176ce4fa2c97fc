import type { EnrolmentStatus } from '../../../contracts/enrolment.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { hasPlace } from './access.ts';
import { laterPosition, type PlacedAt } from './domain/position.ts';
import { courseProgress } from './domain/progress.ts';
import { issueCertificates } from './issue.ts';
import { selectOptionalValidId } from './repo/certificates.ts';
import { type EnrolmentRow, selectOptionalEnrolment } from './repo/enrolments.ts';
import * as repo from './repo/progress.ts';

type LearnerLesson = { organizationId: string; userId: string; lessonId: string };
type LearnerCourse = { organizationId: string; userId: string; courseId: string };

export type Completion = {
  courseId: string;
  status: EnrolmentStatus;
  progressPercent: number;
  /** This completion completed the course. */
  courseCompleted: boolean;
  certificateId: string | null;
};

/** The course of the lesson with the learner's place in it, locked; null where they have none. */
async function lockPlace(trx: TenantTransaction, key: LearnerLesson): Promise<EnrolmentRow | null> {
  const courseId = await repo.selectOptionalCourseOf(trx, key);
  if (courseId === null) return null;
  const enrolment = await selectOptionalEnrolment(trx, { ...key, courseId, lock: true });
  return enrolment && hasPlace(enrolment) ? enrolment : null;
}

/**
 * Marks a lesson as completed by a learner and draws the consequences, in the caller's transaction:
 * the progress in the course, its completion and the certificate. Again for a completed lesson, it
 * keeps when that was, and takes a better score.
 *
 * @param input.score 0-100, where the lesson is scored.
 * @returns null, with nothing written, for somebody without a place in the course, such as an
 *   author who tries it.
 */
export async function completeLesson(
  trx: TenantTransaction,
  input: LearnerLesson & { score?: number | undefined; now: Date },
): Promise<Completion | null> {
  const enrolment = await lockPlace(trx, input);
  if (enrolment === null) return null;
  const { courseId } = enrolment;
  await repo.upsertProgress(trx, { ...input, courseId, complete: true });
  return settle(trx, { ...input, courseId }, enrolment, input.now);
}

/**
 * Adds to the progress in a lesson without completing it: seconds spent, a position unless a later
 * one is known, a score that is better than the one known, attempts made in all. Whether the
 * seconds are true is for the caller to know. Returns false, with nothing written, for somebody
 * without a place in the course.
 */
export async function recordProgress(
  trx: TenantTransaction,
  input: LearnerLesson & Omit<repo.ProgressChange, 'complete'> & { now: Date },
): Promise<boolean> {
  const enrolment = await lockPlace(trx, input);
  if (enrolment === null) return false;
  const position = input.position && (await keptPosition(trx, input, input.position, input.now));
  await repo.upsertProgress(trx, { ...input, position, courseId: enrolment.courseId });
  return true;
}

/**
 * Where the learner is in a lesson, after a device has reported a place. The caller holds the lock
 * of the enrolment, so that each device compares with what the last one left.
 */
export async function keptPosition(
  trx: TenantTransaction,
  key: LearnerLesson,
  reported: PlacedAt,
  now: Date,
): Promise<PlacedAt> {
  const row = await repo.selectOptionalProgress(trx, key);
  const known =
    row?.position && row.positionAt ? { position: row.position, at: row.positionAt } : null;
  return laterPosition(known, reported, now);
}

/**
 * Computes the progress of a learner in a course from their lessons. The caller holds the lock of
 * the enrolment. A completed course stays completed, whatever the share is now.
 */
export async function settle(
  trx: TenantTransaction,
  key: LearnerCourse,
  enrolment: Pick<EnrolmentRow, 'status' | 'progressPercent'>,
  now: Date,
): Promise<Completion> {
  const { courseId } = key;
  const course = await repo.selectOptionalPublished(trx, key);
  if (course === null) {
    const certificateId = await selectOptionalValidId(trx, key);
    return { courseId, ...enrolment, courseCompleted: false, certificateId };
  }
  const { lessonIds, averageScore } = await repo.selectCompleted(trx, key);
  const { percent, complete } = courseProgress(
    course.lessons,
    new Set(lessonIds),
    course.requiredPercent,
  );
  const completes = complete && enrolment.status === 'active';
  await repo.updateCourseProgress(trx, key, {
    percent,
    version: course.version,
    completedAt: completes ? now : null,
  });
  if (completes) {
    await issueCertificates(trx, key, course, [{ userId: key.userId, averageScore }], now);
  }
  return {
    courseId,
    status: completes ? 'completed' : enrolment.status,
    progressPercent: percent,
    courseCompleted: completes,
    certificateId: await selectOptionalValidId(trx, key),
  };
}
