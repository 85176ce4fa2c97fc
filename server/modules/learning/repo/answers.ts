import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';
import { sigmoid } from '../domain/item-response.ts';
import type { Evaluation } from '../evaluate.ts';
import type { SessionState, StepState } from '../state.ts';

export type AnswerRecord = {
  /** Id of the interaction. */
  id: string;
  organizationId: string;
  userId: string;
  /** Null where the item was met outside a session: in a lesson. */
  sessionId: string | null;
  step: StepState;
  evaluation: Evaluation;
  /** The session's state with the result in it; null without a session. */
  state: SessionState | null;
  responseMs: number;
  /** Whole seconds that the step adds to the session. */
  activeSeconds: number;
  now: Date;
};

/**
 * Everything that an answer changes, in one statement: interaction, exposure, mastery, schedule and
 * review of a card, analytics events, and the session if there is one. Counted once, because the
 * caller holds the session's lock and has seen that the step was not answered; without a session
 * the caller holds the learner's lock.
 *
 * The lists travel as JSON, so that the statement has the same text for every kind of answer. With
 * the lock and the two ends of the transaction an answer takes four round trips, 5 ms on the
 * embedded database.
 */
export async function recordAnswer(trx: TenantTransaction, record: AnswerRecord): Promise<void> {
  const { organizationId: organization, userId: user, step, evaluation, now } = record;
  const { correct } = evaluation.result;
  const counts = evaluation.kind === 'answer' || evaluation.kind === 'card_review';
  const first = evaluation.mastery[0];
  await sql`
    with
    interaction as (
      insert into interactions (
        organization_id, id, created_at, user_id, session_id, item_id, item_version, kind, response,
        is_correct, score, confidence, rating, response_ms, hints_used, mastery_before, mastery_after
      )
      values (
        ${organization}, ${record.id}, ${now}, ${user}, ${record.sessionId}, ${step.itemId},
        ${step.content.type === 'question' ? step.content.version : null}::integer,
        ${evaluation.kind}::interaction_kind,
        ${evaluation.response === null ? null : JSON.stringify(evaluation.response)}::jsonb,
        ${correct}::boolean, ${evaluation.result.score}::real,
        ${evaluation.confidence}::answer_confidence, ${evaluation.rating}::card_rating,
        ${record.responseMs}, ${step.hintsUsed},
        ${first?.before ?? null}::real, ${first?.after ?? null}::real
      )
    ),
    exposure as (
      insert into item_exposures as e (
        organization_id, user_id, item_id, seen_count, correct_count, last_seen_at
      )
      values (${organization}, ${user}, ${step.itemId}, 1, ${correct === true ? 1 : 0}, ${now})
      on conflict (organization_id, user_id, item_id) do update set
        seen_count = e.seen_count + 1,
        correct_count = e.correct_count + excluded.correct_count,
        last_seen_at = excluded.last_seen_at
    ),
    knowledge as (
      insert into mastery as k (
        organization_id, user_id, concept_id, level, logit, evidence, stability_days, last_practiced_at
      )
      select ${organization}::uuid, ${user}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(masteryRows(evaluation))}::jsonb) as r (
        concept_id uuid, level real, logit real, evidence real, stability_days real,
        last_practiced_at timestamptz
      )
      -- A concept may have been merged into another since the step was shown.
      where exists (
        select from concepts c where c.organization_id = ${organization} and c.id = r.concept_id
      )
      on conflict (organization_id, user_id, concept_id) do update set
        level = excluded.level,
        logit = excluded.logit,
        evidence = excluded.evidence,
        stability_days = excluded.stability_days,
        last_practiced_at = excluded.last_practiced_at
    ),
    schedule as (
      insert into flashcard_states (
        organization_id, user_id, item_id, state, stability, difficulty, reps, lapses,
        scheduled_days, due_at, last_reviewed_at
      )
      select ${organization}::uuid, ${user}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(cardRows(step, evaluation))}::jsonb) as r (
        item_id uuid, state card_state, stability real, difficulty real, reps integer,
        lapses integer, scheduled_days real, due_at timestamptz, last_reviewed_at timestamptz
      )
      on conflict (organization_id, user_id, item_id) do update set
        state = excluded.state,
        stability = excluded.stability,
        difficulty = excluded.difficulty,
        reps = excluded.reps,
        lapses = excluded.lapses,
        scheduled_days = excluded.scheduled_days,
        due_at = excluded.due_at,
        last_reviewed_at = excluded.last_reviewed_at
    ),
    review as (
      insert into flashcard_reviews (
        organization_id, user_id, id, item_id, rating, state_before, stability_before,
        difficulty_before, elapsed_days, scheduled_days, reviewed_at
      )
      select ${organization}::uuid, ${user}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(reviewRows(step, evaluation))}::jsonb) as r (
        id uuid, item_id uuid, rating card_rating, state_before card_state, stability_before real,
        difficulty_before real, elapsed_days real, scheduled_days real, reviewed_at timestamptz
      )
    ),
    event as (
      insert into analytics_events (organization_id, user_id, created_at, id, event_type, data)
      select ${organization}::uuid, ${user}::uuid, ${now}::timestamptz, r.*
      from jsonb_to_recordset(${JSON.stringify(eventRows(record))}::jsonb) as r (
        id uuid, event_type text, data jsonb
      )
    )
    update learning_sessions set
      state = ${JSON.stringify(record.state)}::jsonb,
      answered = answered + ${counts ? 1 : 0},
      correct = correct + ${counts && correct === true ? 1 : 0},
      active_seconds = active_seconds + ${record.activeSeconds},
      last_activity_at = ${now}
    where organization_id = ${organization} and id = ${record.sessionId}`.execute(trx);
}

