import type { AiTask } from '../../../contracts/ai.ts';
import { suggestDescription } from '../../../contracts/library.ts';
import type { Deps, Module } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { route } from '../../http/route.ts';
import { AiError } from '../../ports/ai/index.ts';
import type { Caller } from '../ai/index.ts';
import { modelsOf } from '../library/index.ts';
import { chooseEngines } from './choose.ts';
import { createDescriber } from './describe-material.ts';
import type { SourceDocument } from './engine.ts';
import { createEnginePool, type EnginePool } from './engine-pool.ts';
import { createGenerationTasks } from './jobs.ts';
import { describeMaterial } from './llm/describe.ts';
import { explainMistake, type Mistake } from './llm/explain.ts';
import { messageOf } from './llm/failure.ts';
import { gradeOpenAnswer, type OpenAnswer } from './llm/grade.ts';
import { type Regenerator, createRegenerator as regeneratorOf } from './regenerate.ts';

export type { Mistake, MistakeExplained } from './llm/explain.ts';
export type { Criterion, GradeSuggestion, OpenAnswer } from './llm/grade.ts';
export type { Regenerator } from './regenerate.ts';

/** One thread serves all generation of a process, started when it is first needed. */
const pools = new WeakMap<Deps, EnginePool>();

function poolOf(deps: Deps): EnginePool {
  let pool = pools.get(deps);
  if (!pool) {
    pool = createEnginePool();
    pools.set(deps, pool);
  }
  return pool;
}

const chooseOf = (deps: Deps) => chooseEngines(deps, poolOf(deps), modelsOf(deps));

/** Makes another item in place of one, for review. */
export const createRegenerator = (deps: Deps): Regenerator => regeneratorOf(deps, chooseOf(deps));

/** A failure of the provider in words for the person who waits. */
async function spoken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AiError) throw new AppError('unavailable', messageOf(error));
    throw error;
  }
}

/**
 * What a model does for a person at once, outside of jobs. Each takes the caller whose settings
 * and budget count.
 *
 * @throws AppError `ai_not_configured`, `ai_budget_exhausted`, `ai_key_unreadable`, or
 *   `unavailable` where the model gave nothing.
 */
export function createModelAids(deps: Deps) {
  const models = modelsOf(deps);
  const has = async (caller: Caller, task: AiTask) =>
    (await models.modelFor(caller, task)) !== null;
  return {
    /** Whether a model is set for each of them. */
    async available(caller: Caller): Promise<Record<'grades' | 'describes' | 'explains', boolean>> {
      return {
        grades: await has(caller, 'grade'),
        describes: await has(caller, 'describe'),
        explains: await has(caller, 'explain'),
      };
    },
    gradeOpenAnswer: (caller: Caller, answer: OpenAnswer, signal: AbortSignal) =>
      spoken(gradeOpenAnswer(models, caller, answer, signal)),
    describeMaterial: (caller: Caller, document: SourceDocument, signal: AbortSignal) =>
      spoken(describeMaterial(models, caller, document, signal)),
    explainMistake: (caller: Caller, mistake: Mistake, signal: AbortSignal) =>
      spoken(explainMistake(models, caller, mistake, signal)),
  };
}

export type ModelAids = ReturnType<typeof createModelAids>;

export function generationModule(deps: Deps): Module {
  const pool = poolOf(deps);
  const describe = createDescriber(deps, createModelAids(deps));
  return {
    name: 'generation',
    routes: [
      route(suggestDescription, 'author', ({ tenant, params, request }) =>
        describe(tenant, params.id, request.signal),
      ),
    ],
    tasks: createGenerationTasks(deps, chooseOf(deps)),
    close: () => pool.close(),
  };
}
