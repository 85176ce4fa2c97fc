import { sql } from 'kysely';
import { z } from 'zod';
import { QuestionLayout, ShowAnswers } from '../../../../contracts/assessment.ts';
import { AttemptStatus, SubmittedBy } from '../../../../contracts/attempts.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { OverrideRules } from '../domain/rules.ts';

type Key = { organizationId: string; id: string };

const SectionSnapshot = z.object({ title: z.string(), instructions: z.string() });

const Row = z.object({
  id: z.string(),
  assessmentId: z.string(),
  courseId: z.string(),
  lessonId: z.string(),
  title: z.string(),
  userId: z.string(),
  userName: z.string(),
  number: z.number(),
  seed: z.string(),
  status: AttemptStatus,
  sections: z.array(SectionSnapshot),
  questionCount: z.number(),
  questionLayout: QuestionLayout,
  allowBack: z.boolean(),
  currentPosition: z.number(),
  startedAt: z.date(),
  deadlineAt: z.date().nullable(),
  submittedAt: z.date().nullable(),
  submittedBy: SubmittedBy.nullable(),
  score: z.number().nullable(),
  maxScore: z.number(),
  latePenalty: z.number(),
  percent: z.number().nullable(),
  passed: z.boolean().nullable(),
  /* Of the assessment, as it is now. */
  ownerId: z.string(),
  passingScore: z.number(),
  showAnswers: ShowAnswers,
  lastClosesAt: z.date().nullable(),
  holdGrades: z.boolean(),
  /** Whether the learner may see the grade. */
  released: z.boolean(),
});
export type AttemptRow = z.infer<typeof Row>;

const ATTEMPT = sql`
  t.id, t.assessment_id as "assessmentId", a.course_id as "courseId", a.lesson_id as "lessonId",
  l.title, t.user_id as "userId", u.name as "userName", t.number, t.seed, t.status, t.sections,
  t.question_count as "questionCount", t.question_layout as "questionLayout",
  t.allow_back as "allowBack", t.current_position as "currentPosition",
  t.started_at as "startedAt", t.deadline_at as "deadlineAt", t.submitted_at as "submittedAt",
  t.submitted_by as "submittedBy", t.score, t.max_score as "maxScore",
  t.late_penalty as "latePenalty", t.percent, t.passed, c.owner_id as "ownerId",
  a.passing_score as "passingScore", a.show_answers as "showAnswers",
  a.last_closes_at as "lastClosesAt", a.hold_grades as "holdGrades",
  (not a.hold_grades or exists (
    select from grades g
    where g.organization_id = t.organization_id and g.assessment_id = t.assessment_id
      and g.user_id = t.user_id and g.released_at is not null
  )) as released`;

const FROM = sql`
  from assessment_attempts t
  join assessments a on a.organization_id = t.organization_id and a.id = t.assessment_id
  join lessons l on l.organization_id = a.organization_id and l.id = a.lesson_id
  join courses c on c.organization_id = a.organization_id and c.id = a.course_id
  join users u on u.id = t.user_id`;

/** @param lock keeps savers and graders of the attempt waiting. */
export async function selectOptionalAttempt(
  trx: TenantTransaction,
  { organizationId, id, userId, lock = false }: Key & { userId?: string; lock?: boolean },
): Promise<AttemptRow | null> {
  const { rows } = await sql`
    select ${ATTEMPT} ${FROM}
    where t.organization_id = ${organizationId} and t.id = ${id}
      ${userId === undefined ? sql`` : sql`and t.user_id = ${userId}`}
    ${lock ? sql`for update of t` : sql``}`.execute(trx);
  return rows[0] === undefined ? null : Row.parse(rows[0]);
}

/** Attempts of a learner at an assessment, the first first; there are at most a few hundred. */
export async function listOwnAttempts(
  trx: TenantTransaction,
  key: { organizationId: string; assessmentId: string; userId: string },
): Promise<AttemptRow[]> {
  const { rows } = await sql`
    select ${ATTEMPT} ${FROM}
    where t.organization_id = ${key.organizationId}
      and t.assessment_id = ${key.assessmentId}
      and t.user_id = ${key.userId}
    order by t.number
    limit 500`.execute(trx);
  return z.array(Row).parse(rows);
}

