import type { TenantTransaction } from '../../../db/tenant.ts';
import { type AssessmentInput, insertWholeAssessments } from '../../assessment/index.ts';
import type { AssessmentPlan } from '../domain/blueprint.ts';
import type { Pool } from '../domain/quizzes.ts';

export type LessonAssessment = { lessonId: string; plan: AssessmentPlan };

/** A quiz may be taken as often as somebody likes; an exam keeps the usual number of attempts. */
const SETTINGS: Record<AssessmentPlan['assessment'], AssessmentInput['settings']> = {
  quiz: { kind: 'quiz', maxAttempts: null, shuffleQuestions: true, shuffleOptions: true },
  exam: { kind: 'exam', shuffleQuestions: true, shuffleOptions: true },
};

/** A pool of which everything is drawn is as well a row of fixed questions. */
const entriesOf = ({ questionIds, draw }: Pool): AssessmentInput['sections'][number]['entries'] =>
  draw >= questionIds.length
    ? questionIds.map((itemId) => ({ itemId }))
    : [{ pool: questionIds, drawCount: draw }];

export async function writeAssessments(
  trx: TenantTransaction,
  { organizationId, courseId }: { organizationId: string; courseId: string },
  assessments: readonly LessonAssessment[],
): Promise<void> {
  await insertWholeAssessments(
    trx,
    organizationId,
    assessments.map(({ lessonId, plan }) => ({
      courseId,
      lessonId,
      settings: SETTINGS[plan.assessment],
      sections: plan.pools.map(({ title, pool }) => ({ title, entries: entriesOf(pool) })),
    })),
  );
}
