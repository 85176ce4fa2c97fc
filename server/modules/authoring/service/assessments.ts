import type { TenantTransaction } from '../../../db/tenant.ts';
import { insertPapers, type PaperInput } from '../../assessment/index.ts';
import type { AssessmentPlan } from '../domain/blueprint.ts';

export type LessonAssessment = { lessonId: string; plan: AssessmentPlan };

/** A quiz may be taken as often as somebody likes; an exam keeps the usual number of attempts. */
const SETTINGS: Record<AssessmentPlan['assessment'], PaperInput['settings']> = {
  quiz: { kind: 'quiz', maxAttempts: null, shuffleQuestions: true, shuffleOptions: true },
  exam: { kind: 'exam', shuffleQuestions: true, shuffleOptions: true },
};

/** @param approved whether all questions are approved, so that they can be asked. */
export function writeAssessments(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string },
  assessments: readonly LessonAssessment[],
  approved: boolean,
): Promise<void> {
  return insertPapers(
    trx,
    key,
    assessments.map(({ lessonId, plan }) => ({
      lessonId,
      settings: SETTINGS[plan.assessment],
      sections: plan.pools.map(({ title, pool }) => ({
        title,
        pools: [{ itemIds: pool.questionIds, drawCount: pool.draw }],
      })),
    })),
    { approved },
  );
}
