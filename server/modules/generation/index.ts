import type { Deps, Module } from '../../deps.ts';
import { modelsOf } from '../library/index.ts';
import { chooseEngines } from './choose.ts';
import { createEnginePool, type EnginePool } from './engine-pool.ts';
import { createGenerationTasks } from './jobs.ts';
import { type Regenerator, createRegenerator as regeneratorOf } from './regenerate.ts';

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

export function generationModule(deps: Deps): Module {
  const pool = poolOf(deps);
  return {
    name: 'generation',
    routes: [],
    tasks: createGenerationTasks(deps, chooseOf(deps)),
    close: () => pool.close(),
  };
}
