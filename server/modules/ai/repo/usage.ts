import { type RawBuilder, sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

export type Totals = {
  requests: number;
  failed: number;
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
  costMicrousd: number;
  averageLatencyMs: number;
};

const TOTALS = sql`
  count(*) as requests,
  count(*) filter (where u.status = 'failed') as failed,
  coalesce(sum(u.tokens_in), 0)::bigint as "tokensIn",
  coalesce(sum(u.tokens_cached), 0)::bigint as "tokensCached",
  coalesce(sum(u.tokens_out), 0)::bigint as "tokensOut",
  coalesce(sum(u.cost_microusd), 0)::bigint as "costMicrousd",
  coalesce(round(avg(u.latency_ms)), 0)::bigint as "averageLatencyMs"`;

type Period = { organizationId: string; from: string; to: string };

// Only calls of models: runs of the built-in engine have no provider.
const within = ({ organizationId, from, to }: Period) => sql`
  u.organization_id = ${organizationId}
  and u.provider is not null
  and u.created_at >= ${from}::timestamp at time zone 'UTC'
  and u.created_at < (${to}::timestamp + interval '1 day') at time zone 'UTC'`;

const KEYS: Record<'day' | 'task' | 'model' | 'person', RawBuilder<unknown>> = {
  day: sql`(u.created_at at time zone 'UTC')::date::text`,
  task: sql`u.task`,
  model: sql`u.model`,
  person: sql`u.user_id::text`,
};

/** By day in order, else the dearest first. */
export async function listUsage(
  trx: TenantTransaction,
  period: Period & { by: keyof typeof KEYS },
): Promise<(Totals & { key: string | null; label: string | null })[]> {
  const { rows } = await sql<Totals & { key: string | null; label: string | null }>`
    with grouped as (
      select ${KEYS[period.by]} as key, ${TOTALS}
      from ai_usage_logs u
      where ${within(period)}
      group by 1
    )
    select g.*, ${period.by === 'person' ? sql`(select name from users where id = g.key::uuid)` : sql`g.key`} as label
    from grouped g
    order by ${period.by === 'day' ? sql`g.key` : sql`g."costMicrousd" desc, g.key`}
  `.execute(trx);
  return rows;
}

export async function selectTotals(trx: TenantTransaction, period: Period): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select ${TOTALS} from ai_usage_logs u where ${within(period)}
  `.execute(trx);
  return rows[0] as Totals;
}

/** The present month and the five before it, by task; the dearest first in each. */
export async function listMonthly(
  trx: TenantTransaction,
  { organizationId, month }: { organizationId: string; month: string },
): Promise<(Totals & { month: string; task: string })[]> {
  const { rows } = await sql<Totals & { month: string; task: string }>`
    select date_trunc('month', u.created_at at time zone 'UTC')::date::text as month, u.task, ${TOTALS}
    from ai_usage_logs u
    where u.organization_id = ${organizationId}
      and u.provider is not null
      and u.created_at >= (${month}::timestamp - interval '5 months') at time zone 'UTC'
    group by 1, 2
    order by 1 desc, "costMicrousd" desc, u.task
  `.execute(trx);
  return rows;
}

export async function listPeopleOver(
  trx: TenantTransaction,
  { organizationId, month, limit }: { organizationId: string; month: string; limit: number },
): Promise<{ userId: string; name: string; spentMicrousd: number }[]> {
  const { rows } = await sql<{ userId: string; name: string; spentMicrousd: number }>`
    select u.user_id as "userId", p.name, sum(u.cost_microusd)::bigint as "spentMicrousd"
    from ai_usage_logs u
    join users p on p.id = u.user_id
    where u.organization_id = ${organizationId}
      and u.created_at >= ${month}::timestamp at time zone 'UTC'
    group by u.user_id, p.name
    having sum(u.cost_microusd) > ${limit}
    order by 3 desc
    limit 100
  `.execute(trx);
  return rows;
}

/** The month as it stands; calls of dead processes and lost batches no longer count. */
export async function selectMonth(
  trx: TenantTransaction,
  { organizationId, month, now }: { organizationId: string; month: string; now: Date },
): Promise<{ spent: number; reserved: number; running: number; refusedAt: Date | null }> {
  const { rows } = await sql<{
    spent: number;
    reserved: number;
    running: number;
    refusedAt: Date | null;
  }>`
    select coalesce(max(m.spent_microusd), 0)::bigint as spent,
      max(m.refused_at) as "refusedAt",
      coalesce(sum(r.reserved_microusd), 0)::bigint + (
        select coalesce(sum(b.reserved_microusd), 0)::bigint from ai_batches b
        where b.organization_id = ${organizationId} and b.month = ${month}::date
          and b.expires_at >= ${now}
      ) as reserved,
      count(r.id) as running
    from ai_budget_months m
    left join ai_running_calls r
      on r.organization_id = m.organization_id and r.month = m.month and r.expires_at >= ${now}
    where m.organization_id = ${organizationId} and m.month = ${month}::date
  `.execute(trx);
  return rows[0] ?? { spent: 0, reserved: 0, running: 0, refusedAt: null };
}

/** Models that were called since the month began. */
export async function listCalledModels(
  trx: TenantTransaction,
  { organizationId, month }: { organizationId: string; month: string },
): Promise<string[]> {
  const { rows } = await sql<{ model: string }>`
    select distinct u.model from ai_usage_logs u
    where u.organization_id = ${organizationId}
      and u.provider is not null
      and u.created_at >= ${month}::timestamp at time zone 'UTC'
    limit 200
  `.execute(trx);
  return rows.map(({ model }) => model);
}
