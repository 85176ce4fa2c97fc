import { sql } from 'kysely';
import type { TenantTransaction } from '../../../../db/tenant.ts';
import { newId } from '../../../../ids.ts';

type Key = { organizationId: string; id: string };

export type CheckOutcome =
  | 'added'
  | 'changed'
  | 'unchanged'
  | 'not_modified'
  | 'refused'
  | 'failed';

function selectUrls(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('monitored_urls as u')
    .leftJoin('ingestion_jobs as j', (join) =>
      join.onRef('j.organization_id', '=', 'u.organization_id').onRef('j.id', '=', 'u.job_id'),
    )
    .leftJoin('materials as m', (join) =>
      join
        .onRef('m.organization_id', '=', 'u.organization_id')
        .onRef('m.id', '=', 'u.material_id')
        .on('m.deleted_at', 'is', null),
    )
    .select([
      'u.id',
      'u.url',
      'u.interval_minutes',
      'u.enabled',
      'u.busy_until',
      'u.last_checked_at',
      'u.last_changed_at',
      'u.next_check_at',
      'u.outcome',
      'u.failures',
      'u.error_code',
      'u.error',
      'u.created_at',
      'm.id as material_id',
      'm.title as material_title',
      'j.status as job_status',
      'j.error_code as job_error_code',
      'j.error_message as job_error',
    ])
    .where('u.organization_id', '=', organizationId);
}

export type UrlRow = Awaited<ReturnType<typeof listUrls>>[number];

/** Newest first. */
export async function listUrls(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    materialId: string | undefined;
    before: string | null;
    limit: number;
  },
) {
  return selectUrls(trx, filter.organizationId)
    .$if(filter.materialId !== undefined, (query) =>
      query.where('u.material_id', '=', filter.materialId as string),
    )
    .$if(filter.before !== null, (query) => query.where('u.id', '<', filter.before as string))
    .orderBy('u.id', 'desc')
    .limit(filter.limit)
    .execute();
}

export async function selectOptionalUrl(trx: TenantTransaction, key: Key) {
  return selectUrls(trx, key.organizationId).where('u.id', '=', key.id).executeTakeFirst();
}

export async function countUrls(trx: TenantTransaction, organizationId: string): Promise<number> {
  const { urls } = await trx
    .selectFrom('monitored_urls')
    .select((select) => select.fn.countAll<number>().as('urls'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return Number(urls);
}

/** The material that came from an address: the one that was read last. */
export async function selectOptionalMaterialOfUrl(
  trx: TenantTransaction,
  key: { organizationId: string; url: string },
): Promise<string | null> {
  const row = await trx
    .selectFrom('materials')
    .select('id')
    .where('organization_id', '=', key.organizationId)
    .where('source_type', '=', 'url')
    .where('source_name', '=', key.url)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Null where the address is monitored already. */
export async function insertUrl(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    url: string;
    intervalMinutes: number;
    materialId: string | null;
    createdBy: string;
    now: Date;
  },
): Promise<string | null> {
  const inserted = await trx
    .insertInto('monitored_urls')
    .values({
      organization_id: row.organizationId,
      id: newId(),
      url: row.url,
      interval_minutes: row.intervalMinutes,
      material_id: row.materialId,
      next_check_at: row.now,
      created_by: row.createdBy,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'url']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}

export async function updateUrl(
  trx: TenantTransaction,
  key: Key,
  change: {
    intervalMinutes?: number | undefined;
    enabled?: boolean | undefined;
    nextCheckAt?: Date | undefined;
  },
): Promise<void> {
  await trx
    .updateTable('monitored_urls')
    .set({
      ...(change.intervalMinutes === undefined ? {} : { interval_minutes: change.intervalMinutes }),
      ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
      ...(change.nextCheckAt === undefined ? {} : { next_check_at: change.nextCheckAt }),
      updated_at: sql<Date>`now()`,
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function deleteUrl(trx: TenantTransaction, key: Key): Promise<boolean> {
  const result = await trx
    .deleteFrom('monitored_urls')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function listDueUrlIds(
  trx: TenantTransaction,
  organizationId: string,
  now: Date,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('monitored_urls')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('enabled', '=', true)
    .where('next_check_at', '<=', now)
    .orderBy('next_check_at')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Takes an address for one check; null where it is paused, gone, or another check has it. */
export async function claimUrl(
  trx: TenantTransaction,
  key: Key,
  claim: { now: Date; busyUntil: Date },
) {
  return trx
    .updateTable('monitored_urls')
    .set({ busy_until: claim.busyUntil })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('enabled', '=', true)
    .where((where) =>
      where.or([where('busy_until', 'is', null), where('busy_until', '<', claim.now)]),
    )
    .returning([
      'id',
      'url',
      'interval_minutes',
      'etag',
      'last_modified',
      'content_hash',
      'failures',
      'material_id',
      'created_by',
    ])
    .executeTakeFirst();
}

export type ClaimedUrl = NonNullable<Awaited<ReturnType<typeof claimUrl>>>;

export async function releaseUrl(trx: TenantTransaction, key: Key): Promise<void> {
  await trx
    .updateTable('monitored_urls')
    .set({ busy_until: null })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export type CheckResult = {
  outcome: CheckOutcome;
  at: Date;
  nextCheckAt: Date;
  failures: number;
  error: { code: string; message: string } | null;
  /** What was read; absent where nothing was. */
  reading?: { etag: string | null; lastModified: Date | null; contentHash: string };
  /** What it became; absent where nothing new did. */
  material?: { materialId: string | null; jobId: string | null };
};

export async function endCheck(
  trx: TenantTransaction,
  key: Key,
  result: CheckResult,
): Promise<void> {
  const isNews = result.outcome === 'added' || result.outcome === 'changed';
  await trx
    .updateTable('monitored_urls')
    .set({
      busy_until: null,
      outcome: result.outcome,
      last_checked_at: result.at,
      next_check_at: result.nextCheckAt,
      failures: result.failures,
      error_code: result.error?.code ?? null,
      error: result.error?.message.slice(0, 2000) ?? null,
      ...(isNews ? { last_changed_at: result.at } : {}),
      ...(result.reading === undefined
        ? {}
        : {
            etag: result.reading.etag,
            last_modified: result.reading.lastModified,
            content_hash: result.reading.contentHash,
          }),
      ...(result.material === undefined
        ? {}
        : { material_id: result.material.materialId, job_id: result.material.jobId }),
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}
