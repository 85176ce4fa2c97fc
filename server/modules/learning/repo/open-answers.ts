import { sql } from 'kysely';
import { z } from 'zod';
import { CriterionGrade, GradeSuggestion } from '../../../../contracts/grading.ts';
import { Criterion, ItemSource } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

/** An essay is kept under the id and the time of its interaction, which a grade completes. */
export async function insertOpenAnswer(
  trx: TenantTransaction,
  answer: {
    organizationId: string;
    id: string;
    userId: string;
    itemId: string;
    version: number;
    text: string;
    maxPoints: number;
    confidence: 'guess' | 'unsure' | 'sure' | null;
    hintsUsed: number;
    responseMs: number;
    now: Date;
  },
): Promise<void> {
  await trx
    .insertInto('open_answers')
    .values({
      organization_id: answer.organizationId,
      id: answer.id,
      user_id: answer.userId,
      item_id: answer.itemId,
      question_version: answer.version,
      text: answer.text,
      max_points: answer.maxPoints,
      confidence: answer.confidence,
      hints_used: answer.hintsUsed,
      response_ms: answer.responseMs,
      created_at: answer.now,
    })
    .execute();
}

const Row = z.object({
  id: z.string(),
  userId: z.string(),
  learnerName: z.string(),
  itemId: z.string(),
  materialId: z.string(),
  materialTitle: z.string(),
  difficulty: z.number(),
  stem: z.string(),
  rubric: z.array(Criterion),
  sampleAnswer: z.string(),
  text: z.string(),
  status: z.enum(['pending', 'graded']),
  criteria: z.array(CriterionGrade),
  comment: z.string().nullable(),
  points: z.number().nullable(),
  maxPoints: z.number(),
  suggestion: GradeSuggestion.nullable(),
  language: z.string(),
  gradedByName: z.string().nullable(),
  gradedAt: z.date().nullable(),
  seenAt: z.date().nullable(),
  confidence: z.enum(['guess', 'unsure', 'sure']).nullable(),
  hintsUsed: z.number(),
  responseMs: z.number(),
  revision: z.number(),
  createdAt: z.date(),
  sources: z.array(ItemSource),
});
export type OpenAnswerRow = z.infer<typeof Row>;

/** The wording is that of the version answered, whatever the question asks by now. */
const COLUMNS = sql`
  a.id, a.user_id as "userId", u.name as "learnerName", a.item_id as "itemId",
  i.material_id as "materialId", m.title as "materialTitle", i.difficulty, v.stem,
  v.answer_key -> 'rubric' as rubric, v.answer_key ->> 'sampleAnswer' as "sampleAnswer",
  a.text, a.status, a.criteria, a.comment, a.points::float8 as points,
  a.max_points::float8 as "maxPoints", a.suggestion, m.language, g.name as "gradedByName", a.graded_at as "gradedAt",
  a.seen_at as "seenAt", a.confidence, a.hints_used as "hintsUsed", a.response_ms as "responseMs",
  a.revision, a.created_at as "createdAt",
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'chunkId', s.chunk_id, 'start', s.start_offset, 'end', s.end_offset, 'quote', s.quote,
      'page', s.page, 'heading', nullif(c.heading, ''), 'seconds', s.seconds
    ) order by s.position)
    from item_sources s
    join chunks c on c.organization_id = s.organization_id and c.id = s.chunk_id
    where s.organization_id = a.organization_id and s.item_id = a.item_id
  ), '[]') as sources`;

const TABLES = sql`
  open_answers a
  join users u on u.id = a.user_id
  join items i on i.organization_id = a.organization_id and i.id = a.item_id
  join materials m on m.organization_id = i.organization_id and m.id = i.material_id
  join question_versions v
    on v.organization_id = a.organization_id and v.question_id = a.item_id
    and v.version = a.question_version
  left join users g on g.id = a.graded_by`;

/** Oldest first; ids grow with time. */
export async function listOpenAnswers(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    status: 'pending' | 'graded';
    materialId: string | null;
    after: string | null;
    limit: number;
  },
): Promise<OpenAnswerRow[]> {
  const { rows } = await sql`
    select ${COLUMNS}
    from ${TABLES}
    where a.organization_id = ${filter.organizationId}
      and (a.graded_at is null) = ${filter.status === 'pending'}
      and m.deleted_at is null
      and (${filter.materialId}::uuid is null or i.material_id = ${filter.materialId}::uuid)
      and (${filter.after}::uuid is null or a.id > ${filter.after}::uuid)
    order by a.id
    limit ${filter.limit}`.execute(trx);
  return z.array(Row).parse(rows);
}

