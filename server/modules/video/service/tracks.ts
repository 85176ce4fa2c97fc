import type { VideoTrack } from '../../../../contracts/video.ts';
import { MAX_TRACKS } from '../../../../contracts/video.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { CueError, readCues, toTranscript, writeVtt } from '../domain/cues.ts';
import type { Author } from '../policy.ts';
import * as repo from '../repo/tracks.ts';
import { lockVideo } from '../repo/videos.ts';
import { checkRevision } from '../revision.ts';
import { transcriptChanged } from '../tasks.ts';
import { viewTrack } from '../view.ts';

/** Captions as they are kept. @throws AppError `invalid_request` that names the line at fault. */
function normalize(text: string): { vtt: string; cueCount: number } {
  try {
    const cues = readCues(text);
    return { vtt: writeVtt(cues), cueCount: cues.length };
  } catch (error) {
    if (!(error instanceof CueError)) throw error;
    throw new AppError('invalid_request', error.message, [
      { path: 'text', message: error.message },
    ]);
  }
}

const taken = () =>
  new AppError(
    'conflict',
    'The video has a track of this kind in this language; edit that one, or delete it first.',
  );

export function createTrackService({ database, queue }: Pick<Deps, 'database' | 'queue'>) {
  /** Every change of tracks holds the lock of their video. */
  async function lock(trx: TenantTransaction, { organizationId }: Author, videoId: string) {
    const row = await lockVideo(trx, { organizationId, id: videoId });
    if (!row || row.deleted_at !== null) throw notFound('video');
    return row;
  }

  async function select(
    trx: TenantTransaction,
    { organizationId }: Author,
    videoId: string,
    id: string,
  ) {
    const track = await repo.selectOptionalTrack(trx, { organizationId, videoId, id });
    if (!track) throw notFound('track of this video');
    return track;
  }

  return {
    add(
      author: Author,
      videoId: string,
      input: {
        kind: VideoTrack['kind'];
        language: string;
        label: string;
        isDefault: boolean;
        text: string;
      },
    ): Promise<VideoTrack> {
      const { text, ...fields } = input;
      const content = normalize(text);
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        await lock(trx, author, videoId);
        const tracks = await repo.listTracks(trx, { organizationId, videoId });
        if (tracks.length >= MAX_TRACKS)
          throw new AppError('conflict', `A video has ${MAX_TRACKS} tracks at most.`);
        if (input.isDefault) await repo.clearMark(trx, { organizationId, videoId }, 'is_default');
        const id = await repo.insertTrack(trx, {
          organizationId,
          videoId,
          id: newId(),
          ...fields,
          ...content,
          createdBy: author.userId,
        });
        if (id === null) throw taken();
        return viewTrack(await select(trx, author, videoId, id));
      });
    },

    get: (author: Author, videoId: string, id: string) =>
      withTenant(database, author, async (trx) => {
        const track = await select(trx, author, videoId, id);
        return { ...viewTrack(track), text: track.vtt, cues: toTranscript(readCues(track.vtt)) };
      }),

    update(
      author: Author,
      { videoId, id }: { videoId: string; id: string },
      ifMatch: number | null,
      change: {
        language?: string | undefined;
        label?: string | undefined;
        isDefault?: boolean | undefined;
        text?: string | undefined;
      },
    ): Promise<VideoTrack> {
      const content = change.text === undefined ? null : normalize(change.text);
      return withTenant(database, author, async (trx) => {
        const { organizationId, userId } = author;
        const key = { organizationId, videoId };
        await lock(trx, author, videoId);
        const track = await select(trx, author, videoId, id);
        checkRevision(ifMatch, track.revision, 'track');
        const { language, label, isDefault } = change;
        const tracks = await repo.listTracks(trx, key);
        if (
          language !== undefined &&
          tracks.some(
            (one) => one.id !== id && one.kind === track.kind && one.language === language,
          )
        )
          throw taken();
        if (isDefault) await repo.clearMark(trx, key, 'is_default');
        await repo.updateTrack(
          trx,
          { ...key, id },
          {
            ...(language === undefined ? {} : { language }),
            ...(label === undefined ? {} : { label }),
            ...(isDefault === undefined ? {} : { is_default: isDefault }),
            ...(content === null ? {} : { vtt: content.vtt, cue_count: content.cueCount }),
          },
        );
        if (track.is_transcript && content !== null && content.vtt !== track.vtt)
          await queue.enqueue(
            trx,
            transcriptChanged,
            { organizationId, videoId, userId, tries: 1 },
            { key: videoId },
          );
        return viewTrack(await select(trx, author, videoId, id));
      });
    },

    delete: (author: Author, videoId: string, id: string) =>
      withTenant(database, author, async (trx) => {
        await lock(trx, author, videoId);
        const { organizationId } = author;
        if (!(await repo.deleteTrack(trx, { organizationId, videoId, id })))
          throw notFound('track of this video');
        return { id };
      }),
  };
}

export type TrackService = ReturnType<typeof createTrackService>;
