import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { type EmbedderRef, vectorColumnNames, vectorLiteral } from '../../library/index.ts';

/** Tables whose rows have vectors, and the text that a vector of each stands for. */
const TEXT_OF = {
  chunks: sql<string>`array_to_string(t.heading_path, E'\n') || E'\n' || t.text`,
  items: sql<string>`t.title || E'\n' || t.body`,
  concepts: sql<string>`t.name || E'\n' || t.definition`,
} as const;

export type VectorTable = keyof typeof TEXT_OF;
export const VECTOR_TABLES = ['chunks', 'items', 'concepts'] as const;

export type Lacking = { id: string; text: string; seen: string };

const columnsOf = (slot: EmbedderRef['slot']) => {
  const { embedding, embedder } = vectorColumnNames(slot);
  return { embedding: sql.ref(embedding), embedder: sql.ref(embedder) };
};

/** Rows after an id whose vector was not made by this embedder. */
export async function listLacking(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    table: VectorTable;
    embedder: EmbedderRef;
    after: string;
    limit: number;
  },
): Promise<Lacking[]> {
  const { rows } = await sql<Lacking>`
    select t.id, ${TEXT_OF[filter.table]} as text, t.updated_at::text as seen
    from ${sql.table(filter.table)} t
    where t.organization_id = ${filter.organizationId} and t.id > ${filter.after}::uuid
      and ${columnsOf(filter.embedder.slot).embedder} is distinct from ${filter.embedder.name}
    order by t.id
    limit ${filter.limit}
  `.execute(trx);
  return rows;
}

/** Keeps vectors; a row that was edited since its text was read is left for the next round. */
export async function updateVectors(
  trx: TenantTransaction,
  key: { organizationId: string; table: VectorTable; embedder: EmbedderRef },
  rows: readonly { id: string; seen: string; vector: Float32Array }[],
): Promise<void> {
  if (rows.length === 0) return;
  const { embedding, embedder } = columnsOf(key.embedder.slot);
  await sql`
    update ${sql.table(key.table)} t
    set ${embedding} = v.vector::halfvec, ${embedder} = ${key.embedder.name}
    from unnest(
      ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ seen }) => seen)}::timestamptz[],
      ${rows.map(({ vector }) => vectorLiteral(vector))}::text[]
    ) as v (id, seen, vector)
    where t.organization_id = ${key.organizationId} and t.id = v.id and t.updated_at = v.seen
  `.execute(trx);
}

/** Takes some vectors out of a set; returns how many. */
export async function clearVectors(
  trx: TenantTransaction,
  key: { organizationId: string; table: VectorTable; slot: EmbedderRef['slot']; limit: number },
): Promise<number> {
  const { embedding, embedder } = columnsOf(key.slot);
  const { numAffectedRows } = await sql`
    update ${sql.table(key.table)} t set ${embedding} = null, ${embedder} = null
    where t.organization_id = ${key.organizationId} and t.id in (
      select id from ${sql.table(key.table)}
      where organization_id = ${key.organizationId} and ${embedder} is not null
      limit ${key.limit}
    )
  `.execute(trx);
  return Number(numAffectedRows ?? 0n);
}

/** How many rows have vectors or are to have them. */
export async function countRows(trx: TenantTransaction, organizationId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (
      (select count(*) from chunks where organization_id = ${organizationId})
      + (select count(*) from items where organization_id = ${organizationId})
      + (select count(*) from concepts where organization_id = ${organizationId})
    )::int as count
  `.execute(trx);
  return rows[0]?.count ?? 0;
}

/** How many rows have a vector of this embedder. */
export async function countFilled(
  trx: TenantTransaction,
  organizationId: string,
  { name, slot }: EmbedderRef,
): Promise<number> {
  const { embedder } = columnsOf(slot);
  const { rows } = await sql<{ count: number }>`
    select (
      (select count(*) from chunks where organization_id = ${organizationId} and ${embedder} = ${name})
      + (select count(*) from items where organization_id = ${organizationId} and ${embedder} = ${name})
      + (select count(*) from concepts where organization_id = ${organizationId} and ${embedder} = ${name})
    )::int as count
  `.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Begins to fill the other set, or, with null, gives that up. */
export async function upsertNext(
  trx: TenantTransaction,
  row: { organizationId: string; current: EmbedderRef; next: string | null; total: number },
): Promise<void> {
  const change = {
    next_name: row.next,
    progress_done: 0,
    progress_total: row.total,
    error: null,
  };
  await trx
    .insertInto('embedders')
    .values({
      organization_id: row.organizationId,
      slot: row.current.slot,
      name: row.current.name,
      ...change,
    })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(change))
    .execute();
}

export async function updateProgress(
  trx: TenantTransaction,
  organizationId: string,
  change: { done?: number; error?: string | null },
): Promise<void> {
  await trx
    .updateTable('embedders')
    .set({
      ...(change.done === undefined ? {} : { progress_done: change.done }),
      ...(change.error === undefined ? {} : { error: change.error }),
    })
    .where('organization_id', '=', organizationId)
    .execute();
}

/** Searches the other set from now on, if it is still what it was filled by. */
export async function switchSets(
  trx: TenantTransaction,
  organizationId: string,
  to: EmbedderRef,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('embedders')
    .set({ slot: to.slot, name: to.name, next_name: null, error: null })
    .where('organization_id', '=', organizationId)
    .where('next_name', '=', to.name)
    .where('slot', '<>', to.slot)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