export type ListedAttempt = AttemptRow & { answered: number };

/** Newest first. */
export async function listAttempts(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    assessmentId: string;
    status: string | null;
    userId: string | null;
    before: string | null;
    limit: number;
  },
): Promise<ListedAttempt[]> {
  const { rows } = await sql`
    select ${ATTEMPT}, (
      select count(*)::integer from attempt_answers n
      where n.organization_id = t.organization_id and n.attempt_id = t.id and n.response is not null
    ) as answered
    ${FROM}
    where t.organization_id = ${filter.organizationId}
      and t.assessment_id = ${filter.assessmentId}
      and (${filter.status}::attempt_status is null or t.status = ${filter.status}::attempt_status)
      and (${filter.userId}::uuid is null or t.user_id = ${filter.userId}::uuid)
      and (${filter.before}::uuid is null or t.id < ${filter.before}::uuid)
    order by t.id desc
    limit ${filter.limit}`.execute(trx);
  return z.array(Row.extend({ answered: z.number() })).parse(rows);
}

const StandRow = z.object({
  used: z.number(),
  openAttemptId: z.string().nullable(),
  published: z.boolean(),
  override: z
    .object({
      timeFactor: z.number(),
      extraMinutes: z.number(),
      extraAttempts: z.number(),
      opensAt: z.coerce.date().nullable(),
      dueAt: z.coerce.date().nullable(),
      closesAt: z.coerce.date().nullable(),
    })
    .nullable(),
});

const iso = (column: string) =>
  sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** How a learner stands with an assessment: attempts used, the open one, other rules. */
export async function selectStanding(
  trx: TenantTransaction,
  key: { organizationId: string; assessmentId: string; userId: string },
): Promise<{
  used: number;
  openAttemptId: string | null;
  /** Whether its lesson is in the version of the course that learners read. */
  published: boolean;
  override: OverrideRules | null;
}> {
  const { rows } = await sql`
    select
      (
        select count(*)::integer from assessment_attempts t
        where t.organization_id = a.organization_id and t.assessment_id = a.id
          and t.user_id = ${key.userId}
      ) as used,
      (
        select t.id from assessment_attempts t
        where t.organization_id = a.organization_id and t.assessment_id = a.id
          and t.user_id = ${key.userId} and t.status = 'in_progress'
      ) as "openAttemptId",
      exists (
        select from courses c
        join course_version_lessons v
          on v.organization_id = c.organization_id and v.course_id = c.id
          and v.version = c.published_version and v.lesson_id = a.lesson_id
        where c.organization_id = a.organization_id and c.id = a.course_id
      ) as published,
      (
        select jsonb_build_object(
          'timeFactor', o.time_factor, 'extraMinutes', o.extra_minutes,
          'extraAttempts', o.extra_attempts, 'opensAt', ${iso('o.opens_at')},
          'dueAt', ${iso('o.due_at')}, 'closesAt', ${iso('o.closes_at')}
        )
        from assessment_overrides o
        where o.organization_id = a.organization_id and o.assessment_id = a.id
          and o.user_id = ${key.userId}
      ) as override
    from assessments a
    where a.organization_id = ${key.organizationId} and a.id = ${key.assessmentId}`.execute(trx);
  return StandRow.parse(rows[0]);
}

export type NewAttempt = {
  organizationId: string;
  id: string;
  assessmentId: string;
  userId: string;
  number: number;
  seed: string;
  sections: readonly z.infer<typeof SectionSnapshot>[];
  questionLayout: 'all' | 'one';
  allowBack: boolean;
  startedAt: Date;
  deadlineAt: Date | null;
  maxScore: number;
  questions: readonly {
    section: number;
    itemId: string;
    version: number;
    points: number;
    optionOrder: readonly number[];
    rightOrder: readonly number[];
  }[];
};

/**
 * Begins an attempt with its questions, in one statement. False, with nothing written, where the
 * number is taken or the learner has an open attempt: of fifty requests at once one is first, and
 * the unique keys stop the others. No lock is needed.
 */
