import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

export type LearnerHomeRow = {
  dueNow: number;
  newNuggets: number;
  newGrades: number;
  cardMedianMs: number | null;
  cardReviews: number;
};

/** Counts stop here: nobody needs to know whether 500 or 800 wait. */
const COUNT_LIMIT = 500;

/** What waits for a learner. */
export async function selectLearnerHome(
  trx: TenantTransaction,
  { organizationId, userId, now }: { organizationId: string; userId: string; now: Date },
): Promise<LearnerHomeRow> {
  const { rows } = await sql<LearnerHomeRow>`
    with
    visible as materialized (
      select m.id
      from materials m
      where m.organization_id = ${organizationId} and m.status = 'ready' and m.deleted_at is null
    ),
    pace as (
      select response_ms
      from interactions
      where organization_id = ${organizationId}
        and user_id = ${userId}
        and created_at > ${now}::timestamptz - interval '30 days'
        and kind = 'card_review'
      order by created_at desc
      limit 100
    )
    select
      (
        select count(*) from (
          select
          from flashcard_states f
          join items i on i.organization_id = f.organization_id and i.id = f.item_id
          where f.organization_id = ${organizationId}
            and f.user_id = ${userId}
            and f.due_at <= ${now}
            and i.status = 'approved'
            and i.material_id in (select id from visible)
          limit ${COUNT_LIMIT}
        ) due
      ) as "dueNow",
      (
        select count(*)::int from open_answers a
        where a.organization_id = ${organizationId} and a.user_id = ${userId}
          and a.graded_at is not null and a.seen_at is null
      ) as "newGrades",
      (
        select count(*) from (
          select
          from visible v
          join items i
            on i.organization_id = ${organizationId}
            and i.status = 'approved'
            and i.material_id = v.id
          where i.type = 'nugget'
            and not exists (
              select
              from item_exposures e
              where e.organization_id = i.organization_id
                and e.user_id = ${userId}
                and e.item_id = i.id
            )
          limit ${COUNT_LIMIT}
        ) unread
      ) as "newNuggets",
      (select percentile_cont(0.5) within group (order by response_ms) from pace) as "cardMedianMs",
      (select count(*) from pace) as "cardReviews"`.execute(trx);
  const row = rows[0];
  if (!row) throw new Error('A select without from always has a row.');
  return row;
}

export type MasteryRow = {
  conceptId: string;
  name: string;
  logit: number;
  evidence: number;
  stabilityDays: number;
  lastPracticedAt: Date;
};

/** The concepts that a learner has practised and knows least, by a quick estimate of forgetting. */
export async function listWeakest(
  trx: TenantTransaction,
  key: { organizationId: string; userId: string; now: Date; limit: number },
): Promise<MasteryRow[]> {
  const { rows } = await sql<MasteryRow>`
    select
      k.concept_id as "conceptId",
      c.name,
      k.logit,
      k.evidence,
      k.stability_days as "stabilityDays",
      k.last_practiced_at as "lastPracticedAt"
    from mastery k
    join concepts c on c.organization_id = k.organization_id and c.id = k.concept_id
    where k.organization_id = ${key.organizationId} and k.user_id = ${key.userId}
    order by k.level * power(0.9, least(
      100, extract(epoch from ${key.now}::timestamptz - k.last_practiced_at) / 86400 / k.stability_days
    ))
    limit ${key.limit}`.execute(trx);
  return rows;
}

export type InstructorHomeRow = {
  inReview: number;
  toGrade: number;
  runningIngestions: number;
  materials: number;
  openReports: number;
};

export async function selectInstructorHome(
  trx: TenantTransaction,
  organizationId: string,
): Promise<InstructorHomeRow> {
  const { rows } = await sql<InstructorHomeRow>`
    select
      (
        select count(*)
        from items i
        join materials m on m.organization_id = i.organization_id and m.id = i.material_id
        where i.organization_id = ${organizationId}
          and i.status = 'in_review'
          and m.deleted_at is null
      ) as "inReview",
      (
        select count(*)::int
        from open_answers a
        join items i on i.organization_id = a.organization_id and i.id = a.item_id
        join materials m on m.organization_id = i.organization_id and m.id = i.material_id
        where a.organization_id = ${organizationId} and a.graded_at is null and m.deleted_at is null
      ) as "toGrade",
      (
        select count(*) from ingestion_jobs
        where organization_id = ${organizationId} and status in ('queued', 'running')
      ) as "runningIngestions",
      (
        select count(*) from materials
        where organization_id = ${organizationId} and deleted_at is null
      ) as materials,
      (
        select count(*) from user_feedback
        where organization_id = ${organizationId} and status = 'open' and kind = 'report'
      ) as "openReports"`.execute(trx);
  const row = rows[0];
  if (!row) throw new Error('A select without from always has a row.');
  return row;
}

