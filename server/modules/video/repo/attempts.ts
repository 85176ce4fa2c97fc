import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { ViewKey } from './views.ts';

export type AttemptSummary = {
  milestoneId: string;
  itemId: string;
  /** Number of the last try, of those that count no longer too. */
  last: number;
  /** Tries that count. */
  attempts: number;
  best: number | null;
  correct: boolean;
};

/** How a learner stands at the questions of a lesson; those never tried are not in it. */
export async function listAttempts(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
): Promise<AttemptSummary[]> {
  const { rows } = await sql<AttemptSummary>`
    select
      milestone_id as "milestoneId",
      item_id as "itemId",
      max(attempt)::int as last,
      (count(*) filter (where voided_at is null))::int as attempts,
      max(score) filter (where voided_at is null) as best,
      coalesce(bool_or(is_correct) filter (where voided_at is null), false) as correct
    from question_attempts
    where organization_id = ${organizationId} and user_id = ${userId} and lesson_id = ${lessonId}
    group by milestone_id, item_id`.execute(trx);
  return rows;
}

export function selectOptionalAttempt(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
  { milestoneId, itemId, attempt }: { milestoneId: string; itemId: string; attempt: number },
) {
  return trx
    .selectFrom('question_attempts')
    .select(['result'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('lesson_id', '=', lessonId)
    .where('milestone_id', '=', milestoneId)
    .where('item_id', '=', itemId)
    .where('attempt', '=', attempt)
    .executeTakeFirst();
}

export async function insertAttempt(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
  attempt: {
    id: string;
    milestoneId: string;
    itemId: string;
    number: number;
    questionVersion: number;
    response: unknown;
    result: unknown;
    isCorrect: boolean;
    score: number;
    responseMs: number;
    now: Date;
  },
): Promise<void> {
  await trx
    .insertInto('question_attempts')
    .values({
      organization_id: organizationId,
      id: attempt.id,
      user_id: userId,
      lesson_id: lessonId,
      milestone_id: attempt.milestoneId,
      item_id: attempt.itemId,
      attempt: attempt.number,
      question_version: attempt.questionVersion,
      response: JSON.stringify(attempt.response),
      result: JSON.stringify(attempt.result),
      is_correct: attempt.isCorrect,
      score: attempt.score,
      response_ms: attempt.responseMs,
      created_at: attempt.now,
    })
    .execute();
}

/** Milestones of a lesson that a learner has passed. */
export async function listPassed(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('milestone_results')
    .select('milestone_id')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('lesson_id', '=', lessonId)
    .where('passed_at', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.milestone_id));
}

/** A score never falls, and who has passed stays passed. */
export async function upsertResult(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
  { milestoneId, score, passedAt }: { milestoneId: string; score: number; passedAt: Date | null },
): Promise<void> {
  await sql`
    insert into milestone_results as r (
      organization_id, user_id, lesson_id, milestone_id, score, passed_at
    )
    values (${organizationId}, ${userId}, ${lessonId}, ${milestoneId}, ${score}, ${passedAt}::timestamptz)
    on conflict (organization_id, user_id, lesson_id, milestone_id) do update set
      score = greatest(r.score, excluded.score),
      passed_at = coalesce(r.passed_at, excluded.passed_at)`.execute(trx);
}

/** Gives all tries at a milestone back; answers how many. */
export async function voidAttempts(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
  { milestoneId, now }: { milestoneId: string; now: Date },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('question_attempts')
    .set({ voided_at: now })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('lesson_id', '=', lessonId)
    .where('milestone_id', '=', milestoneId)
    .where('voided_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
