import { sql } from 'kysely';
import { z } from 'zod';
import { AnswerKey, type FlashcardStyle, ItemSource } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { StepContent } from '../state.ts';

const ItemRow = z.object({
  itemId: z.string(),
  materialId: z.string(),
  materialTitle: z.string(),
  difficulty: z.number(),
  content: StepContent,
  concepts: z.array(z.object({ id: z.string(), name: z.string() })),
  sources: z.array(ItemSource),
});
export type StudyItem = z.infer<typeof ItemRow>;

type Row = {
  itemId: string;
  type: string;
  materialId: string;
  materialTitle: string;
  difficulty: number;
  nuggetTitle: string | null;
  nuggetText: string | null;
  minutes: number | null;
  style: z.infer<typeof FlashcardStyle> | null;
  front: string | null;
  back: string | null;
  version: number | null;
  stem: string | null;
  answerKey: unknown;
  explanation: string | null;
  hints: string[] | null;
  points: number | null;
  concepts: unknown;
  sources: unknown;
};

/** All that a step shows and grades by; null for an item that learners may no longer see. */
export async function selectOptionalStudyItem(
  trx: TenantTransaction,
  { organizationId, itemId }: { organizationId: string; itemId: string },
): Promise<StudyItem | null> {
  const items = await listStudyItems(trx, { organizationId, itemIds: [itemId] });
  return items[0] ?? null;
}

/** The same for several; those that learners may not see are left out. In no order. */
export async function listStudyItems(
  trx: TenantTransaction,
  key: { organizationId: string; itemIds: readonly string[] },
): Promise<StudyItem[]> {
  const { rows } = await sql<Row>`
    select
      i.id as "itemId",
      i.type,
      i.material_id as "materialId",
      m.title as "materialTitle",
      i.difficulty,
      n.title as "nuggetTitle",
      n.text as "nuggetText",
      n.estimated_minutes as minutes,
      f.style,
      f.front,
      f.back,
      v.version,
      v.stem,
      v.answer_key as "answerKey",
      v.explanation,
      v.hints,
      q.points,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.id)
        from item_concepts ic
        join concepts c on c.organization_id = ic.organization_id and c.id = ic.concept_id
        where ic.organization_id = i.organization_id and ic.item_id = i.id
      ), '[]') as concepts,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'chunkId', s.chunk_id,
          'start', s.start_offset,
          'end', s.end_offset,
          'quote', s.quote,
          'page', s.page,
          'heading', nullif(c.heading, ''),
          'seconds', s.seconds
        ) order by s.position)
        from item_sources s
        join chunks c on c.organization_id = s.organization_id and c.id = s.chunk_id
        where s.organization_id = i.organization_id and s.item_id = i.id
      ), '[]') as sources
    from items i
    join materials m on m.organization_id = i.organization_id and m.id = i.material_id
    left join nuggets n on n.organization_id = i.organization_id and n.item_id = i.id
    left join flashcards f on f.organization_id = i.organization_id and f.item_id = i.id
    left join questions q on q.organization_id = i.organization_id and q.item_id = i.id
    left join question_versions v
      on v.organization_id = q.organization_id
      and v.question_id = q.item_id
      and v.version = q.current_version
    where i.organization_id = ${key.organizationId}
      and i.id = any(${[...key.itemIds]}::uuid[])
      and i.type <> 'summary'
      and i.status = 'approved'`.execute(trx);
  return rows.map((row) => ItemRow.parse({ ...row, content: contentOf(row) }));
}

function contentOf(row: Row): unknown {
  switch (row.type) {
    case 'nugget':
      return {
        type: 'nugget',
        title: row.nuggetTitle,
        text: row.nuggetText,
        estimatedMinutes: row.minutes,
      };
    case 'flashcard':
      return { type: 'flashcard', style: row.style, front: row.front, back: row.back };
    default:
      return {
        type: 'question',
        version: row.version,
        stem: row.stem,
        answerKey: AnswerKey.parse(row.answerKey),
        explanation: row.explanation,
        hints: row.hints,
        points: row.points,
      };
  }
}

/** Language of a material, as ISO 639-1. */
export async function selectLanguage(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string },
): Promise<string> {
  const row = await trx
    .selectFrom('materials')
    .select('language')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.materialId)
    .executeTakeFirstOrThrow();
  return row.language;
}
