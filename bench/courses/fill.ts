import { sql } from 'kysely';
import type { Database } from '../../server/db/database.ts';
import { type TenantContext, withTenant } from '../../server/db/tenant.ts';

/** What there is to learn: words of which titles are made, so that a search finds some of many. */
const TOPICS = [
  'algebra',
  'anatomy',
  'astronomy',
  'bookkeeping',
  'botany',
  'chemistry',
  'ceramics',
  'climate',
  'databases',
  'drawing',
  'ecology',
  'economics',
  'electronics',
  'ethics',
  'first aid',
  'genetics',
  'geometry',
  'grammar',
  'history',
  'hydraulics',
  'law',
  'logic',
  'marketing',
  'mechanics',
  'medicine',
  'music',
  'networks',
  'nutrition',
  'optics',
  'painting',
  'philosophy',
  'photography',
  'physics',
  'poetry',
  'programming',
  'psychology',
  'rhetoric',
  'safety',
  'statistics',
  'welding',
];
const KINDS = ['Introduction to', 'Foundations of', 'Applied', 'Advanced', 'Workshop:'];
const LESSONS = 20;
const SLICE = 100;

/**
 * Published courses of four modules with five lessons each, written as they lie in the database:
 * one of four lessons is an assessment. `owner` made them all.
 */
export async function addCourses(
  database: Database,
  tenant: TenantContext,
  { owner, count }: { owner: string; count: number },
): Promise<void> {
  const { organizationId } = tenant;
  await withTenant(database, tenant, async (trx) => {
    await sql`
      insert into courses (organization_id, id, owner_id, title, description, language, category, difficulty, has_certificate)
      select ${organizationId}, gen_random_uuid(), ${owner},
        (${KINDS}::text[])[1 + n % 5] || ' ' || (${TOPICS}::text[])[1 + n % 40] || ' ' || n,
        'A course about ' || (${TOPICS}::text[])[1 + n % 40] || ' with a little ' || (${TOPICS}::text[])[1 + (n * 7) % 40] || '.',
        'en', (${TOPICS}::text[])[1 + n % 12],
        (array['beginner', 'intermediate', 'advanced'])[1 + n % 3]::course_difficulty, n % 2 = 0
      from generate_series(1, ${count}::int) n`.execute(trx);
    await sql`
      insert into course_modules (organization_id, id, course_id, position, title)
      select organization_id, gen_random_uuid(), id, n, 'Part ' || n from courses, generate_series(1, 4) n`.execute(
      trx,
    );
    await sql`
      insert into lessons (organization_id, id, course_id, module_id, position, kind, title, content)
      select organization_id, gen_random_uuid(), course_id, id, n,
        case when n = 5 then 'assessment' else 'article' end::lesson_kind, 'Lesson ' || n,
        case when n < 5 then '{"type":"doc","content":[{"type":"paragraph"}]}'::jsonb end
      from course_modules, generate_series(1, 5) n`.execute(trx);
    await sql`
      insert into lesson_versions (organization_id, lesson_id, number, kind, title, content, minutes, content_hash)
      select organization_id, id, 1, kind, title, content, 6, repeat('0', 64) from lessons`.execute(
      trx,
    );
    await sql`
      insert into course_versions (organization_id, course_id, number, title, description, difficulty, minutes, language, category,
        required_percent, has_certificate, lesson_count, free_lesson_count, content_hash, changes, published_by, search_config)
      select organization_id, id, 1, title, description, difficulty, ${LESSONS * 6}, language, category, 100, has_certificate, ${LESSONS}, 0,
        repeat('0', 64), '{}', owner_id, 'english' from courses`.execute(trx);
    await sql`
      insert into course_version_lessons (organization_id, course_id, version, lesson_id, lesson_version, module_id, module_position,
        module_title, position, is_free, is_required)
      select l.organization_id, l.course_id, 1, l.id, 1, m.id, m.position, m.title, l.position, false, true
      from lessons l join course_modules m on m.organization_id = l.organization_id and m.id = l.module_id`.execute(
      trx,
    );
    await sql`update courses set published_version = 1, published_at = now()`.execute(trx);
  });
}

/**
 * Every learner in the first course and in `each` others, with half of the lessons begun in each:
 * most completed, those of assessments with a score.
 */
export async function addEnrolments(
  database: Database,
  tenant: TenantContext,
  each: number,
): Promise<void> {
  const { organizationId } = tenant;
  const { rows } = await withTenant(database, tenant, (trx) =>
    sql<{
      users: string[];
    }>`select array_agg(user_id order by user_id) as users from learners`.execute(trx),
  );
  const users = rows[0]?.users ?? [];
  for (let from = 0; from < users.length; from += SLICE) {
    const some = users.slice(from, from + SLICE);
    await withTenant(database, tenant, async (trx) => {
      await sql`
        with course as (select id, row_number() over (order by id) - 1 as n, count(*) over () as courses from courses),
          person as (select u, ${from} + row_number() over () as n from unnest(${some}::uuid[]) u)
        insert into course_enrollments (organization_id, course_id, user_id, status, source, enrolled_at, progress_percent,
          progress_version, time_spent_seconds, last_activity_at)
        select ${organizationId}, course.id, person.u, 'active', 'self', now() - interval '30 days', 40, 1, 3000,
          now() - (person.n * 37 + course.n * 11) % 700 * interval '1 hour'
        from person join course on course.n = 0
          or course.n in (select 1 + (person.n * 13 + k * 97) % (courses - 1) from generate_series(1, ${each}::int) k)`.execute(
        trx,
      );
      await sql`
        insert into lesson_progress (organization_id, user_id, lesson_id, course_id, status, started_at, completed_at, time_spent_seconds, score)
        select e.organization_id, e.user_id, l.lesson_id, e.course_id,
          case when l.position < 5 or l.module_position = 1 then 'completed' else 'started' end::lesson_progress_status,
          e.enrolled_at, case when l.position < 5 or l.module_position = 1 then e.enrolled_at + interval '1 day' end, 300,
          case when l.position = 5 then 50 + (hashtext(e.user_id::text) & 31) end
        from course_enrollments e
        join course_version_lessons l on l.organization_id = e.organization_id and l.course_id = e.course_id and l.version = 1
        where e.user_id = any(${some}::uuid[]) and l.module_position <= 2`.execute(trx);
    });
  }
}
