import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

/** A material that a version is added to; locked, so that versions come one after the other. */
export async function lockMaterial(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
) {
  const material = await trx
    .selectFrom('materials')
    .select(['title', 'status', 'checksum', 'source_type', 'source_name', 'current_version'])
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!material) return undefined;
  const { open } = await trx
    .selectFrom('ingestion_jobs')
    .select((select) => select.fn.countAll<number>().as('open'))
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.id)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  return { ...material, openJobs: Number(open) };
}

/** Adds a version after the last one; returns its number. */
export async function insertVersion(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    materialId: string;
    checksum: string;
    sourceName: string;
    mediaType: string | null;
    storageKey: string;
    sizeBytes: number;
    createdBy: string;
  },
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into material_versions (
      organization_id, material_id, version, checksum, source_name, media_type, storage_key,
      size_bytes, created_by
    )
    select ${row.organizationId}, ${row.materialId}, max(version) + 1, ${row.checksum},
      ${row.sourceName}, ${row.mediaType}, ${row.storageKey}, ${row.sizeBytes}, ${row.createdBy}
    from material_versions
    where organization_id = ${row.organizationId} and material_id = ${row.materialId}
    returning version`.execute(trx);
  const [inserted] = rows;
  if (!inserted) throw new Error('A material without versions cannot get another one.');
  return inserted.version;
}

/** A version that was not read to its end, or says what the one before says, leaves no trace. */
export async function deleteVersion(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
): Promise<void> {
  await trx
    .deleteFrom('material_versions')
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .where('version', '=', key.version)
    .execute();
}

/** Makes a searchable version the one that is read: the material says from now on what it says. */
export async function switchVersion(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number; now: Date },
): Promise<void> {
  await sql`
    with switched as (
      update material_versions set current_at = coalesce(current_at, ${key.now})
      where organization_id = ${key.organizationId} and material_id = ${key.materialId}
        and version = ${key.version}
      returning *
    )
    update materials m set
      current_version = v.version, checksum = v.checksum, storage_key = v.storage_key,
      size_bytes = v.size_bytes, media_type = v.media_type, language = v.language,
      word_count = v.word_count, page_count = v.page_count, duration_seconds = v.duration_seconds
    from switched v
    where m.organization_id = v.organization_id and m.id = v.material_id`.execute(trx);
}

/** Whether the version before says the same, to the letter. */
export async function saysTheSame(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    select n.text_hash = c.text_hash as same
    from materials m
    join material_versions n on n.organization_id = m.organization_id and n.material_id = m.id and n.version = ${key.version}
    join material_versions c on c.organization_id = m.organization_id and c.material_id = m.id and c.version = m.current_version
    where m.organization_id = ${key.organizationId} and m.id = ${key.materialId}
      and m.current_version <> ${key.version}`.execute(trx);
  return rows[0]?.same === true;
}

/** Newest first. */
export async function listVersions(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string },
) {
  return trx
    .selectFrom('material_versions as v')
    .innerJoin('materials as m', (join) =>
      join.onRef('m.organization_id', '=', 'v.organization_id').onRef('m.id', '=', 'v.material_id'),
    )
    .leftJoin('users as u', 'u.id', 'v.created_by')
    .select([
      'v.version',
      'm.current_version',
      'v.source_name',
      'v.word_count',
      'v.size_bytes',
      'v.created_at',
      'v.current_at',
      'v.items_kept',
      'v.items_stale',
      'v.items_retired',
      'v.items_revived',
      'u.name as created_by_name',
    ])
    .where('v.organization_id', '=', key.organizationId)
    .where('v.material_id', '=', key.materialId)
    .where('m.deleted_at', 'is', null)
    .orderBy('v.version', 'desc')
    .limit(100)
    .execute();
}
