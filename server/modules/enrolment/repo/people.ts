import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { EnrolmentSource, EnrolmentStatus } from '../../../../contracts/enrolment.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type CourseKey = { organizationId: string; courseId: string };

export type PersonRow = {
  userId: string;
  name: string;
  email: string;
  status: EnrolmentStatus;
  source: EnrolmentSource;
  waitingPlace: number | null;
  progressPercent: number;
  timeSpentSeconds: number;
  enrolledAt: Date | null;
  completedAt: Date | null;
  lastActivityAt: Date | null;
  /** Key of the order by activity. */
  touchedAt: Date;
  certificateId: string | null;
};

/** In milliseconds, which is what a cursor carries. */
const TOUCHED_AT = sql`date_trunc('milliseconds', coalesce(e.last_activity_at, e.created_at))`;

const ORDERS = {
  activity: sql`touched_at desc, e.user_id desc`,
  line: sql`place`,
  name: sql`u.name, e.user_id`,
} as const;

/** Where a page begins: after the last row of the one before. */
export type PeopleCursor = { touchedAt: string; userId: string } | { place: number };

/**
 * The people of a course: those who were active last first, those who wait in the order of their
 * line, or all by name. Places in the line are counted over the whole of it before anything is
 * filtered.
 *
 * By activity the page is chosen before names are read: under row security each name costs a look
 * at the memberships, and a course may have 10,000 people (bench/courses).
 */
export async function listPeople(
  trx: TenantTransaction,
  filter: CourseKey & {
    status?: EnrolmentStatus | undefined;
    q?: string | undefined;
    userId?: string | undefined;
    order: keyof typeof ORDERS;
    after: PeopleCursor | null;
    limit: number;
  },
): Promise<PersonRow[]> {
  const { organizationId, courseId, status, q, userId, order, after } = filter;
  const pattern = `%${q?.replace(/[%_\\]/g, '\\$&') ?? ''}%`;
  const conditions: RawBuilder<SqlBool>[] = [];
  if (userId !== undefined) conditions.push(sql`e.user_id = ${userId}`);
  else if (status !== undefined) conditions.push(sql`e.status = ${status}`);
  else conditions.push(sql`e.status <> 'withdrawn'`);
  if (q !== undefined) conditions.push(sql`(u.name ilike ${pattern} or u.email ilike ${pattern})`);
  if (after !== null)
    conditions.push(
      'place' in after
        ? sql`place > ${after.place}`
        : sql`(${TOUCHED_AT}, e.user_id) < (${after.touchedAt}::timestamptz, ${after.userId}::uuid)`,
    );
  const names = q === undefined && order !== 'name' ? sql`` : sql`join users u on u.id = e.user_id`;
  const { rows } = await sql<PersonRow>`
    with line as (
      select
        user_id,
        (row_number() over (order by moved_up_at desc nulls last, waiting_since, user_id))::int as place
      from course_enrollments
      where organization_id = ${organizationId}
        and course_id = ${courseId}
        and status = 'waiting'
    ),
    page as materialized (
      select e.*, line.place, ${TOUCHED_AT} as touched_at
      from course_enrollments e
      left join line on line.user_id = e.user_id
      ${names}
      where e.organization_id = ${organizationId}
        and e.course_id = ${courseId}
        and ${sql.join(conditions, sql` and `)}
      order by ${ORDERS[order]}
      limit ${filter.limit}
    )
    select
      e.user_id as "userId",
      u.name,
      u.email,
      e.status,
      e.source,
      e.place as "waitingPlace",
      e.progress_percent as "progressPercent",
      e.time_spent_seconds as "timeSpentSeconds",
      e.enrolled_at as "enrolledAt",
      e.completed_at as "completedAt",
      e.last_activity_at as "lastActivityAt",
      e.touched_at as "touchedAt",
      c.id as "certificateId"
    from page e
    join users u on u.id = e.user_id
    left join certificates c
      on c.organization_id = e.organization_id
      and c.course_id = e.course_id
      and c.user_id = e.user_id
      and c.revoked_at is null
    order by ${ORDERS[order]}`.execute(trx);
  return rows;
}

export async function selectCounts(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<Record<EnrolmentStatus, number>> {
  const rows = await trx
    .selectFrom('course_enrollments')
    .select((select) => ['status', select.fn.countAll<number>().as('count')])
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .groupBy('status')
    .execute();
  const counts = { waiting: 0, active: 0, completed: 0, withdrawn: 0 };
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}
