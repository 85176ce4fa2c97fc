import { sql } from 'kysely';
import { z } from 'zod';
import { AnswerKey } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Key = { organizationId: string; assessmentId: string };

const OutdatedRow = z.object({
  attemptId: z.string(),
  position: z.number(),
  itemId: z.string(),
  points: z.number(),
  response: z.unknown(),
  score: z.number(),
  isCorrect: z.boolean(),
  grader: z.enum(['machine', 'person']),
  askedVersion: z.number(),
});
export type OutdatedRow = z.infer<typeof OutdatedRow>;

/** Graded answers to questions that were corrected since they graded them. */
export async function listOutdated(
  trx: TenantTransaction,
  { organizationId, assessmentId }: Key,
): Promise<OutdatedRow[]> {
  const { rows } = await sql`
    select n.attempt_id as "attemptId", n.position, q.item_id as "itemId", q.points, n.response,
      n.score, n.is_correct as "isCorrect", n.grader, q.version as "askedVersion"
    from assessment_attempts t
    join attempt_questions q on q.organization_id = t.organization_id and q.attempt_id = t.id
    join questions k
      on k.organization_id = q.organization_id and k.item_id = q.item_id
    join attempt_answers n
      on n.organization_id = q.organization_id and n.attempt_id = q.attempt_id
      and n.position = q.position
    where t.organization_id = ${organizationId} and t.assessment_id = ${assessmentId}
      and t.status <> 'in_progress' and n.score is not null
      and k.current_version > n.graded_version
    order by n.attempt_id, n.position`.execute(trx);
  return z.array(OutdatedRow).parse(rows);
}

const VersionRow = z.object({
  itemId: z.string(),
  version: z.number(),
  stem: z.string(),
  answerKey: AnswerKey,
});
export type VersionRow = z.infer<typeof VersionRow>;

/** Wordings of questions: those named, and the present ones (`current`). */
export async function listVersions(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<(VersionRow & { current: boolean })[]> {
  const { rows } = await sql`
    select v.question_id as "itemId", v.version, v.stem, v.answer_key as "answerKey",
      v.version = q.current_version as current
    from questions q
    join question_versions v on v.organization_id = q.organization_id and v.question_id = q.item_id
    where q.organization_id = ${organizationId} and q.item_id = any(${[...itemIds]}::uuid[])
    order by v.question_id, v.version`.execute(trx);
  return z.array(VersionRow.extend({ current: z.boolean() })).parse(rows);
}

const AttemptRow = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  number: z.number(),
  score: z.number().nullable(),
  maxScore: z.number(),
  latePenalty: z.number(),
  percent: z.number().nullable(),
  passed: z.boolean().nullable(),
  earned: z.number(),
  waiting: z.boolean(),
});
export type RegradedAttempt = z.infer<typeof AttemptRow>;

/**
 * Attempts with what their answers come to now.
 *
 * @param lock keeps graders waiting, in the order of the ids.
 */
export async function listAttemptTotals(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
  { lock }: { lock: boolean },
): Promise<RegradedAttempt[]> {
  const { rows } = await sql`
    select t.id, t.user_id as "userId", u.name as "userName", t.number, t.score,
      t.max_score as "maxScore", t.late_penalty as "latePenalty", t.percent, t.passed,
      (
        select coalesce(sum(n.score), 0) from attempt_answers n
        where n.organization_id = t.organization_id and n.attempt_id = t.id
      ) as earned,
      exists (
        select from attempt_answers n
        where n.organization_id = t.organization_id and n.attempt_id = t.id and n.score is null
      ) as waiting
    from assessment_attempts t
    join users u on u.id = t.user_id
    where t.organization_id = ${organizationId} and t.id = any(${[...ids]}::uuid[])
    order by t.id
    ${lock ? sql`for update of t` : sql``}`.execute(trx);
  return z.array(AttemptRow).parse(rows);
}

/** New verdicts of the machine, in one statement. */
export async function updateRegraded(
  trx: TenantTransaction,
  organizationId: string,
  now: Date,
  verdicts: readonly {
    attemptId: string;
    position: number;
    score: number;
    correct: boolean;
    version: number;
  }[],
): Promise<void> {
  if (verdicts.length === 0) return;
  await sql`
    update attempt_answers n
    set score = r.score, is_correct = r.correct, graded_version = r.version, graded_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as r (
      "attemptId" uuid, position integer, score numeric, correct boolean, version integer
    )
    where n.organization_id = ${organizationId} and n.attempt_id = r."attemptId"
      and n.position = r.position`.execute(trx);
}

/** New results of attempts, in one statement. */
export async function updateTotals(
  trx: TenantTransaction,
  organizationId: string,
  totals: readonly { id: string; score: number; percent: number; passed: boolean }[],
): Promise<void> {
  if (totals.length === 0) return;
  await sql`
    update assessment_attempts t
    set score = r.score, percent = r.percent, passed = r.passed
    from jsonb_to_recordset(${JSON.stringify(totals)}::jsonb) as r (
      id uuid, score numeric, percent numeric, passed boolean
    )
    where t.organization_id = ${organizationId} and t.id = r.id`.execute(trx);
}

export async function insertRegrade(
  trx: TenantTransaction,
  record: Key & {
    id: string;
    questions: readonly object[];
    allowLower: boolean;
    reason: string;
    counts: { raised: number; lowered: number; newlyPassed: number; newlyFailed: number };
    changes: readonly object[];
    createdBy: string;
  },
): Promise<void> {
  await trx
    .insertInto('regrades')
    .values({
      organization_id: record.organizationId,
      id: record.id,
      assessment_id: record.assessmentId,
      questions: JSON.stringify(record.questions),
      allow_lower: record.allowLower,
      reason: record.reason,
      raised: record.counts.raised,
      lowered: record.counts.lowered,
      newly_passed: record.counts.newlyPassed,
      newly_failed: record.counts.newlyFailed,
      changes: JSON.stringify(record.changes),
      created_by: record.createdBy,
    })
    .execute();
}
