import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { BatchReference } from '../../../ports/ai/index.ts';

type Key = { organizationId: string; id: string };
type Work = { organizationId: string; workId: string };

export type NewRequest = {
  id: string;
  generationId: string;
  task: string;
  promptVersion: string;
};

/** A batch and its requests, with its money set aside; in the lock of the month. */
export async function insertBatch(
  trx: TenantTransaction,
  batch: Work & {
    id: string;
    connectionId: string;
    provider: string;
    model: string;
    month: string;
    amount: number;
    expiresAt: Date;
    now: Date;
    requests: readonly NewRequest[];
  },
): Promise<void> {
  const { organizationId, id, requests } = batch;
  await sql`
    with batch as (
      insert into ai_batches (
        organization_id, id, work_id, connection_id, provider, model, month, reserved_microusd,
        expires_at, created_at
      )
      values (
        ${organizationId}, ${id}, ${batch.workId}, ${batch.connectionId}, ${batch.provider},
        ${batch.model}, ${batch.month}::date, ${batch.amount}, ${batch.expiresAt}, ${batch.now}
      )
      returning month, reserved_microusd
    )
    update ai_budget_months m
    set reserved_microusd = m.reserved_microusd + batch.reserved_microusd, refused_at = null
    from batch
    where m.organization_id = ${organizationId} and m.month = batch.month
  `.execute(trx);
  await trx
    .insertInto('ai_batch_requests')
    .values(
      requests.map((request) => ({
        organization_id: organizationId,
        id: request.id,
        batch_id: id,
        generation_id: request.generationId,
        task: request.task,
        prompt_version: request.promptVersion,
      })),
    )
    .execute();
}

/** Which of the runs have a request already. */
export async function listAsked(
  trx: TenantTransaction,
  organizationId: string,
  generationIds: readonly string[],
): Promise<Set<string | null>> {
  const rows = await trx
    .selectFrom('ai_batch_requests')
    .select('generation_id')
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`generation_id = any(${[...generationIds]}::uuid[])`)
    .execute();
  return new Set(rows.map(({ generation_id }) => generation_id));
}

export type RequestRow = {
  id: string;
  status: string;
  answer: string | null;
  finish_reason: string | null;
  tokens_in: number;
  tokens_out: number;
  tokens_cached: number;
  cost_microusd: number;
  model: string;
};

/** The request of a run; null where it was never sent in a batch. */
export async function selectOptionalRequest(
  trx: TenantTransaction,
  { organizationId, generationId }: { organizationId: string; generationId: string },
): Promise<RequestRow | null> {
  const row = await trx
    .selectFrom('ai_batch_requests as r')
    .innerJoin('ai_batches as b', (join) =>
      join.onRef('b.organization_id', '=', 'r.organization_id').onRef('b.id', '=', 'r.batch_id'),
    )
    .select([
      'r.id',
      'r.status',
      'r.answer',
      'r.finish_reason',
      'r.tokens_in',
      'r.tokens_out',
      'r.tokens_cached',
      'r.cost_microusd',
      'b.model',
    ])
    .where('r.organization_id', '=', organizationId)
    .where('r.generation_id', '=', generationId)
    .executeTakeFirst();
  return row ?? null;
}

export async function updateReference(
  trx: TenantTransaction,
  { organizationId, id, reference }: Key & { reference: BatchReference },
): Promise<void> {
  await trx
    .updateTable('ai_batches')
    .set({ status: 'waiting', reference: JSON.stringify(reference) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'sending')
    .execute();
}

export type OpenBatch = {
  id: string;
  connectionId: string;
  provider: string;
  model: string;
  month: string;
  expiresAt: Date;
  createdAt: Date;
  /** Null until the provider has named it. */
  reference: BatchReference | null;
};

/** Batches of a piece of work that have not ended, oldest first. */
export async function listOpenBatches(
  trx: TenantTransaction,
  { organizationId, workId }: Work,
): Promise<OpenBatch[]> {
  const rows = await trx
    .selectFrom('ai_batches')
    .select([
      'id',
      'connection_id',
      'provider',
      'model',
      sql<string>`month::text`.as('month'),
      'expires_at',
      'created_at',
      'reference',
    ])
    .where('organization_id', '=', organizationId)
    .where('work_id', '=', workId)
    .where('status', '<>', 'ended')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    connectionId: row.connection_id,
    provider: row.provider,
    model: row.model,
    month: row.month,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    reference: row.reference === null ? null : BatchReference.parse(row.reference),
  }));
}

