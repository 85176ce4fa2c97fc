import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Learner = { organizationId: string; userId: string };

export type ActivitySpan = { at: Date; answers: number; milliseconds: number };

/**
 * What a learner did since a moment, by quarter of an hour: every time zone's midnight falls on
 * one, so that the caller can make days of it in any zone, and few rows travel.
 *
 * Reads the index `interactions_user` of the months concerned; 12 weeks of a diligent learner are
 * some 5,000 entries.
 */
export async function listActivity(
  trx: TenantTransaction,
  { organizationId, userId, since }: Learner & { since: Date },
): Promise<ActivitySpan[]> {
  const { rows } = await sql<ActivitySpan>`
    select
      date_bin('15 minutes', created_at, timestamptz '2000-01-01 00:00+00') as at,
      count(*) filter (where kind in ('answer', 'card_review')) as answers,
      sum(least(coalesce(response_ms, 0), 300000)) as milliseconds
    from interactions
    where organization_id = ${organizationId}
      and user_id = ${userId}
      and created_at >= ${since}
    group by 1
    order by 1`.execute(trx);
  return rows;
}

/** Sums over all sessions of a learner. */
export async function selectTotals(trx: TenantTransaction, { organizationId, userId }: Learner) {
  const row = await trx
    .selectFrom('learning_sessions')
    .select((select) => [
      select.fn.coalesce(select.fn.sum<number>('active_seconds'), sql.lit(0)).as('seconds'),
      select.fn.coalesce(select.fn.sum<number>('answered'), sql.lit(0)).as('answered'),
      select.fn.coalesce(select.fn.sum<number>('correct'), sql.lit(0)).as('correct'),
    ])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return row;
}

export async function selectTimeZone(trx: TenantTransaction, userId: string): Promise<string> {
  const row = await trx
    .selectFrom('user_preferences')
    .select('time_zone')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.time_zone ?? 'UTC';
}
