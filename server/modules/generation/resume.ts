import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import { isJobWaiting, materialChunked, resumeJob, systemContext } from '../ingestion/index.ts';

/** How soon somebody looks whether there is money again: what a person who raised it waits. */
export const LOOK_AGAIN_SECONDS = 60;

/** The look after a job that waits for money. */
export const resumePaused = { name: 'generation.resume', payload: materialChunked.payload };

/**
 * Lets a paused job go on once the budget has room. It looks again and again, as a delayed job of
 * the queue: nothing is held in a process, so nothing is lost with one.
 *
 * @param isPaused whether the budget of an organization is used up.
 */
export function createResumeTask(
  { database, queue }: Pick<Deps, 'database' | 'queue'>,
  isPaused: (organizationId: string) => Promise<boolean>,
) {
  return defineTask({
    ...resumePaused,
    concurrency: 1,
    retries: 10,
    timeoutSeconds: 120,
    async run(source) {
      const { organizationId, jobId } = source;
      const paused = await isPaused(organizationId);
      await withTenant(database, systemContext(organizationId), async (trx) => {
        const key = { organizationId, id: jobId };
        if (paused) {
          if (!(await isJobWaiting(trx, key, 'ai_budget'))) return;
          await queue.enqueue(trx, resumePaused, source, {
            key: jobId,
            delaySeconds: LOOK_AGAIN_SECONDS,
          });
          return;
        }
        if ((await resumeJob(trx, key, 'ai_budget')) !== null)
          await queue.enqueue(trx, materialChunked, source, { key: jobId });
      });
    },
  });
}
