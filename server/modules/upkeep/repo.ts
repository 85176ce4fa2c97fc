import { type Kysely, sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { DB } from '../../db/types.gen.ts';

/** Months for which partitions are made ahead. */
const MONTHS_AHEAD = 3;

export async function ensurePartitions(db: Kysely<DB>, now: Date): Promise<void> {
  await sql`
    select ensure_partitions(${now.toISOString()}::date, (${now.toISOString()}::date + make_interval(months => ${MONTHS_AHEAD}))::date)
  `.execute(db);
}

export async function deleteExpiredSessions(db: Kysely<DB>, now: Date): Promise<void> {
  await db.deleteFrom('auth_sessions').where('expires_at', '<', now).execute();
}

export async function deleteOldIdempotencyKeys(
  trx: TenantTransaction,
  key: { organizationId: string; before: Date },
): Promise<void> {
  await trx
    .deleteFrom('idempotency_keys')
    .where('organization_id', '=', key.organizationId)
    .where('created_at', '<', key.before)
    .execute();
}
