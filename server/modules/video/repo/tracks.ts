import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { TrackKind } from '../../../db/types.gen.ts';

type VideoKey = { organizationId: string; videoId: string };
type TrackKey = VideoKey & { id: string };

const COLUMNS = [
  'id',
  'kind',
  'language',
  'label',
  'is_default',
  'is_transcript',
  'cue_count',
  'revision',
  'created_by',
  'updated_at',
] as const;

export type TrackRow = Awaited<ReturnType<typeof listTracks>>[number];

export function listTracks(trx: TenantTransaction, { organizationId, videoId }: VideoKey) {
  return trx
    .selectFrom('video_tracks')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('video_id', '=', videoId)
    .orderBy('is_default', 'desc')
    .orderBy('language')
    .orderBy('kind')
    .execute();
}

export function selectOptionalTrack(
  trx: TenantTransaction,
  { organizationId, videoId, id }: TrackKey,
) {
  return trx
    .selectFrom('video_tracks')
    .select([...COLUMNS, 'vtt'])
    .where('organization_id', '=', organizationId)
    .where('video_id', '=', videoId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export function selectOptionalTranscript(
  trx: TenantTransaction,
  { organizationId, videoId }: VideoKey,
) {
  return trx
    .selectFrom('video_tracks')
    .select([...COLUMNS, 'vtt'])
    .where('organization_id', '=', organizationId)
    .where('video_id', '=', videoId)
    .where('is_transcript', '=', true)
    .executeTakeFirst();
}

/** Null where the video has a track of this kind and language. */
export async function insertTrack(
  trx: TenantTransaction,
  track: TrackKey & {
    kind: TrackKind;
    language: string;
    label: string;
    isDefault: boolean;
    vtt: string;
    cueCount: number;
    createdBy: string;
  },
): Promise<string | null> {
  const row = await trx
    .insertInto('video_tracks')
    .values({
      organization_id: track.organizationId,
      id: track.id,
      video_id: track.videoId,
      kind: track.kind,
      language: track.language,
      label: track.label,
      is_default: track.isDefault,
      vtt: track.vtt,
      cue_count: track.cueCount,
      created_by: track.createdBy,
    })
    .onConflict((conflict) => conflict.constraint('video_tracks_language').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function updateTrack(
  trx: TenantTransaction,
  { organizationId, videoId, id }: TrackKey,
  change: Partial<{
    language: string;
    label: string;
    is_default: boolean;
    is_transcript: boolean;
    vtt: string;
    cue_count: number;
  }>,
): Promise<void> {
  await trx
    .updateTable('video_tracks')
    .set({ ...change, revision: sql<number>`revision + 1` })
    .where('organization_id', '=', organizationId)
    .where('video_id', '=', videoId)
    .where('id', '=', id)
    .execute();
}

/** Takes a mark that one track alone may have from those that have it. */
export async function clearMark(
  trx: TenantTransaction,
  { organizationId, videoId }: VideoKey,
  mark: 'is_default' | 'is_transcript',
): Promise<void> {
  await trx
    .updateTable('video_tracks')
    .set(mark === 'is_default' ? { is_default: false } : { is_transcript: false })
    .where('organization_id', '=', organizationId)
    .where('video_id', '=', videoId)
    .where(mark, '=', true)
    .execute();
}

export async function deleteTrack(
  trx: TenantTransaction,
  { organizationId, videoId, id }: TrackKey,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('video_tracks')
    .where('organization_id', '=', organizationId)
    .where('video_id', '=', videoId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
