import type { Player, WatchState } from '../../../../contracts/player.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { completeLesson, recordProgress } from '../../enrolment/index.ts';
import { openLesson, type Watched } from '../access.ts';
import type { Addresses } from '../addresses.ts';
import type { Range } from '../domain/ranges.ts';
import {
  beginWatching,
  type Gate,
  isBehind,
  isComplete,
  takeReport,
  watchedShare,
} from '../domain/watching.ts';
import { type Author, isAuthor } from '../policy.ts';
import { listTracks } from '../repo/tracks.ts';
import { updateVideo, type VideoRow } from '../repo/videos.ts';
import * as views from '../repo/views.ts';
import { readStanding, type Standing, viewStanding } from '../standing.ts';
import { readChapters, trackAddresses } from '../view.ts';

export const durationMsOf = ({ duration_seconds: seconds }: Pick<VideoRow, 'duration_seconds'>) =>
  seconds === null ? null : Math.round(seconds * 1000);

const PREVIEWED: WatchState = {
  positionSeconds: 0,
  watched: [],
  watchedShare: 0,
  gateSeconds: null,
  completed: false,
};

/** How far a learner is, as the player shows it. */
export function viewWatching(view: views.View, video: VideoRow, gate: Gate | null): WatchState {
  const position = Math.min(view.positionMs, gate?.atMs ?? Number.POSITIVE_INFINITY);
  return {
    positionSeconds: position / 1000,
    watched: view.watched.map(([from, to]) => [from / 1000, to / 1000]),
    watchedShare: watchedShare(view.watched, durationMsOf(video)),
    gateSeconds: gate === null ? null : gate.atMs / 1000,
    completed: view.completedAt !== null,
  };
}

/** Refuses what lies behind the first required milestone that is not passed. */
export function aheadOf(gate: Gate): AppError {
  return new AppError(
    'milestone_ahead',
    'Answer the questions of the milestone before; what lies behind it opens then. Nothing was recorded.',
    [
      { path: 'milestoneId', message: gate.milestoneId },
      { path: 'gateSeconds', message: String(gate.atMs / 1000) },
    ],
  );
}

/**
 * Ends the lesson where enough was watched and every required milestone is passed; answers the view
 * with the moment.
 */
export async function completeIfDone(
  trx: TenantTransaction,
  key: views.ViewKey,
  {
    view,
    video,
    standing,
    now,
  }: { view: views.View; video: VideoRow; standing: Standing; now: Date },
): Promise<views.View> {
  if (view.completedAt !== null) return view;
  if (!isComplete(view.watched, durationMsOf(video), standing.gate)) return view;
  const answered = standing.milestones.filter(({ questions }) =>
    questions.some(({ attempts }) => attempts > 0),
  );
  const sum = answered.reduce((total, { score }) => total + score, 0);
  await completeLesson(trx, {
    ...key,
    ...(answered.length === 0 ? {} : { score: (100 * sum) / answered.length }),
    now,
  });
  return { ...view, completedAt: now };
}

export function createPlayerService(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  addresses: Addresses,
) {
  const keyOf = ({ organizationId, userId }: Author, { lesson }: Watched): views.ViewKey => ({
    organizationId,
    userId,
    lessonId: lesson.id,
  });

  return {
    get(reader: Author, lessonId: string): Promise<Player> {
      return withTenant(database, reader, async (trx) => {
        const { organizationId } = reader;
        const opened = await openLesson(trx, reader, lessonId);
        const { lesson, video, preview } = opened;
        const videoId = video.id;
        const key = preview ? null : keyOf(reader, opened);
        const standing = await readStanding(trx, { organizationId, videoId }, key);
        const view =
          key === null
            ? null
            : await views.openView(trx, key, { videoId, begin: beginWatching(clock.now()) });
        const tracks = await listTracks(trx, { organizationId, videoId });
        const chapters = readChapters(video.chapters);
        return {
          lessonId,
          courseId: lesson.courseId,
          title: lesson.title,
          preview,
          video: {
            id: videoId,
            title: video.title,
            durationSeconds: video.duration_seconds,
            width: video.width,
            height: video.height,
            src: addresses.sign(organizationId, videoId, 'video'),
            mediaType: video.rendition_type ?? video.media_type ?? 'video/mp4',
            poster:
              video.poster_key === null ? null : addresses.sign(organizationId, videoId, 'poster'),
          },
          expiresAt: addresses.expiresAt(),
          tracks: tracks.map(({ id, kind, language, label, is_default: isDefault }) => ({
            id,
            kind,
            language,
            label,
            isDefault,
            ...trackAddresses(addresses, organizationId, videoId, id),
          })),
          chapters,
          chaptersSrc:
            chapters.length === 0 ? null : addresses.sign(organizationId, videoId, 'chapters.vtt'),
          milestones: standing.milestones.map(viewStanding),
          watch: view === null ? PREVIEWED : viewWatching(view, video, standing.gate),
        };
      });
    },

    putPosition(
      reader: Author,
      lessonId: string,
      report: {
        positionSeconds: number;
        ranges: readonly (readonly [number, number])[];
        durationSeconds?: number | undefined;
      },
    ): Promise<WatchState> {
      return withTenant(database, reader, async (trx) => {
        const { organizationId } = reader;
        const now = clock.now();
        const opened = await openLesson(trx, reader, lessonId, { lock: true });
        const { video } = opened;
        if (opened.preview) {
          // Without ffmpeg the length is what the player of an author found.
          if (video.duration_seconds === null && report.durationSeconds && isAuthor(reader))
            await updateVideo(
              trx,
              { organizationId, id: video.id },
              {
                duration_seconds: report.durationSeconds,
              },
            );
          return PREVIEWED;
        }
        const key = keyOf(reader, opened);
        await views.openView(trx, key, { videoId: video.id, begin: beginWatching(now) });
        const before = await views.lockView(trx, key);
        const standing = await readStanding(trx, { organizationId, videoId: video.id }, key);
        const claim = {
          positionMs: Math.round(report.positionSeconds * 1000),
          ranges: report.ranges.map(
            ([from, to]): Range => [Math.round(from * 1000), Math.round(to * 1000)],
          ),
        };
        const { gate } = standing;
        if (gate !== null && isBehind(gate, claim)) throw aheadOf(gate);
        const taken = takeReport(before, claim, { now, durationMs: durationMsOf(video), gate });
        const view = await completeIfDone(trx, key, {
          view: { ...taken, completedAt: before.completedAt },
          video,
          standing,
          now,
        });
        await views.updateView(trx, key, view);
        const seconds = view.positionMs / 1000;
        await recordProgress(trx, {
          ...key,
          position: { position: { kind: 'video', seconds }, at: now },
          now,
        });
        return viewWatching(view, video, gate);
      });
    },
  };
}

export type PlayerService = ReturnType<typeof createPlayerService>;
