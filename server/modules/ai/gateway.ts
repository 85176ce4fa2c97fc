import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { AiTask } from '../../../contracts/ai.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { AiError, type AiMessage, type AiUsage, type ModelRef } from '../../ports/ai/index.ts';
import { estimateTokens } from './domain/prices.ts';
import { retryDelayMs } from './domain/retry.ts';
import { unseal } from './domain/seal.ts';
import { SLOT_OF } from './domain/tasks.ts';
import { fitVector, WIDTH } from './fit-vector.ts';
import type { AiGateway, Caller } from './gateway-types.ts';
import { userSpent } from './repo/calls.ts';
import { selectBudgets } from './repo/settings.ts';
import { readModels } from './settings.ts';
import { createWire, monthOf, systemContext } from './wire.ts';

const MAX_OUTPUT = 4096;
const EMBED_BATCH = 96;

const add = (a: AiUsage, b: AiUsage): AiUsage => ({
  tokensIn: a.tokensIn + b.tokensIn,
  tokensOut: a.tokensOut + b.tokensOut,
  tokensCached: a.tokensCached + b.tokensCached,
});

/** Whether a model takes the number of dimensions as a parameter. */
const takesDimensions = (model: string) => /^(text-embedding-3|gemini-embedding)/.test(model);

export function createGateway(
  deps: Pick<Deps, 'database' | 'clock' | 'ai' | 'masterKey'>,
): AiGateway {
  const { database, clock, ai, masterKey } = deps;
  const wire = createWire(deps);

  async function resolve(caller: Caller, task: AiTask) {
    const found = await withTenant(database, systemContext(caller), async (trx) =>
      (await readModels(trx, caller)).resolve(SLOT_OF[task]),
    );
    const { connection } = found;
    if (!connection) {
      throw new AppError(
        'ai_not_configured',
        'No model is connected for this task. An administrator adds a connection in the AI settings.',
      );
    }
    const { organizationId } = caller;
    const place = { organizationId, connectionId: connection.id };
    const apiKey = connection.sealed ? unseal(masterKey, place, connection.sealed) : null;
    if (connection.sealed && apiKey === null) {
      throw new AppError(
        'ai_key_unreadable',
        `The key of “${connection.name}” cannot be read with the present master key. Enter the key again in the AI settings.`,
      );
    }
    const ref: ModelRef = {
      provider: connection.provider,
      baseUrl: connection.base_url,
      apiKey,
      model: found.model,
    };
    return { ref, connectionId: connection.id, temperature: found.temperature };
  }

  /** Tries again where that helps; each try is a call with a reservation and a row of its own. */
  async function retrying<T>(signal: AbortSignal | undefined, call: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof AiError)) throw error;
        const delay = retryDelayMs(error, attempt, Math.random());
        if (delay === null) throw error;
        await sleep(delay, undefined, signal ? { signal } : {});
      }
    }
  }

  async function overUserBudget({ organizationId, userId }: Caller): Promise<boolean> {
    if (userId === null) return false;
    return withTenant(database, systemContext({ organizationId }), async (trx) => {
      const { userMonthlyMicrousd } = await selectBudgets(trx, organizationId);
      if (userMonthlyMicrousd === null) return false;
      const month = monthOf(clock.now());
      return (await userSpent(trx, { organizationId, userId, month })) > userMonthlyMicrousd;
    });
  }

  return {
    async modelFor(caller, task) {
      const found = await withTenant(database, systemContext(caller), async (trx) =>
        (await readModels(trx, caller)).resolve(SLOT_OF[task]),
      );
      if (!found.connection) return null;
      const { id, provider } = found.connection;
      const { model, temperature } = found;
      return { provider, model, temperature, connectionId: id };
    },

    async object(caller, request) {
      const { schema, schemaName, signal, system } = request;
      const { ref, connectionId, temperature } = await resolve(caller, request.task);
      const maxOutputTokens = request.maxOutputTokens ?? MAX_OUTPUT;
      const overhead = JSON.stringify(
        z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
      );
      let usage: AiUsage = { tokensIn: 0, tokensOut: 0, tokensCached: 0 };
      let costMicrousd = 0;
      const once = (messages: AiMessage[]) =>
        retrying(signal, () =>
          wire(caller, {
            task: request.task,
            promptVersion: request.promptVersion,
            ref,
            connectionId,
            signal,
            estimate: {
              tokensIn: estimateTokens(
                `${overhead}${system}${messages.map(({ content }) => content).join('')}`,
              ),
              tokensOut: maxOutputTokens,
              tokensCached: 0,
            },
            onBooked(used, cost) {
              usage = add(usage, used);
              costMicrousd += cost;
            },
            run: () =>
              ai.object(ref, {
                system,
                messages,
                schema,
                schemaName,
                temperature,
                maxOutputTokens,
                signal,
              }),
          }),
        );
      const first: AiMessage[] = [{ role: 'user', content: request.prompt }];
      let repaired = false;
      const result = await once(first).catch((error: unknown) => {
        if (!(error instanceof AiError) || error.code !== 'invalid_output') throw error;
        repaired = true;
        return once([
          ...first,
          { role: 'assistant', content: error.rawText || '(nothing)' },
          {
            role: 'user',
            content: `That answer cannot be used. ${error.complaint ?? error.message}\nAnswer again, complete, as JSON of the wanted shape and nothing else.`,
          },
        ]);
      });
      return {
        object: result.object,
        model: ref.model,
        usage,
        costMicrousd,
        repaired,
        overUserBudget: await overUserBudget(caller),
      };
    },

    async embed(caller, texts, signal) {
      const { ref, connectionId } = await resolve(caller, 'embed');
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += EMBED_BATCH) {
        const batch = texts.slice(at, at + EMBED_BATCH);
        const result = await retrying(signal, () =>
          wire(caller, {
            task: 'embed',
            promptVersion: null,
            ref,
            connectionId,
            signal,
            estimate: {
              tokensIn: batch.reduce((sum, text) => sum + estimateTokens(text), 0),
              tokensOut: 0,
              tokensCached: 0,
            },
            run: () =>
              ai.embed(ref, batch, {
                signal,
                ...(takesDimensions(ref.model) ? { dimensions: WIDTH } : {}),
              }),
          }),
        );
        vectors.push(...result.vectors.map(fitVector));
      }
      return { vectors, embedder: `${ref.model}@${WIDTH}` };
    },
  };
}
