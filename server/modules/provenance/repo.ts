import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant.ts';

type Key = { organizationId: string; itemId: string };

/** The passages of an item, by primary keys. */
export async function listPassages(trx: TenantTransaction, key: Key) {
  return trx
    .selectFrom('item_sources as s')
    .innerJoin('chunks as c', (join) =>
      join.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.chunk_id'),
    )
    .innerJoin('materials as m', (join) =>
      join.onRef('m.organization_id', '=', 'c.organization_id').onRef('m.id', '=', 'c.material_id'),
    )
    .select([
      's.chunk_id',
      'c.version',
      'm.current_version',
      'c.position',
      'c.heading_path',
      's.quote',
      's.page',
      's.seconds',
    ])
    .where('s.organization_id', '=', key.organizationId)
    .where('s.item_id', '=', key.itemId)
    .orderBy('s.position')
    .execute();
}

export async function selectOptionalGeneration(trx: TenantTransaction, key: Key) {
  return trx
    .selectFrom('items as i')
    .innerJoin('generations as g', (join) =>
      join
        .onRef('g.organization_id', '=', 'i.organization_id')
        .onRef('g.id', '=', 'i.generation_id'),
    )
    .select([
      'g.id',
      'g.task',
      'g.engine',
      'g.model',
      'g.prompt_version',
      'g.params',
      'g.tokens_in',
      'g.tokens_out',
      'g.cost_microusd',
      'g.items_made',
      'g.items_dropped',
      'g.duration_ms',
      'g.created_at',
    ])
    .where('i.organization_id', '=', key.organizationId)
    .where('i.id', '=', key.itemId)
    .executeTakeFirst();
}

const MOST_REVIEWS = 200;

export async function listReviews(trx: TenantTransaction, key: Key) {
  return trx
    .selectFrom('item_reviews as r')
    .innerJoin('users as u', 'u.id', 'r.reviewer_id')
    .select([
      'r.id',
      'r.decision',
      'r.reason',
      'u.name as reviewer_name',
      'r.status_before',
      'r.created_at',
      'r.undone_at',
    ])
    .where('r.organization_id', '=', key.organizationId)
    .where('r.item_id', '=', key.itemId)
    .orderBy('r.created_at')
    .orderBy('r.id')
    .limit(MOST_REVIEWS)
    .execute();
}

/**
 * Wordings of a question with the answers that each got. Answers are read by `interactions_item`,
 * one partition after the other.
 */
export async function listVersions(trx: TenantTransaction, key: Key) {
  const { rows } = await sql<{
    version: number;
    stem: string;
    current: boolean;
    createdByName: string | null;
    createdAt: Date;
    answers: number;
  }>`
    select
      v.version, v.stem, v.version = q.current_version as current, u.name as "createdByName",
      v.created_at as "createdAt", coalesce(a.answers, 0)::int as answers
    from questions q
    join question_versions v on v.organization_id = q.organization_id and v.question_id = q.item_id
    left join users u on u.id = v.created_by
    left join (
      select item_version, count(*) as answers
      from interactions
      where organization_id = ${key.organizationId} and item_id = ${key.itemId} and kind = 'answer'
      group by item_version
    ) a on a.item_version = v.version
    where q.organization_id = ${key.organizationId} and q.item_id = ${key.itemId}
    order by v.version`.execute(trx);
  return rows;
}

/** How learners have used an item: questions and cards that were answered, nuggets that were read. */
export async function selectUse(trx: TenantTransaction, key: Key) {
  const { rows } = await sql<{
    answers: number;
    learners: number;
    facility: number | null;
    firstAt: Date | null;
    lastAt: Date | null;
  }>`
    select
      count(*)::int as answers,
      count(distinct user_id)::int as learners,
      avg(score)::float8 as facility,
      min(created_at) as "firstAt",
      max(created_at) as "lastAt"
    from interactions
    where organization_id = ${key.organizationId} and item_id = ${key.itemId} and kind <> 'skip'`.execute(
    trx,
  );
  const [row] = rows;
  if (!row) throw new Error('An aggregate without groups always has a row.');
  return row;
}