export async function insertAttempt(trx: TenantTransaction, attempt: NewAttempt): Promise<boolean> {
  const questions = attempt.questions.map((question, index) => ({
    position: index + 1,
    section: question.section,
    item_id: question.itemId,
    version: question.version,
    points: question.points,
    option_order: question.optionOrder,
    right_order: question.rightOrder,
  }));
  const { rows } = await sql<{ count: number }>`
    with begun as (
      insert into assessment_attempts (
        organization_id, id, assessment_id, user_id, number, seed, sections, question_count,
        question_layout, allow_back, started_at, deadline_at, max_score
      )
      values (
        ${attempt.organizationId}, ${attempt.id}, ${attempt.assessmentId}, ${attempt.userId},
        ${attempt.number}, ${attempt.seed}, ${JSON.stringify(attempt.sections)}::jsonb,
        ${questions.length}, ${attempt.questionLayout}::question_layout, ${attempt.allowBack},
        ${attempt.startedAt}, ${attempt.deadlineAt}::timestamptz, ${attempt.maxScore}
      )
      on conflict do nothing
      returning organization_id, id, user_id
    ),
    asked as (
      insert into attempt_questions (
        organization_id, attempt_id, user_id, position, section, item_id, version, points,
        option_order, right_order
      )
      select b.organization_id, b.id, b.user_id, q.*
      from begun b
      cross join jsonb_to_recordset(${JSON.stringify(questions)}::jsonb) as q (
        position integer, section smallint, item_id uuid, version integer, points numeric,
        option_order smallint[], right_order smallint[]
      )
    )
    select count(*)::integer as count from begun`.execute(trx);
  return rows[0]?.count === 1;
}

export async function updatePosition(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  position: number,
): Promise<void> {
  await sql`
    update assessment_attempts set current_position = greatest(current_position, ${position})
    where organization_id = ${organizationId} and id = ${id}`.execute(trx);
}

export type Outcome = { score: number; percent: number; passed: boolean } | null;

/** Hands in, or sets what the answers come to; `null` waits for a person. */
export async function updateOutcome(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  change: {
    submittedAt: Date;
    submittedBy: z.infer<typeof SubmittedBy>;
    latePenalty: number;
    outcome: Outcome;
  },
): Promise<void> {
  const { outcome } = change;
  await trx
    .updateTable('assessment_attempts')
    .set({
      status: outcome === null ? 'submitted' : 'graded',
      submitted_at: change.submittedAt,
      submitted_by: change.submittedBy,
      late_penalty: change.latePenalty,
      score: outcome?.score ?? null,
      percent: outcome?.percent ?? null,
      passed: outcome?.passed ?? null,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Open attempts whose time is over, the longest over first. */
export async function listOverdue(
  trx: TenantTransaction,
  { organizationId, before, limit }: { organizationId: string; before: Date; limit: number },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('assessment_attempts')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'in_progress')
    .where('deadline_at', '<', before)
    .orderBy('deadline_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Gives the open attempt of a learner another end, where there is one. */
export async function updateDeadline(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  deadlineAt: Date | null,
): Promise<void> {
  await trx
    .updateTable('assessment_attempts')
    .set({ deadline_at: deadlineAt })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'in_progress')
    .execute();
}

/** False where the attempt counted as practice already. */
export async function claimPractice(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  now: Date,
): Promise<boolean> {
  const result = await trx
    .updateTable('assessment_attempts')
    .set({ practised_at: now })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('practised_at', 'is', null)
    .where('status', '<>', 'in_progress')
    .executeTakeFirst();
  return (result.numUpdatedRows ?? 0n) > 0n;
}

/** Percents of graded attempts, in their order. */
export async function listPercents(
  trx: TenantTransaction,
  key: { organizationId: string; assessmentId: string; userId: string },
): Promise<{ percents: number[]; attempts: number }> {
  const { rows } = await sql<{ percents: number[]; attempts: number }>`
    select
      coalesce(array_agg(w.percent::float8 order by w.number) filter (where w.percent is not null), '{}') as percents,
      count(*)::integer as attempts
    from (
      select number, percent from assessment_attempts
      where organization_id = ${key.organizationId} and assessment_id = ${key.assessmentId}
        and user_id = ${key.userId} and status <> 'in_progress'
      union all
      select number, percent from submissions
      where organization_id = ${key.organizationId} and assessment_id = ${key.assessmentId}
        and user_id = ${key.userId} and status <> 'draft'
    ) w`.execute(trx);
  return rows[0] ?? { percents: [], attempts: 0 };
}
