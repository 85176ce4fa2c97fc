import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { listOrganizationIds } from '../tenancy/index.ts';
import { GRACE_MS } from './domain/rules.ts';
import { finishAttempt } from './finish.ts';
import * as repo from './repo/attempts.ts';

const BATCH = 200;

/**
 * Hands in all attempts whose time is over. One look a minute finds them by an index, however many
 * are open, and starting an attempt need not queue anything. Whoever opens such an attempt before
 * hands it in at that moment; the attempt's lock sees to it that it happens once.
 */
export async function handInOverdue(
  deps: Pick<Deps, 'database' | 'clock' | 'queue'>,
  signal: AbortSignal,
): Promise<void> {
  for (const organizationId of await listOrganizationIds(deps.database.kysely)) {
    signal.throwIfAborted();
    await handInOverdueOf(deps, organizationId, signal);
  }
}

export async function handInOverdueOf(
  { database, clock, queue }: Pick<Deps, 'database' | 'clock' | 'queue'>,
  organizationId: string,
  signal: AbortSignal,
): Promise<void> {
  const system = { organizationId, userId: null, role: 'system' } as const;
  for (;;) {
    const before = new Date(clock.now().getTime() - GRACE_MS);
    const ids = await withTenant(database, system, (trx) =>
      repo.listOverdue(trx, { organizationId, before, limit: BATCH }),
    );
    for (const id of ids) {
      signal.throwIfAborted();
      // Each in a transaction of its own: one that fails holds no other up for long.
      await withTenant(database, system, async (trx) => {
        const attempt = await repo.selectOptionalAttempt(trx, { organizationId, id, lock: true });
        if (attempt?.status !== 'in_progress') return;
        await finishAttempt(
          trx,
          queue,
          { organizationId, attempt },
          { by: 'time', now: clock.now() },
        );
      });
    }
    if (ids.length < BATCH) return;
  }
}
