import type { EngineIdentity } from '../engine.ts';

/** Raised with every change of what the engine makes: a run recorded under it is not repeated. */
export const BUILTIN: EngineIdentity = {
  engine: 'builtin',
  model: 'builtin-2',
  promptVersion: '2',
};
