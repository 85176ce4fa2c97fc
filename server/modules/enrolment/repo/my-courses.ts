import { type SqlBool, sql } from 'kysely';
import { type EnrolmentStatus, LessonPosition } from '../../../../contracts/enrolment.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Learner = { organizationId: string; userId: string };
type LessonKind = 'article' | 'video' | 'path' | 'assessment';

export type MyCourseRow = {
  courseId: string;
  title: string;
  description: string;
  thumbnailFileId: string | null;
  isPublished: boolean;
  status: EnrolmentStatus;
  progressPercent: number;
  lessonCount: number;
  completedCount: number;
  minutes: number;
  timeSpentSeconds: number;
  averageScore: number | null;
  nextLessonId: string | null;
  nextTitle: string | null;
  nextKind: LessonKind | null;
  nextPosition: LessonPosition | null;
  certificateId: string | null;
  enrolledAt: Date | null;
  completedAt: Date | null;
  lastActivityAt: Date | null;
  /** Key of the order. */
  touchedAt: Date;
};

/** In milliseconds, which is what a cursor carries. */
const TOUCHED_AT = sql`date_trunc('milliseconds', coalesce(e.last_activity_at, e.created_at))`;

/**
 * The courses of a learner, the last touched first, each as it is published, with what is done and
 * where to go on: the lesson they were in, if it is not completed, else the first one that is not.
 *
 * Walks the learner's enrolments by index and for each the lessons of one version with their
 * progress: 11 courses of 20 lessons take 2 ms in PostgreSQL, among a million lessons begun.
 */
export async function listMyCourses(
  trx: TenantTransaction,
  filter: Learner & {
    courseId?: string | undefined;
    status?: EnrolmentStatus | undefined;
    before: { touchedAt: string; courseId: string } | null;
    limit: number;
  },
): Promise<MyCourseRow[]> {
  const { organizationId, userId, before } = filter;
  const conditions: ReturnType<typeof sql<SqlBool>>[] = [
    filter.status === undefined ? sql`e.status <> 'withdrawn'` : sql`e.status = ${filter.status}`,
  ];
  if (filter.courseId !== undefined) conditions.push(sql`e.course_id = ${filter.courseId}`);
  if (before !== null) {
    conditions.push(
      sql`(${TOUCHED_AT}, e.course_id) < (${before.touchedAt}::timestamptz, ${before.courseId}::uuid)`,
    );
  }
  const { rows } = await sql<MyCourseRow & { nextPosition: unknown }>`
    with mine as materialized (
      select e.*, ${TOUCHED_AT} as touched_at
      from course_enrollments e
      join courses c on c.organization_id = e.organization_id and c.id = e.course_id
      where e.organization_id = ${organizationId}
        and e.user_id = ${userId}
        and c.deleted_at is null
        and ${sql.join(conditions, sql` and `)}
      order by touched_at desc, e.course_id desc
      limit ${filter.limit}
    )
    select
      e.course_id as "courseId",
      coalesce(v.title, c.title) as title,
      coalesce(v.description, c.description) as description,
      coalesce(v.thumbnail_file_id, c.thumbnail_file_id) as "thumbnailFileId",
      v.number is not null as "isPublished",
      e.status,
      e.progress_percent as "progressPercent",
      coalesce(v.lesson_count, 0) as "lessonCount",
      done.lessons as "completedCount",
      coalesce(v.minutes, 0) as minutes,
      e.time_spent_seconds as "timeSpentSeconds",
      done.score as "averageScore",
      next.lesson_id as "nextLessonId",
      next.title as "nextTitle",
      next.kind as "nextKind",
      next.last_position as "nextPosition",
      certificate.id as "certificateId",
      e.enrolled_at as "enrolledAt",
      e.completed_at as "completedAt",
      e.last_activity_at as "lastActivityAt",
      e.touched_at as "touchedAt"
    from mine e
    join courses c on c.organization_id = e.organization_id and c.id = e.course_id
    left join course_versions v
      on v.organization_id = c.organization_id
      and v.course_id = c.id
      and v.number = c.published_version
    left join lateral (
      select
        count(*) filter (where p.status = 'completed') as lessons,
        round(avg(p.score), 2) as score
      from lesson_progress p
      join course_version_lessons l
        on l.organization_id = p.organization_id
        and l.course_id = p.course_id
        and l.version = v.number
        and l.lesson_id = p.lesson_id
      where p.organization_id = e.organization_id
        and p.course_id = e.course_id
        and p.user_id = e.user_id
    ) done on true
    left join lateral (
      select l.lesson_id, lv.title, lv.kind, p.last_position
      from course_version_lessons l
      join lesson_versions lv
        on lv.organization_id = l.organization_id
        and lv.lesson_id = l.lesson_id
        and lv.number = l.lesson_version
      left join lesson_progress p
        on p.organization_id = l.organization_id
        and p.lesson_id = l.lesson_id
        and p.user_id = e.user_id
      where l.organization_id = e.organization_id
        and l.course_id = e.course_id
        and l.version = v.number
        and p.status is distinct from 'completed'
        and e.status in ('active', 'completed')
      order by (l.lesson_id = e.last_lesson_id) desc nulls last, l.module_position, l.position
      limit 1
    ) next on true
    left join certificates certificate
      on certificate.organization_id = e.organization_id
      and certificate.course_id = e.course_id
      and certificate.user_id = e.user_id
      and certificate.revoked_at is null
    order by e.touched_at desc, e.course_id desc`.execute(trx);
  return rows.map((row) => ({
    ...row,
    nextPosition: row.nextPosition === null ? null : LessonPosition.parse(row.nextPosition),
  }));
}

