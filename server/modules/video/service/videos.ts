import type { Chapter, Video, VideoDetail } from '../../../../contracts/video.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import { newId } from '../../../ids.ts';
import type { Addresses } from '../addresses.ts';
import type { Author } from '../policy.ts';
import { listLessonsOf } from '../repo/lessons.ts';
import { listTracks } from '../repo/tracks.ts';
import * as repo from '../repo/videos.ts';
import { checkRevision } from '../revision.ts';
import { videoWork } from '../tasks.ts';
import { trackAddresses, viewTrack, viewVideo } from '../view.ts';

/** @throws AppError `not_found`. */
export async function selectVideo(
  trx: TenantTransaction,
  { organizationId }: Pick<TenantContext, 'organizationId'>,
  id: string,
): Promise<repo.VideoRow> {
  const row = await repo.selectOptionalVideo(trx, { organizationId, id });
  if (!row) throw notFound('video');
  return row;
}

/** The name of the file in an address, as a title. */
function titleFromUrl(url: string): string {
  const { pathname, hostname } = new URL(url);
  const name = pathname.split('/').findLast((part) => part !== '') ?? hostname;
  let text = name;
  try {
    text = decodeURIComponent(name);
  } catch {
    // A name that is not encoded well is shown as it is.
  }
  return (
    text
      .replace(/\.[a-z0-9]{1,5}$/i, '')
      .replace(/[_\s]+/g, ' ')
      .trim()
      .slice(0, 255) || hostname
  );
}

/** In the order of time; two at the same moment are a mistake. */
function sortChapters(chapters: readonly Chapter[]): Chapter[] {
  const sorted = chapters
    .map(({ atSeconds, title }) => ({ atSeconds: Math.round(atSeconds * 1000) / 1000, title }))
    .toSorted((left, right) => left.atSeconds - right.atSeconds);
  const twice = sorted.findIndex((one, index) => one.atSeconds === sorted[index + 1]?.atSeconds);
  if (twice >= 0)
    throw new AppError('invalid_request', 'Two chapters begin at the same second; move one.', [
      { path: `chapters.${twice}.atSeconds`, message: 'is taken' },
    ]);
  return sorted;
}

