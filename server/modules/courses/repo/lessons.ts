import { sql } from 'kysely';
import type { ArticleDocument } from '../../../../contracts/articles.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

export type LessonKey = { organizationId: string; lessonId: string };

const COLUMNS = [
  'l.id',
  'l.course_id',
  'l.module_id',
  'l.kind',
  'l.title',
  'l.summary',
  'l.objectives',
  'l.estimated_minutes',
  'l.reckoned_minutes',
  'l.is_free',
  'l.is_required',
  'l.not_ready',
  'l.revision',
  'l.content_revision',
  'c.owner_id',
] as const;

/** A lesson of the draft with the owner of its course; undefined where either is deleted. */
export async function selectOptionalLesson(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
) {
  return trx
    .selectFrom('lessons as l')
    .innerJoin('courses as c', (join) =>
      join.onRef('c.organization_id', '=', 'l.organization_id').onRef('c.id', '=', 'l.course_id'),
    )
    .select(COLUMNS)
    .where('l.organization_id', '=', organizationId)
    .where('l.id', '=', lessonId)
    .where('l.deleted_at', 'is', null)
    .where('c.deleted_at', 'is', null)
    .executeTakeFirst();
}
export type LessonRow = NonNullable<Awaited<ReturnType<typeof selectOptionalLesson>>>;

/** The document as it is kept; undefined where the lesson is no article. */
export async function selectOptionalContent(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
): Promise<unknown> {
  const row = await trx
    .selectFrom('lessons')
    .select('content')
    .where('organization_id', '=', organizationId)
    .where('id', '=', lessonId)
    .executeTakeFirst();
  return row?.content ?? undefined;
}

export type LessonColumns = {
  title?: string | undefined;
  summary?: string | undefined;
  objectives?: string[] | undefined;
  estimated_minutes?: number | null | undefined;
  is_free?: boolean | undefined;
  is_required?: boolean | undefined;
};

/** Writes fields of a lesson; a new revision. */
export async function updateLessonRow(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
  columns: LessonColumns,
): Promise<void> {
  await trx
    .updateTable('lessons')
    .set({ ...columns, revision: sql<number>`revision + 1` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', lessonId)
    .execute();
}

/** Writes the document of an article, or the time that a path takes; a new revision. */
export async function updateContent(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
  { document, minutes }: { document: ArticleDocument | null; minutes: number },
): Promise<void> {
  await sql`
    update lessons set
      content = coalesce(${document === null ? null : JSON.stringify(document)}::jsonb, content),
      reckoned_minutes = ${minutes},
      content_revision = content_revision + 1
    where organization_id = ${organizationId} and id = ${lessonId}`.execute(trx);
}

/** Whether the kept document is this one: PostgreSQL compares JSON by its meaning. */
export async function isContent(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
  document: ArticleDocument,
): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    select content = ${JSON.stringify(document)}::jsonb as same
    from lessons where organization_id = ${organizationId} and id = ${lessonId}`.execute(trx);
  return rows[0]?.same ?? false;
}

/** False where there is no such lesson. */
export async function updateReadiness(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
  { notReady, minutes }: { notReady: string | null; minutes: number | undefined },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('lessons')
    .set({
      not_ready: notReady,
      ...(minutes === undefined ? {} : { reckoned_minutes: minutes }),
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', lessonId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Copies a lesson of the draft to the end of its module; with its items and resources. */
export async function copyLessonRow(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
  copy: { id: string; title: string; notReady: string | null },
): Promise<void> {
  await sql`
    insert into lessons (
      organization_id, id, course_id, module_id, position, kind, title, summary, content,
      objectives, estimated_minutes, reckoned_minutes, is_free, is_required, not_ready
    )
    select
      organization_id, ${copy.id}::uuid, course_id, module_id,
      (
        select max(position) + 1 from lessons other
        where other.organization_id = l.organization_id and other.module_id = l.module_id
      ),
      kind, ${copy.title}, summary, content, objectives, estimated_minutes, reckoned_minutes,
      is_free, is_required, ${copy.notReady}::text
    from lessons l
    where organization_id = ${organizationId} and id = ${lessonId}`.execute(trx);
  await sql`
    insert into lesson_items (organization_id, lesson_id, item_id, item_type, position)
    select organization_id, ${copy.id}::uuid, item_id, item_type, position
    from lesson_items
    where organization_id = ${organizationId} and lesson_id = ${lessonId}`.execute(trx);
}
