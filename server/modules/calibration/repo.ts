import { sql } from 'kysely';
import type { AnswerKey } from '../../../contracts/items.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { QuestionResponse } from '../items/index.ts';
import type { Statistics } from './domain/statistics.ts';

export async function selectCalculatedTo(
  trx: TenantTransaction,
  organizationId: string,
): Promise<Date | null> {
  const row = await trx
    .selectFrom('calibrations')
    .select('calculated_to')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return row?.calculated_to ?? null;
}

export async function upsertCalculatedTo(
  trx: TenantTransaction,
  organizationId: string,
  at: Date,
): Promise<void> {
  await trx
    .insertInto('calibrations')
    .values({ organization_id: organizationId, calculated_to: at })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ calculated_to: at }))
    .execute();
}

/**
 * Questions that were answered, skipped or graded since a time. Read in order from the primary
 * key of `interactions`, so that only the partitions and rows of that time are touched.
 */
export async function listAnsweredSince(
  trx: TenantTransaction,
  organizationId: string,
  since: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select q.item_id as id
    from (
      select item_id from interactions
      where organization_id = ${organizationId} and created_at >= ${since}
        and kind in ('answer', 'skip')
      union
      select item_id from open_answers
      where organization_id = ${organizationId} and graded_at >= ${since}
    ) used
    join questions q on q.organization_id = ${organizationId} and q.item_id = used.item_id
    order by q.item_id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Answers to a question that are read, the newest ones: bounds the work whatever its history. */
const MOST_ANSWERS = 5_000;

export type AnsweredQuestion = {
  id: string;
  version: number;
  answerKey: AnswerKey;
  answers: number;
  skips: number;
};

/** Questions with the count of their answers, by `interactions_item`. */
export async function listQuestions(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<AnsweredQuestion[]> {
  const { rows } = await sql<AnsweredQuestion>`
    select
      q.item_id as id, v.version, v.answer_key as "answerKey",
      coalesce(c.answers, 0)::int as answers, coalesce(c.skips, 0)::int as skips
    from questions q
    join question_versions v
      on v.organization_id = q.organization_id and v.question_id = q.item_id
      and v.version = q.current_version
    left join lateral (
      select count(*) filter (where kind = 'answer') as answers, count(*) filter (where kind = 'skip') as skips
      from interactions a
      where a.organization_id = ${organizationId} and a.item_id = q.item_id
        and a.item_version = q.current_version
    ) c on true
    where q.organization_id = ${organizationId} and q.item_id = any(${[...itemIds]}::uuid[])
    order by q.item_id`.execute(trx);
  return rows;
}

export type FirstAnswerRow = {
  itemId: string;
  userId: string;
  score: number | null;
  response: QuestionResponse | null;
  responseMs: number | null;
  hinted: boolean;
};

/** The first answer of each learner to the present wording of questions, among the newest. */
export async function listFirstAnswers(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<FirstAnswerRow[]> {
  const { rows } = await sql<FirstAnswerRow>`
    select
      q.item_id as "itemId", f.user_id as "userId", f.score, f.response,
      f.response_ms as "responseMs", f.hints_used > 0 as hinted
    from questions q
    cross join lateral (
      select distinct on (n.user_id) n.*
      from (
        select user_id, created_at, score, response, response_ms, hints_used
        from interactions a
        where a.organization_id = ${organizationId} and a.item_id = q.item_id
          and a.item_version = q.current_version and a.kind = 'answer'
        order by a.created_at desc
        limit ${MOST_ANSWERS}
      ) n
      order by n.user_id, n.created_at
    ) f
    where q.organization_id = ${organizationId} and q.item_id = any(${[...itemIds]}::uuid[])`.execute(
    trx,
  );
  return rows;
}

/** Answers of a learner that tell how good they are. Four times as many took four times as long. */
const STANDING_ANSWERS = 50;

export type Standing = { userId: string; itemId: string | null; sum: number; count: number };

/**
 * What learners scored in their newest answers: on each of the given questions, and on all others
 * together (`itemId` null). Read by `interactions_user`.
 */
export async function listStandings(
  trx: TenantTransaction,
  organizationId: string,
  { userIds, itemIds }: { userIds: readonly string[]; itemIds: readonly string[] },
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select n.user_id as "userId", n.item_id as "itemId", sum(n.score)::float8 as sum, count(*)::int as count
    from (
      select u.user_id, case when a.item_id = any(${[...itemIds]}::uuid[]) then a.item_id end as item_id, a.score
      from unnest(${[...userIds]}::uuid[]) as u (user_id)
      cross join lateral (
        select item_id, score
        from interactions i
        where i.organization_id = ${organizationId} and i.user_id = u.user_id
          and i.kind = 'answer' and i.score is not null
        order by i.created_at desc
        limit ${STANDING_ANSWERS}
      ) a
    ) n
    group by n.user_id, n.item_id`.execute(trx);
  return rows;
}

export type NewStatistics = Statistics & {
  itemId: string;
  version: number;
  answers: number;
  skips: number;
  flags: readonly string[];
};

/** Stores statistics, and makes published questions stand out whose flags nobody has looked at. */
export async function upsertStatistics(
  trx: TenantTransaction,
  organizationId: string,
  rows: readonly NewStatistics[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    with
    calculated as (
      insert into item_statistics as s (
        organization_id, item_id, version, answers, learners, skips, hinted, facility,
        discrimination, compared, group_size, options, lower_quartile_ms, median_ms,
        upper_quartile_ms, flags
      )
      select ${organizationId}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(
        rows.map((row) => ({
          item_id: row.itemId,
          version: row.version,
          answers: row.answers,
          learners: row.learners,
          skips: row.skips,
          hinted: row.hinted,
          facility: row.facility,
          discrimination: row.discrimination,
          compared: row.compared,
          group_size: row.groupSize,
          options: row.options,
          lower_quartile_ms: row.time?.lower ?? null,
          median_ms: row.time?.median ?? null,
          upper_quartile_ms: row.time?.upper ?? null,
          flags: row.flags,
        })),
      )}::jsonb) as r (
        item_id uuid, version integer, answers integer, learners integer, skips integer,
        hinted integer, facility real, discrimination real, compared integer, group_size integer,
        options jsonb, lower_quartile_ms integer, median_ms integer, upper_quartile_ms integer,
        flags text[]
      )
      on conflict (organization_id, item_id, version) do update set
        answers = excluded.answers, learners = excluded.learners, skips = excluded.skips,
        hinted = excluded.hinted, facility = excluded.facility,
        discrimination = excluded.discrimination, compared = excluded.compared,
        group_size = excluded.group_size, options = excluded.options,
        lower_quartile_ms = excluded.lower_quartile_ms, median_ms = excluded.median_ms,
        upper_quartile_ms = excluded.upper_quartile_ms, flags = excluded.flags
      returning s.item_id, s.version, s.flags <@ s.kept_flags as quiet
    )
    update items i set
      flagged_at = case when c.quiet or i.status <> 'approved' then null else coalesce(i.flagged_at, ${now}::timestamptz) end
    from calculated c
    -- Somebody may have given the question another wording meanwhile.
    join questions q on q.organization_id = ${organizationId} and q.item_id = c.item_id and q.current_version = c.version
    where i.organization_id = ${organizationId} and i.id = c.item_id
      and (i.flagged_at is null) is distinct from (c.quiet or i.status <> 'approved')`.execute(trx);
}

/** Statistics of a question by wording, the newest first. */
export async function listStatistics(
  trx: TenantTransaction,
  key: { organizationId: string; itemId: string },
) {
  return trx
    .selectFrom('item_statistics as s')
    .innerJoin('question_versions as v', (join) =>
      join
        .onRef('v.organization_id', '=', 's.organization_id')
        .onRef('v.question_id', '=', 's.item_id')
        .onRef('v.version', '=', 's.version'),
    )
    .innerJoin('questions as q', (join) =>
      join
        .onRef('q.organization_id', '=', 's.organization_id')
        .onRef('q.item_id', '=', 's.item_id'),
    )
    .select([
      's.version',
      'q.current_version',
      'v.answer_key',
      's.answers',
      's.learners',
      's.skips',
      's.hinted',
      's.facility',
      's.discrimination',
      's.group_size',
      's.options',
      's.lower_quartile_ms',
      's.median_ms',
      's.upper_quartile_ms',
      's.flags',
      's.kept_flags',
      's.updated_at',
    ])
    .where('s.organization_id', '=', key.organizationId)
    .where('s.item_id', '=', key.itemId)
    .orderBy('s.version', 'desc')
    .execute();
}
