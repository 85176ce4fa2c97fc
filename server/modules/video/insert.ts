import { stat } from 'node:fs/promises';
import type { Chapter } from '../../../contracts/video.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { newId } from '../../ids.ts';
import { checksumOf, keysOf } from './files.ts';
import type { Author } from './policy.ts';
import { listTracks, updateTrack } from './repo/tracks.ts';
import { insertVideo, updateOutcome, updateVideo } from './repo/videos.ts';

/** A video that any browser plays as it is, with what ffmpeg would find in it. */
export type ReadyVideo = {
  title: string;
  file: string;
  poster: string;
  mediaType: string;
  durationSeconds: number;
  width: number;
  height: number;
  framesPerSecond: number;
  hasAudio: boolean;
  chapters: readonly Chapter[];
};

/**
 * Keeps a video whose facts are known, for another module: no work has to be done on it, so that
 * it is ready at once, also without ffmpeg. Both files are moved into storage. Answers its id.
 */
export async function insertReadyVideo(
  { database, storage }: Pick<Deps, 'database' | 'storage'>,
  author: Author,
  video: ReadyVideo,
  signal: AbortSignal,
): Promise<string> {
  const { organizationId, userId } = author;
  const id = newId();
  const keys = keysOf(organizationId, id);
  const { size } = await stat(video.file);
  const poster = await stat(video.poster);
  const checksum = await checksumOf(video.file, signal, () => {});
  await storage.putFile(keys.original, video.file, { mediaType: video.mediaType });
  await storage.putFile(keys.poster, video.poster, { mediaType: 'image/jpeg' });
  const { durationSeconds, width, height } = video;
  await withTenant(database, author, async (trx) => {
    await insertVideo(trx, {
      organizationId,
      id,
      title: video.title,
      source: 'upload',
      sourceName: `${video.title}.mp4`,
      uploadId: null,
      mediaType: video.mediaType,
      sizeBytes: size,
      durationSeconds,
      width,
      height,
      stage: 'store',
      createdBy: userId,
    });
    await updateOutcome(
      trx,
      { organizationId, id },
      {
        status: 'ready',
        media_type: video.mediaType,
        size_bytes: size,
        checksum,
        storage_key: keys.original,
        rendition_key: null,
        rendition_bytes: null,
        rendition_type: null,
        poster_key: keys.poster,
        poster_bytes: poster.size,
        duration_seconds: durationSeconds,
        width,
        height,
        frame_rate: video.framesPerSecond,
        has_audio: video.hasAudio,
      },
    );
    await updateVideo(trx, { organizationId, id }, { chapters: JSON.stringify(video.chapters) });
  });
  return id;
}

/** Says that a material is the transcript of a video, made of its track in a language. */
export function linkTranscript(
  { database }: Pick<Deps, 'database'>,
  author: Author,
  { videoId, materialId, language }: { videoId: string; materialId: string; language: string },
): Promise<void> {
  const { organizationId } = author;
  return withTenant(database, author, async (trx) => {
    const tracks = await listTracks(trx, { organizationId, videoId });
    const track = tracks.find((one) => one.language === language);
    if (track)
      await updateTrack(trx, { organizationId, videoId, id: track.id }, { is_transcript: true });
    await updateVideo(trx, { organizationId, id: videoId }, { material_id: materialId });
  });
}
