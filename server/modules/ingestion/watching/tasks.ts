import { z } from 'zod';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { defineTask } from '../../../jobs/task.ts';
import { listOrganizationIds } from '../../tenancy/index.ts';
import { systemContext } from '../job-control.ts';
import type { Checker } from './check.ts';
import { listDueFolderIds } from './repo/folders.ts';
import { listDueUrlIds } from './repo/urls.ts';
import { LOOK_AGAIN_SECONDS, type Scanner } from './scan.ts';
import { folderScan, urlCheck } from './steps.ts';

/** What is watched is looked at by the clock: a network drive tells nobody of its changes. */
export function watchingTasks(
  { database, queue, clock }: Pick<Deps, 'database' | 'queue' | 'clock'>,
  scanner: Scanner,
  checker: Checker,
) {
  const sweep = defineTask({
    name: 'watching.sweep',
    payload: z.object({}),
    concurrency: 1,
    retries: 0,
    timeoutSeconds: 300,
    cron: '* * * * *',
    async run(_payload, { signal }) {
      for (const organizationId of await listOrganizationIds(database.kysely)) {
        signal.throwIfAborted();
        await withTenant(database, systemContext(organizationId), async (trx) => {
          const now = clock.now();
          for (const folderId of await listDueFolderIds(trx, organizationId, now))
            await queue.enqueue(trx, folderScan, { organizationId, folderId }, { key: folderId });
          for (const urlId of await listDueUrlIds(trx, organizationId, now))
            await queue.enqueue(
              trx,
              urlCheck,
              { organizationId, urlId, asked: false },
              { key: urlId },
            );
        });
      }
    },
  });

  const scan = defineTask({
    ...folderScan,
    concurrency: 2,
    retries: 1,
    timeoutSeconds: 1800,
    async run({ organizationId, folderId }, { signal }) {
      const left = await scanner.scan(organizationId, folderId, signal);
      if (left === 'nothing') return;
      // Under a key of its own: while it waits, a person may ask for a look at once.
      const again = { key: `${folderId} ${left}` };
      await queue.enqueue(
        database.kysely,
        folderScan,
        { organizationId, folderId },
        left === 'now' ? again : { ...again, delaySeconds: LOOK_AGAIN_SECONDS },
      );
    },
  });

  const check = defineTask({
    ...urlCheck,
    concurrency: 2,
    retries: 1,
    timeoutSeconds: 1800,
    run: ({ organizationId, urlId, asked }, { signal }) =>
      checker.check(organizationId, urlId, { asked, signal }),
  });

  return [sweep, scan, check];
}
