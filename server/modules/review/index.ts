import type { Deps, Module } from '../../deps.ts';
import { createBulk } from './bulk.ts';
import { createDecisions, type Regenerator } from './decide.ts';
import { reviewRoutes } from './routes.ts';
import { createSummary } from './summary.ts';
import { createUndo } from './undo.ts';

export type { Regenerator } from './decide.ts';

export function reviewModule(deps: Deps, regenerator: Regenerator): Module {
  return {
    name: 'review',
    routes: reviewRoutes({
      summary: createSummary(deps),
      decisions: createDecisions(deps, regenerator),
      undo: createUndo(deps),
      bulk: createBulk(deps),
    }),
  };
}
