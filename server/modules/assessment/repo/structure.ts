import { sql } from 'kysely';
import { z } from 'zod';
import { AnswerKey, QuestionType } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Key = { organizationId: string; id: string };

const EntryJson = z.object({
  id: z.string(),
  position: z.number(),
  points: z.number().nullable(),
  drawCount: z.number().nullable(),
  itemId: z.string().nullable(),
  question: z
    .object({
      stem: z.string(),
      questionType: QuestionType,
      questionPoints: z.number(),
      difficulty: z.number(),
      materialTitle: z.string(),
      version: z.number(),
      usable: z.boolean(),
    })
    .nullable(),
  pool: z.array(z.object({ itemId: z.string(), points: z.number(), usable: z.boolean() })),
});
export type EntryRow = z.infer<typeof EntryJson>;

const SectionRow = z.object({
  id: z.string(),
  title: z.string(),
  instructions: z.string(),
  position: z.number(),
  entries: z.array(EntryJson),
});
export type SectionRow = z.infer<typeof SectionRow>;

/*
 * A question stays in use while its source has changed and a reviewer has not decided yet; only one
 * that was rejected or retired is not asked any more.
 */
const USABLE = sql`i.status not in ('rejected', 'retired')`;

/** Sections with their lines, as an author sees them, in one statement. */
export async function listSections(
  trx: TenantTransaction,
  { organizationId, id }: Key,
): Promise<SectionRow[]> {
  const { rows } = await sql`
    select s.id, s.title, s.instructions, s.position,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', e.id, 'position', e.position, 'points', e.points, 'drawCount', e.draw_count,
          'itemId', e.item_id,
          'question', (
            select jsonb_build_object(
              'stem', v.stem, 'questionType', q.question_type, 'questionPoints', q.points,
              'difficulty', i.difficulty, 'materialTitle', m.title, 'version', q.current_version,
              'usable', ${USABLE}
            )
            from questions q
            join items i on i.organization_id = q.organization_id and i.id = q.item_id
            join materials m on m.organization_id = i.organization_id and m.id = i.material_id
            join question_versions v
              on v.organization_id = q.organization_id
              and v.question_id = q.item_id
              and v.version = q.current_version
            where q.organization_id = e.organization_id and q.item_id = e.item_id
          ),
          'pool', coalesce((
            select jsonb_agg(
              jsonb_build_object('itemId', p.item_id, 'points', q.points, 'usable', ${USABLE})
              order by p.item_id
            )
            from pool_questions p
            join items i on i.organization_id = p.organization_id and i.id = p.item_id
            join questions q on q.organization_id = p.organization_id and q.item_id = p.item_id
            where p.organization_id = e.organization_id and p.entry_id = e.id
          ), '[]')
        ) order by e.position)
        from assessment_questions e
        where e.organization_id = s.organization_id
          and e.assessment_id = s.assessment_id
          and e.section_id = s.id
      ), '[]') as entries
    from assessment_sections s
    where s.organization_id = ${organizationId} and s.assessment_id = ${id}
    order by s.position`.execute(trx);
  return z.array(SectionRow).parse(rows);
}

const LineRow = z.object({
  section: z.number(),
  title: z.string(),
  instructions: z.string(),
  points: z.number().nullable(),
  draw: z.number(),
  candidates: z.array(z.string()),
});
export type LineRow = z.infer<typeof LineRow>;

/** What a paper is drawn from, in the order of sections and lines. */
export async function listLines(
  trx: TenantTransaction,
  { organizationId, id }: Key,
): Promise<LineRow[]> {
  const { rows } = await sql`
    select s.position as section, s.title, s.instructions, e.points, coalesce(e.draw_count, 1) as draw,
      array(
        select i.id
        from items i
        where i.organization_id = e.organization_id
          and i.id = any(
            case when e.item_id is null
              then array(
                select p.item_id from pool_questions p
                where p.organization_id = e.organization_id and p.entry_id = e.id
              )
              else array[e.item_id]
            end
          )
          and ${USABLE}
        order by i.id
      ) as candidates
    from assessment_questions e
    join assessment_sections s
      on s.organization_id = e.organization_id
      and s.assessment_id = e.assessment_id
      and s.id = e.section_id
    where e.organization_id = ${organizationId} and e.assessment_id = ${id}
    order by s.position, e.position`.execute(trx);
  return z.array(LineRow).parse(rows);
}

const Wording = z.object({
  itemId: z.string(),
  version: z.number(),
  points: z.number(),
  stem: z.string(),
  answerKey: AnswerKey,
  explanation: z.string(),
});
export type Wording = z.infer<typeof Wording>;

