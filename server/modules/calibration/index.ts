import { z } from 'zod';
import { getItemStatistics } from '../../../contracts/statistics.ts';
import type { Deps, Module } from '../../deps.ts';
import { route } from '../../http/route.ts';
import { defineTask } from '../../jobs/task.ts';
import { listOrganizationIds } from '../tenancy/index.ts';
import { calibrate } from './calibrate.ts';
import { createStatisticsService } from './service.ts';

export { calibrate } from './calibrate.ts';
export { calculate, type FirstAnswer, type Statistics } from './domain/statistics.ts';

export function calibrationModule(deps: Deps): Module {
  const service = createStatisticsService(deps);
  const calibration = defineTask({
    name: 'calibration.sweep',
    payload: z.object({}),
    concurrency: 1,
    retries: 2,
    timeoutSeconds: 900,
    cron: '*/15 * * * *',
    async run(_payload, { signal }) {
      for (const organizationId of await listOrganizationIds(deps.database.kysely)) {
        signal.throwIfAborted();
        await calibrate(deps, organizationId, signal);
      }
    },
  });
  return {
    name: 'calibration',
    routes: [
      route(getItemStatistics, 'author', ({ tenant, params }) => service.get(tenant, params.id)),
    ],
    tasks: [calibration],
  };
}
