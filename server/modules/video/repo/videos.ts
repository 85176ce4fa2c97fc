import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { VideoStage } from '../../../db/types.gen.ts';

type Key = { organizationId: string; id: string };

const COLUMNS = [
  'videos.id',
  'videos.title',
  'videos.status',
  'videos.stage',
  'videos.progress',
  'videos.error_code',
  'videos.error_message',
  'videos.cancel_requested_at',
  'videos.source',
  'videos.source_name',
  'videos.upload_id',
  'videos.media_type',
  'videos.size_bytes',
  'videos.checksum',
  'videos.storage_key',
  'videos.rendition_key',
  'videos.rendition_bytes',
  'videos.rendition_type',
  'videos.poster_key',
  'videos.poster_bytes',
  'videos.duration_seconds',
  'videos.width',
  'videos.height',
  'videos.frame_rate',
  'videos.has_audio',
  'videos.chapters',
  'videos.material_id',
  'videos.revision',
  'videos.created_by',
  'videos.deleted_at',
  'videos.created_at',
  'videos.updated_at',
] as const;

/** With what a list shows beside the row: who added it, and how much hangs on it. */
function selectVideos(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('videos')
    .innerJoin('users', 'users.id', 'videos.created_by')
    .select(COLUMNS)
    .select('users.name as created_by_name')
    .select([
      sql<number>`(select count(*)::int from video_tracks t
        where t.organization_id = videos.organization_id and t.video_id = videos.id)`.as('tracks'),
      sql<number>`(select count(*)::int from milestones m
        where m.organization_id = videos.organization_id and m.video_id = videos.id)`.as(
        'milestones',
      ),
      sql<number>`(select count(*)::int from lesson_videos v
        join lessons l on l.organization_id = v.organization_id and l.id = v.lesson_id
        where v.organization_id = videos.organization_id and v.video_id = videos.id
          and l.deleted_at is null)`.as('lessons'),
    ])
    .where('videos.organization_id', '=', organizationId);
}

export type VideoRow = NonNullable<Awaited<ReturnType<typeof selectOptionalVideo>>>;

export function selectOptionalVideo(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  { deleted = false }: { deleted?: boolean } = {},
) {
  return selectVideos(trx, organizationId)
    .where('videos.id', '=', id)
    .where('videos.deleted_at', deleted ? 'is not' : 'is', null)
    .executeTakeFirst();
}

export function selectOptionalVideoByUpload(
  trx: TenantTransaction,
  { organizationId, uploadId }: { organizationId: string; uploadId: string },
) {
  return trx
    .selectFrom('videos')
    .select(['id', 'size_bytes', 'status', 'created_by'])
    .where('organization_id', '=', organizationId)
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
}

/** The row alone, locked until the end of the transaction. */
export function lockVideo(trx: TenantTransaction, { organizationId, id }: Key) {
  return trx
    .selectFrom('videos')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export function listVideos(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    q?: string | undefined;
    status?: 'processing' | 'ready' | 'failed' | undefined;
    before: string | null;
    limit: number;
  },
) {
  const { q, status, before } = filter;
  return selectVideos(trx, filter.organizationId)
    .where('videos.deleted_at', 'is', null)
    .$if(status !== undefined, (query) => query.where('videos.status', '=', status as 'ready'))
    .$if(q !== undefined && q !== '', (query) =>
      query.where('videos.title', 'ilike', `%${q?.replace(/[%_\\]/g, '\\$&')}%`),
    )
    .$if(before !== null, (query) => query.where('videos.id', '<', before as string))
    .orderBy('videos.id', 'desc')
    .limit(filter.limit)
    .execute();
}