export function createVideoService(
  deps: Pick<Deps, 'database' | 'queue' | 'clock' | 'config' | 'media'>,
  addresses: Addresses,
) {
  const { database, queue, clock, config, media } = deps;

  async function detail(
    trx: TenantTransaction,
    { organizationId }: TenantContext,
    row: repo.VideoRow,
  ): Promise<VideoDetail> {
    const key = { organizationId, videoId: row.id };
    const tracks = await listTracks(trx, key);
    const lessons = await listLessonsOf(trx, key);
    const mediaType = row.rendition_type ?? row.media_type;
    return {
      ...viewVideo(row, organizationId, addresses),
      play:
        row.status === 'ready' && mediaType !== null
          ? {
              src: addresses.sign(organizationId, row.id, 'video'),
              mediaType,
              expiresAt: addresses.expiresAt(),
            }
          : null,
      tracks: tracks.map((track) => ({
        ...viewTrack(track),
        ...trackAddresses(addresses, organizationId, row.id, track.id),
      })),
      lessons: lessons.map((lesson) => ({
        courseId: lesson.course_id,
        courseTitle: lesson.course_title,
        lessonId: lesson.lesson_id,
        lessonTitle: lesson.lesson_title,
      })),
    };
  }

  const view = (row: repo.VideoRow, { organizationId }: TenantContext): Video =>
    viewVideo(row, organizationId, addresses);

  /** A video that is changed, locked. @throws AppError `not_found`. */
  async function lock(trx: TenantTransaction, { organizationId }: TenantContext, id: string) {
    const row = await repo.lockVideo(trx, { organizationId, id });
    if (!row || row.deleted_at !== null) throw notFound('video');
    return row;
  }

  return {
    limits: async () => ({ maxBytes: config.maxVideoBytes, converts: await media.available() }),

    list(
      author: Author,
      query: {
        q?: string | undefined;
        status?: Video['status'] | undefined;
        open?: boolean | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ) {
      return withTenant(database, author, async (trx) => {
        const rows = await repo.listVideos(trx, {
          organizationId: author.organizationId,
          q: query.q,
          status: query.open ? 'processing' : query.status,
          before: decodeCursor(query.cursor, ['id'])?.id ?? null,
          limit: query.limit + 1,
        });
        return takePage(
          rows,
          query.limit,
          (row) => view(row, author),
          ({ id }) => encodeCursor({ id }),
        );
      });
    },

    get: (author: Author, id: string): Promise<VideoDetail> =>
      withTenant(database, author, async (trx) =>
        detail(trx, author, await selectVideo(trx, author, id)),
      ),

    addUrl(author: Author, { url, title }: { url: string; title?: string | undefined }) {
      return withTenant(database, author, async (trx) => {
        const { organizationId, userId } = author;
        const id = newId();
        await repo.insertVideo(trx, {
          organizationId,
          id,
          title: title ?? titleFromUrl(url),
          source: 'url',
          sourceName: url,
          uploadId: null,
          mediaType: null,
          sizeBytes: null,
          durationSeconds: null,
          width: null,
          height: null,
          stage: 'fetch',
          createdBy: userId,
        });
        await queue.enqueue(trx, videoWork, { organizationId, videoId: id }, { key: id });
        return view(await selectVideo(trx, author, id), author);
      });
    },

    update(
      author: Author,
      id: string,
      ifMatch: number | null,
      change: { title?: string | undefined; chapters?: Chapter[] | undefined },
    ) {
      return withTenant(database, author, async (trx) => {
        const row = await lock(trx, author, id);
        checkRevision(ifMatch, row.revision, 'video');
        const { title, chapters } = change;
        await repo.updateVideo(
          trx,
          { organizationId: author.organizationId, id },
          {
            ...(title === undefined ? {} : { title }),
            ...(chapters === undefined ? {} : { chapters: JSON.stringify(sortChapters(chapters)) }),
          },
        );
        return detail(trx, author, await selectVideo(trx, author, id));
      });
    },

    delete(author: Author, id: string) {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        await lock(trx, author, id);
        const [lesson] = await listLessonsOf(trx, { organizationId, videoId: id });
        if (lesson)
          throw new AppError(
            'conflict',
            `The lesson “${lesson.lesson_title}” of “${lesson.course_title}” shows this video. Choose another one there first.`,
          );
        await repo.updateVideo(trx, { organizationId, id }, { deleted_at: clock.now() });
        return { id };
      });
    },

    restore(author: Author, id: string) {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const row = await repo.lockVideo(trx, { organizationId, id });
        if (!row) throw notFound('video');
        if (row.deleted_at !== null)
          await repo.updateVideo(trx, { organizationId, id }, { deleted_at: null });
        if (row.status === 'processing')
          await queue.enqueue(trx, videoWork, { organizationId, videoId: id }, { key: id });
        return detail(trx, author, await selectVideo(trx, author, id));
      });
    },

    cancel(author: Author, id: string) {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const row = await lock(trx, author, id);
        if (row.status !== 'processing')
          throw new AppError(
            'conflict',
            'The work on the video has ended; there is nothing to stop.',
          );
        await repo.requestCancel(trx, { organizationId, id }, clock.now());
        // Nobody may be at work on it; whoever comes by ends it.
        await queue.enqueue(trx, videoWork, { organizationId, videoId: id }, { key: id });
        return view(await selectVideo(trx, author, id), author);
      });
    },

    retry(author: Author, id: string) {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const row = await lock(trx, author, id);
        if (row.status !== 'failed')
          throw new AppError('conflict', 'Only a video that failed can be tried again.');
        await repo.reopenVideo(
          trx,
          { organizationId, id },
          row.source === 'url' ? 'fetch' : 'inspect',
        );
        await queue.enqueue(trx, videoWork, { organizationId, videoId: id }, { key: id });
        return view(await selectVideo(trx, author, id), author);
      });
    },
  };
}

export type VideoService = ReturnType<typeof createVideoService>;
