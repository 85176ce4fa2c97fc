import type { StepAnswer, StepResult, StudyStep } from '../../../contracts/learning.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { AppError } from '../../errors.ts';
import { evaluate } from './evaluate.ts';
import { stepOf } from './lesson-items.ts';
import { selectOptionalStudyItem } from './repo/content.ts';

/**
 * Grades an answer as `answerItem` does and records nothing: for authors who look at what they made.
 *
 * @throws AppError as `answerItem`.
 */
export async function tryItem(
  trx: TenantTransaction,
  input: {
    organizationId: string;
    itemId: string;
    seed: string;
    answer: StepAnswer;
    responseMs: number;
    now: Date;
  },
): Promise<{ result: StepResult; sources: StudyStep['sources'] }> {
  const { seed, answer, responseMs, now } = input;
  const item = await selectOptionalStudyItem(trx, input);
  if (item === null)
    throw new AppError('conflict', 'This item was withdrawn; load the lesson again.');
  const { result } = evaluate({
    step: stepOf(item, seed, 0, now),
    answer,
    responseMs,
    mastery: new Map(),
    card: null,
    now,
  });
  // What nobody's mastery was, nothing has changed.
  return { result: { ...result, mastery: [] }, sources: item.sources };
}
