import type { Kysely } from 'kysely';
import type { DB } from '../../../../db/types.gen.ts';

export async function listOrganizationIds(db: Kysely<DB>): Promise<string[]> {
  const rows = await db.selectFrom('organizations').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
