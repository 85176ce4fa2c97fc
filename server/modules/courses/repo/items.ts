import { sql } from 'kysely';
import type { ItemStatus } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { LessonKey } from './lessons.ts';

export type UsedItem = {
  item_id: string;
  type: 'nugget' | 'flashcard' | 'question';
  status: ItemStatus;
  title: string;
  material_id: string;
  material_title: string;
  /** Of a nugget; null else. */
  minutes: number | null;
};

const COLUMNS = sql`
  i.id as item_id, i.type, i.status, i.title, i.material_id, m.title as material_title,
  n.estimated_minutes as minutes`;
const SOURCES = sql`
  join materials m
    on m.organization_id = i.organization_id and m.id = i.material_id and m.deleted_at is null
  left join nuggets n on n.organization_id = i.organization_id and n.item_id = i.id`;

/** Items of a lesson, in order; those of a deleted material are left out. */
export async function listLessonItems(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
): Promise<UsedItem[]> {
  const { rows } = await sql<UsedItem>`
    select ${COLUMNS}
    from lesson_items li
    join items i on i.organization_id = li.organization_id and i.id = li.item_id
    ${SOURCES}
    where li.organization_id = ${organizationId} and li.lesson_id = ${lessonId}
    order by li.position`.execute(trx);
  return rows;
}

/** Those of the items that there are and that a lesson may use, in no order. */
export async function listUsableItems(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<UsedItem[]> {
  if (itemIds.length === 0) return [];
  const { rows } = await sql<UsedItem>`
    select ${COLUMNS}
    from items i
    ${SOURCES}
    where i.organization_id = ${organizationId} and i.id = any(${[...itemIds]}::uuid[])
      and i.type <> 'summary'`.execute(trx);
  return rows;
}

/** Says which items a lesson uses, in order; two statements however many. */
export async function replaceItems(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
  itemIds: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('lesson_items')
    .where('organization_id', '=', organizationId)
    .where('lesson_id', '=', lessonId)
    .execute();
  if (itemIds.length === 0) return;
  await sql`
    insert into lesson_items (organization_id, lesson_id, item_id, item_type, position)
    select i.organization_id, ${lessonId}::uuid, i.id, i.type, o.position
    from unnest(${[...itemIds]}::uuid[]) with ordinality as o (id, position)
    join items i on i.organization_id = ${organizationId} and i.id = o.id`.execute(trx);
}

/** Lessons of the draft that use an item, for whoever asks where it is used. */
export async function listLessonsUsing(
  trx: TenantTransaction,
  { organizationId, itemId }: { organizationId: string; itemId: string },
) {
  return trx
    .selectFrom('lesson_items as li')
    .innerJoin('lessons as l', (join) =>
      join.onRef('l.organization_id', '=', 'li.organization_id').onRef('l.id', '=', 'li.lesson_id'),
    )
    .select(['l.id', 'l.course_id', 'l.title'])
    .where('li.organization_id', '=', organizationId)
    .where('li.item_id', '=', itemId)
    .where('l.deleted_at', 'is', null)
    .orderBy('l.id')
    .limit(100)
    .execute();
}