export type MisbehavingRow = {
  itemId: string;
  title: string;
  answers: number;
  correctShare: number;
  reports: number;
};

/** Answers that are looked at, newest first: bounds the work in an organization of any size. */
const RECENT_ANSWERS = 20_000;

/**
 * Published items that most learners got wrong of late (five answers or more, less than 40 %
 * right), whose statistics look wrong, or of which two or more reports are open.
 *
 * The newest answers come in order from the primary key of the newest partitions.
 */
export async function listMisbehaving(
  trx: TenantTransaction,
  key: { organizationId: string; since: Date; limit: number },
): Promise<MisbehavingRow[]> {
  const { rows } = await sql<MisbehavingRow>`
    with
    recent as (
      select item_id, is_correct
      from interactions
      where organization_id = ${key.organizationId}
        and created_at >= ${key.since}
        and kind = 'answer'
      order by created_at desc
      limit ${RECENT_ANSWERS}
    ),
    answered as (
      select item_id, count(*) as answers, count(*) filter (where is_correct) as correct
      from recent
      group by item_id
    ),
    reported as (
      select f.item_id, count(*) as reports
      from user_feedback f
      where f.organization_id = ${key.organizationId} and f.status = 'open' and f.kind = 'report'
      group by f.item_id
    ),
    suspects as materialized (
      select item_id from answered where answers >= 5 and correct < 0.4 * answers
      union select item_id from reported where reports >= 2
      union (
        select id from items
        where organization_id = ${key.organizationId} and flagged_at is not null
        order by material_id, position, type, id
        limit ${key.limit}
      )
    )
    select
      i.id as "itemId",
      i.title,
      coalesce(a.answers, 0) as answers,
      coalesce(a.correct::double precision / nullif(a.answers, 0), 0) as "correctShare",
      coalesce(r.reports, 0) as reports
    from suspects s
    join items i on i.organization_id = ${key.organizationId} and i.id = s.item_id
    join materials m on m.organization_id = i.organization_id and m.id = i.material_id
    left join answered a on a.item_id = i.id
    left join reported r on r.item_id = i.id
    where i.status = 'approved' and m.deleted_at is null
    order by reports desc, "correctShare", i.id
    limit ${key.limit}`.execute(trx);
  return rows;
}

export type AdminHomeRow = {
  people: number;
  activeThisWeek: number;
  storageBytes: number;
  databaseBytes: number;
  costMicrousd: number;
  failedIngestions: number;
};

/** Figures for the administrator; the database is that of all organizations of this platform. */
export async function selectAdminHome(
  trx: TenantTransaction,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<AdminHomeRow> {
  const { rows } = await sql<AdminHomeRow>`
    select
      (
        select count(*) from memberships
        where organization_id = ${organizationId} and is_active
      ) as people,
      (
        select count(*) from learners l
        where l.organization_id = ${organizationId}
          and exists (
            select
            from learning_sessions s
            where s.organization_id = l.organization_id
              and s.user_id = l.user_id
              and s.last_activity_at > ${now}::timestamptz - interval '7 days'
          )
      ) as "activeThisWeek",
      (
        select coalesce(sum(size_bytes), 0) from materials
        where organization_id = ${organizationId} and deleted_at is null
      ) as "storageBytes",
      pg_database_size(current_database()) as "databaseBytes",
      (
        select coalesce(sum(cost_microusd), 0) from ai_usage_logs
        where organization_id = ${organizationId}
          and created_at >= date_trunc('month', ${now}::timestamptz)
      ) as "costMicrousd",
      (
        select count(*) from ingestion_jobs
        where organization_id = ${organizationId}
          and status = 'failed'
          and created_at > ${now}::timestamptz - interval '7 days'
      ) as "failedIngestions"`.execute(trx);
  const row = rows[0];
  if (!row) throw new Error('A select without from always has a row.');
  return row;
}
