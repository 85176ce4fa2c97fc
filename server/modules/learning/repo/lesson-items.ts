import { sql } from 'kysely';
import { z } from 'zod';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { CardJson, MasteryJson } from './json.ts';
import type { Knowledge } from './sessions.ts';

type Learner = { organizationId: string; userId: string };

/**
 * Keeps other answers of the learner outside of a session waiting until the transaction ends, so
 * that none of them computes mastery from a state that is about to change.
 */
export async function lockLearner(
  trx: TenantTransaction,
  { organizationId, userId }: Learner,
): Promise<void> {
  await trx
    .selectFrom('learners')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .forNoKeyUpdate()
    .execute();
}

const Row = z.object({ mastery: z.array(MasteryJson), card: CardJson.nullable() });

/** What an answer to an item changes: mastery of its concepts and the schedule of its card. */
export async function selectKnowledge(
  trx: TenantTransaction,
  { organizationId, userId, itemId }: Learner & { itemId: string },
): Promise<Knowledge> {
  const { rows } = await sql<{ mastery: unknown; card: unknown }>`
    select
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'conceptId', k.concept_id,
          'logit', k.logit,
          'evidence', k.evidence,
          'stabilityDays', k.stability_days,
          'lastPracticedAt', k.last_practiced_at
        ))
        from item_concepts c
        join mastery k
          on k.organization_id = c.organization_id
          and k.concept_id = c.concept_id
          and k.user_id = ${userId}
        where c.organization_id = ${organizationId} and c.item_id = ${itemId}
      ), '[]') as mastery,
      (
        select ${CARD}
        from flashcard_states f
        where f.organization_id = ${organizationId}
          and f.user_id = ${userId}
          and f.item_id = ${itemId}
          and f.last_reviewed_at is not null
      ) as card`.execute(trx);
  return Row.parse(rows[0]);
}

const CARD = sql`jsonb_build_object(
  'stability', f.stability,
  'difficulty', f.difficulty,
  'dueAt', f.due_at,
  'lastReviewedAt', f.last_reviewed_at,
  'reps', f.reps,
  'lapses', f.lapses,
  'state', f.state,
  'scheduledDays', f.scheduled_days
)`;

/** How often the learner has met the items, and answered them rightly. */
export async function listExposures(
  trx: TenantTransaction,
  { organizationId, userId, itemIds }: Learner & { itemIds: readonly string[] },
): Promise<{ itemId: string; seen: number; correct: number }[]> {
  const rows = await trx
    .selectFrom('item_exposures')
    .select(['item_id', 'seen_count', 'correct_count'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('item_id', 'in', [...itemIds])
    .execute();
  return rows.map((row) => ({
    itemId: row.item_id,
    seen: row.seen_count,
    correct: row.correct_count,
  }));
}
