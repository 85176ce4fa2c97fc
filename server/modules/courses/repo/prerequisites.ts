import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { CourseKey } from './courses.ts';

/** Courses to complete before this one, by title; those that are deleted are left out. */
export async function listPrerequisites(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
) {
  return trx
    .selectFrom('course_prerequisites as p')
    .innerJoin('courses as c', (join) =>
      join
        .onRef('c.organization_id', '=', 'p.organization_id')
        .onRef('c.id', '=', 'p.requires_course_id'),
    )
    .leftJoin('course_versions as v', (join) =>
      join
        .onRef('v.organization_id', '=', 'c.organization_id')
        .onRef('v.course_id', '=', 'c.id')
        .onRef('v.number', '=', 'c.published_version'),
    )
    .select(['c.id', 'c.title', 'c.published_version', 'v.title as published_title'])
    .where('p.organization_id', '=', organizationId)
    .where('p.course_id', '=', courseId)
    .where('c.deleted_at', 'is', null)
    .orderBy('c.title')
    .orderBy('c.id')
    .execute();
}

/**
 * All prerequisites of the organization: a few hundred rows at most. Under a lock on the
 * organization's edges, so that two changes at once cannot close a circle between them.
 */
export async function lockPrerequisites(trx: TenantTransaction, organizationId: string) {
  await sql`select pg_advisory_xact_lock(hashtext('course_prerequisites'), hashtext(${organizationId}))`.execute(
    trx,
  );
  return trx
    .selectFrom('course_prerequisites')
    .select(['course_id as courseId', 'requires_course_id as requiresId'])
    .where('organization_id', '=', organizationId)
    .execute();
}

/** Titles of those of the courses that are there. */
export async function listCourseTitles(
  trx: TenantTransaction,
  organizationId: string,
  courseIds: readonly string[],
) {
  return trx
    .selectFrom('courses')
    .select(['id', 'title'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`id = any(${[...courseIds]}::uuid[])`)
    .where('deleted_at', 'is', null)
    .execute();
}

export async function replacePrerequisites(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  requiredIds: readonly string[],
): Promise<void> {
  await sql`
    delete from course_prerequisites
    where organization_id = ${organizationId} and course_id = ${courseId}
      and requires_course_id <> all(${[...requiredIds]}::uuid[])`.execute(trx);
  await sql`
    insert into course_prerequisites (organization_id, course_id, requires_course_id)
    select ${organizationId}::uuid, ${courseId}::uuid, required
    from unnest(${[...requiredIds]}::uuid[]) as required
    on conflict do nothing`.execute(trx);
}
