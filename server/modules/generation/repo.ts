import { sql } from 'kysely';
import { z } from 'zod';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { GenerationTask } from '../../db/types.gen.ts';
import { newId } from '../../ids.ts';
import {
  type EmbedderRef,
  vectorColumnNames,
  vectorColumns,
  vectorLiteral,
} from '../library/index.ts';
import type { SourceChunk, SourceDocument } from './engine.ts';
import type { RunIdentity } from './tasks.ts';

const Blocks = z.array(
  z.object({
    kind: z.enum(['heading', 'paragraph', 'list_item', 'table', 'code', 'quote', 'caption', 'cue']),
    start: z.number(),
    end: z.number(),
    level: z.number().optional(),
    page: z.number().optional(),
    seconds: z.number().optional(),
  }),
);

/** The version of a material that is read now; null where there is no such material. */
export async function selectOptionalCurrentVersion(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
): Promise<number | null> {
  const row = await trx
    .selectFrom('materials')
    .select('current_version')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.current_version ?? null;
}

/** A version of a material as engines read it. */
export async function selectDocument(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
): Promise<SourceDocument | null> {
  const material = await trx
    .selectFrom('materials')
    .select(['title', 'language'])
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.materialId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!material) return null;
  const rows = await trx
    .selectFrom('chunks')
    .select([
      'id',
      'position',
      'kind',
      'heading_path',
      'text',
      'blocks',
      'language',
      'content_hash',
    ])
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .where('version', '=', key.version)
    .orderBy('position')
    .execute();
  return {
    title: material.title,
    language: material.language,
    chunks: rows.map(
      (row): SourceChunk => ({
        id: row.id,
        position: row.position,
        kind: row.kind,
        headingPath: row.heading_path,
        text: row.text,
        blocks: Blocks.parse(row.blocks) as SourceChunk['blocks'],
        language: row.language,
        contentHash: row.content_hash,
      }),
    ),
  };
}

/** The columns of a set of vectors. */
const vectorOf = (table: string, slot: EmbedderRef['slot']) => {
  const { embedding, embedder } = vectorColumnNames(slot);
  return { embedding: sql.ref(`${table}.${embedding}`), embedder: sql.ref(`${table}.${embedder}`) };
};

/** Content hashes of the passages of all earlier versions of a material. */
export async function listEarlierHashes(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('chunks')
    .select('content_hash')
    .distinct()
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .where('version', '<', key.version)
    .execute();
  return new Set(rows.map((row) => row.content_hash));
}

