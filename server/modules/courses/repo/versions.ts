import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { CourseKey } from './courses.ts';

export type NewLessonVersion = {
  lessonId: string;
  hash: string;
  minutes: number;
  resources: string;
};

/**
 * Makes a version of each lesson whose hash has none yet, from the draft as it stands, and answers
 * the number of the version with that hash for all of them. Two statements for a whole course.
 */
export async function insertLessonVersions(
  trx: TenantTransaction,
  organizationId: string,
  lessons: readonly NewLessonVersion[],
): Promise<Map<string, number>> {
  const ids = lessons.map(({ lessonId }) => lessonId);
  const hashes = lessons.map(({ hash }) => hash);
  const wanted = sql`
    unnest(
      ${ids}::uuid[], ${hashes}::text[], ${lessons.map(({ minutes }) => minutes)}::int[],
      ${lessons.map(({ resources }) => resources)}::text[]
    ) as w (lesson_id, hash, minutes, resources)`;
  await sql`
    insert into lesson_versions (
      organization_id, lesson_id, number, kind, title, summary, content, objectives, minutes,
      item_ids, resources, content_hash
    )
    select
      l.organization_id, l.id,
      (
        select coalesce(max(v.number), 0) + 1 from lesson_versions v
        where v.organization_id = l.organization_id and v.lesson_id = l.id
      ),
      l.kind, l.title, l.summary, l.content, l.objectives, w.minutes,
      array(
        select i.item_id from lesson_items i
        where i.organization_id = l.organization_id and i.lesson_id = l.id
        order by i.position
      ),
      w.resources::jsonb, w.hash
    from ${wanted}
    join lessons l on l.organization_id = ${organizationId} and l.id = w.lesson_id
    where not exists (
      select from lesson_versions v
      where v.organization_id = l.organization_id and v.lesson_id = l.id and v.content_hash = w.hash
    )`.execute(trx);
  const { rows } = await sql<{ lesson_id: string; number: number }>`
    select v.lesson_id, v.number
    from unnest(${ids}::uuid[], ${hashes}::text[]) as w (lesson_id, hash)
    join lesson_versions v
      on v.organization_id = ${organizationId} and v.lesson_id = w.lesson_id and v.content_hash = w.hash`.execute(
    trx,
  );
  return new Map(rows.map((row) => [row.lesson_id, row.number]));
}

/** A version with the fields that the draft of the course has now. */
export async function insertCourseVersion(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  version: {
    number: number;
    minutes: number;
    lessonCount: number;
    freeLessonCount: number;
    hash: string;
    note: string;
    changes: string;
    publishedBy: string;
    searchText: string;
  },
): Promise<void> {
  await sql`
    insert into course_versions (
      organization_id, course_id, number, title, description, difficulty, minutes, language,
      category, tags, objectives, thumbnail_file_id, required_percent, has_certificate,
      lesson_count, free_lesson_count, content_hash, note, changes, published_by, search_text,
      search_config
    )
    select
      organization_id, id, ${version.number}, title, description, difficulty, ${version.minutes},
      language, category, tags, objectives, thumbnail_file_id, required_percent, has_certificate,
      ${version.lessonCount}, ${version.freeLessonCount}, ${version.hash}, ${version.note},
      ${version.changes}::jsonb, ${version.publishedBy}::uuid, ${version.searchText}, search_config
    from courses
    where organization_id = ${organizationId} and id = ${courseId}`.execute(trx);
}

export type NewVersionLesson = {
  lessonId: string;
  lessonVersion: number;
  moduleId: string;
  modulePosition: number;
  position: number;
};

/** All lessons of a version, with titles, free and required as the draft has them. */
export async function insertVersionLessons(
  trx: TenantTransaction,
  { organizationId, courseId, version }: CourseKey & { version: number },
  lessons: readonly NewVersionLesson[],
): Promise<void> {
  await sql`
    insert into course_version_lessons (
      organization_id, course_id, version, lesson_id, lesson_version, module_id, module_position,
      module_title, module_description, position, is_free, is_required
    )
    select
      l.organization_id, l.course_id, ${version}, l.id, w.lesson_version, m.id, w.module_position,
      m.title, m.description, w.position, l.is_free, l.is_required
    from unnest(
      ${lessons.map((one) => one.lessonId)}::uuid[], ${lessons.map((one) => one.lessonVersion)}::int[],
      ${lessons.map((one) => one.modulePosition)}::int[], ${lessons.map((one) => one.position)}::int[]
    ) as w (lesson_id, lesson_version, module_position, position)
    join lessons l
      on l.organization_id = ${organizationId} and l.course_id = ${courseId} and l.id = w.lesson_id
    join course_modules m on m.organization_id = l.organization_id and m.id = l.module_id`.execute(
    trx,
  );
}

/**
 * Which version learners read; null takes the course back. With `settled` the draft is what that
 * version has, so that it counts as unchanged. By the clock and not `now()`: the draft may have
 * changed while this transaction waited for its lock.
 */
export async function updatePublished(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  { version, settled }: { version: number | null; settled: boolean },
): Promise<void> {
  await sql`
    update courses set
      published_version = ${version}::int,
      published_at = case
        when ${version}::int is null then null
        when ${version}::int = published_version then published_at
        else clock_timestamp()
      end,
      draft_changed_at = case
        when ${settled} and ${version}::int = published_version then least(draft_changed_at, published_at)
        else draft_changed_at
      end
    where organization_id = ${organizationId} and id = ${courseId}`.execute(trx);
}

/** Publications, newest first, with the name of who published; empty where they have left. */
export async function listVersions(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  { before, limit }: { before: number | null; limit: number },
) {
  return trx
    .selectFrom('course_versions as v')
    .leftJoin('users as u', 'u.id', 'v.published_by')
    .select(['v.number', 'v.title', 'v.note', 'v.published_at', 'v.lesson_count', 'v.minutes'])
    .select(['v.changes', 'u.name as published_by_name'])
    .where('v.organization_id', '=', organizationId)
    .where('v.course_id', '=', courseId)
    .$if(before !== null, (query) => query.where('v.number', '<', before as number))
    .orderBy('v.number', 'desc')
    .limit(limit)
    .execute();
}
