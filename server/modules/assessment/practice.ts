import { z } from 'zod';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { practisePinned } from '../learning/index.ts';
import { listAsked } from './repo/answers.ts';
import { claimPractice, selectOptionalAttempt } from './repo/attempts.ts';

/** The name and payload alone, so that what hands in need not know how it is done. */
export const practiceTask = {
  name: 'assessment.practice',
  payload: z.object({ organizationId: z.uuid(), attemptId: z.uuid() }),
};

/** Moves the learner's mastery by the answers of an attempt that was handed in, once. */
export async function practise(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  { organizationId, attemptId }: z.infer<typeof practiceTask.payload>,
): Promise<void> {
  const system = { organizationId, userId: null, role: 'system' } as const;
  await withTenant(database, system, async (trx) => {
    const now = clock.now();
    const attempt = await selectOptionalAttempt(trx, { organizationId, id: attemptId });
    if (attempt === null) return;
    if (!(await claimPractice(trx, { organizationId, id: attemptId }, now))) return;
    const asked = await listAsked(trx, { organizationId, attemptId });
    await practisePinned(
      trx,
      { organizationId, userId: attempt.userId, now },
      asked.flatMap((question) =>
        question.response === null
          ? []
          : [{ question, response: question.response, responseMs: question.elapsedMs }],
      ),
    );
  });
}
