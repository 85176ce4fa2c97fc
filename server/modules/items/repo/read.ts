import { sql } from 'kysely';
import type { ItemStatus, ItemType } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { ITEMS_WITH_MATERIAL, type ItemFilter, itemConditions, type Visibility } from './filter.ts';

export type PageKey = { materialId: string; position: number; type: string; id: string };

/**
 * Ids in the order of the source, read off `items_by_material`, whose first columns are the same,
 * so that nothing is sorted. Under row policies only leakproof operators may bound an index scan,
 * and those of enums are not: the condition on (material, position) alone is what makes the scan
 * begin at the page. Without it, EXPLAIN over 20,000 items showed 9,001 index rows thrown away
 * before the page; with it, none but those of the same passage.
 */
export async function listItemKeys(
  trx: TenantTransaction,
  visibility: Visibility,
  { after, limit, ...filter }: ItemFilter & { after: PageKey | null; limit: number },
): Promise<PageKey[]> {
  const afterKey =
    after === null
      ? sql`true`
      : sql`(i.material_id, i.position) >= (${after.materialId}::uuid, ${after.position}::int)
          and (i.material_id, i.position, i.type, i.id)
            > (${after.materialId}::uuid, ${after.position}::int, ${after.type}::item_type, ${after.id}::uuid)`;
  const { rows } = await sql<PageKey>`
    select i.material_id as "materialId", i.position, i.type, i.id
    from ${ITEMS_WITH_MATERIAL}
    where ${itemConditions(visibility, filter)} and ${afterKey}
    order by i.material_id, i.position, i.type, i.id
    limit ${limit}`.execute(trx);
  return rows;
}

/** Those of the given items that the reader may see. */
export async function listVisibleIds(
  trx: TenantTransaction,
  visibility: Visibility,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from ${ITEMS_WITH_MATERIAL}
    where ${itemConditions(visibility, {})} and i.id = any(${[...ids]}::uuid[])`.execute(trx);
  return rows.map((row) => row.id);
}

export async function countItems(
  trx: TenantTransaction,
  visibility: Visibility,
  filter: ItemFilter,
) {
  const { rows } = await sql<{
    status: ItemStatus;
    type: ItemType;
    count: number;
    flagged: number;
  }>`
    select i.status, i.type, count(*)::int as count, count(i.flagged_at)::int as flagged
    from ${ITEMS_WITH_MATERIAL}
    where ${itemConditions(visibility, filter)}
    group by i.status, i.type`.execute(trx);
  return rows;
}

export type ItemRow = {
  id: string;
  type: ItemType;
  status: ItemStatus;
  material_id: string;
  material_title: string;
  language: string;
  difficulty: number;
  quality: number;
  position: number;
  lints: string[];
  engine: string | null;
  stale_since: Date | null;
  flagged_at: Date | null;
  revision: number;
  created_at: Date;
  updated_at: Date;
  content: unknown;
};

/** Items with their content, by primary keys alone. */
export async function listItemRows(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
) {
  const { rows } = await sql<ItemRow>`
    select
      i.id, i.type, i.status, i.material_id, m.title as material_title, m.language,
      i.difficulty, i.quality, i.position, i.lints, g.engine, i.stale_since, i.flagged_at, i.revision, i.created_at, i.updated_at,
      case i.type
        when 'nugget' then jsonb_build_object(
          'type', i.type, 'title', n.title, 'text', n.text, 'topics', n.topics,
          'estimatedMinutes', n.estimated_minutes, 'prerequisites', n.prerequisites,
          'relatedConcepts', n.related_concepts
        )
        when 'summary' then jsonb_build_object('type', i.type, 'scope', s.scope, 'title', s.title, 'text', s.text, 'brief', s.brief, 'detailed', s.detailed)
        when 'flashcard' then jsonb_build_object('type', i.type, 'style', f.style, 'front', f.front, 'back', f.back)
        when 'question' then jsonb_build_object(
          'type', i.type, 'version', v.version, 'stem', v.stem, 'explanation', v.explanation,
          'hints', v.hints, 'points', q.points, 'answerKey', v.answer_key
        )
      end as content
    from items i
    join materials m on m.organization_id = i.organization_id and m.id = i.material_id
    left join generations g on g.organization_id = i.organization_id and g.id = i.generation_id
    left join nuggets n on n.organization_id = i.organization_id and n.item_id = i.id
    left join summaries s on s.organization_id = i.organization_id and s.item_id = i.id
    left join flashcards f on f.organization_id = i.organization_id and f.item_id = i.id
    left join questions q on q.organization_id = i.organization_id and q.item_id = i.id
    left join question_versions v
      on v.organization_id = q.organization_id and v.question_id = q.item_id and v.version = q.current_version
    where i.organization_id = ${organizationId} and i.id = any(${[...ids]}::uuid[])`.execute(trx);
  return rows;
}

export async function listSources(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
) {
  return trx
    .selectFrom('item_sources as s')
    .innerJoin('chunks as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.chunk_id'),
    )
    .select([
      's.item_id',
      's.chunk_id',
      's.start_offset',
      's.end_offset',
      's.quote',
      's.page',
      's.seconds',
      'c.heading',
    ])
    .where('s.organization_id', '=', organizationId)
    .where(sql<boolean>`s.item_id = any(${[...itemIds]}::uuid[])`)
    .orderBy('s.item_id')
    .orderBy('s.position')
    .execute();
}

export async function listItemConcepts(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
) {
  return trx
    .selectFrom('item_concepts as ic')
    .innerJoin('concepts as c', (join) =>
      join
        .onRef('c.organization_id', '=', 'ic.organization_id')
        .onRef('c.id', '=', 'ic.concept_id'),
    )
    .select(['ic.item_id', 'c.id', 'c.name'])
    .where('ic.organization_id', '=', organizationId)
    .where(sql<boolean>`ic.item_id = any(${[...itemIds]}::uuid[])`)
    .orderBy('c.name')
    .orderBy('c.id')
    .execute();
}
