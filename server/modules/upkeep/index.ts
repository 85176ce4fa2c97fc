import { z } from 'zod';
import { withTenant } from '../../db/tenant.ts';
import type { Deps, Module } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import { listOrganizationIds } from '../tenancy/index.ts';
import { deleteExpiredSessions, deleteOldIdempotencyKeys, ensurePartitions } from './repo.ts';

const DAY_MS = 86_400_000;
const IDEMPOTENCY_DAYS = 1;

/** What has to be done by the clock, for the database itself. */
export function upkeepModule({ database, clock }: Deps): Module {
  const daily = defineTask({
    name: 'upkeep.daily',
    payload: z.object({}),
    concurrency: 1,
    retries: 5,
    timeoutSeconds: 900,
    cron: '17 2 * * *',
    async run(_payload, { signal }) {
      await ensurePartitions(database.kysely, clock.now());
      const before = new Date(clock.now().getTime() - IDEMPOTENCY_DAYS * DAY_MS);
      for (const organizationId of await listOrganizationIds(database.kysely)) {
        signal.throwIfAborted();
        await withTenant(database, { organizationId, userId: null, role: 'system' }, (trx) =>
          deleteOldIdempotencyKeys(trx, { organizationId, before }),
        );
      }
      await deleteExpiredSessions(database.kysely, clock.now());
    },
  });
  return {
    name: 'upkeep',
    routes: [],
    tasks: [daily],
    // A server that was off for months would else begin in the default partitions.
    start: () => ensurePartitions(database.kysely, clock.now()),
  };
}
