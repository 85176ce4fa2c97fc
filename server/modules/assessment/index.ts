import { z } from 'zod';
import type { Deps, Module } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import { practiceTask, practise } from './practice.ts';
import { attemptsRoutes } from './routes/attempts.ts';
import { authoringRoutes } from './routes/authoring.ts';
import { createAttemptsService } from './service/attempts.ts';
import { createOverridesService } from './service/overrides.ts';
import { createSettingsService } from './service/settings.ts';
import { createStructureService } from './service/structure.ts';
import { handInOverdue } from './sweep.ts';

export { createAttemptsService } from './service/attempts.ts';
export { createSettingsService } from './service/settings.ts';
export { createStructureService } from './service/structure.ts';

export function assessmentModule(deps: Deps): Module {
  return {
    name: 'assessment',
    routes: [
      ...authoringRoutes({
        settings: createSettingsService(deps),
        structure: createStructureService(deps),
        overrides: createOverridesService(deps),
      }),
      ...attemptsRoutes(createAttemptsService(deps)),
    ],
    tasks: [
      defineTask({
        ...practiceTask,
        concurrency: 1,
        retries: 3,
        timeoutSeconds: 60,
        run: (payload) => practise(deps, payload),
      }),
      defineTask({
        name: 'assessment.hand-in',
        payload: z.object({}),
        concurrency: 1,
        retries: 1,
        timeoutSeconds: 300,
        cron: '* * * * *',
        run: (_payload, { signal }) => handInOverdue(deps, signal),
      }),
    ],
  };
}