function masteryRows(evaluation: Evaluation) {
  return evaluation.mastery.map(({ conceptId, state }) => ({
    concept_id: conceptId,
    level: 100 * sigmoid(state.logit),
    logit: state.logit,
    evidence: state.evidence,
    stability_days: state.stabilityDays,
    last_practiced_at: state.lastPracticedAt,
  }));
}

function cardRows(step: StepState, { card }: Evaluation) {
  if (card === null) return [];
  const { state } = card;
  return [
    {
      item_id: step.itemId,
      state: state.state,
      stability: state.stability,
      difficulty: state.difficulty,
      reps: state.reps,
      lapses: state.lapses,
      scheduled_days: state.scheduledDays,
      due_at: state.dueAt,
      last_reviewed_at: state.lastReviewedAt,
    },
  ];
}

function reviewRows(step: StepState, { card }: Evaluation) {
  if (card === null) return [];
  const { log, state } = card;
  return [
    {
      id: newId(),
      item_id: step.itemId,
      rating: log.rating,
      state_before: log.stateBefore,
      stability_before: log.stabilityBefore,
      difficulty_before: log.difficultyBefore,
      elapsed_days: log.elapsedDays,
      scheduled_days: state.scheduledDays,
      reviewed_at: log.reviewedAt,
    },
  ];
}

function eventRows({ step, evaluation, sessionId, responseMs }: AnswerRecord) {
  const event = (type: string, data: Record<string, unknown>) => ({
    id: newId(),
    event_type: type,
    data: { sessionId, itemId: step.itemId, materialId: step.materialId, ...data },
  });
  const { result } = evaluation;
  const changed =
    evaluation.mastery.length === 0 ? [] : [event('mastery_updated', { changes: result.mastery })];
  switch (evaluation.kind) {
    case 'view':
      return [event('nugget_viewed', { responseMs })];
    case 'card_review':
      return [event('card_reviewed', { rating: evaluation.rating, responseMs }), ...changed];
    case 'answer':
      return [
        event('question_answered', {
          correct: result.correct,
          score: result.score,
          confidence: evaluation.confidence,
          hintsUsed: step.hintsUsed,
          responseMs,
        }),
        ...changed,
      ];
    case 'skip':
      return [];
  }
}
