import type { TenantTransaction } from '../../../db/tenant.ts';

/** Courses of an owner with their titles: published, or left unfinished by a build that failed. */
export async function listOwnCourses(
  trx: TenantTransaction,
  { organizationId, ownerId }: { organizationId: string; ownerId: string },
): Promise<{ id: string; title: string; isPublished: boolean }[]> {
  const rows = await trx
    .selectFrom('courses')
    .select(['id', 'title', 'published_at'])
    .where('organization_id', '=', organizationId)
    .where('owner_id', '=', ownerId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, title, published_at }) => ({
    id,
    title,
    isPublished: published_at !== null,
  }));
}

/** Removes a course with all that hangs on it, for good. */
export async function deleteCourse(
  trx: TenantTransaction,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<void> {
  await trx
    .deleteFrom('courses')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function insertPrerequisites(
  trx: TenantTransaction,
  { organizationId, courseId }: { organizationId: string; courseId: string },
  requires: readonly string[],
): Promise<void> {
  if (requires.length === 0) return;
  await trx
    .insertInto('course_prerequisites')
    .values(
      requires.map((id) => ({
        organization_id: organizationId,
        course_id: courseId,
        requires_course_id: id,
      })),
    )
    .execute();
}

export async function countEnrolments(
  trx: TenantTransaction,
  organizationId: string,
): Promise<number> {
  const { count } = await trx
    .selectFrom('course_enrollments')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
