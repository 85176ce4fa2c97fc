import { z } from 'zod';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import { systemContext } from '../ingestion/index.ts';
import { listOrganizationIds } from '../tenancy/index.ts';
import { deleteVideoRow, listForgotten } from './repo/videos.ts';

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const AT_ONCE = 50;

/** Takes away uploads that were given up, and the files of videos that were deleted a month ago. */
export function createSweepTask(
  { database, storage, clock }: Pick<Deps, 'database' | 'storage' | 'clock'>,
  uploads: { sweep(): Promise<number> },
) {
  return defineTask({
    name: 'video.sweep',
    payload: z.object({}),
    concurrency: 1,
    retries: 2,
    timeoutSeconds: 1800,
    cron: '41 * * * *',
    async run(_payload, { signal }) {
      await uploads.sweep();
      const before = new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS);
      for (const organizationId of await listOrganizationIds(database.kysely)) {
        signal.throwIfAborted();
        const forgotten = await withTenant(database, systemContext(organizationId), (trx) =>
          listForgotten(trx, { organizationId, before, limit: AT_ONCE }),
        );
        for (const { id, storage_key, rendition_key, poster_key } of forgotten) {
          // Files first: a row without files can be swept again, files without a row cannot.
          for (const key of [storage_key, rendition_key, poster_key])
            if (key !== null) await storage.delete(key);
          await withTenant(database, systemContext(organizationId), (trx) =>
            deleteVideoRow(trx, { organizationId, id }),
          );
        }
      }
    },
  });
}
