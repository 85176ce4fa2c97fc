import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Month = { organizationId: string; month: string };

type MonthState = {
  spent: number;
  /** Set aside for all that is under way. */
  reserved: number;
  /** The part of it for batches, which may take a day to come back. */
  batched: number;
  running: number;
  monthly: number | null;
};

/**
 * Takes the row of the month, and with it the lock under which the calls of an organization begin
 * and end; it is held until the transaction ends. Calls of dead processes and batches that never
 * ended are let go.
 */
export async function lockMonth(
  trx: TenantTransaction,
  { organizationId, month }: Month,
  now: Date,
): Promise<MonthState> {
  await sql`
    insert into ai_budget_months (organization_id, month) values (${organizationId}, ${month}::date)
    on conflict (organization_id, month) do update set updated_at = excluded.updated_at
  `.execute(trx);
  await sql`
    with gone as (
      delete from ai_running_calls
      where organization_id = ${organizationId} and expires_at < ${now}
      returning month, reserved_microusd
    ),
    sums as (select month, sum(reserved_microusd)::bigint as amount from gone group by month)
    update ai_budget_months m
    set reserved_microusd = greatest(0, m.reserved_microusd - sums.amount)
    from sums
    where m.organization_id = ${organizationId} and m.month = sums.month
  `.execute(trx);
  await sql`
    with late as (
      select id, month, reserved_microusd from ai_batches
      where organization_id = ${organizationId} and expires_at < ${now} and reserved_microusd > 0
      for update
    ),
    freed as (
      update ai_batches b set reserved_microusd = 0
      from late
      where b.organization_id = ${organizationId} and b.id = late.id
    ),
    sums as (select month, sum(reserved_microusd)::bigint as amount from late group by month)
    update ai_budget_months m
    set reserved_microusd = greatest(0, m.reserved_microusd - sums.amount)
    from sums
    where m.organization_id = ${organizationId} and m.month = sums.month
  `.execute(trx);
  // A statement of its own: it sees what others committed while this one waited for the row.
  const { rows } = await sql<MonthState>`
    select m.spent_microusd as spent,
      m.reserved_microusd as reserved,
      (select coalesce(sum(b.reserved_microusd), 0)::bigint from ai_batches b
        where b.organization_id = m.organization_id and b.month = m.month) as batched,
      (select count(*) from ai_running_calls r where r.organization_id = m.organization_id) as running,
      (select b.monthly_microusd from ai_budgets b where b.organization_id = m.organization_id) as monthly
    from ai_budget_months m
    where m.organization_id = ${organizationId} and m.month = ${month}::date
  `.execute(trx);
  const row = rows[0];
  if (!row) throw new Error('The row of the month was written a moment ago.');
  return row;
}

export async function insertRunningCall(
  trx: TenantTransaction,
  call: Month & { id: string; amount: number; expiresAt: Date },
): Promise<void> {
  await sql`
    with call as (
      insert into ai_running_calls (organization_id, id, month, reserved_microusd, expires_at)
      values (${call.organizationId}, ${call.id}, ${call.month}::date, ${call.amount}, ${call.expiresAt})
      returning month, reserved_microusd
    )
    update ai_budget_months m
    set reserved_microusd = m.reserved_microusd + call.reserved_microusd, refused_at = null
    from call
    where m.organization_id = ${call.organizationId} and m.month = call.month
  `.execute(trx);
}

export async function markRefused(
  trx: TenantTransaction,
  { organizationId, month }: Month,
  at: Date,
): Promise<void> {
  await sql`
    update ai_budget_months set refused_at = ${at}
    where organization_id = ${organizationId} and month = ${month}::date
  `.execute(trx);
}

/** Frees place and reservation and books the cost; a call that had expired is booked all the same. */
export async function settleCall(
  trx: TenantTransaction,
  call: Month & { id: string; costMicrousd: number },
): Promise<void> {
  await sql`select from ai_budget_months
    where organization_id = ${call.organizationId} and month = ${call.month}::date for update`.execute(
    trx,
  );
  await sql`
    with gone as (
      delete from ai_running_calls
      where organization_id = ${call.organizationId} and id = ${call.id}
      returning reserved_microusd
    )
    update ai_budget_months m
    set spent_microusd = m.spent_microusd + ${call.costMicrousd}::bigint,
      reserved_microusd = greatest(0, m.reserved_microusd - coalesce((select reserved_microusd from gone), 0))
    where m.organization_id = ${call.organizationId} and m.month = ${call.month}::date
  `.execute(trx);
}

export async function insertUsage(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    id: string;
    at: Date;
    userId: string | null;
    generationId: string | null;
    task: string;
    provider: string;
    connectionId: string;
    model: string;
    promptVersion: string | null;
    tokensIn: number;
    tokensOut: number;
    tokensCached: number;
    costMicrousd: number;
    /** Null for a request of a batch. */
    latencyMs: number | null;
    errorCode: string | null;
  },
): Promise<void> {
  await trx
    .insertInto('ai_usage_logs')
    .values({
      organization_id: row.organizationId,
      id: row.id,
      created_at: row.at,
      user_id: row.userId,
      generation_id: row.generationId,
      task: row.task,
      engine: 'llm',
      provider: row.provider,
      connection_id: row.connectionId,
      model: row.model,
      prompt_version: row.promptVersion,
      tokens_in: row.tokensIn,
      tokens_out: row.tokensOut,
      tokens_cached: row.tokensCached,
      cost_microusd: row.costMicrousd,
      latency_ms: row.latencyMs,
      status: row.errorCode === null ? 'ok' : 'failed',
      error_code: row.errorCode,
    })
    .execute();
}

/** What calls for a person cost in a month, by the index on organization, user and time. */
export async function userSpent(
  trx: TenantTransaction,
  { organizationId, userId, month }: Month & { userId: string },
): Promise<number> {
  const { rows } = await sql<{ spent: number }>`
    select coalesce(sum(cost_microusd), 0)::bigint as spent
    from ai_usage_logs
    where organization_id = ${organizationId}
      and user_id = ${userId}
      and created_at >= ${month}::timestamp at time zone 'UTC'
      and created_at < (${month}::timestamp + interval '1 month') at time zone 'UTC'
  `.execute(trx);
  return rows[0]?.spent ?? 0;
}