/** Newest first. */
export async function listOwnOpenAnswers(
  trx: TenantTransaction,
  filter: { organizationId: string; userId: string; before: string | null; limit: number },
): Promise<OpenAnswerRow[]> {
  const { rows } = await sql`
    select ${COLUMNS}
    from ${TABLES}
    where a.organization_id = ${filter.organizationId} and a.user_id = ${filter.userId}
      and (${filter.before}::uuid is null or a.id < ${filter.before}::uuid)
    order by a.id desc
    limit ${filter.limit}`.execute(trx);
  return z.array(Row).parse(rows);
}

/** Locked until the transaction ends, so that two graders come one after the other. */
export async function lockOpenAnswer(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
): Promise<OpenAnswerRow | null> {
  const { rows } = await sql`
    select ${COLUMNS}
    from ${TABLES}
    where a.organization_id = ${key.organizationId} and a.id = ${key.id}
    for update of a`.execute(trx);
  return rows.length === 0 ? null : Row.parse(rows[0]);
}

/** Concepts of the item that still are there, with what the learner knows of them. */
export async function listMasteryOfItem(
  trx: TenantTransaction,
  key: { organizationId: string; userId: string; itemId: string },
) {
  return trx
    .selectFrom('item_concepts as ic')
    .leftJoin('mastery as k', (join) =>
      join
        .onRef('k.organization_id', '=', 'ic.organization_id')
        .onRef('k.concept_id', '=', 'ic.concept_id')
        .on('k.user_id', '=', key.userId),
    )
    .select([
      'ic.concept_id as conceptId',
      'k.logit',
      'k.evidence',
      'k.stability_days as stabilityDays',
      'k.last_practiced_at as lastPracticedAt',
    ])
    .where('ic.organization_id', '=', key.organizationId)
    .where('ic.item_id', '=', key.itemId)
    .orderBy('ic.concept_id')
    .execute();
}

/** Writes the grade, completes the interaction, and keeps what it tells of the concepts. */
export async function updateGrade(
  trx: TenantTransaction,
  grade: {
    organizationId: string;
    id: string;
    userId: string;
    itemId: string;
    createdAt: Date;
    criteria: readonly CriterionGrade[];
    comment: string | null;
    points: number;
    score: number;
    /** Whether the learner got it right before, and now. */
    wasCorrect: boolean;
    correct: boolean;
    gradedBy: string;
    now: Date;
    mastery: readonly {
      conceptId: string;
      level: number;
      logit: number;
      evidence: number;
      stabilityDays: number;
      lastPracticedAt: string;
    }[];
  },
): Promise<void> {
  const { organizationId: organization, id } = grade;
  const gained = (grade.correct ? 1 : 0) - (grade.wasCorrect ? 1 : 0);
  await sql`
    with
    answer as (
      update open_answers set
        status = 'graded', criteria = ${JSON.stringify(grade.criteria)}::jsonb,
        comment = ${grade.comment}, points = ${grade.points}, graded_by = ${grade.gradedBy},
        graded_at = ${grade.now}, seen_at = null, revision = revision + 1
      where organization_id = ${organization} and id = ${id}
    ),
    exposure as (
      update item_exposures set correct_count = greatest(0, correct_count + ${gained})
      where organization_id = ${organization} and user_id = ${grade.userId}
        and item_id = ${grade.itemId} and ${gained} <> 0
    ),
    knowledge as (
      insert into mastery as k (
        organization_id, user_id, concept_id, level, logit, evidence, stability_days, last_practiced_at
      )
      select ${organization}::uuid, ${grade.userId}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(
        grade.mastery.map((row) => ({
          concept_id: row.conceptId,
          level: row.level,
          logit: row.logit,
          evidence: row.evidence,
          stability_days: row.stabilityDays,
          last_practiced_at: row.lastPracticedAt,
        })),
      )}::jsonb) as r (
        concept_id uuid, level real, logit real, evidence real, stability_days real,
        last_practiced_at timestamptz
      )
      on conflict (organization_id, user_id, concept_id) do update set
        level = excluded.level, logit = excluded.logit, evidence = excluded.evidence,
        stability_days = excluded.stability_days, last_practiced_at = excluded.last_practiced_at
    )
    update interactions set score = ${grade.score}, is_correct = ${grade.correct}
    where organization_id = ${organization} and created_at = ${grade.createdAt} and id = ${id}`.execute(
    trx,
  );
}

/** Keeps what a model suggests for an essay that nobody has graded meanwhile. */
export async function updateSuggestion(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  suggestion: GradeSuggestion,
): Promise<void> {
  await trx
    .updateTable('open_answers')
    .set({ suggestion: JSON.stringify(suggestion) })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('graded_at', 'is', null)
    .execute();
}

export async function updateSeen(
  trx: TenantTransaction,
  key: { organizationId: string; userId: string; id: string },
  now: Date,
): Promise<boolean> {
  const result = await trx
    .updateTable('open_answers')
    .set({ seen_at: now })
    .where('organization_id', '=', key.organizationId)
    .where('user_id', '=', key.userId)
    .where('id', '=', key.id)
    .where('graded_at', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
