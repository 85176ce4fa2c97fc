import { setTimeout as sleep } from 'node:timers/promises';
import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { newId } from '../../ids.ts';
import { AiError, type BatchRequest, type ModelRef } from '../../ports/ai/index.ts';
import { finishBatch } from './batch-collect.ts';
import { estimateRequest } from './domain/estimate.ts';
import { batchCostOf, priceOf } from './domain/prices.ts';
import type { AiBatch } from './gateway-types.ts';
import * as repo from './repo/batches.ts';
import { lockMonth, markRefused } from './repo/calls.ts';
import { listPrices } from './repo/settings.ts';
import { retrying } from './retrying.ts';
import { exhausted, monthOf, systemContext } from './wire.ts';

/** A request that shall go into a batch. */
export type Remembered = BatchRequest & repo.NewRequest & { ref: ModelRef; connectionId: string };

type Work = { organizationId: string; workId: string };

/** Providers end a batch after 24 hours; then its answers are fetched, at the next look. */
const EXPIRES_MS = 26 * 3_600_000;

/** Far below what providers take (10,000 and more, 200 MB), so that an upload stays short. */
const MOST_REQUESTS = 500;

/** Money that running calls hold comes back within minutes. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** A batch has one model of one connection; OpenAI takes no other. */
function inBatches(requests: readonly Remembered[]): Remembered[][] {
  const groups = Map.groupBy(requests, ({ connectionId, ref }) => `${connectionId} ${ref.model}`);
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / MOST_REQUESTS) }, (_, part) =>
      group.slice(part * MOST_REQUESTS, (part + 1) * MOST_REQUESTS),
    ),
  );
}

/** Sends requests in batches, with the most that they can cost set aside before. */
export function createBatchSender(deps: Pick<Deps, 'database' | 'clock' | 'ai'>) {
  const { database, clock, ai } = deps;
  const inTenant = <T>(work: Work, run: (trx: TenantTransaction) => Promise<T>) =>
    withTenant(database, systemContext(work), run);

  /** Sets money aside for those of the requests that there is money for. */
  async function tryReserve(
    work: Work,
    asked: readonly Remembered[],
    reserved: (trx: TenantTransaction) => Promise<void>,
  ) {
    const { organizationId } = work;
    const [first] = asked;
    if (!first) return 'none' as const;
    return inTenant(work, async (trx) => {
      const now = clock.now();
      const month = monthOf(now);
      const state = await lockMonth(trx, { organizationId, month }, now);
      // Another worker may have sent some of them; under the lock nobody does.
      const sent = await repo.listAsked(
        trx,
        organizationId,
        asked.map(({ generationId }) => generationId),
      );
      const requests = asked.filter(({ generationId }) => !sent.has(generationId));
      if (requests.length === 0) return 'none' as const;
      const price = priceOf(first.ref.model, await listPrices(trx, organizationId));
      const amounts = requests.map(({ schema, system, prompt, maxOutputTokens }) =>
        batchCostOf(
          price,
          estimateRequest({ schema, system, messages: [{ content: prompt }], maxOutputTokens }),
        ),
      );
      const limit = state.monthly ?? Number.POSITIVE_INFINITY;
      let amount = 0;
      const chosen = requests.filter((_request, index) => {
        const one = amounts[index] ?? 0;
        if (one > 0 && state.spent + state.reserved + amount + one > limit) return false;
        amount += one;
        return true;
      });
      if (chosen.length === 0) {
        if (state.spent + state.batched + Math.min(...amounts) <= limit) return 'busy' as const;
        await markRefused(trx, { organizationId, month }, now);
        return 'over' as const;
      }
      const batch = {
        ...work,
        id: newId(),
        connectionId: first.connectionId,
        provider: first.ref.provider,
        model: first.ref.model,
        month,
        createdAt: now,
        expiresAt: new Date(now.getTime() + EXPIRES_MS),
      };
      await repo.insertBatch(trx, { ...batch, amount, now, requests: chosen });
      await reserved(trx);
      return { batch, requests: chosen };
    });
  }

  async function reserve(
    work: Work,
    asked: readonly Remembered[],
    { reserved, signal }: Parameters<AiBatch['send']>[0],
  ) {
    const started = Date.now();
    while (Date.now() - started < LONGEST_WAIT_MS) {
      signal?.throwIfAborted();
      const result = await tryReserve(work, asked, reserved);
      if (result !== 'busy') return result;
      await sleep(500, undefined, signal ? { signal } : {});
    }
    throw new AiError('unavailable', 'Too many calls of the organization wait for a model.');
  }

  return async (
    work: Work,
    requests: readonly Remembered[],
    options: Parameters<AiBatch['send']>[0],
  ): Promise<void> => {
    const { organizationId } = work;
    const { signal } = options;
    for (const asked of inBatches(requests)) {
      const result = await reserve(work, asked, options);
      if (result === 'none') continue;
      if (result === 'over') {
        const open = await inTenant(work, (trx) => repo.listOpenBatches(trx, work));
        // What is under way brings money back, and the rest is asked after it.
        if (open.length > 0) return;
        throw exhausted(clock.now());
      }
      const { batch } = result;
      const key = { organizationId, id: batch.id };
      try {
        const reference = await retrying(
          signal,
          () => ai.startBatch(asked[0]?.ref as ModelRef, result.requests, { signal }),
          // Only this says for certain that nothing was taken: all else may be paid twice.
          ({ code }) => code === 'rate_limited',
        );
        await inTenant(work, (trx) => repo.updateReference(trx, { ...key, reference }));
      } catch (error) {
        if (error instanceof AiError && error.code !== 'rate_limited') {
          const reason = error.message;
          await finishBatch(deps, organizationId, batch, { results: [], reason, sent: false });
          continue;
        }
        await inTenant(work, async (trx) => {
          await lockMonth(trx, { organizationId, month: batch.month }, clock.now());
          await repo.deleteOpenBatch(trx, key);
        });
        throw error;
      }
    }
  };
}