/** Null where the upload has made its video already. */
export async function insertVideo(
  trx: TenantTransaction,
  video: Key & {
    title: string;
    source: 'upload' | 'url';
    sourceName: string;
    uploadId: string | null;
    mediaType: string | null;
    sizeBytes: number | null;
    durationSeconds: number | null;
    width: number | null;
    height: number | null;
    stage: VideoStage;
    createdBy: string;
  },
): Promise<string | null> {
  const row = await trx
    .insertInto('videos')
    .values({
      organization_id: video.organizationId,
      id: video.id,
      title: video.title,
      source: video.source,
      source_name: video.sourceName,
      upload_id: video.uploadId,
      media_type: video.mediaType,
      size_bytes: video.sizeBytes,
      duration_seconds: video.durationSeconds,
      width: video.width,
      height: video.height,
      stage: video.stage,
      created_by: video.createdBy,
    })
    .onConflict((conflict) => conflict.constraint('videos_upload').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export type VideoChange = Partial<{
  title: string;
  chapters: string;
  deleted_at: Date | null;
  material_id: string | null;
  duration_seconds: number | null;
}>;

/** An edit by a person; the revision counts on. */
export async function updateVideo(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  change: VideoChange,
): Promise<void> {
  await trx
    .updateTable('videos')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/**
 * Where the work on a video is. Answers null where nobody wants it any more: the video was deleted,
 * the work was stopped, or it has ended elsewhere.
 */
export async function updateStage(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  stage: VideoStage,
  progress: number | null,
): Promise<{ id: string } | null> {
  const row = await trx
    .updateTable('videos')
    .set({ stage, progress })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'processing')
    .where('deleted_at', 'is', null)
    .where('cancel_requested_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row ?? null;
}

/** Ends the work on a video, well or badly. */
export async function updateOutcome(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  outcome:
    | {
        status: 'ready';
        media_type: string;
        size_bytes: number;
        checksum: string;
        storage_key: string;
        rendition_key: string | null;
        rendition_bytes: number | null;
        rendition_type: string | null;
        poster_key: string | null;
        poster_bytes: number | null;
        duration_seconds: number | null;
        width: number | null;
        height: number | null;
        frame_rate: number | null;
        has_audio: boolean | null;
      }
    | { status: 'failed'; error_code: string; error_message: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('videos')
    .set({ ...outcome, stage: null, progress: null, cancel_requested_at: null })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'processing')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function requestCancel(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('videos')
    .set({ cancel_requested_at: now })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export async function reopenVideo(
  trx: TenantTransaction,
  { organizationId, id }: Key,
  stage: VideoStage,
): Promise<void> {
  await trx
    .updateTable('videos')
    .set({ status: 'processing', stage, progress: null, error_code: null, error_message: null })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Videos that were deleted so long ago that nobody will bring them back. */
export function listForgotten(
  trx: TenantTransaction,
  { organizationId, before, limit }: { organizationId: string; before: Date; limit: number },
) {
  return trx
    .selectFrom('videos')
    .select(['id', 'storage_key', 'rendition_key', 'poster_key'])
    .where('organization_id', '=', organizationId)
    .where('deleted_at', '<', before)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('lesson_videos')
            .select('lesson_id')
            .whereRef('lesson_videos.organization_id', '=', 'videos.organization_id')
            .whereRef('lesson_videos.video_id', '=', 'videos.id'),
        ),
      ),
    )
    .limit(limit)
    .execute();
}

export async function deleteVideoRow(
  trx: TenantTransaction,
  { organizationId, id }: Key,
): Promise<void> {
  await trx
    .deleteFrom('videos')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** What serving a file of a video needs, and no more: each part that a player loads asks for it. */
export function selectOptionalMedia(trx: TenantTransaction, { organizationId, id }: Key) {
  return trx
    .selectFrom('videos')
    .select([
      'media_type',
      'size_bytes',
      'checksum',
      'storage_key',
      'rendition_key',
      'rendition_bytes',
      'rendition_type',
      'poster_key',
      'poster_bytes',
      'chapters',
      'duration_seconds',
      'title',
      'updated_at',
    ])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'ready')
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}
