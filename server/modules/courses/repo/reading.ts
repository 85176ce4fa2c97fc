import { sql } from 'kysely';
import type { LessonKind } from '../../../../contracts/courses.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

export type ReadRow = {
  course_id: string;
  course_title: string;
  lesson_id: string;
  version: number | null;
  kind: LessonKind;
  title: string;
  summary: string;
  objectives: string[];
  minutes: number;
  is_free: boolean;
  is_required: boolean;
  module_id: string;
  module_title: string;
  content: unknown;
  item_ids: string[];
  /** JSON of a version; null for a draft, whose resources lie in rows. */
  resources: unknown;
};

type Key = { organizationId: string; courseId: string; lessonId: string };

/** A lesson as the published version of its course has it; undefined where it has not. */
export async function selectOptionalPublishedLesson(
  trx: TenantTransaction,
  { organizationId, courseId, lessonId }: Key,
): Promise<ReadRow | undefined> {
  const { rows } = await sql<ReadRow>`
    select
      c.id as course_id, cv.title as course_title, v.lesson_id, v.lesson_version as version, l.kind,
      l.title, l.summary, l.objectives, l.minutes, v.is_free, v.is_required, v.module_id,
      v.module_title, l.content, l.item_ids, l.resources
    from courses c
    join course_versions cv
      on cv.organization_id = c.organization_id and cv.course_id = c.id and cv.number = c.published_version
    join course_version_lessons v
      on v.organization_id = c.organization_id and v.course_id = c.id
      and v.version = c.published_version and v.lesson_id = ${lessonId}
    join lesson_versions l
      on l.organization_id = v.organization_id and l.lesson_id = v.lesson_id and l.number = v.lesson_version
    where c.organization_id = ${organizationId} and c.id = ${courseId} and c.deleted_at is null`.execute(
    trx,
  );
  return rows[0];
}

/** The same of the draft. */
export async function selectOptionalDraftLesson(
  trx: TenantTransaction,
  { organizationId, courseId, lessonId }: Key,
): Promise<ReadRow | undefined> {
  const { rows } = await sql<ReadRow>`
    select
      c.id as course_id, c.title as course_title, l.id as lesson_id, null as version, l.kind,
      l.title, l.summary, l.objectives, coalesce(l.estimated_minutes, l.reckoned_minutes) as minutes,
      l.is_free, l.is_required, m.id as module_id, m.title as module_title, l.content,
      array(
        select i.item_id from lesson_items i
        where i.organization_id = l.organization_id and i.lesson_id = l.id
        order by i.position
      ) as item_ids,
      null as resources
    from courses c
    join lessons l
      on l.organization_id = c.organization_id and l.course_id = c.id and l.id = ${lessonId}
      and l.deleted_at is null
    join course_modules m on m.organization_id = l.organization_id and m.id = l.module_id
    where c.organization_id = ${organizationId} and c.id = ${courseId} and c.deleted_at is null`.execute(
    trx,
  );
  return rows[0];
}
