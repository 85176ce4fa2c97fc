import { sql } from 'kysely';
import type { TenantTransaction } from '../../../../db/tenant.ts';
import { newId } from '../../../../ids.ts';

type Key = { organizationId: string; id: string };

const COLUMNS = [
  'id',
  'path',
  'recursive',
  'file_types',
  'auto_process',
  'enabled',
  'last_scan_at',
  'next_scan_at',
  'busy_until',
  'last_error',
  'created_by',
  'created_at',
] as const;

export type FolderRow = Awaited<ReturnType<typeof listFolders>>[number];

export async function listFolders(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('watched_folders')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .orderBy('path')
    .limit(100)
    .execute();
}

export async function selectOptionalFolder(trx: TenantTransaction, key: Key) {
  return trx
    .selectFrom('watched_folders')
    .select(COLUMNS)
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .executeTakeFirst();
}

/** False where another request watches the same path at this very moment. */
export async function insertFolder(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    path: string;
    recursive: boolean;
    fileTypes: string[];
    autoProcess: boolean;
    createdBy: string;
    now: Date;
  },
): Promise<string | null> {
  const inserted = await trx
    .insertInto('watched_folders')
    .values({
      organization_id: row.organizationId,
      id: newId(),
      path: row.path,
      recursive: row.recursive,
      file_types: row.fileTypes,
      auto_process: row.autoProcess,
      next_scan_at: row.now,
      created_by: row.createdBy,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'path']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}

export async function updateFolder(
  trx: TenantTransaction,
  key: Key,
  change: {
    recursive?: boolean | undefined;
    fileTypes?: string[] | undefined;
    autoProcess?: boolean | undefined;
    enabled?: boolean | undefined;
    nextScanAt?: Date;
  },
): Promise<void> {
  await trx
    .updateTable('watched_folders')
    .set({
      ...(change.recursive === undefined ? {} : { recursive: change.recursive }),
      ...(change.fileTypes === undefined ? {} : { file_types: change.fileTypes }),
      ...(change.autoProcess === undefined ? {} : { auto_process: change.autoProcess }),
      ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
      ...(change.nextScanAt === undefined ? {} : { next_scan_at: change.nextScanAt }),
      updated_at: sql<Date>`now()`,
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function deleteFolder(trx: TenantTransaction, key: Key): Promise<boolean> {
  const result = await trx
    .deleteFrom('watched_folders')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function listDueFolderIds(
  trx: TenantTransaction,
  organizationId: string,
  now: Date,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('watched_folders')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('enabled', '=', true)
    .where('next_scan_at', '<=', now)
    .orderBy('next_scan_at')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Takes a folder for one scan; null where it is paused, gone, or another scan has it. */
export async function claimFolder(
  trx: TenantTransaction,
  key: Key,
  claim: { now: Date; busyUntil: Date; nextScanAt: Date },
) {
  return trx
    .updateTable('watched_folders')
    .set({ busy_until: claim.busyUntil, next_scan_at: claim.nextScanAt })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('enabled', '=', true)
    .where((where) =>
      where.or([where('busy_until', 'is', null), where('busy_until', '<', claim.now)]),
    )
    .returning(COLUMNS)
    .executeTakeFirst();
}

export async function extendClaim(
  trx: TenantTransaction,
  key: Key,
  busyUntil: Date,
): Promise<{ enabled: boolean } | undefined> {
  return trx
    .updateTable('watched_folders')
    .set({ busy_until: busyUntil })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .returning('enabled')
    .executeTakeFirst();
}

export async function endScan(
  trx: TenantTransaction,
  key: Key,
  scan: { at: Date; error: string | null },
): Promise<void> {
  await trx
    .updateTable('watched_folders')
    .set({
      busy_until: null,
      last_scan_at: scan.at,
      last_error: scan.error?.slice(0, 2000) ?? null,
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}
