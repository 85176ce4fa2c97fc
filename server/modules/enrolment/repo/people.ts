import { type SqlBool, sql } from 'kysely';
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
  certificateId: string | null;
};

/**
 * The people of a course by name; those of `status` waiting in the order of the line. The place in
 * the line is counted over the whole of it before anything is filtered.
 */
export async function listPeople(
  trx: TenantTransaction,
  filter: CourseKey & {
    status?: EnrolmentStatus | undefined;
    q?: string | undefined;
    userId?: string | undefined;
    after: { name: string; userId: string } | null;
    /** Of those who wait: the place after which the page begins. */
    afterPlace: number | null;
    limit: number;
  },
): Promise<PersonRow[]> {
  const { organizationId, courseId, status, q, after } = filter;
  const pattern = `%${q?.replace(/[%_\\]/g, '\\$&') ?? ''}%`;
  const conditions = [
    status === undefined
      ? sql<SqlBool>`e.status <> 'withdrawn'`
      : sql<SqlBool>`e.status = ${status}`,
  ];
  if (filter.userId !== undefined) conditions[0] = sql<SqlBool>`e.user_id = ${filter.userId}`;
  if (q !== undefined) conditions.push(sql`(u.name ilike ${pattern} or u.email ilike ${pattern})`);
  if (after !== null) conditions.push(sql`(u.name, u.id) > (${after.name}, ${after.userId}::uuid)`);
  if (filter.afterPlace !== null) conditions.push(sql`line.place > ${filter.afterPlace}`);
  const order = status === 'waiting' ? sql`line.place` : sql`u.name, u.id`;
  const { rows } = await sql<PersonRow>`
    with line as (
      select
        user_id,
        (row_number() over (order by moved_up_at desc nulls last, waiting_since, user_id))::int as place
      from course_enrollments
      where organization_id = ${organizationId}
        and course_id = ${courseId}
        and status = 'waiting'
    )
    select
      e.user_id as "userId",
      u.name,
      u.email,
      e.status,
      e.source,
      line.place as "waitingPlace",
      e.progress_percent as "progressPercent",
      e.time_spent_seconds as "timeSpentSeconds",
      e.enrolled_at as "enrolledAt",
      e.completed_at as "completedAt",
      e.last_activity_at as "lastActivityAt",
      c.id as "certificateId"
    from course_enrollments e
    join users u on u.id = e.user_id
    left join line on line.user_id = e.user_id
    left join certificates c
      on c.organization_id = e.organization_id
      and c.course_id = e.course_id
      and c.user_id = e.user_id
      and c.revoked_at is null
    where e.organization_id = ${organizationId}
      and e.course_id = ${courseId}
      and ${sql.join(conditions, sql` and `)}
    order by ${order}
    limit ${filter.limit}`.execute(trx);
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
