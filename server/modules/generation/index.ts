import type { Deps, Module } from '../../deps.ts';
import type { Caller } from '../ai/index.ts';
import { modelsOf } from '../library/index.ts';
import { chooseEngines } from './choose.ts';
import type { SourceDocument } from './engine.ts';
import { createEnginePool, type EnginePool } from './engine-pool.ts';
import { createGenerationTasks } from './jobs.ts';
import { describeMaterial } from './llm/describe.ts';
import { explainMistake, type Mistake } from './llm/explain.ts';
import { gradeOpenAnswer, type OpenAnswer } from './llm/grade.ts';
import { type Regenerator, createRegenerator as regeneratorOf } from './regenerate.ts';

export type { MaterialDescription } from './llm/describe.ts';
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

/**
 * What a model does for a person at once, outside of jobs. Each takes the caller whose settings
 * and budget count, and throws AiError, or AppError `ai_not_configured`, `ai_budget_exhausted`.
 */
export function createModelAids(deps: Deps) {
  const models = modelsOf(deps);
  return {
    gradeOpenAnswer: (caller: Caller, answer: OpenAnswer, signal: AbortSignal) =>
      gradeOpenAnswer(models, caller, answer, signal),
    explainMistake: (caller: Caller, mistake: Mistake, signal: AbortSignal) =>
      explainMistake(models, caller, mistake, signal),
    describeMaterial: (caller: Caller, document: SourceDocument, signal: AbortSignal) =>
      describeMaterial(models, caller, document, signal),
  };
}

export function generationModule(deps: Deps): Module {
  const pool = poolOf(deps);
  return {
    name: 'generation',
    routes: [],
    tasks: createGenerationTasks(deps, chooseOf(deps)),
    close: () => pool.close(),
  };
}