/** Changes to the concepts of an organization wait for each other, so that none is made twice. */
export async function lockConcepts(trx: TenantTransaction, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`concepts:${organizationId}`}, 0))`.execute(
    trx,
  );
}

export type ConceptRow = { id: string; key: string; name: string; aliases: string[] };

/** Concepts that have one of the keys. */
export async function listConceptsByKey(
  trx: TenantTransaction,
  organizationId: string,
  keys: readonly string[],
): Promise<ConceptRow[]> {
  return trx
    .selectFrom('concepts')
    .select(['id', 'key', 'name', 'aliases'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`key = any(${[...keys]}::text[])`)
    .execute();
}

/**
 * For each new concept the one that is the same idea under a slightly different name: much the
 * same letters and much the same definition. Both measures are needed: `type I error` and
 * `type II error` share letters, and siblings share words of their definitions.
 */
export async function listSimilarConcepts(
  trx: TenantTransaction,
  organizationId: string,
  { name: embedder, slot }: EmbedderRef,
  wanted: readonly { name: string; vector: Float32Array }[],
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ name: string; id: string }>`
    select distinct on (w.name) w.name, c.id
    from unnest(${wanted.map(({ name }) => name)}::text[], ${wanted.map(({ vector }) => vectorLiteral(vector))}::text[]) as w (name, vector)
    join concepts c on c.organization_id = ${organizationId}
      and c.name % w.name
      and similarity(c.name, w.name) >= 0.7
      and ${vectorOf('c', slot).embedder} = ${embedder}
      and ${vectorOf('c', slot).embedding} <=> w.vector::halfvec <= 0.1
    order by w.name, similarity(c.name, w.name) desc
  `.execute(trx);
  return new Map(rows.map((row) => [row.name, row.id]));
}

export async function insertConcepts(
  trx: TenantTransaction,
  organizationId: string,
  concepts: readonly {
    key: string;
    name: string;
    aliases: string[];
    definition: string;
    chunkId: string;
    start: number;
    end: number;
    vector: Float32Array | null;
    embedder: EmbedderRef;
  }[],
): Promise<ConceptRow[]> {
  if (concepts.length === 0) return [];
  return trx
    .insertInto('concepts')
    .values(
      concepts.map((concept) => ({
        organization_id: organizationId,
        id: newId(),
        key: concept.key,
        name: concept.name,
        aliases: concept.aliases,
        definition: concept.definition,
        chunk_id: concept.chunkId,
        start_offset: concept.start,
        end_offset: concept.end,
        ...vectorColumns(concept.embedder, concept.vector),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'key']).doUpdateSet({ key: sql`excluded.key` }),
    )
    .returning(['id', 'key', 'name', 'aliases'])
    .execute();
}

export async function addAliases(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  aliases: readonly string[],
): Promise<void> {
  await trx
    .updateTable('concepts')
    .set({
      aliases: sql<
        string[]
      >`array(select distinct unnest(aliases || ${[...aliases]}::text[]) order by 1)`,
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function insertMentions(
  trx: TenantTransaction,
  organizationId: string,
  mentions: readonly { conceptId: string; chunkId: string; occurrences: number }[],
): Promise<void> {
  if (mentions.length === 0) return;
  await sql`
    insert into concept_mentions (organization_id, concept_id, chunk_id, occurrences)
    select ${organizationId}::uuid, concept_id, chunk_id, sum(occurrences)
    from unnest(
      ${mentions.map((mention) => mention.conceptId)}::uuid[],
      ${mentions.map((mention) => mention.chunkId)}::uuid[],
      ${mentions.map((mention) => mention.occurrences)}::int[]
    ) as m (concept_id, chunk_id, occurrences)
    group by concept_id, chunk_id
    on conflict do nothing
  `.execute(trx);
}

export type Edge = {
  from: string;
  to: string;
  kind: 'prerequisite' | 'related';
  weight: number;
};

/** The prerequisite edges that can be reached, forwards, from any of the concepts. */
export async function listPrerequisitesAhead(
  trx: TenantTransaction,
  organizationId: string,
  conceptIds: readonly string[],
): Promise<{ from: string; to: string }[]> {
  const { rows } = await sql<{ from: string; to: string }>`
    with recursive ahead (concept_id) as (
      select unnest(${[...conceptIds]}::uuid[])
      union
      select e.to_concept_id
      from concept_edges e
      join ahead on e.from_concept_id = ahead.concept_id
      where e.organization_id = ${organizationId} and e.kind = 'prerequisite'
    )
    select e.from_concept_id as "from", e.to_concept_id as "to"
    from concept_edges e
    join ahead on e.from_concept_id = ahead.concept_id
    where e.organization_id = ${organizationId} and e.kind = 'prerequisite'
  `.execute(trx);
  return rows;
}

/** Adds edges that are not there yet. Whether they close a cycle is for the caller to have asked. */
export async function insertEdges(
  trx: TenantTransaction,
  organizationId: string,
  edges: readonly Edge[],
): Promise<void> {
  if (edges.length === 0) return;
  await sql`
    insert into concept_edges (organization_id, from_concept_id, to_concept_id, kind, weight)
    select ${organizationId}::uuid, e.source, e.target, e.kind::concept_edge_kind, e.weight
    from unnest(
      ${edges.map(({ from }) => from)}::uuid[],
      ${edges.map(({ to }) => to)}::uuid[],
      ${edges.map(({ kind }) => kind)}::text[],
      ${edges.map(({ weight }) => weight)}::real[]
    ) as e (source, target, kind, weight)
    on conflict do nothing
  `.execute(trx);
}

/** Name and id of the concepts that the passages mention, for items to be tied to. */
export async function listConceptsOfMaterial(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
): Promise<ConceptRow[]> {
  const { rows } = await sql<ConceptRow>`
    select k.id, k.key, k.name, k.aliases
    from concepts k
    where k.organization_id = ${key.organizationId} and k.id in (
      select m.concept_id
      from chunks c
      join concept_mentions m on m.organization_id = c.organization_id and m.chunk_id = c.id
      where c.organization_id = ${key.organizationId} and c.material_id = ${key.materialId} and c.version = ${key.version}
    )
  `.execute(trx);
  return rows;
}

/**
 * The row of a run. `completed` where the same work was done before, by whichever engine: what is
 * made is not made, or paid, again. `failed` where it failed in the way of `tooLarge` and should be
 * asked for in parts. Else `running`.
 */
export async function startGeneration(
  trx: TenantTransaction,
  run: {
    organizationId: string;
    materialId: string;
    task: GenerationTask;
    inputHash: string;
    identity: RunIdentity;
    tooLarge: RegExp | null;
  },
): Promise<{ id: string; status: 'running' | 'completed' | 'failed' }> {
  const { identity } = run;
  const done = await trx
    .selectFrom('generations')
    .select('id')
    .where('organization_id', '=', run.organizationId)
    .where('material_id', '=', run.materialId)
    .where('task', '=', run.task)
    .where('input_hash', '=', run.inputHash)
    .where('status', '=', 'completed')
    .executeTakeFirst();
  if (done) return { id: done.id, status: 'completed' };
  const row = await trx
    .insertInto('generations')
    .values({
      organization_id: run.organizationId,
      id: newId(),
      material_id: run.materialId,
      task: run.task,
      input_hash: run.inputHash,
      engine: identity.engine,
      model: identity.model,
      prompt_version: identity.promptVersion,
      params: JSON.stringify(identity.params),
    })
    .onConflict((conflict) =>
      conflict
        .columns([
          'organization_id',
          'material_id',
          'task',
          'input_hash',
          'engine',
          'model',
          'prompt_version',
        ])
        .doUpdateSet({ params: JSON.stringify(identity.params) }),
    )
    .returning(['id', 'status', 'error'])
    .executeTakeFirstOrThrow();
  if (row.status !== 'failed') return { id: row.id, status: row.status };
  if (run.tooLarge?.test(row.error ?? '')) return { id: row.id, status: 'failed' };
  await trx
    .updateTable('generations')
    .set({ status: 'running', error: null })
    .where('organization_id', '=', run.organizationId)
    .where('id', '=', row.id)
    .execute();
  return { id: row.id, status: 'running' };
}

type Spent = { tokensIn: number; tokensOut: number; costMicrousd: number };

/** Sums over all tries of a run: what a failed one cost was paid as well. */
const added = ({ tokensIn, tokensOut, costMicrousd }: Spent) => ({
  tokens_in: sql<number>`tokens_in + ${tokensIn}`,
  tokens_out: sql<number>`tokens_out + ${tokensOut}`,
  cost_microusd: sql<number>`cost_microusd + ${costMicrousd}`,
});

/** Ends a run that gave nothing; it is done again when the job is tried again. */
export async function failGeneration(
  trx: TenantTransaction,
  run: { organizationId: string; id: string; error: string; spent: Spent },
): Promise<void> {
  await trx
    .updateTable('generations')
    .set({ status: 'failed', error: run.error, ...added(run.spent) })
    .where('organization_id', '=', run.organizationId)
    .where('id', '=', run.id)
    .execute();
}

export async function finishGeneration(
  trx: TenantTransaction,
  run: {
    organizationId: string;
    id: string;
    task: GenerationTask;
    identity: RunIdentity;
    made: number;
    droppedByLint: Record<string, number>;
    dropped: number;
    durationMs: number;
    spent: Spent;
  },
): Promise<void> {
  const durationMs = Math.round(run.durationMs);
  await trx
    .updateTable('generations')
    .set({
      status: 'completed',
      error: null,
      items_made: run.made,
      items_dropped: run.dropped,
      dropped_by_lint: JSON.stringify(run.droppedByLint),
      duration_ms: durationMs,
      ...added(run.spent),
    })
    .where('organization_id', '=', run.organizationId)
    .where('id', '=', run.id)
    .execute();
  // Calls of a model write their own rows, one for each request.
  if (run.identity.engine !== 'builtin') return;
  await trx
    .insertInto('ai_usage_logs')
    .values({
      organization_id: run.organizationId,
      id: newId(),
      generation_id: run.id,
      task: run.task,
      engine: run.identity.engine,
      model: run.identity.model,
      latency_ms: durationMs,
      status: 'ok',
    })
    .execute();
}

/**
 * For each draft the nearest item of its kind in other materials, by vector. One HNSW search a
 * draft, all in one round trip: the index brings those whose signs are alike, the exact distance
 * decides. It does not go on past those: an item close enough to matter is among the first, and
 * in a library of one book every search would walk the whole index to find nothing.
 */
export async function listNearestItems(
  trx: TenantTransaction,
  filter: { organizationId: string; materialId: string; embedder: EmbedderRef },
  drafts: readonly { type: string; vector: Float32Array | null }[],
): Promise<({ title: string; body: string; distance: number } | null)[]> {
  if (drafts.length === 0) return [];
  const { rows: others } = await sql`
    select from materials
    where organization_id = ${filter.organizationId} and id <> ${filter.materialId} and deleted_at is null
    limit 1
  `.execute(trx);
  if (others.length === 0) return drafts.map(() => null);
  // While a library is small the planner would rather read and sort all items for every draft; it
  // does not know what unpacking so many vectors costs. The demo was built in 112 s so, in 23 s thus.
  await sql`set local enable_sort = off`.execute(trx);
  const { embedding, embedder } = vectorOf('i', filter.embedder.slot);
  const { rows } = await sql<{
    n: number;
    title: string | null;
    body: string | null;
    distance: number | null;
  }>`
    select d.n::int as n, near.title, near.body, near.distance
    from unnest(
      ${drafts.map(({ type }) => type)}::text[],
      ${drafts.map(({ vector }) => (vector === null ? null : vectorLiteral(vector)))}::text[]
    ) with ordinality as d (type, vector, n)
    left join lateral (
      select alike.title, alike.body, alike.embedding <=> d.vector::halfvec as distance
      from (
        select i.title, i.body, ${embedding} as embedding
        from items i
        where i.organization_id = ${filter.organizationId} and ${embedder} = ${filter.embedder.name}
          and i.material_id <> ${filter.materialId} and i.type = d.type::item_type
          and i.status in ('approved', 'in_review') and d.vector is not null
        order by binary_quantize(${embedding})::bit(1536) <~> binary_quantize(d.vector::halfvec)::bit(1536)
        limit 10
      ) alike
      order by distance
      limit 1
    ) near on true
    order by d.n
  `.execute(trx);
  await sql`set local enable_sort = on`.execute(trx);
  return rows.map((row) =>
    row.title === null
      ? null
      : { title: row.title, body: row.body ?? '', distance: row.distance ?? 2 },
  );
}

/** What an ingestion made, counted where it is kept. */
export async function countMade(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string },
): Promise<{ nuggets: number; questions: number; flashcards: number; summaries: number }> {
  const rows = await trx
    .selectFrom('items')
    .select(['type'])
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .groupBy('type')
    .execute();
  const of = (type: string) => Number(rows.find((row) => row.type === type)?.count ?? 0);
  return {
    nuggets: of('nugget'),
    questions: of('question'),
    flashcards: of('flashcard'),
    summaries: of('summary'),
  };
}

/** Where an item comes from, for making another one of the same passage. */
export async function selectOptionalOrigin(
  trx: TenantTransaction,
  key: { organizationId: string; itemId: string },
) {
  const row = await trx
    .selectFrom('items')
    .innerJoin('materials', (join) =>
      join
        .onRef('materials.organization_id', '=', 'items.organization_id')
        .onRef('materials.id', '=', 'items.material_id'),
    )
    .select([
      'items.type',
      'items.position',
      'items.material_id',
      'items.generation_id',
      'materials.current_version',
    ])
    .where('items.organization_id', '=', key.organizationId)
    .where('items.id', '=', key.itemId)
    .where('materials.deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    type: row.type,
    position: row.position,
    materialId: row.material_id,
    generationId: row.generation_id,
    version: row.current_version,
  };
}
