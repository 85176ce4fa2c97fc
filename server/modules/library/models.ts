import type { AiOptions } from '../../../contracts/ai.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { type AiGateway, aiOptionsOf, createAiService, createGateway } from '../ai/index.ts';

/** What models are reached by. */
export type ModelDeps = Pick<Deps, 'database' | 'clock' | 'ai' | 'masterKey'>;

/** Models as an organization set them up, and whether it works with them. */
export type Models = AiGateway & {
  options(organizationId: string): Promise<AiOptions>;
  /** Whether the month's budget is used up. */
  isPaused(organizationId: string): Promise<boolean>;
};

const system = (organizationId: string) =>
  ({ organizationId, userId: null, role: 'system' }) as const;

/** Models by the settings, keys and budgets of the organizations. */
function gatewayModels(deps: ModelDeps): Models {
  const service = createAiService(deps);
  return {
    ...createGateway(deps),
    options: (organizationId) =>
      withTenant(deps.database, system(organizationId), (trx) => aiOptionsOf(trx, organizationId)),
    isPaused: (organizationId) => service.isPaused(organizationId),
  };
}

const chosen = new WeakMap<Deps['database'], Models>();

/** Puts other models in the place of those of the settings, for tests. */
export function setModels(deps: Pick<Deps, 'database'>, models: Models): void {
  chosen.set(deps.database, models);
}

/** The models of a platform, looked up at each use. */
export function modelsOf(deps: ModelDeps): Models {
  let own: Models | undefined;
  const now = (): Models => {
    const given = chosen.get(deps.database);
    if (given) return given;
    own ??= gatewayModels(deps);
    return own;
  };
  return {
    options: (organizationId) => now().options(organizationId),
    isPaused: (organizationId) => now().isPaused(organizationId),
    modelFor: (caller, task) => now().modelFor(caller, task),
    object: (caller, request) => now().object(caller, request),
    embed: (caller, texts, signal) => now().embed(caller, texts, signal),
    openBatch: (work) => now().openBatch(work),
    collectBatches: (work, options) => now().collectBatches(work, options),
    forgetBatches: (work) => now().forgetBatches(work),
  };
}

/**
 * Asks the model of an embedder for vectors of any length.
 *
 * @throws AiError, or AppError where the organization may not or can no longer ask this model.
 */
export type ModelEmbedding = (
  embedder: string,
  texts: string[],
  signal: AbortSignal,
) => Promise<Float32Array[]>;

/** Asks the embedding model of an organization, as long as it is the one that is wanted. */
export function embeddingModel(models: Models, organizationId: string): ModelEmbedding {
  const caller = { organizationId, userId: null };
  return async (embedder, texts, signal) => {
    if ((await wantedEmbedder(models, organizationId)) !== embedder)
      throw new AppError(
        'ai_not_configured',
        `The AI settings no longer name the model ${embedder}. Choose the embedder again, or set that model.`,
      );
    return (await models.embed(caller, texts, signal)).vectors;
  };
}

/**
 * Name of the embedder that the settings of an organization ask for; null where none is set. It is
 * the name that `embed` answers with, so that no call is needed to know it.
 */
export async function wantedEmbedder(
  models: Models,
  organizationId: string,
): Promise<string | null> {
  const model = await models.modelFor({ organizationId, userId: null }, 'embed');
  return model === null ? null : `${model.model}@1536`;
}
