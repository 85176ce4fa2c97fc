import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { newId } from '../../ids.ts';
import { AiError, type BatchResult } from '../../ports/ai/index.ts';
import { batchCostOf, priceOf } from './domain/prices.ts';
import type { AiGateway } from './gateway-types.ts';
import * as repo from './repo/batches.ts';
import { insertUsage, lockMonth } from './repo/calls.ts';
import { listPrices } from './repo/settings.ts';
import type { Resolver } from './resolve.ts';
import { systemContext } from './wire.ts';

/**
 * A batch that has no name by now was being sent by a process that died. It is sent again: whether
 * the provider took it, nobody knows.
 */
const SENDING_MS = 15 * 60_000;

type Ending = {
  results: readonly BatchResult[];
  /** Why the batch ended as a whole without all answers, if it did. */
  reason: string | null;
  /** Whether it got to the provider; what did not is no call. */
  sent: boolean;
};

const NOTHING = { tokensIn: 0, tokensOut: 0, tokensCached: 0 };

/**
 * Ends a batch in one transaction: keeps its answers, writes a row of usage for each request, books
 * the cost and gives back the rest of what was set aside. A request without a result has failed.
 */
export async function finishBatch(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  organizationId: string,
  batch: Pick<repo.OpenBatch, 'id' | 'month' | 'model' | 'provider' | 'connectionId'>,
  { results, reason, sent }: Ending,
): Promise<void> {
  const resultOf = new Map(results.map((result) => [result.id, result]));
  await withTenant(database, systemContext({ organizationId }), async (trx) => {
    const now = clock.now();
    await lockMonth(trx, { organizationId, month: batch.month }, now);
    const requests = await repo.lockOpenBatch(trx, { organizationId, id: batch.id });
    if (requests === null) return;
    const price = priceOf(batch.model, await listPrices(trx, organizationId));
    let total = 0;
    for (const request of requests) {
      const result = resultOf.get(request.id);
      const key = { organizationId, id: request.id };
      const answered = result !== undefined && 'text' in result;
      const usage = answered ? result.usage : NOTHING;
      const costMicrousd = batchCostOf(price, usage);
      total += costMicrousd;
      if (answered) {
        const { finishReason } = result;
        // PostgreSQL keeps no NUL in a text, and JSON of a model has none that it means.
        const answer = result.text.replaceAll('\0', '');
        await repo.updateAnswered(trx, { ...key, answer, finishReason, ...usage, costMicrousd });
      } else {
        const error = result?.error ?? reason ?? 'The provider gave no answer.';
        await repo.updateFailed(trx, { ...key, error });
      }
      if (!sent) continue;
      await insertUsage(trx, {
        organizationId,
        id: newId(),
        at: now,
        userId: null,
        generationId: request.generationId,
        task: request.task,
        provider: batch.provider,
        connectionId: batch.connectionId,
        model: batch.model,
        promptVersion: request.promptVersion,
        ...usage,
        costMicrousd,
        latencyMs: null,
        errorCode: answered ? null : `batch_${result?.status ?? 'lost'}`,
      });
    }
    await repo.settleBatch(trx, {
      organizationId,
      id: batch.id,
      costMicrousd: total,
      error: reason,
      now,
    });
  });
}

/** Looks after batches that were sent, until each has ended. */
export function createBatchCollector(
  deps: Pick<Deps, 'database' | 'clock' | 'ai'>,
  resolver: Resolver,
): AiGateway['collectBatches'] {
  const { database, clock, ai } = deps;

  /** @returns whether it is under way still. */
  async function look(
    organizationId: string,
    batch: repo.OpenBatch,
    { cancel, signal }: { cancel: boolean; signal?: AbortSignal | undefined },
  ): Promise<boolean> {
    const now = clock.now();
    const end = async (results: BatchResult[], reason: string | null) => {
      await finishBatch(deps, organizationId, batch, { results, reason, sent: true });
      return false;
    };
    const inTenant = <T>(work: (trx: TenantTransaction) => Promise<T>) =>
      withTenant(database, systemContext({ organizationId }), work);
    const { reference } = batch;
    if (reference === null) {
      if (now.getTime() - batch.createdAt.getTime() < SENDING_MS) return true;
      await inTenant(async (trx) => {
        await lockMonth(trx, { organizationId, month: batch.month }, now);
        await repo.deleteOpenBatch(trx, { organizationId, id: batch.id });
      });
      return false;
    }
    const ref = await resolver.ofConnection(organizationId, batch);
    if (ref === null) return end([], 'The connection is gone or its key cannot be read.');
    const late = now > batch.expiresAt;
    try {
      if (cancel || late) await ai.cancelBatch(ref, reference, { signal }).catch(() => undefined);
      const status = await ai.batchStatus(ref, reference, { signal });
      if (status.ended)
        return await end(await ai.batchResults(ref, reference, { signal }), status.reason);
      return late ? await end([], 'It was not answered within its time.') : true;
    } catch (error) {
      if (signal?.aborted) throw error;
      const known = error instanceof AiError;
      // Whatever it is: as long as somebody looks again, it may pass and no job waits for ever.
      if (!known) console.error(`Batch ${batch.id} could not be collected:`, error);
      // The provider knows no such batch, or it has long been too late.
      if (late || (known && error.code === 'bad_request'))
        return end([], known ? error.message : 'Its answers could not be kept.');
      return true;
    }
  }

  return async ({ organizationId, workId }, options) => {
    const batches = await withTenant(database, systemContext({ organizationId }), (trx) =>
      repo.listOpenBatches(trx, { organizationId, workId }),
    );
    let open = false;
    for (const batch of batches) {
      if (await look(organizationId, batch, options)) open = true;
    }
    return open;
  };
}
