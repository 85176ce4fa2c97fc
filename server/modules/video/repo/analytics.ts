import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

type Key = { organizationId: string; lessonId: string; videoId: string | null };

/** How many watched the video that a lesson shows now, and how much of it on average. */
export async function selectViews(
  trx: TenantTransaction,
  { organizationId, lessonId, videoId }: Key,
): Promise<{ learners: number; completed: number; watchedMs: number | null }> {
  const { rows } = await sql<{ learners: number; completed: number; watchedMs: number | null }>`
    select
      count(*)::int as learners,
      count(completed_at)::int as completed,
      avg((
        select coalesce(sum(upper(piece) - lower(piece)), 0)
        from unnest(watched) as pieces (piece)
      ))::float8 as "watchedMs"
    from video_views
    where organization_id = ${organizationId} and lesson_id = ${lessonId} and video_id = ${videoId}`.execute(
    trx,
  );
  return rows[0] ?? { learners: 0, completed: 0, watchedMs: null };
}

/**
 * By how much the number of learners who watched changes from one piece of the video to the next;
 * the running sum is how many watched each. A learner counts once in a piece, however often and
 * however little they watched of it. The pieces of each learner are merged, so that the work grows
 * with how often people jump and not with the length of the video.
 */
export async function listSteps(
  trx: TenantTransaction,
  { organizationId, lessonId, videoId, bucketMs }: Key & { bucketMs: number },
): Promise<{ bucket: number; change: number }[]> {
  const { rows } = await sql<{ bucket: number; change: number }>`
    with
    pieces as (
      select user_id, unnest(watched) as piece
      from video_views
      where organization_id = ${organizationId} and lesson_id = ${lessonId} and video_id = ${videoId}
    ),
    merged as (
      select unnest(range_agg(
        int4range(lower(piece) / ${bucketMs}::int, (upper(piece) - 1) / ${bucketMs}::int + 1)
      )) as run
      from pieces
      group by user_id
    ),
    steps as (
      select lower(run) as bucket, 1 as change from merged
      union all
      select upper(run), -1 from merged
    )
    select bucket, sum(change)::int as change
    from steps
    group by bucket
    order by bucket`.execute(trx);
  return rows;
}

/** Tries at each question of a lesson; `facility` is the mean score of first answers. */
export async function listAnswers(
  trx: TenantTransaction,
  { organizationId, lessonId }: Key,
): Promise<
  {
    milestoneId: string;
    itemId: string;
    attempts: number;
    learners: number;
    facility: number | null;
  }[]
> {
  const { rows } = await sql<{
    milestoneId: string;
    itemId: string;
    attempts: number;
    learners: number;
    facility: number | null;
  }>`
    select
      milestone_id as "milestoneId",
      item_id as "itemId",
      count(*)::int as attempts,
      (count(*) filter (where attempt = 1))::int as learners,
      (avg(score) filter (where attempt = 1))::float8 as facility
    from question_attempts
    where organization_id = ${organizationId} and lesson_id = ${lessonId}
    group by milestone_id, item_id`.execute(trx);
  return rows;
}

export async function listResults(
  trx: TenantTransaction,
  { organizationId, lessonId }: Key,
): Promise<{ milestoneId: string; learners: number; passed: number }[]> {
  const { rows } = await sql<{ milestoneId: string; learners: number; passed: number }>`
    select
      milestone_id as "milestoneId",
      count(*)::int as learners,
      count(passed_at)::int as passed
    from milestone_results
    where organization_id = ${organizationId} and lesson_id = ${lessonId}
    group by milestone_id`.execute(trx);
  return rows;
}
