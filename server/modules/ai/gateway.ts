import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AiError, type AiMessage, type AiUsage } from '../../ports/ai/index.ts';
import { createBatches } from './batches.ts';
import { estimateRequest, MAX_OUTPUT } from './domain/estimate.ts';
import { estimateTokens } from './domain/prices.ts';
import { SLOT_OF } from './domain/tasks.ts';
import { fitVector, WIDTH } from './fit-vector.ts';
import type { AiGateway, Caller, GatewayObject, GatewayObjectRequest } from './gateway-types.ts';
import { userSpent } from './repo/calls.ts';
import { selectBudgets } from './repo/settings.ts';
import { createResolver } from './resolve.ts';
import { retrying } from './retrying.ts';
import { readModels } from './settings.ts';
import { createWire, monthOf, systemContext } from './wire.ts';

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
  const { database, clock, ai } = deps;
  const wire = createWire(deps);
  const resolver = createResolver(deps);

  async function overUserBudget({ organizationId, userId }: Caller): Promise<boolean> {
    if (userId === null) return false;
    return withTenant(database, systemContext({ organizationId }), async (trx) => {
      const { userMonthlyMicrousd } = await selectBudgets(trx, organizationId);
      if (userMonthlyMicrousd === null) return false;
      const month = monthOf(clock.now());
      return (await userSpent(trx, { organizationId, userId, month })) > userMonthlyMicrousd;
    });
  }

  /** `unfit`: an answer that came earlier and has another shape; it is sent back at once. */
  async function askObject<T>(
    caller: Caller,
    request: GatewayObjectRequest<T>,
    unfit?: AiError,
  ): Promise<GatewayObject<T>> {
    const { schema, schemaName, signal, system } = request;
    const { ref, connectionId, temperature } = await resolver.ofTask(caller, request.task);
    const maxOutputTokens = request.maxOutputTokens ?? MAX_OUTPUT;
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
          estimate: estimateRequest({ schema, system, messages, maxOutputTokens }),
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
    const again = (error: unknown) => {
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
    };
    let repaired = false;
    const result = await (unfit ? again(unfit) : once(first).catch(again));
    return {
      object: result.object,
      model: ref.model,
      usage,
      costMicrousd,
      repaired,
      overUserBudget: await overUserBudget(caller),
    };
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

    object: (caller, request) => askObject(caller, request),
    ...createBatches(deps, { resolver, askObject }),

    async embed(caller, texts, signal) {
      const { ref, connectionId } = await resolver.ofTask(caller, 'embed');
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
