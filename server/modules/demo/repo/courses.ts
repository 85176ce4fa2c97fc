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

/** The material that was made of a file of the demo. */
export async function selectMaterialId(
  trx: TenantTransaction,
  organizationId: string,
  file: string,
): Promise<string> {
  const { id } = await trx
    .selectFrom('materials')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('source_name', '=', file)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return id;
}

/** Removes the videos of an owner with a title; answers where their files are kept. */
export async function deleteVideos(
  trx: TenantTransaction,
  key: { organizationId: string; ownerId: string },
  title: string,
): Promise<string[]> {
  const rows = await trx
    .deleteFrom('videos')
    .where('organization_id', '=', key.organizationId)
    .where('created_by', '=', key.ownerId)
    .where('title', '=', title)
    .returning(['storage_key', 'poster_key'])
    .execute();
  return rows.flatMap(({ storage_key, poster_key }) =>
    [storage_key, poster_key].filter((file) => file !== null),
  );
}
