import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { formatRanges, parseRanges, type Range } from '../domain/ranges.ts';
import type { Watching } from '../domain/watching.ts';

export type ViewKey = { organizationId: string; userId: string; lessonId: string };

export type View = Watching & { completedAt: Date | null };

type Row = {
  watched: string;
  position_seconds: number;
  allowance_seconds: number;
  reported_at: Date;
  completed_at: Date | null;
};

const toView = (row: Row): View => ({
  watched: parseRanges(row.watched),
  positionMs: Math.round(row.position_seconds * 1000),
  allowanceMs: Math.round(row.allowance_seconds * 1000),
  reportedAt: row.reported_at,
  completedAt: row.completed_at,
});

const COLUMNS = [
  'watched',
  'position_seconds',
  'allowance_seconds',
  'reported_at',
  'completed_at',
] as const;

/**
 * What a learner has watched of the video of a lesson; begins it where they have not, and begins it
 * anew where the lesson shows another video now.
 */
export async function openView(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
  { videoId, begin }: { videoId: string; begin: Watching },
): Promise<View> {
  await sql`
    insert into video_views as v (
      organization_id, user_id, lesson_id, video_id, allowance_seconds, reported_at
    )
    values (
      ${organizationId}, ${userId}, ${lessonId}, ${videoId}, ${begin.allowanceMs / 1000},
      ${begin.reportedAt}
    )
    on conflict (organization_id, user_id, lesson_id) do update set
      video_id = excluded.video_id,
      watched = '{}',
      position_seconds = 0,
      allowance_seconds = excluded.allowance_seconds,
      reported_at = excluded.reported_at,
      completed_at = null
    where v.video_id <> excluded.video_id`.execute(trx);
  return toView(
    await trx
      .selectFrom('video_views')
      .select(COLUMNS)
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId)
      .where('lesson_id', '=', lessonId)
      .executeTakeFirstOrThrow(),
  );
}

/** Locked until the end of the transaction: all that a learner does in a lesson goes one by one. */
export async function lockView(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
): Promise<View> {
  return toView(
    await trx
      .selectFrom('video_views')
      .select(COLUMNS)
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId)
      .where('lesson_id', '=', lessonId)
      .forUpdate()
      .executeTakeFirstOrThrow(),
  );
}

export async function updateView(
  trx: TenantTransaction,
  { organizationId, userId, lessonId }: ViewKey,
  { watched, positionMs, allowanceMs, reportedAt, completedAt }: View,
): Promise<void> {
  await trx
    .updateTable('video_views')
    .set({
      watched: formatRanges(watched as Range[]),
      position_seconds: positionMs / 1000,
      allowance_seconds: allowanceMs / 1000,
      reported_at: reportedAt,
      completed_at: completedAt,
    })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('lesson_id', '=', lessonId)
    .execute();
}
