import type { Deps, Module } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { AiError } from '../../ports/ai/index.ts';
import type { Caller } from '../ai/index.ts';
import { modelsOf } from '../library/index.ts';
import { chooseEngines } from './choose.ts';
import { createEnginePool, type EnginePool } from './engine-pool.ts';
import { createGenerationTasks } from './jobs.ts';
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
  return {
    /** Whether a model is set for grading and for explaining. */
    async available(caller: Caller): Promise<{ grades: boolean; explains: boolean }> {
      return {
        grades: (await models.modelFor(caller, 'grade')) !== null,
        explains: (await models.modelFor(caller, 'explain')) !== null,
      };
    },
    gradeOpenAnswer: (caller: Caller, answer: OpenAnswer, signal: AbortSignal) =>
      spoken(gradeOpenAnswer(models, caller, answer, signal)),
    explainMistake: (caller: Caller, mistake: Mistake, signal: AbortSignal) =>
      spoken(explainMistake(models, caller, mistake, signal)),
  };
}

export type ModelAids = ReturnType<typeof createModelAids>;

export function generationModule(deps: Deps): Module {
  const pool = poolOf(deps);
  return {
    name: 'generation',
    routes: [],
    tasks: createGenerationTasks(deps, chooseOf(deps)),
    close: () => pool.close(),
  };
}
