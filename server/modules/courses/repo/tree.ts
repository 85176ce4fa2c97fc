import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { CourseKey } from './courses.ts';

/** Modules of the draft, in order. */
export async function listModules(trx: TenantTransaction, { organizationId, courseId }: CourseKey) {
  return trx
    .selectFrom('course_modules')
    .select(['id', 'title', 'description'])
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .execute();
}

/** Lessons of the draft without their contents, in order within their modules. */
export async function listLessons(trx: TenantTransaction, { organizationId, courseId }: CourseKey) {
  return trx
    .selectFrom('lessons as l')
    .select([
      'l.id',
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
    ])
    .select((value) =>
      value
        .selectFrom('lesson_items as i')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('i.organization_id', '=', 'l.organization_id')
        .whereRef('i.lesson_id', '=', 'l.id')
        .as('item_count'),
    )
    .where('l.organization_id', '=', organizationId)
    .where('l.course_id', '=', courseId)
    .where('l.deleted_at', 'is', null)
    .orderBy('l.module_id')
    .orderBy('l.position')
    .execute();
}

/** Ids of the modules of a course, or of the lessons of a module, in order. */
export async function listModuleIds(trx: TenantTransaction, key: CourseKey): Promise<string[]> {
  return (await listModules(trx, key)).map(({ id }) => id);
}

export async function listLessonIds(
  trx: TenantTransaction,
  { organizationId, moduleId }: { organizationId: string; moduleId: string },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('lessons')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('module_id', '=', moduleId)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}

export async function countLessons(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<number> {
  const row = await trx
    .selectFrom('lessons')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** Gives ids the positions 1, 2, ... in their order. Whoever calls holds the lock of the course. */
export async function renumber(
  trx: TenantTransaction,
  table: 'course_modules' | 'lessons',
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    update ${sql.table(table)} as t set position = o.position::int
    from unnest(${[...ids]}::uuid[]) with ordinality as o (id, position)
    where t.organization_id = ${organizationId} and t.id = o.id
      and t.position is distinct from o.position::int`.execute(trx);
}

type PartKey = { organizationId: string; courseId: string; id: string };

export async function selectOptionalModule(
  trx: TenantTransaction,
  { organizationId, courseId, id }: PartKey,
) {
  return trx
    .selectFrom('course_modules')
    .select(['id', 'title', 'deleted_at', 'deleted_position'])
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** With its module, which may be deleted, too. */
export async function selectOptionalPlace(
  trx: TenantTransaction,
  { organizationId, courseId, id }: PartKey,
) {
  return trx
    .selectFrom('lessons as l')
    .innerJoin('course_modules as m', (join) =>
      join.onRef('m.organization_id', '=', 'l.organization_id').onRef('m.id', '=', 'l.module_id'),
    )
    .select(['l.id', 'l.kind', 'l.title', 'l.module_id', 'l.deleted_at', 'l.deleted_position'])
    .select(['m.title as module_title', 'm.deleted_at as module_deleted_at'])
    .where('l.organization_id', '=', organizationId)
    .where('l.course_id', '=', courseId)
    .where('l.id', '=', id)
    .executeTakeFirst();
}

export async function updateModule(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
  change: { title?: string | undefined; description?: string | undefined },
): Promise<void> {
  if (change.title === undefined && change.description === undefined) return;
  await trx
    .updateTable('course_modules')
    .set(change)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Deletes a module, and its lessons with the very same time, by which restore knows them. */
export async function deleteModuleRow(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
  at: Date,
): Promise<void> {
  await sql`
    update course_modules set deleted_at = ${at}, deleted_position = position, position = null
    where organization_id = ${organizationId} and id = ${id}`.execute(trx);
  await sql`
    update lessons set deleted_at = ${at}, deleted_position = position, position = null
    where organization_id = ${organizationId} and module_id = ${id} and deleted_at is null`.execute(
    trx,
  );
}

/** Puts a module at the end, with the lessons that went with it in the order that they had. */
export async function restoreModuleRow(
  trx: TenantTransaction,
  { organizationId, courseId, id }: PartKey,
): Promise<void> {
  await sql`
    update lessons as l
    set deleted_at = null, position = l.deleted_position, deleted_position = null
    from course_modules m
    where l.organization_id = ${organizationId} and l.module_id = ${id}
      and m.organization_id = l.organization_id and m.id = l.module_id and l.deleted_at = m.deleted_at`.execute(
    trx,
  );
  await sql`
    update course_modules set deleted_at = null, deleted_position = null, position = (
      select coalesce(max(position), 0) + 1 from course_modules
      where organization_id = ${organizationId} and course_id = ${courseId}
    )
    where organization_id = ${organizationId} and id = ${id}`.execute(trx);
}

/** Puts a lesson at the end of a module; also one that was deleted. */
export async function placeLessonRow(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
  moduleId: string,
): Promise<void> {
  await sql`
    update lessons
    set module_id = ${moduleId}, deleted_at = null, deleted_position = null, position = (
      select coalesce(max(position), 0) + 1 from lessons
      where organization_id = ${organizationId} and module_id = ${moduleId}
    )
    where organization_id = ${organizationId} and id = ${id}`.execute(trx);
}

export async function deleteLessonRow(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
  at: Date,
): Promise<void> {
  await sql`
    update lessons set deleted_at = ${at}, deleted_position = position, position = null
    where organization_id = ${organizationId} and id = ${id}`.execute(trx);
}

export async function listDeletedModules(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
) {
  return trx
    .selectFrom('course_modules')
    .select(['id', 'title', 'deleted_at'])
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('deleted_at', 'is not', null)
    .orderBy('deleted_at', 'desc')
    .limit(100)
    .execute();
}

export async function listDeletedLessons(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
) {
  return trx
    .selectFrom('lessons as l')
    .innerJoin('course_modules as m', (join) =>
      join.onRef('m.organization_id', '=', 'l.organization_id').onRef('m.id', '=', 'l.module_id'),
    )
    .select(['l.id', 'l.kind', 'l.title', 'l.deleted_at', 'm.title as module_title'])
    .where('l.organization_id', '=', organizationId)
    .where('l.course_id', '=', courseId)
    .where('l.deleted_at', 'is not', null)
    .where('m.deleted_at', 'is', null)
    .orderBy('l.deleted_at', 'desc')
    .limit(100)
    .execute();
}
