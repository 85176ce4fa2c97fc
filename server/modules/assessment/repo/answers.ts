import { sql } from 'kysely';
import { z } from 'zod';
import { CriterionGrade, GradeSuggestion } from '../../../../contracts/grading.ts';
import { AnswerKey, ItemSource } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

type AttemptKey = { organizationId: string; attemptId: string };

/** As it was written by `readPinned`, which has checked it against its question. */
const Response = z.union([
  z.strictObject({ optionIndex: z.number() }),
  z.strictObject({ gaps: z.array(z.string()) }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ optionIndexes: z.array(z.number()) }),
  z.strictObject({ pairs: z.array(z.number().nullable()) }),
  z.strictObject({ order: z.array(z.number()) }),
]);

const Row = z.object({
  position: z.number(),
  section: z.number(),
  itemId: z.string(),
  version: z.number(),
  currentVersion: z.number(),
  points: z.number(),
  optionOrder: z.array(z.number()),
  rightOrder: z.array(z.number()),
  stem: z.string(),
  answerKey: AnswerKey,
  explanation: z.string(),
  response: Response.nullable(),
  elapsedMs: z.number(),
  savedAt: z.date().nullable(),
  waitingSince: z.date().nullable(),
  score: z.number().nullable(),
  isCorrect: z.boolean().nullable(),
  grader: z.enum(['machine', 'person']).nullable(),
  criteria: z.array(CriterionGrade),
  comment: z.string().nullable(),
  suggestion: GradeSuggestion.nullable(),
});
export type AskedRow = z.infer<typeof Row>;

const COLUMNS = sql`
  q.position, q.section, q.item_id as "itemId", q.version, k.current_version as "currentVersion",
  q.points, q.option_order as "optionOrder", q.right_order as "rightOrder", v.stem,
  v.answer_key as "answerKey", v.explanation, n.response,
  coalesce(n.elapsed_ms, 0) as "elapsedMs", n.saved_at as "savedAt",
  n.waiting_since as "waitingSince", n.score, n.is_correct as "isCorrect", n.grader,
  coalesce(n.criteria, '[]') as criteria, n.comment, n.suggestion`;

const FROM = sql`
  from attempt_questions q
  join questions k on k.organization_id = q.organization_id and k.item_id = q.item_id
  join question_versions v
    on v.organization_id = q.organization_id and v.question_id = q.item_id and v.version = q.version
  left join attempt_answers n
    on n.organization_id = q.organization_id and n.attempt_id = q.attempt_id
    and n.position = q.position`;

/** The questions of an attempt with what was answered, in order. */
export async function listAsked(
  trx: TenantTransaction,
  { organizationId, attemptId, position = null }: AttemptKey & { position?: number | null },
): Promise<AskedRow[]> {
  const { rows } = await sql`
    select ${COLUMNS} ${FROM}
    where q.organization_id = ${organizationId} and q.attempt_id = ${attemptId}
      and (${position}::integer is null or q.position = ${position}::integer)
    order by q.position`.execute(trx);
  return z.array(Row).parse(rows);
}

const SaveRow = z.object({
  status: z.enum(['in_progress', 'submitted', 'graded']),
  deadlineAt: z.date().nullable(),
  allowBack: z.boolean(),
  currentPosition: z.number(),
  itemId: z.string(),
  version: z.number(),
  points: z.number(),
  optionOrder: z.array(z.number()),
  rightOrder: z.array(z.number()),
  stem: z.string(),
  answerKey: AnswerKey,
  explanation: z.string(),
});

/**
 * What saving an answer needs to know, in one statement. The attempt is held against submission
 * until the transaction ends; other answers of it may be saved meanwhile.
 */
export async function selectToSave(
  trx: TenantTransaction,
  key: AttemptKey & { userId: string; position: number },
): Promise<z.infer<typeof SaveRow> | null> {
  const { rows } = await sql`
    select t.status, t.deadline_at as "deadlineAt", t.allow_back as "allowBack",
      t.current_position as "currentPosition", q.item_id as "itemId", q.version, q.points,
      q.option_order as "optionOrder", q.right_order as "rightOrder", v.stem,
      v.answer_key as "answerKey", v.explanation
    from assessment_attempts t
    join attempt_questions q
      on q.organization_id = t.organization_id and q.attempt_id = t.id
      and q.position = ${key.position}
    join question_versions v
      on v.organization_id = q.organization_id and v.question_id = q.item_id
      and v.version = q.version
    where t.organization_id = ${key.organizationId} and t.id = ${key.attemptId}
      and t.user_id = ${key.userId}
    for share of t`.execute(trx);
  return rows[0] === undefined ? null : SaveRow.parse(rows[0]);
}

