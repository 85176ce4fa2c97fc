import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { readState, type SessionState } from '../state.ts';
import { CardJson, MasteryJson } from './json.ts';

type Learner = { organizationId: string; userId: string };

export type SessionRow = {
  id: string;
  status: 'active' | 'completed';
  materialId: string | null;
  materialTitle: string | null;
  targetMinutes: number;
  answered: number;
  correct: number;
  activeSeconds: number;
  step: number;
  startedAt: Date;
  lastActivityAt: Date;
  endedAt: Date | null;
  state: SessionState;
  /** Whether learners may still see the item of the step. */
  stepVisible: boolean;
};

const COLUMNS = sql`
  s.id,
  s.status,
  s.material_id as "materialId",
  m.title as "materialTitle",
  s.target_minutes as "targetMinutes",
  s.answered,
  s.correct,
  s.active_seconds as "activeSeconds",
  s.step,
  s.started_at as "startedAt",
  s.last_activity_at as "lastActivityAt",
  s.ended_at as "endedAt",
  s.state,
  exists (
    select
    from items i
    join materials im on im.organization_id = i.organization_id and im.id = i.material_id
    where i.organization_id = s.organization_id
      and i.id = (s.state #>> '{step,itemId}')::uuid
      and i.status = 'approved'
      and im.status = 'ready'
      and im.deleted_at is null
  ) as "stepVisible"`;

const FROM = sql`
  from learning_sessions s
  left join materials m on m.organization_id = s.organization_id and m.id = s.material_id`;

type RawRow = Omit<SessionRow, 'state'> & { state: unknown };

const toSession = (row: RawRow): SessionRow => ({ ...row, state: readState(row.state) });

function which(key: Learner & { id: string | 'active' }): RawBuilder<unknown> {
  const own = sql`s.organization_id = ${key.organizationId} and s.user_id = ${key.userId}`;
  return key.id === 'active'
    ? sql`where ${own} and s.status = 'active'`
    : sql`where ${own} and s.id = ${key.id}`;
}

/** The learner's own session, by id or the active one. Staff get no other's here either. */
export async function selectOptionalSession(
  trx: TenantTransaction,
  key: Learner & { id: string | 'active'; lock: boolean },
): Promise<SessionRow | null> {
  const lock = key.lock ? sql`for update of s` : sql``;
  const { rows } = await sql<RawRow>`
    select ${COLUMNS} ${FROM} ${which(key)} ${lock}`.execute(trx);
  return rows[0] ? toSession(rows[0]) : null;
}

const Knowledge = z.object({
  mastery: z.array(MasteryJson),
  card: CardJson.nullable(),
});
export type Knowledge = z.infer<typeof Knowledge>;

/**
 * Locks the session and reads with it, in one statement, what an answer to its step changes:
 * mastery of the step's concepts and the schedule of its card.
 *
 * A second answer that waited for the lock sees the new state of the session but the old mastery;
 * it never uses it, as the step is answered by then.
 */
export async function lockSessionToAnswer(
  trx: TenantTransaction,
  key: Learner & { id: string },
): Promise<{ session: SessionRow; knowledge: Knowledge } | null> {
  const { rows } = await sql<RawRow & { mastery: unknown; card: unknown }>`
    select
      ${COLUMNS},
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'conceptId', k.concept_id,
          'logit', k.logit,
          'evidence', k.evidence,
          'stabilityDays', k.stability_days,
          'lastPracticedAt', k.last_practiced_at
        ))
        from jsonb_array_elements(s.state #> '{step,concepts}') c
        join mastery k
          on k.organization_id = s.organization_id
          and k.user_id = s.user_id
          and k.concept_id = (c ->> 'id')::uuid
      ), '[]') as mastery,
      (
        select jsonb_build_object(
          'stability', f.stability,
          'difficulty', f.difficulty,
          'dueAt', f.due_at,
          'lastReviewedAt', f.last_reviewed_at,
          'reps', f.reps,
          'lapses', f.lapses,
          'state', f.state,
          'scheduledDays', f.scheduled_days
        )
        from flashcard_states f
        where f.organization_id = s.organization_id
          and f.user_id = s.user_id
          and f.item_id = (s.state #>> '{step,itemId}')::uuid
          and f.last_reviewed_at is not null
      ) as card
    ${FROM} ${which(key)}
    for update of s`.execute(trx);
  const row = rows[0];
  if (!row) return null;
  const { mastery, card, ...session } = row;
  return { session: toSession(session), knowledge: Knowledge.parse({ mastery, card }) };
}

/** Makes a session unless the learner has an active one; null where there is one already. */
export async function insertSession(
  trx: TenantTransaction,
  row: Learner & {
    id: string;
    materialId: string | null;
    targetMinutes: number;
    state: SessionState;
    now: Date;
  },
): Promise<SessionRow | null> {
  const inserted = await trx
    .insertInto('learning_sessions')
    .values({
      organization_id: row.organizationId,
      id: row.id,
      user_id: row.userId,
      material_id: row.materialId,
      target_minutes: row.targetMinutes,
      state: JSON.stringify(row.state),
      started_at: row.now,
      last_activity_at: row.now,
    })
    // A second device that starts at the same moment waits here for the first.
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'user_id'])
        .where('status', '=', sql.lit('active'))
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return null;
  return selectOptionalSession(trx, { ...row, lock: false });
}

export async function updateSessionState(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  change: { state: SessionState; step: number; now: Date },
): Promise<void> {
  await trx
    .updateTable('learning_sessions')
    .set({ state: JSON.stringify(change.state), step: change.step, last_activity_at: change.now })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function completeSession(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  now: Date,
): Promise<void> {
  await trx
    .updateTable('learning_sessions')
    .set({ status: 'completed', ended_at: now, state: '{}' })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('status', '=', 'active')
    .execute();
}

/** Whether learners may study the material. */
export async function isMaterialVisible(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom('materials')
    .select('id')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.materialId)
    .where('status', '=', 'ready')
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
