import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import type { AiGateway } from '../ai/index.ts';
import { isJobOver, materialChunked, resumeJob, systemContext } from '../ingestion/index.ts';

/** How soon somebody asks the provider again: a minute is nothing against a day. */
export const LOOK_AGAIN_SECONDS = 60;

/** The look after the batches of a job. */
export const lookAtBatches = { name: 'generation.batches', payload: materialChunked.payload };

/**
 * Asks the provider for the batches of a job and lets the job go on once none is under way. It goes
 * on looking when the job was stopped or deleted, until the money that was set aside is back.
 */
export function createLookTask(
  { database, queue }: Pick<Deps, 'database' | 'queue'>,
  batches: Pick<AiGateway, 'collectBatches' | 'forgetBatches'>,
) {
  return defineTask({
    ...lookAtBatches,
    concurrency: 1,
    retries: 10,
    timeoutSeconds: 1800,
    async run(source, { signal }) {
      const { organizationId, jobId } = source;
      const key = { organizationId, id: jobId };
      const work = { organizationId, workId: jobId };
      const context = systemContext(organizationId);
      const over = await withTenant(database, context, (trx) => isJobOver(trx, key));
      const open = await batches.collectBatches(work, { cancel: over, signal });
      await withTenant(database, context, async (trx) => {
        if (open)
          await queue.enqueue(trx, lookAtBatches, source, {
            key: jobId,
            delaySeconds: LOOK_AGAIN_SECONDS,
          });
        else if ((await resumeJob(trx, key, 'ai_batch')) !== null)
          await queue.enqueue(trx, materialChunked, source, { key: jobId });
      });
      if (over && !open) await batches.forgetBatches(work);
    },
  });
}
