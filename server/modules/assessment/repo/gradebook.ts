import { sql } from 'kysely';
import { z } from 'zod';
import { AssessmentKind } from '../../../../contracts/assessment.ts';
import type { GradeCategory } from '../../../../contracts/gradebook.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type CourseKey = { organizationId: string; courseId: string };

export async function selectOptionalCourse(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<{ title: string; ownerId: string; language: string } | undefined> {
  return trx
    .selectFrom('courses')
    .select(['title', 'owner_id as ownerId', 'language'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', courseId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

export async function listCategories(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<GradeCategory[]> {
  return trx
    .selectFrom('grade_categories')
    .select(['id', 'name', 'weight', 'drop_lowest as dropLowest'])
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .orderBy('position')
    .execute();
}

/** Makes the categories these, in their order; those that are not named go. */
export async function replaceCategories(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
  categories: readonly GradeCategory[],
): Promise<void> {
  await trx
    .deleteFrom('grade_categories')
    .where('organization_id', '=', organizationId)
    .where('course_id', '=', courseId)
    .where(sql<boolean>`id <> all(${categories.map(({ id }) => id)}::uuid[])`)
    .execute();
  if (categories.length === 0) return;
  await trx
    .insertInto('grade_categories')
    .values(
      categories.map(({ id, name, weight, dropLowest }, index) => ({
        organization_id: organizationId,
        id,
        course_id: courseId,
        position: index + 1,
        name,
        weight,
        drop_lowest: dropLowest,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'id']).doUpdateSet((set) => ({
        position: set.ref('excluded.position'),
        name: set.ref('excluded.name'),
        weight: set.ref('excluded.weight'),
        drop_lowest: set.ref('excluded.drop_lowest'),
      })),
    )
    .execute();
}

const AssessmentRow = z.object({
  id: z.string(),
  lessonId: z.string(),
  title: z.string(),
  kind: AssessmentKind,
  categoryId: z.string().nullable(),
  weight: z.number(),
  passingScore: z.number(),
  holdGrades: z.boolean(),
  dueAt: z.date().nullable(),
  closesAt: z.date().nullable(),
});
export type ColumnRow = z.infer<typeof AssessmentRow>;

/** The assessments of a course, in its order. Those of deleted lessons are not in it. */
export async function listColumns(
  trx: TenantTransaction,
  { organizationId, courseId }: CourseKey,
): Promise<ColumnRow[]> {
  const { rows } = await sql`
    select a.id, a.lesson_id as "lessonId", l.title, a.kind, a.category_id as "categoryId",
      a.weight, a.passing_score as "passingScore", a.hold_grades as "holdGrades",
      a.due_at as "dueAt", a.closes_at as "closesAt"
    from assessments a
    join lessons l on l.organization_id = a.organization_id and l.id = a.lesson_id
    join course_modules m on m.organization_id = l.organization_id and m.id = l.module_id
    where a.organization_id = ${organizationId} and a.course_id = ${courseId}
      and l.deleted_at is null
    order by m.position, l.position`.execute(trx);
  return z.array(AssessmentRow).parse(rows);
}

export type LearnerRow = { userId: string; userName: string; email: string };

/** People who take, or have completed, a course, by name. */
export async function listLearners(
  trx: TenantTransaction,
  filter: CourseKey & {
    q: string | null;
    after: { name: string; id: string } | null;
    limit: number;
  },
): Promise<LearnerRow[]> {
  const { q, after } = filter;
  const like = `%${(q ?? '').replace(/[%_\\]/g, '\\$&')}%`;
  return trx
    .selectFrom('course_enrollments as e')
    .innerJoin('users as u', 'u.id', 'e.user_id')
    .select(['u.id as userId', 'u.name as userName', 'u.email'])
    .where('e.organization_id', '=', filter.organizationId)
    .where('e.course_id', '=', filter.courseId)
    .where('e.status', 'in', ['active', 'completed'])
    .$if(q !== null, (query) =>
      query.where(sql<boolean>`(u.name ilike ${like} or u.email ilike ${like})`),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(u.name, u.id) > (${after?.name ?? ''}, ${after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('u.name')
    .orderBy('u.id')
    .limit(filter.limit)
    .execute();
}

const CellRow = z.object({
  assessmentId: z.string(),
  userId: z.string(),
  earnedPercent: z.number().nullable(),
  overridePercent: z.number().nullable(),
  exempt: z.boolean(),
  reason: z.string().nullable(),
  released: z.boolean(),
  attempts: z.number(),
  open: z.boolean(),
  waiting: z.boolean(),
});
export type CellRow = z.infer<typeof CellRow>;

/** Cells of some learners that hold anything, in one statement. */
export async function listCells(
  trx: TenantTransaction,
  organizationId: string,
  { assessmentIds, userIds }: { assessmentIds: readonly string[]; userIds: readonly string[] },
): Promise<CellRow[]> {
  if (assessmentIds.length === 0 || userIds.length === 0) return [];
  const { rows } = await sql`
    with wanted as (
      select assessment_id, user_id, status::text as status
      from assessment_attempts
      where organization_id = ${organizationId}
        and assessment_id = any(${[...assessmentIds]}::uuid[])
        and user_id = any(${[...userIds]}::uuid[])
      union all
      select assessment_id, user_id, status::text
      from submissions
      where organization_id = ${organizationId}
        and assessment_id = any(${[...assessmentIds]}::uuid[])
        and user_id = any(${[...userIds]}::uuid[])
    ),
    work as (
      select assessment_id, user_id,
        count(*) filter (where status <> 'draft')::integer as attempts,
        bool_or(status in ('in_progress', 'draft')) as open,
        bool_or(status = 'submitted') as waiting
      from wanted
      group by assessment_id, user_id
    ),
    cells as (
      select assessment_id, user_id, earned_percent, override_percent, is_exempt, reason, released_at
      from grades
      where organization_id = ${organizationId}
        and assessment_id = any(${[...assessmentIds]}::uuid[])
        and user_id = any(${[...userIds]}::uuid[])
    )
    select coalesce(g.assessment_id, w.assessment_id) as "assessmentId",
      coalesce(g.user_id, w.user_id) as "userId",
      g.earned_percent as "earnedPercent", g.override_percent as "overridePercent",
      coalesce(g.is_exempt, false) as exempt, g.reason,
      g.released_at is not null as released,
      coalesce(w.attempts, 0) as attempts, coalesce(w.open, false) as open,
      coalesce(w.waiting, false) as waiting
    from cells g
    full join work w on w.assessment_id = g.assessment_id and w.user_id = g.user_id`.execute(trx);
  return z.array(CellRow).parse(rows);
}

const QueueRow = z.object({
  kind: z.enum(['answer', 'submission']),
  attemptId: z.string().nullable(),
  position: z.number().nullable(),
  submissionId: z.string().nullable(),
  assessmentId: z.string(),
  courseId: z.string(),
  courseTitle: z.string(),
  title: z.string(),
  userId: z.string(),
  userName: z.string(),
  excerpt: z.string(),
  waitingSince: z.date(),
  late: z.boolean(),
  /** Microseconds, which a date does not have; and what orders work of the same moment. */
  since: z.string(),
  key: z.string(),
});
export type QueueRow = z.infer<typeof QueueRow>;

/** Open work of courses that somebody owns (of all with a null owner), oldest first. */
const waiting = (filter: {
  organizationId: string;
  ownerId: string | null;
  courseId: string | null;
  assessmentId: string | null;
}) => sql`
  select w.*, a.course_id as "courseId", c.title as "courseTitle", l.title, u.name as "userName"
  from (
    select 'answer' as kind, n.attempt_id as "attemptId", n.position, null::uuid as "submissionId",
      t.assessment_id as "assessmentId", n.user_id as "userId", left(v.stem, 200) as excerpt,
      n.waiting_since as "waitingSince", t.late_penalty > 0 as late,
      n.attempt_id::text || lpad(n.position::text, 6, '0') as key
    from attempt_answers n
    join assessment_attempts t on t.organization_id = n.organization_id and t.id = n.attempt_id
    join attempt_questions q
      on q.organization_id = n.organization_id and q.attempt_id = n.attempt_id
      and q.position = n.position
    join question_versions v
      on v.organization_id = q.organization_id and v.question_id = q.item_id and v.version = q.version
    where n.organization_id = ${filter.organizationId} and n.waiting_since is not null
    union all
    select 'submission', null, null, s.id, s.assessment_id, s.user_id, left(s.text, 200),
      s.submitted_at, s.is_late, s.id::text
    from submissions s
    where s.organization_id = ${filter.organizationId} and s.status = 'submitted'
  ) w
  join assessments a on a.organization_id = ${filter.organizationId} and a.id = w."assessmentId"
  join courses c on c.organization_id = a.organization_id and c.id = a.course_id
  join lessons l on l.organization_id = a.organization_id and l.id = a.lesson_id
  join users u on u.id = w."userId"
  where c.deleted_at is null
    and (${filter.ownerId}::uuid is null or c.owner_id = ${filter.ownerId}::uuid)
    and (${filter.courseId}::uuid is null or c.id = ${filter.courseId}::uuid)
    and (${filter.assessmentId}::uuid is null or a.id = ${filter.assessmentId}::uuid)`;

type QueueFilter = Parameters<typeof waiting>[0];

export async function listWaiting(
  trx: TenantTransaction,
  filter: QueueFilter & { after: { since: string; key: string } | null; limit: number },
): Promise<QueueRow[]> {
  const { after } = filter;
  const { rows } = await sql`
    select q.*, (extract(epoch from q."waitingSince") * 1000000)::bigint::text as since
    from (${waiting(filter)}) q
    where ${after?.since ?? null}::text is null
      or ((extract(epoch from q."waitingSince") * 1000000)::bigint, q.key)
        > (${after?.since ?? null}::bigint, ${after?.key ?? ''})
    order by q."waitingSince", q.key
    limit ${filter.limit}`.execute(trx);
  return z.array(QueueRow).parse(rows);
}

export async function countWaiting(trx: TenantTransaction, filter: QueueFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (${waiting(filter)}) q`.execute(trx);
  return rows[0]?.count ?? 0;
}
