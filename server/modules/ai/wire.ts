import { setTimeout as sleep } from 'node:timers/promises';
import type { AiTask } from '../../../contracts/ai.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { AiError, type AiUsage, type ModelRef } from '../../ports/ai/index.ts';
import { costOf, priceOf } from './domain/prices.ts';
import type { Caller } from './gateway-types.ts';
import * as calls from './repo/calls.ts';
import { listPrices } from './repo/settings.ts';
import { aiOptionsOf } from './settings.ts';

/** Longer than any call may take, so that only calls of dead processes expire. */
const EXPIRES_MS = 5 * 60_000;
const LONGEST_QUEUE_MS = 10 * 60_000;

/** First day of the month in UTC, in which budgets are counted. */
export const monthOf = (now: Date): string => `${now.toISOString().slice(0, 7)}-01`;

export const systemContext = ({ organizationId }: { organizationId: string }) => ({
  organizationId,
  userId: null,
  role: 'system' as const,
});

export type WireCall<T> = {
  task: AiTask;
  promptVersion: string | null;
  ref: ModelRef;
  connectionId: string;
  /** Most that it can use. */
  estimate: AiUsage;
  signal: AbortSignal | undefined;
  run(): Promise<T & { usage: AiUsage }>;
  /** Told of every call that was booked, failed ones too. */
  onBooked?(usage: AiUsage, costMicrousd: number): void;
};

export const exhausted = (now: Date) => {
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  return new AppError(
    'ai_budget_exhausted',
    `The monthly budget for models does not allow this call. It goes on ${next.toISOString().slice(0, 10)}, or when an administrator raises the budget.`,
  );
};

/**
 * Makes single calls: waits for a place among those of the organization, sets the money aside,
 * calls, books what it cost, and writes one row of usage whatever happened.
 */
export function createWire({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  async function tryBegin(caller: Caller, call: Pick<WireCall<unknown>, 'estimate' | 'ref'>) {
    const now = clock.now();
    const { organizationId } = caller;
    const month = monthOf(now);
    return withTenant(database, systemContext(caller), async (trx) => {
      const price = priceOf(call.ref.model, await listPrices(trx, organizationId));
      const { concurrency } = await aiOptionsOf(trx, organizationId);
      const amount = costOf(price, call.estimate);
      const state = await calls.lockMonth(trx, { organizationId, month }, now);
      // Money of a batch comes back in a day, too late to wait for it here.
      const gone = state.spent + state.batched;
      if (state.monthly !== null && gone + amount > state.monthly && amount > 0) {
        await calls.markRefused(trx, { organizationId, month }, now);
        return 'over' as const;
      }
      // What running calls set aside may come back: wait for them rather than refuse.
      const short = state.monthly !== null && state.spent + state.reserved + amount > state.monthly;
      if (state.running >= concurrency || (short && amount > 0)) return 'busy' as const;
      const id = newId();
      const expiresAt = new Date(now.getTime() + EXPIRES_MS);
      await calls.insertRunningCall(trx, { organizationId, id, month, amount, expiresAt });
      return { id, month, price };
    });
  }

  async function begin(caller: Caller, call: WireCall<unknown>) {
    const started = Date.now();
    for (let round = 0; Date.now() - started < LONGEST_QUEUE_MS; round += 1) {
      call.signal?.throwIfAborted();
      const result = await tryBegin(caller, call);
      if (result === 'over') throw exhausted(clock.now());
      if (result !== 'busy') return result;
      const wait = Math.min(1000, 20 * 2 ** Math.min(round, 6)) * (0.5 + Math.random());
      await sleep(wait, undefined, call.signal ? { signal: call.signal } : {});
    }
    throw new AiError('unavailable', 'Too many calls of the organization wait for a model.');
  }

  return async function wire<T>(
    caller: Caller,
    call: WireCall<T>,
  ): Promise<T & { usage: AiUsage; costMicrousd: number }> {
    const begun = await begin(caller, call);
    const from = performance.now();
    const settle = async (usage: AiUsage, errorCode: string | null) => {
      const costMicrousd = costOf(begun.price, usage);
      const { organizationId } = caller;
      await withTenant(database, systemContext(caller), async (trx) => {
        await calls.settleCall(trx, { organizationId, ...begun, costMicrousd });
        await calls.insertUsage(trx, {
          organizationId,
          id: begun.id,
          at: clock.now(),
          userId: caller.userId,
          generationId: caller.generationId ?? null,
          task: call.task,
          provider: call.ref.provider,
          connectionId: call.connectionId,
          model: call.ref.model,
          promptVersion: call.promptVersion,
          ...usage,
          costMicrousd,
          latencyMs: Math.round(performance.now() - from),
          errorCode,
        });
      });
      call.onBooked?.(usage, costMicrousd);
      return costMicrousd;
    };
    let result: T & { usage: AiUsage };
    try {
      result = await call.run();
    } catch (error) {
      const code = error instanceof AiError ? error.code : 'stopped';
      // A call that was lost or stopped on the way is paid for what it had been sent.
      const sent = code === 'timeout' || code === 'stopped' ? call.estimate.tokensIn : 0;
      const used = (error instanceof AiError ? error.usage : undefined) ?? {
        tokensIn: sent,
        tokensOut: 0,
        tokensCached: 0,
      };
      await settle(used, code);
      throw error;
    }
    return { ...result, costMicrousd: await settle(result.usage, null) };
  };
}

export type Wire = ReturnType<typeof createWire>;
