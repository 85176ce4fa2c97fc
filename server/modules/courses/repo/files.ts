import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

export type FileRow = {
  id: string;
  name: string;
  media_type: string;
  size_bytes: number;
  checksum: string;
  storage_key: string;
  is_image: boolean;
};

const COLUMNS = [
  'id',
  'name',
  'media_type',
  'size_bytes',
  'checksum',
  'storage_key',
  'is_image',
] as const;

export async function insertFile(
  trx: TenantTransaction,
  organizationId: string,
  file: FileRow & { created_by: string },
): Promise<void> {
  await trx
    .insertInto('course_files')
    .values({ organization_id: organizationId, ...file })
    .execute();
}

export async function selectOptionalFile(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<FileRow | undefined> {
  return trx
    .selectFrom('course_files')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Those of the files that there are, in no order. */
export async function listFiles(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<FileRow[]> {
  if (ids.length === 0) return [];
  return trx
    .selectFrom('course_files')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
}