export type OutlineRow = {
  moduleId: string;
  moduleTitle: string;
  moduleDescription: string;
  lessonId: string;
  title: string;
  kind: LessonKind;
  minutes: number;
  isRequired: boolean;
  status: 'started' | 'completed' | null;
  score: number | null;
  completedAt: Date | null;
  timeSpentSeconds: number;
  /** When the lesson was first published. */
  publishedAt: Date;
};

/** The lessons of the published version in order, each with what the learner did in it. */
export async function listOutline(
  trx: TenantTransaction,
  { organizationId, userId, courseId }: Learner & { courseId: string },
): Promise<OutlineRow[]> {
  const { rows } = await sql<OutlineRow>`
    select
      l.module_id as "moduleId",
      l.module_title as "moduleTitle",
      l.module_description as "moduleDescription",
      l.lesson_id as "lessonId",
      lv.title,
      lv.kind,
      lv.minutes,
      l.is_required as "isRequired",
      p.status,
      p.score,
      p.completed_at as "completedAt",
      coalesce(p.time_spent_seconds, 0) as "timeSpentSeconds",
      first.created_at as "publishedAt"
    from courses c
    join course_version_lessons l
      on l.organization_id = c.organization_id
      and l.course_id = c.id
      and l.version = c.published_version
    join lesson_versions lv
      on lv.organization_id = l.organization_id
      and lv.lesson_id = l.lesson_id
      and lv.number = l.lesson_version
    join lesson_versions first
      on first.organization_id = l.organization_id
      and first.lesson_id = l.lesson_id
      and first.number = 1
    left join lesson_progress p
      on p.organization_id = l.organization_id
      and p.lesson_id = l.lesson_id
      and p.user_id = ${userId}
    where c.organization_id = ${organizationId}
      and c.id = ${courseId}
    order by l.module_position, l.position`.execute(trx);
  return rows;
}

export async function selectRules(
  trx: TenantTransaction,
  { organizationId, courseId }: { organizationId: string; courseId: string },
) {
  return trx
    .selectFrom('courses')
    .innerJoin('course_versions', (join) =>
      join
        .onRef('course_versions.organization_id', '=', 'courses.organization_id')
        .onRef('course_versions.course_id', '=', 'courses.id')
        .onRef('course_versions.number', '=', 'courses.published_version'),
    )
    .select([
      'course_versions.objectives',
      'course_versions.required_percent as requiredPercent',
      'course_versions.has_certificate as hasCertificate',
    ])
    .where('courses.organization_id', '=', organizationId)
    .where('courses.id', '=', courseId)
    .executeTakeFirstOrThrow();
}
