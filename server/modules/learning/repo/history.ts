import { type RawBuilder, sql } from 'kysely';
import { AnswerKey } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { PrerequisiteEdge } from '../domain/next-item-input.ts';
import type { HistoryItem, HistoryRows } from '../history-model.ts';

/** Rows that one statement takes: large enough to be quick, small enough for any memory. */
const SLICE = 2000;

/**
 * Writes a past in bulk, in the order of the foreign keys. For learners who have none yet: a row
 * that exists already is an error. The partitions of the months concerned should exist, else the
 * interactions wait in the default one.
 */
export async function insertHistory(trx: TenantTransaction, rows: HistoryRows): Promise<void> {
  const organization = sql`${rows.organizationId}::uuid`;
  await inSlices(
    trx,
    rows.sessions,
    (json) => sql`
    insert into learning_sessions (
      organization_id, status, last_activity_at, id, user_id, target_minutes, step, answered,
      correct, active_seconds, started_at, ended_at
    )
    select ${organization}, 'completed', r.ended_at, r.*
    from jsonb_to_recordset(${json}::jsonb) as r (
      id uuid, user_id uuid, target_minutes smallint, step integer, answered integer,
      correct integer, active_seconds integer, started_at timestamptz, ended_at timestamptz
    )`,
  );
  await inSlices(
    trx,
    rows.interactions,
    (json) => sql`
    insert into interactions (
      organization_id, id, created_at, user_id, session_id, item_id, item_version, kind, response,
      is_correct, score, confidence, rating, response_ms, hints_used, mastery_before, mastery_after
    )
    select ${organization}, r.*
    from jsonb_to_recordset(${json}::jsonb) as r (
      id uuid, created_at timestamptz, user_id uuid, session_id uuid, item_id uuid,
      item_version integer, kind interaction_kind, response jsonb, is_correct boolean, score real,
      confidence answer_confidence, rating card_rating, response_ms integer, hints_used smallint,
      mastery_before real, mastery_after real
    )`,
  );
  await inSlices(
    trx,
    rows.exposures,
    (json) => sql`
    insert into item_exposures (
      organization_id, user_id, item_id, seen_count, correct_count, last_seen_at
    )
    select ${organization}, r.*
    from jsonb_to_recordset(${json}::jsonb) as r (
      user_id uuid, item_id uuid, seen_count integer, correct_count integer,
      last_seen_at timestamptz
    )`,
  );
  await inSlices(
    trx,
    rows.mastery,
    (json) => sql`
    insert into mastery (
      organization_id, user_id, concept_id, level, logit, evidence, stability_days,
      last_practiced_at
    )
    select ${organization}, r.*
    from jsonb_to_recordset(${json}::jsonb) as r (
      user_id uuid, concept_id uuid, level real, logit real, evidence real, stability_days real,
      last_practiced_at timestamptz
    )`,
  );
  await inSlices(
    trx,
    rows.cards,
    (json) => sql`
    insert into flashcard_states (
      organization_id, user_id, item_id, state, stability, difficulty, reps, lapses,
      scheduled_days, due_at, last_reviewed_at
    )
    select ${organization}, r.*
    from jsonb_to_recordset(${json}::jsonb) as r (
      user_id uuid, item_id uuid, state card_state, stability real, difficulty real, reps integer,
      lapses integer, scheduled_days real, due_at timestamptz, last_reviewed_at timestamptz
    )`,
  );
  await inSlices(
    trx,
    rows.reviews,
    (json) => sql`
    insert into flashcard_reviews (
      organization_id, id, user_id, item_id, rating, state_before, stability_before,
      difficulty_before, elapsed_days, scheduled_days, reviewed_at
    )
    select ${organization}, r.*
    from jsonb_to_recordset(${json}::jsonb) as r (
      id uuid, user_id uuid, item_id uuid, rating card_rating, state_before card_state,
      stability_before real, difficulty_before real, elapsed_days real, scheduled_days real,
      reviewed_at timestamptz
    )`,
  );
}

async function inSlices(
  trx: TenantTransaction,
  rows: readonly unknown[],
  statement: (json: string) => RawBuilder<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += SLICE) {
    await statement(JSON.stringify(rows.slice(from, from + SLICE))).execute(trx);
  }
}

const MOST_ITEMS = 20_000;

/** Approved items of ready materials in the order of their source, and the prerequisites. */
export async function selectHistoryLibrary(
  trx: TenantTransaction,
  organizationId: string,
): Promise<{ items: HistoryItem[]; prerequisites: PrerequisiteEdge[] }> {
  const items = await sql<
    Omit<HistoryItem, 'question'> & {
      version: number | null;
      answerKey: unknown;
      hintCount: number;
    }
  >`
    select
      i.id as "itemId",
      i.type,
      i.difficulty,
      i.material_id as "materialId",
      i.position,
      n.estimated_minutes as "readingMinutes",
      v.version,
      v.answer_key as "answerKey",
      coalesce(cardinality(v.hints), 0) as "hintCount",
      array(
        select ic.concept_id::text
        from item_concepts ic
        where ic.organization_id = i.organization_id and ic.item_id = i.id
        order by ic.concept_id
      ) as "conceptIds"
    from items i
    join materials m on m.organization_id = i.organization_id and m.id = i.material_id
    left join nuggets n on n.organization_id = i.organization_id and n.item_id = i.id
    left join questions q on q.organization_id = i.organization_id and q.item_id = i.id
    left join question_versions v
      on v.organization_id = q.organization_id
      and v.question_id = q.item_id
      and v.version = q.current_version
    where i.organization_id = ${organizationId}
      and i.status = 'approved'
      and i.type <> 'summary'
      and m.status = 'ready'
      and m.deleted_at is null
    order by i.material_id, i.position, i.id
    limit ${MOST_ITEMS}`.execute(trx);
  const edges = await sql<PrerequisiteEdge>`
    select to_concept_id as "conceptId", from_concept_id as "prerequisiteId"
    from concept_edges
    where organization_id = ${organizationId} and kind = 'prerequisite'
    limit ${MOST_ITEMS}`.execute(trx);
  return {
    items: items.rows.map(({ version, answerKey, hintCount, ...item }) => {
      const key = AnswerKey.nullable().parse(answerKey);
      return {
        ...item,
        question: key === null || version === null ? null : { version, answerKey: key, hintCount },
      };
    }),
    prerequisites: edges.rows,
  };
}