/** Its requests; null where the batch has ended or is gone. In the lock of the month. */
export async function lockOpenBatch(
  trx: TenantTransaction,
  { organizationId, id }: Key,
): Promise<
  { id: string; generationId: string | null; task: string; promptVersion: string }[] | null
> {
  const batch = await trx
    .selectFrom('ai_batches')
    .select('status')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!batch || batch.status === 'ended') return null;
  return trx
    .selectFrom('ai_batch_requests')
    .select(['id', 'generation_id as generationId', 'task', 'prompt_version as promptVersion'])
    .where('organization_id', '=', organizationId)
    .where('batch_id', '=', id)
    .execute();
}

export async function updateAnswered(
  trx: TenantTransaction,
  request: Key & {
    answer: string;
    finishReason: string;
    tokensIn: number;
    tokensOut: number;
    tokensCached: number;
    costMicrousd: number;
  },
): Promise<void> {
  await trx
    .updateTable('ai_batch_requests')
    .set({
      status: 'answered',
      answer: request.answer,
      finish_reason: request.finishReason,
      tokens_in: request.tokensIn,
      tokens_out: request.tokensOut,
      tokens_cached: request.tokensCached,
      cost_microusd: request.costMicrousd,
    })
    .where('organization_id', '=', request.organizationId)
    .where('id', '=', request.id)
    .execute();
}

/** From now on it is asked by itself. */
export async function updateFailed(
  trx: TenantTransaction,
  { organizationId, id, error }: Key & { error: string },
): Promise<void> {
  await trx
    .updateTable('ai_batch_requests')
    .set({ status: 'failed', answer: null, error: error.slice(0, 1000) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Ends a batch: books what it cost and gives the rest of its money back, so that calls go on. */
export async function settleBatch(
  trx: TenantTransaction,
  batch: Key & { costMicrousd: number; error: string | null; now: Date },
): Promise<void> {
  const { organizationId, id } = batch;
  await giveBack(trx, batch);
  await trx
    .updateTable('ai_batches')
    .set({
      status: 'ended',
      reserved_microusd: 0,
      ended_at: batch.now,
      error: batch.error?.slice(0, 1000) ?? null,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

async function giveBack(
  trx: TenantTransaction,
  { organizationId, id, costMicrousd }: Key & { costMicrousd: number },
): Promise<void> {
  await sql`
    update ai_budget_months m
    set spent_microusd = m.spent_microusd + ${costMicrousd}::bigint,
      reserved_microusd = greatest(0, m.reserved_microusd - b.reserved_microusd),
      refused_at = null
    from ai_batches b
    where b.organization_id = ${organizationId} and b.id = ${id}
      and m.organization_id = b.organization_id and m.month = b.month
  `.execute(trx);
}

/** As if it had never been asked. */
export async function deleteOpenBatch(trx: TenantTransaction, key: Key): Promise<void> {
  await giveBack(trx, { ...key, costMicrousd: 0 });
  await trx
    .deleteFrom('ai_batches')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function deleteEndedBatches(
  trx: TenantTransaction,
  { organizationId, workId }: Work,
): Promise<void> {
  await trx
    .deleteFrom('ai_batches')
    .where('organization_id', '=', organizationId)
    .where('work_id', '=', workId)
    .where('status', '=', 'ended')
    .execute();
}
