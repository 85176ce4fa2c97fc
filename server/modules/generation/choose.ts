import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import type { AiGateway } from '../ai/index.ts';
import { type Embedder, embedderOf, type Models } from '../library/index.ts';
import type { GenerationEngine } from './engine.ts';
import { AI_TASK, createLlmEngine, type TaskModel } from './llm/engine.ts';
import { builtinTasks, ENGINE_TASKS, type EngineTask, type TaskEngine } from './tasks.ts';

/** The engines of an organization, as its administrators set them. */
export type ChooseEngines = {
  /** Whether the next job of the organization waits for a model. */
  usesModel(organizationId: string): Promise<boolean>;
  /**
   * The engine of a job, and the one that takes its place where it fails, if any may.
   *
   * @throws AppError `ai_not_configured` where a model is wanted, none is set and none may take
   * its place.
   */
  choose(organizationId: string): Promise<{ engine: TaskEngine; fallback: TaskEngine | null }>;
  embedder(organizationId: string): Promise<Embedder>;
  /** Where requests of a job wait for a day, for organizations that want it so. */
  batches: Pick<AiGateway, 'openBatch' | 'collectBatches' | 'forgetBatches'>;
  /** Whether the month's budget is used up. */
  isPaused(organizationId: string): Promise<boolean>;
};

/** Reads the choice anew for each job, so that a change of settings counts from the next one on. */
export function chooseEngines(
  deps: Deps,
  builtin: GenerationEngine,
  gateway: Models,
): ChooseEngines {
  async function modelsOf(organizationId: string): Promise<Record<EngineTask, TaskModel> | null> {
    const caller = { organizationId, userId: null };
    const found = await Promise.all(
      ENGINE_TASKS.map(async (task) => [task, await gateway.modelFor(caller, AI_TASK[task])]),
    );
    if (found.some(([, model]) => model === null)) return null;
    return Object.fromEntries(found) as Record<EngineTask, TaskModel>;
  }

  return {
    async usesModel(organizationId) {
      return (await gateway.options(organizationId)).engine === 'llm';
    },
    async choose(organizationId) {
      const options = await gateway.options(organizationId);
      const own = builtinTasks(builtin);
      if (options.engine === 'builtin') return { engine: own, fallback: null };
      const models = await modelsOf(organizationId);
      if (models === null) {
        if (options.fallbackToBuiltin) return { engine: own, fallback: null };
        throw new AppError(
          'ai_not_configured',
          'The organization works with a model, but none is set. Add a connection in the AI settings and try again.',
        );
      }
      const caller = { organizationId, userId: null };
      return {
        engine: createLlmEngine({ gateway, caller, models, parallel: options.concurrency }),
        fallback: options.fallbackToBuiltin ? own : null,
      };
    },
    embedder: (organizationId) => embedderOf(deps, organizationId),
    batches: gateway,
    isPaused: (organizationId) => gateway.isPaused(organizationId),
  };
}
