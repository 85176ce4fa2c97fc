import type { RetryPolicy } from '../../../contracts/assessment.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { completeLesson, recordProgress } from './above.ts';
import { earnedPercent } from './domain/score.ts';
import { listPercents } from './repo/attempts.ts';
import * as repo from './repo/grades.ts';

export type Graded = {
  organizationId: string;
  assessmentId: string;
  userId: string;
  lessonId: string;
  passingScore: number;
  retryPolicy: RetryPolicy;
  holdGrades: boolean;
};

/** What counts of a cell: what a teacher decided, else what was earned; null where it is exempt. */
export function finalPercent(grade: repo.GradeRow): number | null {
  return grade.exempt ? null : (grade.overridePercent ?? grade.earnedPercent);
}

/**
 * Brings the gradebook and the lesson up to date after a result of a learner has changed, in the
 * caller's transaction. Who passes, or is exempt, has completed the lesson; a completed lesson
 * stays so, whatever happens to the grade later.
 */
export async function settleGrade(
  trx: TenantTransaction,
  graded: Graded,
  now: Date,
): Promise<repo.GradeRow> {
  const before = await repo.lockGrade(trx, graded);
  const { percents, attempts } = await listPercents(trx, graded);
  const earned = earnedPercent(graded.retryPolicy, percents);
  const releasedAt = before.releasedAt ?? (graded.holdGrades || earned === null ? null : now);
  const changed =
    before.earnedPercent !== earned || before.releasedAt?.getTime() !== releasedAt?.getTime();
  if (changed) await repo.updateEarned(trx, graded, { earnedPercent: earned, releasedAt });
  const grade = { ...before, earnedPercent: earned, releasedAt };
  await tellLesson(trx, graded, grade, { attempts, now });
  return grade;
}

/** Tells the course what a released grade means for the lesson. */
export async function tellLesson(
  trx: TenantTransaction,
  { organizationId, userId, lessonId, passingScore }: Graded,
  grade: repo.GradeRow,
  { attempts, now }: { attempts?: number; now: Date },
): Promise<void> {
  const key = { organizationId, userId, lessonId, now };
  const percent = grade.releasedAt === null ? null : finalPercent(grade);
  if (grade.exempt || (percent !== null && percent >= passingScore)) {
    await completeLesson(trx, { ...key, ...(percent === null ? {} : { score: percent }) });
  }
  if (attempts !== undefined) {
    await recordProgress(trx, {
      ...key,
      attempts,
      ...(percent === null ? {} : { score: percent }),
    });
  }
}
