import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { newId } from '../../ids.ts';
import { AiError, readObject } from '../../ports/ai/index.ts';
import { createBatchCollector } from './batch-collect.ts';
import { createBatchSender, type Remembered } from './batch-send.ts';
import { MAX_OUTPUT } from './domain/estimate.ts';
import {
  type AiBatch,
  type AiGateway,
  AwaitBatch,
  type Caller,
  type GatewayObject,
  type GatewayObjectRequest,
} from './gateway-types.ts';
import * as repo from './repo/batches.ts';
import type { Resolver } from './resolve.ts';
import { aiOptionsOf } from './settings.ts';
import { systemContext } from './wire.ts';

type AskObject = <T>(
  caller: Caller,
  request: GatewayObjectRequest<T>,
  unfit?: AiError,
) => Promise<GatewayObject<T>>;

/** The part of the gateway that lets requests wait in batches of the provider. */
export function createBatches(
  deps: Pick<Deps, 'database' | 'clock' | 'ai'>,
  { resolver, askObject }: { resolver: Resolver; askObject: AskObject },
): Pick<AiGateway, 'openBatch' | 'collectBatches' | 'forgetBatches'> {
  const { database, ai } = deps;
  const send = createBatchSender(deps);

  /** Reads what a batch brought; an answer that cannot be used is asked for by itself from now on. */
  async function read<T>(
    caller: Caller,
    request: GatewayObjectRequest<T>,
    row: repo.RequestRow,
  ): Promise<GatewayObject<T>> {
    const usage = {
      tokensIn: row.tokens_in,
      tokensOut: row.tokens_out,
      tokensCached: row.tokens_cached,
    };
    const { organizationId } = caller;
    try {
      return {
        object: readObject(request.schema, row.answer ?? '', row.finish_reason ?? undefined, usage),
        model: row.model,
        usage,
        costMicrousd: row.cost_microusd,
        repaired: false,
        overUserBudget: false,
      };
    } catch (error) {
      if (!(error instanceof AiError)) throw error;
      await withTenant(database, systemContext(caller), (trx) =>
        repo.updateFailed(trx, { organizationId, id: row.id, error: error.message }),
      );
      if (error.code !== 'invalid_output') throw error;
      const mended = await askObject(caller, request, error);
      return {
        ...mended,
        usage: {
          tokensIn: usage.tokensIn + mended.usage.tokensIn,
          tokensOut: usage.tokensOut + mended.usage.tokensOut,
          tokensCached: usage.tokensCached + mended.usage.tokensCached,
        },
        costMicrousd: row.cost_microusd + mended.costMicrousd,
      };
    }
  }

  function openBatch({
    organizationId,
    workId,
  }: {
    organizationId: string;
    workId: string;
  }): AiBatch {
    let remembered: Remembered[] = [];
    return {
      async object(caller, request) {
        const { generationId } = caller;
        if (generationId === undefined) return askObject(caller, request);
        const { row, options } = await withTenant(database, systemContext(caller), async (trx) => ({
          row: await repo.selectOptionalRequest(trx, { organizationId, generationId }),
          options: await aiOptionsOf(trx, organizationId),
        }));
        if (row?.status === 'sent') throw new AwaitBatch();
        if (row?.status === 'answered') return read(caller, request, row);
        if (row !== null || !options.useBatches) return askObject(caller, request);
        const { ref, connectionId, temperature } = await resolver.ofTask(caller, request.task);
        if (!ai.hasBatches(ref.provider)) return askObject(caller, request);
        remembered.push({
          id: newId(),
          generationId,
          task: request.task,
          promptVersion: request.promptVersion,
          ref,
          connectionId,
          temperature,
          system: request.system,
          prompt: request.prompt,
          schema: request.schema,
          schemaName: request.schemaName,
          maxOutputTokens: request.maxOutputTokens ?? MAX_OUTPUT,
        });
        throw new AwaitBatch();
      },

      async send(options) {
        const requests = remembered;
        remembered = [];
        await send({ organizationId, workId }, requests, options);
      },
    };
  }

  return {
    openBatch,
    collectBatches: createBatchCollector(deps, resolver),
    forgetBatches: (work) =>
      withTenant(database, systemContext(work), (trx) => repo.deleteEndedBatches(trx, work)),
  };
}
