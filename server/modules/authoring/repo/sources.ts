import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { ChunkBlock } from '../../../../contracts/library.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { ConceptFact, ItemFact, Need, Passage, SummaryFact } from '../domain/source.ts';

const Headings = z.array(z.string());
const Blocks = z.array(ChunkBlock.pick({ kind: true, start: true, end: true, level: true }));

export type ReadPassage = Passage & { materialId: string; language: string };

/** The passages of the materials as they are now, in order; about 3 kB each. */
export async function listPassages(
  trx: TenantTransaction,
  organizationId: string,
  materialIds: readonly string[],
): Promise<ReadPassage[]> {
  const rows = await trx
    .selectFrom('chunks as c')
    .innerJoin('materials as m', (join) =>
      join
        .onRef('m.organization_id', '=', 'c.organization_id')
        .onRef('m.id', '=', 'c.material_id')
        .onRef('m.current_version', '=', 'c.version'),
    )
    .select([
      'c.id',
      'c.material_id',
      'c.heading_path',
      'c.text',
      'c.blocks',
      'c.word_count',
      'c.page_start',
      'c.page_end',
      'c.language',
    ])
    .where('c.organization_id', '=', organizationId)
    .where('c.material_id', 'in', [...materialIds])
    .orderBy('c.material_id')
    .orderBy('c.position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    materialId: row.material_id,
    language: row.language,
    path: Headings.parse(row.heading_path),
    headings: Blocks.parse(row.blocks)
      .filter(({ kind }) => kind === 'heading')
      .map(({ start, end, level = 1 }) => ({ title: row.text.slice(start, end), level })),
    text: row.text,
    words: row.word_count,
    pages:
      row.page_start === null ? null : { from: row.page_start, to: row.page_end ?? row.page_start },
  }));
}

export async function countPassages(
  trx: TenantTransaction,
  organizationId: string,
  materialIds: readonly string[],
): Promise<number> {
  const { passages } = await trx
    .selectFrom('chunks as c')
    .innerJoin('materials as m', (join) =>
      join
        .onRef('m.organization_id', '=', 'c.organization_id')
        .onRef('m.id', '=', 'c.material_id')
        .onRef('m.current_version', '=', 'c.version'),
    )
    .select((query) => query.fn.countAll<string>().as('passages'))
    .where('c.organization_id', '=', organizationId)
    .where('c.material_id', 'in', [...materialIds])
    .executeTakeFirstOrThrow();
  return Number(passages);
}

export type ReadItem = ItemFact & { materialId: string };

type Row = Omit<ReadItem, 'passageId'> & { passageId: string | null };

/** Learnable items that satisfy a condition on `items i`, in the order of their source. */
async function readItems(
  trx: TenantTransaction,
  organizationId: string,
  condition: RawBuilder<unknown>,
): Promise<ReadItem[]> {
  const { rows } = await sql<Row>`
    select
      i.id, i.type, i.status, i.material_id as "materialId", i.title, i.difficulty, i.quality,
      cardinality(i.lints) as lints,
      q.question_type as "questionType",
      case i.type when 'nugget' then n.estimated_minutes when 'question' then 1 else 0.25 end::float8 as minutes,
      s.chunk_id as "passageId",
      coalesce(
        (
          select array_agg(ic.concept_id order by ic.concept_id)
          from item_concepts ic
          where ic.organization_id = i.organization_id and ic.item_id = i.id
        ),
        '{}'
      ) as "conceptIds"
    from items i
    left join nuggets n on n.organization_id = i.organization_id and n.item_id = i.id
    left join questions q on q.organization_id = i.organization_id and q.item_id = i.id
    left join item_sources s
      on s.organization_id = i.organization_id and s.item_id = i.id and s.position = 0
    where i.organization_id = ${organizationId}
      and i.type <> 'summary'
      and i.status in ('approved', 'in_review')
      and ${condition}
    order by i.material_id, i.position, i.type, i.id`.execute(trx);
  return rows.map((row) => ({ ...row, passageId: row.passageId ?? '' }));
}

export const listMaterialItems = (
  trx: TenantTransaction,
  organizationId: string,
  materialIds: readonly string[],
): Promise<ReadItem[]> =>
  readItems(trx, organizationId, sql`i.material_id = any(${[...materialIds]}::uuid[])`);

/** Those of the items that can still be learned; rejected, retired and deleted ones are missing. */
export const listItems = (
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadItem[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : readItems(
        trx,
        organizationId,
        sql`i.id = any(${[...ids]}::uuid[]) and exists (
          select from materials m
          where m.organization_id = i.organization_id and m.id = i.material_id and m.deleted_at is null
        )`,
      );

export type ReadSummary = SummaryFact & { materialId: string };

/** Summaries with their passages; the short form where there is one. */
export async function listSummaries(
  trx: TenantTransaction,
  organizationId: string,
  materialIds: readonly string[],
): Promise<ReadSummary[]> {
  const { rows } = await sql<ReadSummary>`
    select
      i.material_id as "materialId", s.scope, coalesce(s.brief, s.text) as text,
      array(
        select distinct src.chunk_id from item_sources src
        where src.organization_id = i.organization_id and src.item_id = i.id
      ) as "passageIds"
    from items i
    join summaries s on s.organization_id = i.organization_id and s.item_id = i.id
    where i.organization_id = ${organizationId}
      and i.material_id = any(${[...materialIds]}::uuid[])
      and i.status in ('approved', 'in_review')
    order by i.material_id, i.position, i.id`.execute(trx);
  return rows;
}

/** The concepts that items are about. */
export async function listConcepts(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<ConceptFact[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('concepts')
    .select(['id', 'name', 'chunk_id'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, definedIn: row.chunk_id }));
}

/** What is needed for what among some concepts. */
export async function listNeeds(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<Need[]> {
  if (ids.length === 0) return [];
  return trx
    .selectFrom('concept_edges')
    .select(['from_concept_id as from', 'to_concept_id as to', 'weight'])
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'prerequisite')
    .where(sql<boolean>`from_concept_id = any(${[...ids]}::uuid[])`)
    .where(sql<boolean>`to_concept_id = any(${[...ids]}::uuid[])`)
    .orderBy('weight', 'desc')
    .orderBy('from_concept_id')
    .orderBy('to_concept_id')
    .execute();
}
