import { sql } from 'kysely';
import { LessonPosition } from '../../../../contracts/enrolment.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { CourseLesson } from '../domain/progress.ts';

type Key = { organizationId: string; userId: string };
type LessonKey = Key & { courseId: string; lessonId: string };

export type ProgressRow = {
  status: 'started' | 'completed';
  startedAt: Date;
  completedAt: Date | null;
  timeSpentSeconds: number;
  score: number | null;
  attempts: number;
  position: LessonPosition | null;
  positionAt: Date | null;
};

export async function selectOptionalProgress(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: Key & { lessonId: string },
): Promise<ProgressRow | undefined> {
  const row = await trx
    .selectFrom('lesson_progress')
    .select([
      'status',
      'started_at as startedAt',
      'completed_at as completedAt',
      'time_spent_seconds as timeSpentSeconds',
      'score',
      'attempts',
      'last_position as position',
      'position_at as positionAt',
    ])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('lesson_id', '=', lessonId)
    .executeTakeFirst();
  return (
    row && { ...row, position: row.position === null ? null : LessonPosition.parse(row.position) }
  );
}

/** The course of a lesson, deleted or not; null for an unknown lesson. */
export async function selectOptionalCourseOf(
  trx: TenantTransaction,
  { organizationId, lessonId }: { organizationId: string; lessonId: string },
): Promise<string | null> {
  const row = await trx
    .selectFrom('lessons')
    .select('course_id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', lessonId)
    .executeTakeFirst();
  return row?.course_id ?? null;
}

/** What is added to a lesson's progress; what is absent stays. */
export type ProgressChange = {
  seconds?: number | undefined;
  /** Counted only where it is better than the one known. */
  score?: number | undefined;
  /** Attempts in all; never falls. */
  attempts?: number | undefined;
  position?: { position: LessonPosition; at: Date } | undefined;
  complete?: boolean | undefined;
};

/**
 * Begins a lesson or adds to its progress, and marks it as the learner's last one in the course,
 * in one statement.
 */
export async function upsertProgress(
  trx: TenantTransaction,
  {
    organizationId,
    userId,
    courseId,
    lessonId,
    now,
    ...change
  }: LessonKey & ProgressChange & { now: Date },
): Promise<void> {
  const seconds = change.seconds ?? 0;
  const position = change.position ? JSON.stringify(change.position.position) : null;
  const complete = change.complete === true;
  await sql`
    with lesson as (
      insert into lesson_progress as p (
        organization_id, user_id, lesson_id, course_id, status, started_at, completed_at,
        time_spent_seconds, score, attempts, last_position, position_at
      )
      values (
        ${organizationId}, ${userId}, ${lessonId}, ${courseId},
        ${complete ? 'completed' : 'started'}::lesson_progress_status, ${now},
        ${complete ? now : null}::timestamptz, ${seconds}, ${change.score ?? null}::numeric,
        ${change.attempts ?? 0}, ${position}::jsonb, ${change.position?.at ?? null}::timestamptz
      )
      on conflict (organization_id, user_id, lesson_id) do update set
        status = greatest(p.status, excluded.status),
        completed_at = coalesce(p.completed_at, excluded.completed_at),
        time_spent_seconds = p.time_spent_seconds + excluded.time_spent_seconds,
        score = greatest(p.score, excluded.score),
        attempts = greatest(p.attempts, excluded.attempts),
        last_position = coalesce(excluded.last_position, p.last_position),
        position_at = coalesce(excluded.position_at, p.position_at)
    )
    update course_enrollments set
      time_spent_seconds = time_spent_seconds + ${seconds},
      last_lesson_id = ${lessonId},
      last_activity_at = ${now}
    where organization_id = ${organizationId}
      and course_id = ${courseId}
      and user_id = ${userId}`.execute(trx);
}

/** Takes a completion back. */
export async function updateToStarted(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: Key & { lessonId: string },
): Promise<void> {
  await trx
    .updateTable('lesson_progress')
    .set({ status: 'started', completed_at: null })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('lesson_id', '=', lessonId)
    .where('status', '=', 'completed')
    .execute();
}

/**
 * When time of the learner was last counted, in any course. Locks their enrolments, so that
 * heartbeats of several devices come one after the other.
 */
