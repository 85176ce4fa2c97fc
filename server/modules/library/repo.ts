import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant.ts';

const MATERIAL_COLUMNS = [
  'id',
  'title',
  'description',
  'source_type',
  'source_name',
  'media_type',
  'status',
  'language',
  'level',
  'subject',
  'tags',
  'size_bytes',
  'word_count',
  'page_count',
  'duration_seconds',
  'revision',
  'current_version',
  'storage_key',
  'checksum',
  'created_by',
  'created_at',
  'updated_at',
] as const;

export type MaterialRow = Awaited<ReturnType<typeof selectMaterialRow>>;
const selectMaterialRow = (trx: TenantTransaction) =>
  trx.selectFrom('materials').select(MATERIAL_COLUMNS).executeTakeFirstOrThrow();

export type MaterialFilter = {
  organizationId: string;
  q?: string | undefined;
  status?: 'processing' | 'ready' | 'failed' | undefined;
  sourceType?: 'file' | 'url' | 'text' | undefined;
  subject?: string | undefined;
  before: { createdAt: string; id: string } | null;
  limit: number;
};

/** Newest first, by the index on (organization_id, created_at desc, id desc). */
export async function listMaterials(trx: TenantTransaction, filter: MaterialFilter) {
  return trx
    .selectFrom('materials')
    .select(MATERIAL_COLUMNS)
    .select(sql<string>`created_at::text`.as('created_at_exact'))
    .where('organization_id', '=', filter.organizationId)
    .where('deleted_at', 'is', null)
    .$if(filter.status !== undefined, (query) =>
      query.where('status', '=', filter.status as 'ready'),
    )
    .$if(filter.sourceType !== undefined, (query) =>
      query.where('source_type', '=', filter.sourceType as 'file'),
    )
    .$if(filter.subject !== undefined, (query) =>
      query.where('subject', '=', filter.subject as string),
    )
    .$if(filter.q !== undefined, (query) =>
      query.where('title', 'ilike', `%${filter.q?.replace(/[%_\\]/g, '\\$&')}%`),
    )
    .$if(filter.before !== null, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (${filter.before?.createdAt}::timestamptz, ${filter.before?.id}::uuid)`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();
}

export async function selectOptionalMaterial(
  trx: TenantTransaction,
  key: { organizationId: string; id: string; deleted?: boolean },
) {
  return trx
    .selectFrom('materials')
    .select(MATERIAL_COLUMNS)
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('deleted_at', key.deleted ? 'is not' : 'is', null)
    .executeTakeFirst();
}

export type MaterialCounts = {
  chunks: number;
  concepts: number;
  nuggets: number;
  questions: number;
  flashcards: number;
  summaries: number;
  inReview: number;
};

/**
 * Counts for a page of materials in one round trip. `approvedOnly` counts what learners see.
 * Index scans on chunks, concepts' definitions and items_by_material.
 */
export async function countContents(
  trx: TenantTransaction,
  organizationId: string,
  materialIds: readonly string[],
  approvedOnly: boolean,
): Promise<Map<string, MaterialCounts>> {
  if (materialIds.length === 0) return new Map();
  const ids = sql`${[...materialIds]}::uuid[]`;
  const { rows } = await sql<{ material_id: string; name: keyof MaterialCounts; count: number }>`
    select c.material_id, 'chunks' as name, count(*)::int as count
    from chunks c
    join materials m on m.organization_id = c.organization_id and m.id = c.material_id and m.current_version = c.version
    where c.organization_id = ${organizationId} and c.material_id = any(${ids})
    group by c.material_id
    union all
    select c.material_id, 'concepts', count(distinct k.concept_id)::int
    from chunks c
    join concept_mentions k on k.organization_id = c.organization_id and k.chunk_id = c.id
    where c.organization_id = ${organizationId} and c.material_id = any(${ids})
    group by c.material_id
    union all
    select material_id, case type when 'summary' then 'summaries' else type::text || 's' end, count(*)::int
    from items
    where organization_id = ${organizationId} and material_id = any(${ids})
      and status = any(${approvedOnly ? ['approved'] : ['approved', 'in_review']}::item_status[])
    group by material_id, type
    union all
    select material_id, 'inReview', count(*)::int
    from items
    where organization_id = ${organizationId} and material_id = any(${ids}) and status = 'in_review'
    group by material_id
  `.execute(trx);
  const counts = new Map<string, MaterialCounts>(
    materialIds.map((id) => [
      id,
      {
        chunks: 0,
        concepts: 0,
        nuggets: 0,
        questions: 0,
        flashcards: 0,
        summaries: 0,
        inReview: 0,
      },
    ]),
  );
  for (const row of rows) {
    const entry = counts.get(row.material_id);
    if (entry) entry[row.name] = row.count;
  }
  return counts;
}

/** Zero where the revision is no longer the one that was edited. */
export async function updateMaterial(
  trx: TenantTransaction,
  key: { organizationId: string; id: string; revision: number },
  change: Record<string, unknown>,
): Promise<bigint> {
  const result = await trx
    .updateTable('materials')
    .set({ ...change, revision: key.revision + 1 })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('revision', '=', key.revision)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows;
}

export async function setDeleted(
  trx: TenantTransaction,
  key: { organizationId: string; id: string; at: Date | null },
): Promise<bigint> {
  const result = await trx
    .updateTable('materials')
    .set({ deleted_at: key.at })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('deleted_at', key.at === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows;
}

const CHUNK_COLUMNS = [
  'chunks.id',
  'chunks.position',
  'chunks.kind',
  'chunks.heading_path',
  'chunks.text',
  'chunks.blocks',
  'chunks.page_start',
  'chunks.page_end',
  'chunks.start_seconds',
  'chunks.language',
  'chunks.content_hash',
] as const;

/** Passages of the current version from a position on. */
export async function listChunks(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    materialId: string;
    version: number;
    from: number;
    limit: number;
  },
) {
  return trx
    .selectFrom('chunks')
    .select(CHUNK_COLUMNS)
    .select((select) =>
      select
        .selectFrom('item_sources')
        .whereRef('item_sources.organization_id', '=', 'chunks.organization_id')
        .whereRef('item_sources.chunk_id', '=', 'chunks.id')
        .select((inner) => inner.fn.count<number>('item_sources.item_id').distinct().as('count'))
        .as('item_count'),
    )
    .where('organization_id', '=', filter.organizationId)
    .where('material_id', '=', filter.materialId)
    .where('version', '=', filter.version)
    .where('position', '>=', filter.from)
    .orderBy('position')
    .limit(filter.limit)
    .execute();
}

export async function selectOptionalChunkPosition(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; chunkId: string },
): Promise<number | undefined> {
  const row = await trx
    .selectFrom('chunks')
    .select('position')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.chunkId)
    .where('material_id', '=', key.materialId)
    .executeTakeFirst();
  return row?.position;
}

export async function countChunks(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
): Promise<number> {
  const row = await trx
    .selectFrom('chunks')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .where('version', '=', key.version)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Headings with their level, out of the blocks; 2,000 at most. */
export async function listHeadings(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number },
) {
  const { rows } = await sql<{
    chunk_id: string;
    position: number;
    title: string;
    level: number;
    page: number | null;
  }>`
    select
      c.id as chunk_id, c.position,
      substr(c.text, (b.block ->> 'start')::int + 1, (b.block ->> 'end')::int - (b.block ->> 'start')::int) as title,
      coalesce((b.block ->> 'level')::int, 1) as level,
      coalesce((b.block ->> 'page')::int, c.page_start) as page
    from chunks c
    cross join lateral jsonb_array_elements(c.blocks) with ordinality as b (block, n)
    where c.organization_id = ${key.organizationId} and c.material_id = ${key.materialId}
      and c.version = ${key.version} and b.block ->> 'kind' = 'heading'
    order by c.position, b.n
    limit 2000
  `.execute(trx);
  return rows;
}

export async function listConcepts(
  trx: TenantTransaction,
  filter: { organizationId: string; materialId: string; version: number; limit: number },
) {
  const { rows } = await sql<{
    id: string;
    name: string;
    aliases: string[];
    definition: string;
    chunk_id: string | null;
    item_count: number;
  }>`
    select k.id, k.name, k.aliases, k.definition, k.chunk_id, coalesce(i.count, 0)::int as item_count
    from (
      select m.concept_id, sum(m.occurrences) as uses
      from chunks c
      join concept_mentions m on m.organization_id = c.organization_id and m.chunk_id = c.id
      where c.organization_id = ${filter.organizationId} and c.material_id = ${filter.materialId} and c.version = ${filter.version}
      group by m.concept_id
      order by uses desc, m.concept_id
      limit ${filter.limit}
    ) used
    join concepts k on k.organization_id = ${filter.organizationId} and k.id = used.concept_id
    left join lateral (
      select count(*) as count
      from item_concepts ic
      join items i on i.organization_id = ic.organization_id and i.id = ic.item_id
      where ic.organization_id = k.organization_id and ic.concept_id = k.id
        and i.material_id = ${filter.materialId} and i.status in ('approved', 'in_review')
    ) i on true
    order by used.uses desc, k.name
  `.execute(trx);
  return rows;
}

export async function listEdges(
  trx: TenantTransaction,
  organizationId: string,
  conceptIds: readonly string[],
) {
  if (conceptIds.length === 0) return [];
  return trx
    .selectFrom('concept_edges')
    .select(['from_concept_id', 'to_concept_id', 'kind', 'weight'])
    .where('organization_id', '=', organizationId)
    .where('from_concept_id', 'in', conceptIds)
    .where('to_concept_id', 'in', conceptIds)
    .execute();
}

export async function listSubjects(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('materials')
    .select(['subject'])
    .select((select) => select.fn.countAll<number>().as('materials'))
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .where('subject', 'is not', null)
    .groupBy('subject')
    .orderBy('subject')
    .limit(500)
    .execute();
}

/** What makes the vectors of an organization; nothing where it is the built-in embedder. */
export async function selectOptionalEmbedder(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('embedders')
    .select(['slot', 'name', 'next_name', 'progress_done', 'progress_total', 'error'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
}
