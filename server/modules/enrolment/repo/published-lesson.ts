import type { TenantTransaction } from '../../../db/tenant.ts';

export type PublishedLesson = {
  kind: 'article' | 'video' | 'path' | 'assessment';
  /** Items of a path in order, or those that an article embeds. */
  itemIds: string[];
};

export async function selectOptionalPublishedLesson(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string; lessonId: string; version: number },
): Promise<PublishedLesson | undefined> {
  return trx
    .selectFrom('course_version_lessons as l')
    .innerJoin('lesson_versions as v', (join) =>
      join
        .onRef('v.organization_id', '=', 'l.organization_id')
        .onRef('v.lesson_id', '=', 'l.lesson_id')
        .onRef('v.number', '=', 'l.lesson_version'),
    )
    .select(['v.kind', 'v.item_ids as itemIds'])
    .where('l.organization_id', '=', key.organizationId)
    .where('l.course_id', '=', key.courseId)
    .where('l.version', '=', key.version)
    .where('l.lesson_id', '=', key.lessonId)
    .executeTakeFirst();
}
