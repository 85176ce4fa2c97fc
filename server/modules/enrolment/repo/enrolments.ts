import { sql } from 'kysely';
import type { EnrolmentSource, EnrolmentStatus } from '../../../../contracts/enrolment.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type CourseKey = { organizationId: string; courseId: string };
type PersonKey = CourseKey & { userId: string };

export type CourseRow = {
  title: string;
  ownerId: string;
  publishedVersion: number | null;
  enrolment: 'open' | 'by_instructor';
  maxStudents: number | null;
};

/**
 * A course that is not deleted. With `lock` nobody else enrols, leaves or changes the number of
 * places until the transaction ends; links to the course may still be written.
 */
export async function selectOptionalCourse(
  trx: TenantTransaction,
  { organizationId, courseId, lock }: CourseKey & { lock: boolean },
): Promise<CourseRow | undefined> {
  return trx
    .selectFrom('courses')
    .select([
      'title',
      'owner_id as ownerId',
      'published_version as publishedVersion',
      'enrolment',
      'max_students as maxStudents',
    ])
    .where('organization_id', '=', organizationId)
    .where('id', '=', courseId)
    .where('deleted_at', 'is', null)
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
}

/** How many hold a place, and how many wait. Needs a role that sees the rows of everybody. */
export async function selectPlaces(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<{ taken: number; waiting: number }> {
  return trx
    .selectFrom('course_enrollments')
    .select((select) => [
      select.fn.countAll<number>().filterWhere('status', 'in', ['active', 'completed']).as('taken'),
      select.fn.countAll<number>().filterWhere('status', '=', 'waiting').as('waiting'),
    ])
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .executeTakeFirstOrThrow();
}

export type EnrolmentRow = {
  id: string;
  courseId: string;
  userId: string;
  status: EnrolmentStatus;
  source: EnrolmentSource;
  enrolledAt: Date | null;
  completedAt: Date | null;
  progressPercent: number;
  timeSpentSeconds: number;
  lastActivityAt: Date | null;
  lastLessonId: string | null;
};

const COLUMNS = [
  'id',
  'course_id as courseId',
  'user_id as userId',
  'status',
  'source',
  'enrolled_at as enrolledAt',
  'completed_at as completedAt',
  'progress_percent as progressPercent',
  'time_spent_seconds as timeSpentSeconds',
  'last_activity_at as lastActivityAt',
  'last_lesson_id as lastLessonId',
] as const;

/** With `lock`, whatever changes the person's progress in the course waits. */
export async function selectOptionalEnrolment(
  trx: TenantTransaction,
  { organizationId, courseId, userId, lock }: PersonKey & { lock: boolean },
): Promise<EnrolmentRow | undefined> {
  return trx
    .selectFrom('course_enrollments')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('user_id', '=', userId)
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
}

/** Active members of the organization among the people, each with what they are in the course. */
export async function listMembers(
  trx: TenantTransaction,
  { organizationId, courseId, userIds }: CourseKey & { userIds: readonly string[] },
): Promise<{ userId: string; current: EnrolmentStatus | null }[]> {
  const { rows } = await sql<{ userId: string; current: EnrolmentStatus | null }>`
    select m.user_id as "userId", e.status as current
    from memberships m
    left join course_enrollments e
      on e.organization_id = m.organization_id
      and e.user_id = m.user_id
      and e.course_id = ${courseId}
    where m.organization_id = ${organizationId}
      and m.is_active
      and m.user_id = any(${[...userIds]}::uuid[])`.execute(trx);
  return rows;
}

/** The same by address, with the names that they have here. */
export async function listMembersByAddress(
  trx: TenantTransaction,
  { organizationId, courseId, emails }: CourseKey & { emails: readonly string[] },
): Promise<{ userId: string; email: string; name: string; current: EnrolmentStatus | null }[]> {
  const { rows } = await sql<{
    userId: string;
    email: string;
    name: string;
    current: EnrolmentStatus | null;
  }>`
    select m.user_id as "userId", u.email, u.name, e.status as current
    from users u
    join memberships m on m.organization_id = ${organizationId} and m.user_id = u.id
    left join course_enrollments e
      on e.organization_id = m.organization_id
      and e.user_id = m.user_id
      and e.course_id = ${courseId}
    where m.is_active
      and u.email = any(${[...emails]}::text[])`.execute(trx);
  return rows;
}

/**
 * Gives each of the people a place, or one in the waiting line in the order given. Who had
 * completed the course before they left it has completed it still.
 */
export async function upsertEnrolments(
  trx: TenantTransaction,
  input: CourseKey & {
    people: readonly { userId: string; waits: boolean }[];
    source: EnrolmentSource;
    enrolledBy: string | null;
    publishedVersion: number | null;
    now: Date;
  },
): Promise<void> {
  const { organizationId, courseId, now } = input;
  const rows = input.people.map(({ userId, waits }, place) => ({ user_id: userId, waits, place }));
  await sql`
    insert into course_enrollments as e (
      organization_id, course_id, user_id, status, source, enrolled_by, enrolled_at, waiting_since,
      progress_version
    )
    select
      ${organizationId}::uuid, ${courseId}::uuid, r.user_id,
      case when r.waits then 'waiting'::enrolment_status else 'active'::enrolment_status end,
      ${input.source}::enrolment_source, ${input.enrolledBy}::uuid,
      case when not r.waits then ${now}::timestamptz end,
      case when r.waits then ${now}::timestamptz + r.place * interval '1 microsecond' end,
      ${input.publishedVersion}::integer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (user_id uuid, waits boolean, place integer)
    on conflict (organization_id, course_id, user_id) do update set
      status = case
        when excluded.status = 'active' and e.completed_at is not null then 'completed'::enrolment_status
        else excluded.status
      end,
      source = excluded.source,
      enrolled_by = excluded.enrolled_by,
      enrolled_at = coalesce(e.enrolled_at, excluded.enrolled_at),
      waiting_since = excluded.waiting_since,
      moved_up_at = null`.execute(trx);
}

/** False where the person neither takes the course nor waits. */
export async function updateToWithdrawn(
  trx: TenantTransaction,
  { organizationId, courseId, userId }: PersonKey,
): Promise<boolean> {
  const result = await trx
    .updateTable('course_enrollments')
    .set({ status: 'withdrawn', waiting_since: null, moved_up_at: null })
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('user_id', '=', userId)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False where the person does not wait. */
export async function updateToHeadOfLine(
  trx: TenantTransaction,
  { organizationId, courseId, userId, now }: PersonKey & { now: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable('course_enrollments')
    .set({ moved_up_at: now })
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where('user_id', '=', userId)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives free places to the first who wait (migration 0017); returns how many. */
export async function fillPlaces(
  trx: TenantTransaction,
  { organizationId, courseId, now }: CourseKey & { now: Date },
): Promise<number> {
  const { rows } = await sql<{ filled: number }>`
    select fill_course_places(${organizationId}, ${courseId}, ${now}) as filled`.execute(trx);
  return rows[0]?.filled ?? 0;
}

/**
 * Place of a person in each waiting line in which they are, from 1, by course. Needs a role that
 * sees the rows of everybody.
 */
export async function mapWaitingPlaces(
  trx: TenantTransaction,
  {
    organizationId,
    userId,
    courseIds,
  }: { organizationId: string; userId: string; courseIds: readonly string[] },
): Promise<Map<string, number>> {
  const { rows } = await sql<{ courseId: string; place: number }>`
    select own.course_id as "courseId", count(*)::int as place
    from course_enrollments own
    join course_enrollments other
      on other.organization_id = own.organization_id
      and other.course_id = own.course_id
      and other.status = 'waiting'
      and (
        other.user_id = own.user_id
        or other.moved_up_at > own.moved_up_at
        or (other.moved_up_at is not null and own.moved_up_at is null)
        or (
          other.moved_up_at is not distinct from own.moved_up_at
          and (other.waiting_since, other.user_id) < (own.waiting_since, own.user_id)
        )
      )
    where own.organization_id = ${organizationId}
      and own.user_id = ${userId}
      and own.course_id = any(${[...courseIds]}::uuid[])
      and own.status = 'waiting'
    group by own.course_id`.execute(trx);
  return new Map(rows.map(({ courseId, place }) => [courseId, place]));
}

/** Published courses that the person has to complete before this one and has not. */
export async function listMissingPrerequisites(
  trx: TenantTransaction,
  { organizationId, courseId, userId }: PersonKey,
): Promise<{ courseId: string; title: string }[]> {
  const { rows } = await sql<{ courseId: string; title: string }>`
    select c.id as "courseId", v.title
    from course_prerequisites p
    join courses c on c.organization_id = p.organization_id and c.id = p.requires_course_id
    join course_versions v
      on v.organization_id = c.organization_id
      and v.course_id = c.id
      and v.number = c.published_version
    left join course_enrollments e
      on e.organization_id = p.organization_id
      and e.course_id = p.requires_course_id
      and e.user_id = ${userId}
    where p.organization_id = ${organizationId}
      and p.course_id = ${courseId}
      and c.deleted_at is null
      and e.completed_at is null
    order by v.title, c.id`.execute(trx);
  return rows;
}
