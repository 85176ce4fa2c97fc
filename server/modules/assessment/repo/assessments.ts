import { sql } from 'kysely';
import { z } from 'zod';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { AssessmentSettings } from '../settings.ts';

type Key = { organizationId: string; id: string };

const COLUMNS = sql`
  a.id, a.course_id as "courseId", a.lesson_id as "lessonId", l.title, l.deleted_at is null as live,
  c.owner_id as "ownerId", c.title as "courseTitle", c.language, a.kind, a.instructions,
  a.passing_score as "passingScore", a.max_attempts as "maxAttempts",
  a.time_limit_minutes as "timeLimitMinutes", a.opens_at as "opensAt", a.due_at as "dueAt",
  a.closes_at as "closesAt", a.late_penalty_percent as "latePenaltyPercent",
  a.shuffle_questions as "shuffleQuestions", a.shuffle_options as "shuffleOptions",
  a.question_layout as "questionLayout", a.allow_back as "allowBack",
  a.show_answers as "showAnswers", a.retry_policy as "retryPolicy", a.hold_grades as "holdGrades",
  a.grading_criteria as "gradingCriteria", a.weight, a.category_id as "categoryId",
  a.last_closes_at as "lastClosesAt", a.revision, a.updated_at as "updatedAt"`;

const Row = AssessmentSettings.extend({
  id: z.string(),
  courseId: z.string(),
  lessonId: z.string(),
  title: z.string(),
  /** False while its lesson is deleted. */
  live: z.boolean(),
  ownerId: z.string(),
  courseTitle: z.string(),
  language: z.string(),
  lastClosesAt: z.date().nullable(),
  revision: z.number(),
  updatedAt: z.date(),
});
export type AssessmentRow = z.infer<typeof Row>;

/**
 * An assessment of a course that is not deleted. With `lock`, other edits of it wait; attempts may
 * go on beginning.
 */
export async function selectOptionalAssessment(
  trx: TenantTransaction,
  { organizationId, id, lock = false }: Key & { lock?: boolean },
): Promise<AssessmentRow | null> {
  const { rows } = await sql`
    select ${COLUMNS}
    from assessments a
    join lessons l on l.organization_id = a.organization_id and l.id = a.lesson_id
    join courses c on c.organization_id = a.organization_id and c.id = a.course_id
    where a.organization_id = ${organizationId} and a.id = ${id} and c.deleted_at is null
    ${lock ? sql`for no key update of a` : sql``}`.execute(trx);
  return rows[0] === undefined ? null : Row.parse(rows[0]);
}

/** The lesson that an assessment may serve, with the assessment that does. */
export async function selectOptionalLesson(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string; lessonId: string },
): Promise<{ kind: string; ownerId: string; assessmentId: string | null } | undefined> {
  return trx
    .selectFrom('lessons as l')
    .innerJoin('courses as c', (join) =>
      join.onRef('c.organization_id', '=', 'l.organization_id').onRef('c.id', '=', 'l.course_id'),
    )
    .leftJoin('assessments as a', (join) =>
      join.onRef('a.organization_id', '=', 'l.organization_id').onRef('a.lesson_id', '=', 'l.id'),
    )
    .select(['l.kind', 'c.owner_id as ownerId', 'a.id as assessmentId'])
    .where('l.organization_id', '=', key.organizationId)
    .where('l.course_id', '=', key.courseId)
    .where('l.id', '=', key.lessonId)
    .where('c.deleted_at', 'is', null)
    .executeTakeFirst();
}

export type NewAssessment = {
  id: string;
  courseId: string;
  lessonId: string;
  settings: Partial<AssessmentSettings>;
};

/** One statement for all; a lesson that has one already keeps it. */
export async function insertAssessments(
  trx: TenantTransaction,
  organizationId: string,
  assessments: readonly NewAssessment[],
): Promise<void> {
  if (assessments.length === 0) return;
  await trx
    .insertInto('assessments')
    .values(
      assessments.map(({ id, courseId, lessonId, settings }) => ({
        organization_id: organizationId,
        id,
        course_id: courseId,
        lesson_id: lessonId,
        ...columnsOf(settings),
        last_closes_at: settings.closesAt ?? null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['organization_id', 'lesson_id']).doNothing())
    .execute();
}

/** Columns of the settings that are named; the others are left out. */
function columnsOf(settings: Partial<AssessmentSettings>) {
  const { gradingCriteria } = settings;
  const columns = {
    kind: settings.kind,
    instructions: settings.instructions,
    passing_score: settings.passingScore,
    max_attempts: settings.maxAttempts,
    time_limit_minutes: settings.timeLimitMinutes,
    opens_at: settings.opensAt,
    due_at: settings.dueAt,
    closes_at: settings.closesAt,
    late_penalty_percent: settings.latePenaltyPercent,
    shuffle_questions: settings.shuffleQuestions,
    shuffle_options: settings.shuffleOptions,
    question_layout: settings.questionLayout,
    allow_back: settings.allowBack,
    show_answers: settings.showAnswers,
    retry_policy: settings.retryPolicy,
    hold_grades: settings.holdGrades,
    grading_criteria: gradingCriteria === undefined ? undefined : JSON.stringify(gradingCriteria),
    weight: settings.weight,
    category_id: settings.categoryId,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as {
    [K in keyof typeof columns]?: Exclude<(typeof columns)[K], undefined>;
  };
}

/** Changes settings, if any are named, and counts an edit. */
export async function updateAssessment(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  settings: Partial<AssessmentSettings>,
): Promise<void> {
  await trx
    .updateTable('assessments')
    .set({ ...columnsOf(settings), revision: sql<number>`revision + 1` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Finds the latest closing of anybody anew; null where somebody has none. */
export async function updateLastClosing(
  trx: TenantTransaction,
  { organizationId, id }: Key,
): Promise<void> {
  await sql`
    update assessments a
    set last_closes_at = greatest(
      a.closes_at,
      (
        select max(o.closes_at) from assessment_overrides o
        where o.organization_id = a.organization_id and o.assessment_id = a.id
      )
    )
    where a.organization_id = ${organizationId} and a.id = ${id}`.execute(trx);
}

export async function categoryExists(
  trx: TenantTransaction,
  key: { organizationId: string; courseId: string; categoryId: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom('grade_categories')
    .select('id')
    .where('organization_id', '=', key.organizationId)
    .where('course_id', '=', key.courseId)
    .where('id', '=', key.categoryId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countAttempts(
  trx: TenantTransaction,
  { organizationId, id }: Key,
): Promise<number> {
  const row = await trx
    .selectFrom('assessment_attempts')
    .select((value) => value.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('assessment_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.count;
}
