import { sql } from 'kysely';
import type { TenantTransaction } from '../../../../db/tenant.ts';
import { newId } from '../../../../ids.ts';
import type { FileState, Look } from '../domain/look.ts';

type FolderKey = { organizationId: string; folderId: string };

/** What the pages show: a file whose reading failed has failed, though it was added. */
const SHOWN_STATE = sql<FileState>`case when f.state = 'added' and j.status = 'failed' then 'failed' else f.state end`;

export type KnownFile = Awaited<ReturnType<typeof listKnownFiles>>[number];

/** What is remembered of a folder: all, or the files of some paths. */
export async function listKnownFiles(
  trx: TenantTransaction,
  key: FolderKey & { paths?: readonly string[] },
) {
  const { paths } = key;
  if (paths?.length === 0) return [];
  return trx
    .selectFrom('watched_files')
    .select([
      'id',
      'path',
      'size_bytes',
      'modified_at',
      'stable_since',
      'state',
      'taken_size_bytes',
      'taken_modified_at',
      'material_id',
      'error_code',
      'error',
    ])
    .where('organization_id', '=', key.organizationId)
    .where('folder_id', '=', key.folderId)
    .$if(paths !== undefined, (query) => query.where('path', 'in', paths ?? []))
    .execute();
}

export type NewLook = Look & { path: string; state: FileState; stableSince: Date };

/** @param looks one at least. */
export async function upsertLooks(
  trx: TenantTransaction,
  key: FolderKey,
  looks: readonly NewLook[],
): Promise<void> {
  await trx
    .insertInto('watched_files')
    .values(
      looks.map((look) => ({
        organization_id: key.organizationId,
        id: newId(),
        folder_id: key.folderId,
        path: look.path,
        size_bytes: look.sizeBytes,
        modified_at: look.modifiedAt,
        stable_since: look.stableSince,
        state: look.state,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'folder_id', 'path']).doUpdateSet((set) => ({
        size_bytes: set.ref('excluded.size_bytes'),
        modified_at: set.ref('excluded.modified_at'),
        stable_since: set.ref('excluded.stable_since'),
        // A person may have asked for it since the scan read the row.
        state: sql<FileState>`case when watched_files.state = 'wanted' and excluded.state in ('found', 'settling') then 'wanted' else excluded.state end`,
        error_code: sql<null>`null`,
        error: sql<null>`null`,
      })),
    )
    .execute();
}

/** Files that are no longer there: what came of them stays; where nothing did, the row goes. */
export async function markGone(
  trx: TenantTransaction,
  key: { organizationId: string },
  ids: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('watched_files')
    .where('organization_id', '=', key.organizationId)
    .where('id', 'in', ids)
    .where('taken_size_bytes', 'is', null)
    .execute();
  await trx
    .updateTable('watched_files')
    .set({ state: 'gone', error_code: null, error: null })
    .where('organization_id', '=', key.organizationId)
    .where('id', 'in', ids)
    .execute();
}

export async function updateTaken(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  taken: Look & { checksum: string; materialId: string | null; jobId: string | null },
): Promise<void> {
  await trx
    .updateTable('watched_files')
    .set({
      state: 'added',
      taken_size_bytes: taken.sizeBytes,
      taken_modified_at: taken.modifiedAt,
      checksum: taken.checksum,
      material_id: taken.materialId,
      job_id: taken.jobId,
      error_code: null,
      error: null,
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function updateFailed(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  error: { code: string; message: string },
): Promise<void> {
  await trx
    .updateTable('watched_files')
    .set({ state: 'failed', error_code: error.code, error: error.message.slice(0, 2000) })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** It is whole and waits for a person. */
export async function updateFound(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
): Promise<void> {
  await trx
    .updateTable('watched_files')
    .set({ state: 'found' })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** It is written still: its time of holding still begins anew. */
export async function updateUnsettled(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  now: Date,
): Promise<void> {
  await trx
    .updateTable('watched_files')
    .set({
      stable_since: now,
      state: sql<FileState>`case when state = 'wanted' then state else 'settling' end`,
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function countFiles(trx: TenantTransaction, organizationId: string) {
  const { rows } = await sql<{ folder_id: string; state: FileState; files: number }>`
    select f.folder_id, ${SHOWN_STATE} as state, count(*)::int as files
    from watched_files f
    left join ingestion_jobs j on j.organization_id = f.organization_id and j.id = f.job_id
    where f.organization_id = ${organizationId}
    group by 1, 2`.execute(trx);
  return rows;
}

export type ListedFile = Awaited<ReturnType<typeof listFiles>>[number];

/** By path. A material that was deleted is not shown. */
export async function listFiles(
  trx: TenantTransaction,
  filter: FolderKey & { state: FileState | undefined; after: string | null; limit: number },
) {
  return trx
    .selectFrom('watched_files as f')
    .leftJoin('ingestion_jobs as j', (join) =>
      join.onRef('j.organization_id', '=', 'f.organization_id').onRef('j.id', '=', 'f.job_id'),
    )
    .leftJoin('materials as m', (join) =>
      join
        .onRef('m.organization_id', '=', 'f.organization_id')
        .onRef('m.id', '=', 'f.material_id')
        .on('m.deleted_at', 'is', null),
    )
    .select([
      'f.id',
      'f.path',
      'f.size_bytes',
      'f.modified_at',
      SHOWN_STATE.as('state'),
      'm.id as material_id',
      'm.title as material_title',
      'f.error_code',
      'f.error',
      'j.status as job_status',
      'j.error_code as job_error_code',
      'j.error_message as job_error',
    ])
    .where('f.organization_id', '=', filter.organizationId)
    .where('f.folder_id', '=', filter.folderId)
    .$if(filter.state !== undefined, (query) =>
      query.where(sql<boolean>`${SHOWN_STATE} = ${filter.state}`),
    )
    .$if(filter.after !== null, (query) =>
      query.where(sql<boolean>`f.path collate "C" > ${filter.after}`),
    )
    .orderBy(sql`f.path collate "C"`)
    .limit(filter.limit)
    .execute();
}

/**
 * Files that a person wants added: those named, or all that wait to be asked for. Also those that
 * failed, and those whose material was deleted, where they are named.
 */
export async function wantFiles(
  trx: TenantTransaction,
  key: FolderKey,
  ids: readonly string[] | undefined,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update watched_files f set state = 'wanted', error_code = null, error = null
    where f.organization_id = ${key.organizationId} and f.folder_id = ${key.folderId}
      and ${
        ids === undefined
          ? sql`f.state = 'found'`
          : sql`f.id in (${sql.join(ids)}) and (
              f.state in ('found', 'failed')
              or (f.state = 'added' and (
                not exists (
                  select from materials m
                  where m.organization_id = f.organization_id and m.id = f.material_id and m.deleted_at is null
                )
                or exists (
                  select from ingestion_jobs j
                  where j.organization_id = f.organization_id and j.id = f.job_id and j.status = 'failed'
                )
              ))
            )`
      }`.execute(trx);
  return Number(numAffectedRows);
}
