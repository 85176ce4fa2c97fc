import { sql } from 'kysely';
import type { LessonKind } from '../../../../contracts/courses.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { CourseKey } from './courses.ts';

/** Stands for a document; JSON in the database has one way of being written. */
const digestOf = (column: string) =>
  sql<string | null>`encode(sha256(convert_to(${sql.ref(column)}::text, 'UTF8')), 'hex')`;

export type SnapshotRow = {
  id: string;
  module_id: string;
  kind: LessonKind;
  title: string;
  summary: string;
  content_digest: string | null;
  objectives: string[];
  minutes: number;
  item_ids: string[];
  is_free: boolean;
  is_required: boolean;
};

/** Lessons of the draft as a publication would keep them, in order; their resources apart. */
export async function listDraftLessons(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<(SnapshotRow & { not_ready: string | null })[]> {
  const { rows } = await sql<SnapshotRow & { not_ready: string | null }>`
    select
      l.id, l.module_id, l.kind, l.title, l.summary, ${digestOf('l.content')} as content_digest,
      l.objectives, coalesce(l.estimated_minutes, l.reckoned_minutes) as minutes,
      array(
        select i.item_id from lesson_items i
        where i.organization_id = l.organization_id and i.lesson_id = l.id
        order by i.position
      ) as item_ids,
      l.is_free, l.is_required, l.not_ready
    from lessons l
    join course_modules m on m.organization_id = l.organization_id and m.id = l.module_id
    where l.organization_id = ${organizationId} and l.course_id = ${courseId} and l.deleted_at is null
    order by m.position, l.position`.execute(trx);
  return rows;
}

export type VersionRow = {
  number: number;
  title: string;
  description: string;
  difficulty: 'beginner' | 'intermediate' | 'advanced';
  minutes: number;
  language: string;
  category: string | null;
  tags: string[];
  objectives: string[];
  thumbnail_file_id: string | null;
  required_percent: number;
  has_certificate: boolean;
  content_hash: string;
};

/** The newest version of a course, published now or taken back; undefined before the first. */
export async function selectOptionalLatestVersion(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<VersionRow | undefined> {
  return trx
    .selectFrom('course_versions')
    .select([
      'number',
      'title',
      'description',
      'difficulty',
      'minutes',
      'language',
      'category',
      'tags',
      'objectives',
      'thumbnail_file_id',
      'required_percent',
      'has_certificate',
      'content_hash',
    ])
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type PublishedLessonRow = SnapshotRow & {
  lesson_version: number;
  module_title: string;
  module_description: string;
  resources: unknown;
};

/** Lessons of a version of a course, in order, without their contents. */
export async function listVersionLessons(
  trx: TenantTransaction,
  { organizationId, courseId, version }: CourseKey & { version: number },
): Promise<PublishedLessonRow[]> {
  const { rows } = await sql<PublishedLessonRow>`
    select
      v.lesson_id as id, v.lesson_version, v.module_id, v.module_title, v.module_description,
      l.kind, l.title, l.summary, ${digestOf('l.content')} as content_digest, l.objectives,
      l.minutes, l.item_ids, l.resources, v.is_free, v.is_required
    from course_version_lessons v
    join lesson_versions l
      on l.organization_id = v.organization_id and l.lesson_id = v.lesson_id and l.number = v.lesson_version
    where v.organization_id = ${organizationId} and v.course_id = ${courseId} and v.version = ${version}
    order by v.module_position, v.position`.execute(trx);
  return rows;
}

/** Documents of the draft articles that have at most so many bytes: those that may be empty. */
export async function listShortContents(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  bytes: number,
) {
  return trx
    .selectFrom('lessons')
    .select(['id', 'content'])
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('deleted_at', 'is', null)
    .where('kind', '=', 'article')
    .where(sql<boolean>`octet_length(content::text) <= ${bytes}`)
    .execute();
}

/** Those of the items that learners may see. */
export async function listApprovedIds(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<string[]> {
  if (itemIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select i.id
    from items i
    join materials m on m.organization_id = i.organization_id and m.id = i.material_id
    where i.organization_id = ${organizationId} and i.id = any(${[...itemIds]}::uuid[])
      and i.status = 'approved' and m.deleted_at is null`.execute(trx);
  return rows.map(({ id }) => id);
}
