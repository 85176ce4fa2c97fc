import { MAX_MONITORED_URLS, type MonitoredUrl } from '../../../../contracts/watching.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import * as repo from './repo/urls.ts';
import { urlCheck } from './steps.ts';

type Author = TenantContext & { userId: string };

/** Addresses that an organization has read again and again. */
export function createUrlService({
  database,
  queue,
  clock,
}: Pick<Deps, 'database' | 'queue' | 'clock'>) {
  function toUrl(row: repo.UrlRow): MonitoredUrl {
    return {
      id: row.id,
      url: row.url,
      intervalMinutes: row.interval_minutes,
      enabled: row.enabled,
      checking: row.busy_until !== null && row.busy_until > clock.now(),
      lastCheckedAt: row.last_checked_at?.toISOString() ?? null,
      lastChangedAt: row.last_changed_at?.toISOString() ?? null,
      nextCheckAt: row.enabled ? row.next_check_at.toISOString() : null,
      outcome: row.outcome as MonitoredUrl['outcome'],
      failures: row.failures,
      error: errorOf(row),
      reading: row.job_status === 'queued' || row.job_status === 'running',
      materialId: row.material_id,
      materialTitle: row.material_title,
      createdAt: row.created_at.toISOString(),
    };
  }

  async function readUrl(trx: TenantTransaction, organizationId: string, id: string) {
    const row = await repo.selectOptionalUrl(trx, { organizationId, id });
    if (!row) throw notFound('monitored address');
    return toUrl(row);
  }

  /** Under a key of its own, so that a check that waits for its turn does not swallow it. */
  const askNow = (trx: TenantTransaction, organizationId: string, urlId: string) =>
    queue.enqueue(trx, urlCheck, { organizationId, urlId, asked: true }, { key: `${urlId} now` });

  return {
    list: (
      tenant: TenantContext,
      query: { materialId?: string | undefined; cursor?: string | undefined; limit: number },
    ) =>
      withTenant(database, tenant, async (trx) => {
        const rows = await repo.listUrls(trx, {
          organizationId: tenant.organizationId,
          materialId: query.materialId,
          before: decodeCursor(query.cursor, ['id'])?.id ?? null,
          limit: query.limit + 1,
        });
        return takePage(rows, query.limit, toUrl, (row) => encodeCursor({ id: row.id }));
      }),

    /**
     * Begins to read an address again and again, with a first check at once. A material that came
     * from it is followed; else the first check adds one.
     *
     * @throws AppError `conflict` where the address is monitored already.
     */
    add(author: Author, input: { url: string; intervalMinutes: number }): Promise<MonitoredUrl> {
      const { organizationId, userId } = author;
      return withTenant(database, author, async (trx) => {
        if ((await repo.countUrls(trx, organizationId)) >= MAX_MONITORED_URLS)
          throw new AppError(
            'conflict',
            `${MAX_MONITORED_URLS} addresses are monitored, which is the most. Remove one that is no longer needed.`,
          );
        const id = await repo.insertUrl(trx, {
          ...input,
          organizationId,
          materialId: await repo.selectOptionalMaterialOfUrl(trx, {
            organizationId,
            url: input.url,
          }),
          createdBy: userId,
          now: clock.now(),
        });
        if (id === null) throw new AppError('conflict', `${input.url} is monitored already.`);
        await askNow(trx, organizationId, id);
        return readUrl(trx, organizationId, id);
      });
    },

    edit(
      tenant: TenantContext,
      id: string,
      change: { intervalMinutes?: number | undefined; enabled?: boolean | undefined },
    ): Promise<MonitoredUrl> {
      const { organizationId } = tenant;
      return withTenant(database, tenant, async (trx) => {
        const url = await readUrl(trx, organizationId, id);
        // A shorter interval begins at once; what was paused is due.
        const last = url.lastCheckedAt === null ? null : Date.parse(url.lastCheckedAt);
        const due =
          change.intervalMinutes === undefined || last === null
            ? undefined
            : new Date(last + change.intervalMinutes * 60_000);
        const nextCheckAt = change.enabled === true && !url.enabled ? clock.now() : due;
        await repo.updateUrl(trx, { organizationId, id }, { ...change, nextCheckAt });
        return readUrl(trx, organizationId, id);
      });
    },

    async remove(tenant: TenantContext, id: string): Promise<void> {
      const { organizationId } = tenant;
      const removed = await withTenant(database, tenant, (trx) =>
        repo.deleteUrl(trx, { organizationId, id }),
      );
      if (!removed) throw notFound('monitored address');
    },

    checkNow(tenant: TenantContext, id: string): Promise<MonitoredUrl> {
      return withTenant(database, tenant, async (trx) => {
        const url = await readUrl(trx, tenant.organizationId, id);
        if (!url.enabled)
          throw new AppError('conflict', 'The address is paused. Resume it to have it read.');
        await askNow(trx, tenant.organizationId, id);
        return url;
      });
    },
  };
}

export type UrlService = ReturnType<typeof createUrlService>;

/** Of the last check; or of the job that read what it brought. */
function errorOf(row: repo.UrlRow): MonitoredUrl['error'] {
  if (row.error_code !== null) return { code: row.error_code, message: row.error ?? '' };
  if (row.job_status === 'failed' && row.job_error_code !== null)
    return { code: row.job_error_code, message: row.job_error ?? '' };
  return null;
}
