import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { MilestoneOrigin, MilestoneStatus } from '../../../db/types.gen.ts';

type VideoKey = { organizationId: string; videoId: string };
type Key = { organizationId: string; id: string };

const COLUMNS = [
  'id',
  'video_id',
  'at_seconds',
  'title',
  'is_required',
  'retry_limit',
  'pass_share',
  'status',
  'origin',
  'revision',
] as const;

export type MilestoneRow = Awaited<ReturnType<typeof listMilestones>>[number];

/** In the order of time, which is that of the unique key: an index scan. */
export function listMilestones(trx: TenantTransaction, { organizationId, videoId }: VideoKey) {
  return trx
    .selectFrom('milestones')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('video_id', '=', videoId)
    .orderBy('at_seconds')
    .execute();
}

export function selectOptionalMilestone(trx: TenantTransaction, { organizationId, id }: Key) {
  return trx
    .selectFrom('milestones')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** What learners can be asked: approved, and graded at once. */
const USABLE = sql<boolean>`i.status = 'approved' and q.question_type <> 'essay'`;

export type QuestionRow = {
  milestoneId: string;
  itemId: string;
  points: number;
  questionType: string;
  retryLimit: number | null;
  gradingCriteria: unknown;
  usable: boolean;
};

/** The questions of milestones, each milestone's in order. */
export async function listQuestions(
  trx: TenantTransaction,
  { organizationId, milestoneIds }: { organizationId: string; milestoneIds: readonly string[] },
): Promise<QuestionRow[]> {
  if (milestoneIds.length === 0) return [];
  const { rows } = await sql<QuestionRow>`
    select
      mq.milestone_id as "milestoneId",
      mq.item_id as "itemId",
      mq.points,
      q.question_type as "questionType",
      q.retry_limit as "retryLimit",
      q.grading_criteria as "gradingCriteria",
      ${USABLE} as usable
    from milestone_questions mq
    join questions q on q.organization_id = mq.organization_id and q.item_id = mq.item_id
    join items i on i.organization_id = mq.organization_id and i.id = mq.item_id
    where mq.organization_id = ${organizationId} and mq.milestone_id = any(${[...milestoneIds]}::uuid[])
    order by mq.milestone_id, mq.position`.execute(trx);
  return rows;
}

/** Of the ids those that are questions which can be graded at once. */
export async function listGradable(
  trx: TenantTransaction,
  { organizationId, itemIds }: { organizationId: string; itemIds: readonly string[] },
): Promise<{ itemId: string; essay: boolean }[]> {
  if (itemIds.length === 0) return [];
  const { rows } = await sql<{ itemId: string; essay: boolean }>`
    select item_id as "itemId", question_type = 'essay' as essay
    from questions
    where organization_id = ${organizationId} and item_id = any(${[...itemIds]}::uuid[])`.execute(
    trx,
  );
  return rows;
}

export type NewMilestone = {
  id: string;
  atSeconds: number;
  title: string;
  isRequired: boolean;
  retryLimit: number | null;
  passShare: number;
  status: MilestoneStatus;
  origin: MilestoneOrigin;
  itemIds: readonly string[];
};

/** Those whose second is taken are left out; answers the ids of the others. */
export async function insertMilestones(
  trx: TenantTransaction,
  { organizationId, videoId, createdBy }: VideoKey & { createdBy: string },
  milestones: readonly NewMilestone[],
): Promise<string[]> {
  if (milestones.length === 0) return [];
  const rows = await trx
    .insertInto('milestones')
    .values(
      milestones.map((one) => ({
        organization_id: organizationId,
        id: one.id,
        video_id: videoId,
        at_seconds: one.atSeconds,
        title: one.title,
        is_required: one.isRequired,
        retry_limit: one.retryLimit,
        pass_share: one.passShare,
        status: one.status,
        origin: one.origin,
        created_by: createdBy,
      })),
    )
    .onConflict((conflict) => conflict.constraint('milestones_second').doNothing())
    .returning('id')
    .execute();
  const made = new Set(rows.map(({ id }) => id));
  const questions = milestones.filter(({ id }) => made.has(id));
  await insertQuestions(
    trx,
    organizationId,
    questions.flatMap(({ id, itemIds }) =>
      itemIds.map((itemId, index) => ({ milestoneId: id, itemId, position: index + 1 })),
    ),
  );
  return rows.map(({ id }) => id);
}

async function insertQuestions(
  trx: TenantTransaction,
  organizationId: string,
  questions: readonly { milestoneId: string; itemId: string; position: number }[],
): Promise<void> {
  if (questions.length === 0) return;
  await trx
    .insertInto('milestone_questions')
    .values(
      questions.map(({ milestoneId, itemId, position }) => ({
        organization_id: organizationId,
        milestone_id: milestoneId,
        item_id: itemId,
        position,
      })),
    )
    .execute();
}

/** Puts other questions in the place of those of a milestone; those that stay keep their points. */
export async function replaceQuestions(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  itemIds: readonly string[],
): Promise<void> {
  await sql`
    delete from milestone_questions
    where organization_id = ${organizationId} and milestone_id = ${id}
      and item_id <> all(${[...itemIds]}::uuid[])`.execute(trx);
  await sql`
    insert into milestone_questions (organization_id, milestone_id, item_id, position)
    select ${organizationId}, ${id}, item_id, position
    from unnest(${[...itemIds]}::uuid[]) with ordinality as wanted (item_id, position)
    on conflict (organization_id, milestone_id, item_id) do update set position = excluded.position`.execute(
    trx,
  );
}

/** False where another milestone stands at the new second. */
export async function updateMilestone(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  change: Partial<{
    at_seconds: number;
    title: string;
    is_required: boolean;
    retry_limit: number | null;
    pass_share: number;
    status: MilestoneStatus;
    origin: MilestoneOrigin;
  }>,
): Promise<void> {
  await trx
    .updateTable('milestones')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function deleteMilestone(
  trx: TenantTransaction,
  { organizationId, id }: Key,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('milestones')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Proposals that nobody touched. */
export async function deleteProposals(
  trx: TenantTransaction,
  { organizationId, videoId }: VideoKey,
): Promise<void> {
  await trx
    .deleteFrom('milestones')
    .where('organization_id', '=', organizationId)
    .where('video_id', '=', videoId)
    .where('origin', '=', 'proposed')
    .where('status', '=', 'draft')
    .where('revision', '=', 1)
    .execute();
}

export type Candidate = {
  itemId: string;
  seconds: number;
  status: string;
  quality: number;
  concept: string | null;
};

/**
 * Questions of a material with the second that they rest on, approved or waiting for it, with the
 * concept that is named most often in the passage.
 */
export async function listCandidates(
  trx: TenantTransaction,
  { organizationId, materialId }: { organizationId: string; materialId: string },
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select
      i.id as "itemId",
      s.seconds,
      i.status::text as status,
      i.quality,
      (
        select c.name
        from item_concepts ic
        join concepts c on c.organization_id = ic.organization_id and c.id = ic.concept_id
        left join concept_mentions m
          on m.organization_id = c.organization_id and m.concept_id = c.id and m.chunk_id = s.chunk_id
        where ic.organization_id = i.organization_id and ic.item_id = i.id
        order by m.occurrences desc nulls last, c.name
        limit 1
      ) as concept
    from items i
    join questions q on q.organization_id = i.organization_id and q.item_id = i.id
    join item_sources s on s.organization_id = i.organization_id and s.item_id = i.id and s.position = 0
    where i.organization_id = ${organizationId}
      and i.material_id = ${materialId}
      and i.status in ('approved', 'in_review')
      and i.stale_since is null
      and q.question_type <> 'essay'
      and s.seconds is not null
    order by s.seconds, i.id
    limit 5000`.execute(trx);
  return rows;
}
