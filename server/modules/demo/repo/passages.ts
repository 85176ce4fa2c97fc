import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

export type Passage = {
  chunkId: string;
  materialId: string;
  /** File name of the material. */
  file: string;
  language: string;
  position: number;
  text: string;
};

/** Passages of all materials that came from files, as they are read now. */
export async function listPassages(
  trx: TenantTransaction,
  organizationId: string,
): Promise<Passage[]> {
  return trx
    .selectFrom('chunks')
    .innerJoin('materials', (join) =>
      join
        .onRef('materials.organization_id', '=', 'chunks.organization_id')
        .onRef('materials.id', '=', 'chunks.material_id')
        .onRef('materials.current_version', '=', 'chunks.version'),
    )
    .select([
      'chunks.id as chunkId',
      'materials.id as materialId',
      'materials.source_name as file',
      'materials.language',
      'chunks.position',
      'chunks.text',
    ])
    .where('chunks.organization_id', '=', organizationId)
    .where('materials.deleted_at', 'is', null)
    .orderBy('materials.id')
    .orderBy('chunks.position')
    .execute();
}

export type Mention = { chunkId: string; conceptId: string; name: string };

/** Concepts that the passages mention, the ones that they mention most first. */
export async function listMentions(
  trx: TenantTransaction,
  organizationId: string,
  chunkIds: readonly string[],
): Promise<Mention[]> {
  return trx
    .selectFrom('concept_mentions as mention')
    .innerJoin('concepts', (join) =>
      join
        .onRef('concepts.organization_id', '=', 'mention.organization_id')
        .onRef('concepts.id', '=', 'mention.concept_id'),
    )
    .select(['mention.chunk_id as chunkId', 'concepts.id as conceptId', 'concepts.name'])
    .where('mention.organization_id', '=', organizationId)
    .where(sql<boolean>`mention.chunk_id = any(${[...chunkIds]}::uuid[])`)
    .orderBy('mention.occurrences', 'desc')
    .orderBy('concepts.name')
    .execute();
}

/** Published items with these lines; those that an engine made first, so that ours win in a map. */
export async function listByTitle(
  trx: TenantTransaction,
  organizationId: string,
  titles: readonly string[],
): Promise<{ id: string; type: string; title: string }[]> {
  return trx
    .selectFrom('items')
    .select(['id', 'type', 'title'])
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'approved')
    .where(sql<boolean>`title = any(${[...titles]}::text[])`)
    .orderBy(sql`generation_id is null`)
    .execute();
}

/** Published nuggets of a chapter of a material, in the order of the text. */
export async function listNuggets(
  trx: TenantTransaction,
  organizationId: string,
  wanted: { file: string; chapter: string; atMost: number },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('items')
    .innerJoin('materials', (join) =>
      join
        .onRef('materials.organization_id', '=', 'items.organization_id')
        .onRef('materials.id', '=', 'items.material_id'),
    )
    .innerJoin('item_sources as source', (join) =>
      join
        .onRef('source.organization_id', '=', 'items.organization_id')
        .onRef('source.item_id', '=', 'items.id')
        .on('source.position', '=', 0),
    )
    .innerJoin('chunks', (join) =>
      join
        .onRef('chunks.organization_id', '=', 'source.organization_id')
        .onRef('chunks.id', '=', 'source.chunk_id'),
    )
    .select('items.id')
    .where('items.organization_id', '=', organizationId)
    .where('materials.source_name', '=', wanted.file)
    .where('items.type', '=', 'nugget')
    .where('items.status', '=', 'approved')
    .where(sql<boolean>`${wanted.chapter} = any(chunks.heading_path)`)
    .orderBy('items.position')
    .orderBy('source.start_offset')
    .limit(wanted.atMost)
    .execute();
  return rows.map(({ id }) => id);
}