export async function lockLastHeartbeat(
  trx: TenantTransaction,
  { organizationId, userId }: Key,
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    with mine as (
      select last_heartbeat_at
      from course_enrollments
      where organization_id = ${organizationId} and user_id = ${userId}
      order by course_id
      for no key update
    )
    select max(last_heartbeat_at) as at from mine`.execute(trx);
  return rows[0]?.at ?? null;
}

export async function updateLastHeartbeat(
  trx: TenantTransaction,
  { organizationId, userId, courseId, now }: Key & { courseId: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('course_enrollments')
    .set({ last_heartbeat_at: now })
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('user_id', '=', userId)
    .execute();
}

export type PublishedCourse = {
  version: number;
  title: string;
  minutes: number;
  requiredPercent: number;
  hasCertificate: boolean;
  lessons: CourseLesson[];
};

/** What decides the progress in a course; null where it is not published. */
export async function selectOptionalPublished(
  trx: TenantTransaction,
  { organizationId, courseId }: { organizationId: string; courseId: string },
): Promise<PublishedCourse | null> {
  const { rows } = await sql<PublishedCourse>`
    select
      v.number as version,
      v.title,
      v.minutes,
      v.required_percent as "requiredPercent",
      v.has_certificate as "hasCertificate",
      (
        select jsonb_agg(jsonb_build_object(
          'lessonId', l.lesson_id, 'kind', lv.kind, 'isRequired', l.is_required
        ) order by l.module_position, l.position)
        from course_version_lessons l
        join lesson_versions lv
          on lv.organization_id = l.organization_id
          and lv.lesson_id = l.lesson_id
          and lv.number = l.lesson_version
        where l.organization_id = v.organization_id
          and l.course_id = v.course_id
          and l.version = v.number
      ) as lessons
    from courses c
    join course_versions v
      on v.organization_id = c.organization_id
      and v.course_id = c.id
      and v.number = c.published_version
    where c.organization_id = ${organizationId}
      and c.id = ${courseId}`.execute(trx);
  const row = rows[0];
  return row ? { ...row, lessons: row.lessons ?? [] } : null;
}

/** Completed lessons and the mean score of a learner in a course. */
export async function selectCompleted(
  trx: TenantTransaction,
  { organizationId, userId, courseId }: Key & { courseId: string },
): Promise<{ lessonIds: string[]; averageScore: number | null }> {
  const { rows } = await sql<{ lessonIds: string[]; averageScore: number | null }>`
    select
      coalesce(array_agg(lesson_id) filter (where status = 'completed'), '{}') as "lessonIds",
      round(avg(score), 2) as "averageScore"
    from lesson_progress
    where organization_id = ${organizationId}
      and course_id = ${courseId}
      and user_id = ${userId}`.execute(trx);
  return rows[0] ?? { lessonIds: [], averageScore: null };
}

/** `completedAt` where this very progress completes the course; else it is left alone. */
export async function updateCourseProgress(
  trx: TenantTransaction,
  key: Key & { courseId: string },
  progress: { percent: number; version: number; completedAt: Date | null },
): Promise<void> {
  await trx
    .updateTable('course_enrollments')
    .set({
      progress_percent: progress.percent,
      progress_version: progress.version,
      ...(progress.completedAt === null
        ? {}
        : { status: 'completed', completed_at: progress.completedAt }),
    })
    .where('organization_id', '=', key.organizationId)
    .where('course_id', '=', key.courseId)
    .where('user_id', '=', key.userId)
    .execute();
}

export type Standing = {
  userId: string;
  status: 'waiting' | 'active' | 'completed' | 'withdrawn';
  completedLessonIds: string[];
  averageScore: number | null;
};

/**
 * The next people of a course whose progress was computed for another version, in the order of
 * their ids, locked. One index range of the enrolments and one of the progress of each person.
 */
export async function lockOutdated(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    courseId: string;
    version: number;
    after: string | null;
    limit: number;
  },
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with people as materialized (
      select user_id, status
      from course_enrollments
      where organization_id = ${filter.organizationId}
        and course_id = ${filter.courseId}
        and progress_version is distinct from ${filter.version}
        and (${filter.after}::uuid is null or user_id > ${filter.after}::uuid)
      order by user_id
      limit ${filter.limit}
      for no key update
    )
    select
      people.user_id as "userId",
      people.status,
      coalesce(array_agg(p.lesson_id) filter (where p.status = 'completed'), '{}')
        as "completedLessonIds",
      round(avg(p.score), 2) as "averageScore"
    from people
    left join lesson_progress p
      on p.organization_id = ${filter.organizationId}
      and p.course_id = ${filter.courseId}
      and p.user_id = people.user_id
    group by people.user_id, people.status
    order by people.user_id`.execute(trx);
  return rows;
}

/** The same as `updateCourseProgress` for many people. */
export async function updateManyCourseProgress(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string; version: number },
  people: readonly { userId: string; percent: number; completedAt: Date | null }[],
): Promise<void> {
  const rows = (completes: boolean) =>
    JSON.stringify(
      people
        .filter(({ completedAt }) => (completedAt !== null) === completes)
        .map(({ userId, percent, completedAt }) => ({
          user_id: userId,
          percent,
          completed_at: completedAt,
        })),
    );
  const where = sql`
    e.organization_id = ${key.organizationId} and e.course_id = ${key.courseId} and e.user_id = r.user_id`;
  await sql`
    update course_enrollments e set progress_percent = r.percent, progress_version = ${key.version}
    from jsonb_to_recordset(${rows(false)}::jsonb) as r (user_id uuid, percent numeric)
    where ${where}`.execute(trx);
  // Apart, because the audit trigger looks at every statement that sets the status.
  await sql`
    update course_enrollments e set
      progress_percent = r.percent,
      progress_version = ${key.version},
      status = 'completed',
      completed_at = r.completed_at
    from jsonb_to_recordset(${rows(true)}::jsonb)
      as r (user_id uuid, percent numeric, completed_at timestamptz)
    where ${where}`.execute(trx);
}
