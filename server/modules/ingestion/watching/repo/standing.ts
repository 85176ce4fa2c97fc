import { sql } from 'kysely';
import type { TenantTransaction } from '../../../../db/tenant.ts';

/** A material as one who follows its source has to know it. */
export type Standing = {
  status: 'processing' | 'ready' | 'failed';
  /** A job reads it at this moment: a new version has to wait. */
  busy: boolean;
  /**
   * Whether a change of the file is a change of the material. Of several files with the same
   * content the one that was seen first speaks for it.
   */
  follows: boolean;
  /** SHA-256 of the text of the version that is read. */
  textHash: string | null;
};

/**
 * What became of the material of a watched file or address; undefined where it was deleted.
 *
 * @param key.fileId the watched file; null for an address.
 */
export async function selectOptionalStanding(
  trx: TenantTransaction,
  key: { organizationId: string; fileId: string | null; materialId: string },
): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select m.status, v.text_hash as "textHash",
      exists (
        select from ingestion_jobs j
        where j.organization_id = m.organization_id and j.material_id = m.id
          and j.status in ('queued', 'running')
      ) as busy,
      not exists (
        select from watched_files other
        where other.organization_id = m.organization_id and other.material_id = m.id
          and other.id < ${key.fileId}::uuid and other.state <> 'gone'
      ) as follows
    from materials m
    left join material_versions v on v.organization_id = m.organization_id
      and v.material_id = m.id and v.version = m.current_version
    where m.organization_id = ${key.organizationId} and m.id = ${key.materialId}
      and m.deleted_at is null`.execute(trx);
  return rows[0];
}
