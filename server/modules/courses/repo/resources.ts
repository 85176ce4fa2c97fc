import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { LessonKey } from './lessons.ts';

export type ResourceRow = {
  id: string;
  lesson_id: string;
  title: string;
  url: string | null;
  file_id: string | null;
  file_name: string | null;
  media_type: string | null;
  size_bytes: number | null;
};

/** Links and files of lessons, in order within each. */
export async function listResources(
  trx: TenantTransaction,
  organizationId: string,
  lessonIds: readonly string[],
): Promise<ResourceRow[]> {
  return trx
    .selectFrom('lesson_resources as r')
    .leftJoin('course_files as f', (join) =>
      join.onRef('f.organization_id', '=', 'r.organization_id').onRef('f.id', '=', 'r.file_id'),
    )
    .select(['r.id', 'r.lesson_id', 'r.title', 'r.url', 'r.file_id'])
    .select(['f.name as file_name', 'f.media_type', 'f.size_bytes'])
    .where('r.organization_id', '=', organizationId)
    .where(sql<boolean>`r.lesson_id = any(${[...lessonIds]}::uuid[])`)
    .orderBy('r.lesson_id')
    .orderBy('r.position')
    .execute();
}

export type NewResource = { id: string; title: string; url: string | null; fileId: string | null };

/** Puts a whole list in the place of the one before. */
export async function replaceResources(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
  resources: readonly NewResource[],
): Promise<void> {
  await trx
    .deleteFrom('lesson_resources')
    .where('organization_id', '=', organizationId)
    .where('lesson_id', '=', lessonId)
    .execute();
  if (resources.length === 0) return;
  await trx
    .insertInto('lesson_resources')
    .values(
      resources.map(({ id, title, url, fileId }, index) => ({
        organization_id: organizationId,
        id,
        lesson_id: lessonId,
        position: index + 1,
        kind: url === null ? ('file' as const) : ('link' as const),
        title,
        url,
        file_id: fileId,
      })),
    )
    .execute();
}
