import type { GradingCriteria } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

/**
 * Sets how often a question may be tried and how answers count, where it is asked by a milestone or
 * an assessment. What is absent stays; what is no question is left alone.
 */
export async function updateQuestionRules(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
  rules: {
    retryLimit?: number | null | undefined;
    gradingCriteria?: GradingCriteria | null | undefined;
  },
): Promise<void> {
  const { retryLimit, gradingCriteria } = rules;
  if (retryLimit === undefined && gradingCriteria === undefined) return;
  await trx
    .updateTable('questions')
    .set({
      ...(retryLimit === undefined ? {} : { retry_limit: retryLimit }),
      ...(gradingCriteria === undefined
        ? {}
        : {
            grading_criteria: gradingCriteria === null ? null : JSON.stringify(gradingCriteria),
          }),
    })
    .where('organization_id', '=', organizationId)
    .where('item_id', '=', id)
    .execute();
}
