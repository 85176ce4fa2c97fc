import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import type { AiGateway } from '../ai/index.ts';

/** Models as an organization set them up, and whether it works with them. */
export type Models = AiGateway;

const notConfigured = () =>
  Promise.reject(
    new AppError('ai_not_configured', 'No model is set. Add a connection in the AI settings.'),
  );

const NO_MODELS: Models = {
  options: async () => ({ engine: 'builtin', fallbackToBuiltin: false, concurrency: 1 }),
  isPaused: async () => false,
  modelFor: async () => null,
  object: notConfigured,
  embed: notConfigured,
};

const chosen = new WeakMap<Deps['database'], Models>();

/** Gives a platform its models. */
export function setModels(deps: Pick<Deps, 'database'>, models: Models): void {
  chosen.set(deps.database, models);
}

/** The models of a platform, looked up at each use. */
export function modelsOf({ database }: Pick<Deps, 'database'>): Models {
  const now = () => chosen.get(database) ?? NO_MODELS;
  return {
    options: (organizationId) => now().options(organizationId),
    isPaused: (organizationId) => now().isPaused(organizationId),
    modelFor: (caller, task) => now().modelFor(caller, task),
    object: (caller, request) => now().object(caller, request),
    embed: (caller, texts, signal) => now().embed(caller, texts, signal),
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