/** The present wordings of questions, by item. */
export async function mapWordings(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<Map<string, Wording>> {
  const { rows } = await sql`
    select q.item_id as "itemId", v.version, q.points, v.stem, v.answer_key as "answerKey", v.explanation
    from questions q
    join question_versions v
      on v.organization_id = q.organization_id
      and v.question_id = q.item_id
      and v.version = q.current_version
    where q.organization_id = ${organizationId} and q.item_id = any(${[...itemIds]}::uuid[])`.execute(
    trx,
  );
  return new Map(
    z
      .array(Wording)
      .parse(rows)
      .map((wording) => [wording.itemId, wording]),
  );
}

export async function insertSection(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  section: { id: string; title: string; instructions: string },
): Promise<void> {
  await sql`
    insert into assessment_sections (organization_id, id, assessment_id, position, title, instructions)
    select ${organizationId}::uuid, ${section.id}::uuid, ${id}::uuid,
      coalesce(max(position), 0) + 1, ${section.title}, ${section.instructions}
    from assessment_sections
    where organization_id = ${organizationId} and assessment_id = ${id}`.execute(trx);
}

export async function updateSection(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  change: { title?: string | undefined; instructions?: string | undefined },
): Promise<void> {
  const set = {
    ...(change.title === undefined ? {} : { title: change.title }),
    ...(change.instructions === undefined ? {} : { instructions: change.instructions }),
  };
  if (Object.keys(set).length === 0) return;
  await trx
    .updateTable('assessment_sections')
    .set(set)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function deleteSection(trx: TenantTransaction, key: Key): Promise<void> {
  await trx
    .deleteFrom('assessment_sections')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** Gives sections the positions of their places in the list. */
export async function updateSectionOrder(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    update assessment_sections s set position = o.place
    from unnest(${[...ids]}::uuid[]) with ordinality as o (id, place)
    where s.organization_id = ${organizationId} and s.id = o.id and s.position <> o.place`.execute(
    trx,
  );
}

export type NewEntry = {
  id: string;
  sectionId: string;
  position: number;
  itemId: string | null;
  drawCount: number | null;
  points: number | null;
};

export async function insertEntries(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  entries: readonly NewEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await trx
    .insertInto('assessment_questions')
    .values(
      entries.map((entry) => ({
        organization_id: organizationId,
        id: entry.id,
        assessment_id: id,
        section_id: entry.sectionId,
        position: entry.position,
        item_id: entry.itemId,
        draw_count: entry.drawCount,
        points: entry.points,
      })),
    )
    .execute();
}

export async function updateEntry(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  change: { points?: number | null; drawCount?: number },
): Promise<void> {
  const set = {
    ...(change.points === undefined ? {} : { points: change.points }),
    ...(change.drawCount === undefined ? {} : { draw_count: change.drawCount }),
  };
  if (Object.keys(set).length === 0) return;
  await trx
    .updateTable('assessment_questions')
    .set(set)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Gives lines their section, and the positions of their places in the list. */
export async function updateEntryOrder(
  trx: TenantTransaction,
  organizationId: string,
  sectionId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    update assessment_questions e set position = o.place, section_id = ${sectionId}::uuid
    from unnest(${[...ids]}::uuid[]) with ordinality as o (id, place)
    where e.organization_id = ${organizationId} and e.id = o.id`.execute(trx);
}

export async function deleteEntry(trx: TenantTransaction, key: Key): Promise<void> {
  await trx
    .deleteFrom('assessment_questions')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** Makes the questions of a pool these. */
export async function replacePool(
  trx: TenantTransaction,
  organizationId: string,
  entryId: string,
  itemIds: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('pool_questions')
    .where('organization_id', '=', organizationId)
    .where('entry_id', '=', entryId)
    .execute();
  await sql`
    insert into pool_questions (organization_id, entry_id, item_id)
    select ${organizationId}::uuid, ${entryId}::uuid, i.id
    from unnest(${[...itemIds]}::uuid[]) as i (id)`.execute(trx);
}

export type QuestionChoice = {
  itemIds?: readonly string[] | undefined;
  materialIds?: readonly string[] | undefined;
  conceptIds?: readonly string[] | undefined;
  questionTypes?: readonly z.infer<typeof QuestionType>[] | undefined;
  minDifficulty?: number | undefined;
  maxDifficulty?: number | undefined;
  limit: number;
};

/** Approved questions of materials that are not deleted, in the order of their source. */
export async function listApprovedQuestions(
  trx: TenantTransaction,
  organizationId: string,
  choice: QuestionChoice,
): Promise<string[]> {
  const some = (list: readonly string[] | undefined): list is readonly string[] =>
    list !== undefined && list.length > 0;
  const rows = await trx
    .selectFrom('items as i')
    .innerJoin('questions as q', (join) =>
      join.onRef('q.organization_id', '=', 'i.organization_id').onRef('q.item_id', '=', 'i.id'),
    )
    .innerJoin('materials as m', (join) =>
      join.onRef('m.organization_id', '=', 'i.organization_id').onRef('m.id', '=', 'i.material_id'),
    )
    .select('i.id')
    .where('i.organization_id', '=', organizationId)
    .where('i.status', '=', 'approved')
    .where('m.deleted_at', 'is', null)
    .$if(some(choice.itemIds), (query) =>
      query.where(sql<boolean>`i.id = any(${[...(choice.itemIds ?? [])]}::uuid[])`),
    )
    .$if(some(choice.materialIds), (query) =>
      query.where(sql<boolean>`i.material_id = any(${[...(choice.materialIds ?? [])]}::uuid[])`),
    )
    .$if(some(choice.questionTypes), (query) =>
      query.where('q.question_type', 'in', [...(choice.questionTypes ?? [])]),
    )
    .$if(some(choice.conceptIds), (query) =>
      query.where(sql<boolean>`exists (
        select from item_concepts ic
        where ic.organization_id = i.organization_id and ic.item_id = i.id
          and ic.concept_id = any(${[...(choice.conceptIds ?? [])]}::uuid[])
      )`),
    )
    .where('i.difficulty', '>=', choice.minDifficulty ?? 1)
    .where('i.difficulty', '<=', choice.maxDifficulty ?? 10)
    .orderBy('i.material_id')
    .orderBy('i.position')
    .orderBy('i.id')
    .limit(choice.limit)
    .execute();
  return rows.map(({ id }) => id);
}
