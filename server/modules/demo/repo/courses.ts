import type { TenantTransaction } from '../../../db/tenant.ts';

/** Removes courses with all that hangs on them, for good. */
export async function deleteCourses(
  trx: TenantTransaction,
  key: { organizationId: string; ownerId: string },
  titles: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('courses')
    .where('organization_id', '=', key.organizationId)
    .where('owner_id', '=', key.ownerId)
    .where('title', 'in', titles)
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