/** Keeps an answer unless a later one is there. Whether it was kept. */
export async function upsertAnswer(
  trx: TenantTransaction,
  answer: AttemptKey & {
    userId: string;
    position: number;
    response: object | null;
    revision: number;
    elapsedMs: number;
    now: Date;
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into attempt_answers as n (
      organization_id, attempt_id, position, user_id, response, revision, elapsed_ms, saved_at
    )
    values (
      ${answer.organizationId}, ${answer.attemptId}, ${answer.position}, ${answer.userId},
      ${answer.response === null ? null : JSON.stringify(answer.response)}::jsonb,
      ${answer.revision}, ${answer.elapsedMs}, ${answer.now}
    )
    on conflict (organization_id, attempt_id, position) do update set
      response = excluded.response,
      revision = excluded.revision,
      elapsed_ms = greatest(n.elapsed_ms, excluded.elapsed_ms),
      saved_at = excluded.saved_at
    where n.revision <= excluded.revision
    returning position`.execute(trx);
  return rows.length > 0;
}

export type GradeChange = {
  position: number;
  /** Null where a person has to grade it. */
  score: number | null;
  correct: boolean | null;
  version: number;
};

/** Verdicts of the machine, in one statement; empty answers get a row, too. */
export async function upsertVerdicts(
  trx: TenantTransaction,
  { organizationId, attemptId, userId, now }: AttemptKey & { userId: string; now: Date },
  verdicts: readonly GradeChange[],
): Promise<void> {
  await sql`
    insert into attempt_answers as n (
      organization_id, attempt_id, user_id, graded_at, position, score, is_correct, graded_version,
      grader, waiting_since
    )
    select ${organizationId}::uuid, ${attemptId}::uuid, ${userId}::uuid,
      case when r.score is null then null else ${now}::timestamptz end,
      r.position, r.score, r.correct, r.version,
      case when r.score is null then null else 'machine'::answer_grader end,
      case when r.score is null then ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as r (
      position integer, score numeric, correct boolean, version integer
    )
    on conflict (organization_id, attempt_id, position) do update set
      graded_at = excluded.graded_at,
      score = excluded.score,
      is_correct = excluded.is_correct,
      graded_version = excluded.graded_version,
      grader = excluded.grader,
      waiting_since = excluded.waiting_since`.execute(trx);
}

/** The verdict of a person. */
export async function updateVerdict(
  trx: TenantTransaction,
  key: AttemptKey & { position: number },
  verdict: {
    score: number;
    correct: boolean;
    criteria: readonly CriterionGrade[];
    comment: string | null;
    gradedBy: string;
    now: Date;
  },
): Promise<void> {
  await trx
    .updateTable('attempt_answers')
    .set({
      score: verdict.score,
      is_correct: verdict.correct,
      grader: 'person',
      graded_by: verdict.gradedBy,
      graded_at: verdict.now,
      criteria: JSON.stringify(verdict.criteria),
      comment: verdict.comment,
      waiting_since: null,
    })
    .where('organization_id', '=', key.organizationId)
    .where('attempt_id', '=', key.attemptId)
    .where('position', '=', key.position)
    .execute();
}

export async function updateAnswerSuggestion(
  trx: TenantTransaction,
  key: AttemptKey & { position: number },
  suggestion: object,
): Promise<void> {
  await trx
    .updateTable('attempt_answers')
    .set({ suggestion: JSON.stringify(suggestion) })
    .where('organization_id', '=', key.organizationId)
    .where('attempt_id', '=', key.attemptId)
    .where('position', '=', key.position)
    .where('score', 'is', null)
    .execute();
}

/** Passages that questions rest on, by item: for graders, and for learners who may know. */
export async function mapSources(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<Map<string, ItemSource[]>> {
  const { rows } = await sql<{ itemId: string; sources: unknown }>`
    select s.item_id as "itemId", jsonb_agg(jsonb_build_object(
      'chunkId', s.chunk_id, 'start', s.start_offset, 'end', s.end_offset, 'quote', s.quote,
      'page', s.page, 'heading', nullif(c.heading, ''), 'seconds', s.seconds
    ) order by s.position) as sources
    from item_sources s
    join chunks c on c.organization_id = s.organization_id and c.id = s.chunk_id
    where s.organization_id = ${organizationId} and s.item_id = any(${[...itemIds]}::uuid[])
    group by s.item_id`.execute(trx);
  return new Map(rows.map((row) => [row.itemId, z.array(ItemSource).parse(row.sources)]));
}
