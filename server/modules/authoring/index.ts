import type { Deps, Module } from '../../deps.ts';
import { createProposePool } from './pool.ts';
import { authoringRoutes } from './routes.ts';
import { createCourseMaker } from './service/create.ts';
import { createProposalEditor } from './service/edit.ts';
import { createPropose } from './service/propose.ts';
import { createWaiting } from './service/waiting.ts';

export function authoringModule(deps: Deps): Module {
  const pool = createProposePool();
  return {
    name: 'authoring',
    routes: authoringRoutes({
      propose: createPropose(deps, pool),
      editor: createProposalEditor(deps),
      waiting: createWaiting(deps),
      makeCourse: createCourseMaker(deps),
    }),
    close: () => pool.close(),
  };
}
