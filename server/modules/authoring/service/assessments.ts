import type { TenantTransaction } from '../../../db/tenant.ts';
import type { AssessmentPlan } from '../domain/blueprint.ts';

export type LessonAssessment = { lessonId: string; plan: AssessmentPlan };

export async function writeAssessments(
  _trx: TenantTransaction,
  _key: { organizationId: string; courseId: string },
  _assessments: readonly LessonAssessment[],
): Promise<void> {}
