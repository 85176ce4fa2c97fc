import { writeFile } from 'node:fs/promises';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { defineTask } from '../../../jobs/task.ts';
import {
  createIngestionService,
  createVersionService,
  systemContext,
} from '../../ingestion/index.ts';
import { type Author, isAuthor } from '../policy.ts';
import { listLessonsOf, listOpenLessons, selectOptionalVideoOfMaterial } from '../repo/lessons.ts';
import * as tracks from '../repo/tracks.ts';
import * as videos from '../repo/videos.ts';
import { transcriptChanged } from '../tasks.ts';
import { selectVideo } from './videos.ts';

/** How long a changed transcript waits while the library still reads the one before. */
const WAIT_SECONDS = 20;
const MAX_TRIES = 60;

/** The transcript of a video as a material: what search finds and questions are made of. */
export function createTranscriptService(
  deps: Pick<Deps, 'database' | 'queue' | 'storage' | 'web' | 'clock' | 'config'>,
) {
  const { database, queue } = deps;
  const ingestion = createIngestionService(deps);
  const versions = createVersionService(deps, ingestion);

  async function sourceOf(title: string, language: string, vtt: string) {
    const file = ingestion.tempFile();
    await writeFile(file, vtt);
    return {
      sourceType: 'file' as const,
      source: `${title.replace(/[/\\]/g, ' ')}.${language}.vtt`,
      title,
      mediaType: 'text/vtt',
      file,
    };
  }

  return {
    /**
     * Makes the material of a video of a track. The first time it becomes a new material (or the one
     * that has this very text already); later a new version of that, so that what was made of it is
     * followed.
     */
    async make(author: Author, videoId: string, trackId: string) {
      const { organizationId } = author;
      const { video, track } = await withTenant(database, author, async (trx) => {
        const row = await selectVideo(trx, author, videoId);
        const one = await tracks.selectOptionalTrack(trx, { organizationId, videoId, id: trackId });
        if (!one) throw notFound('track of this video');
        return { video: row, track: one };
      });
      const source = await sourceOf(video.title, track.language, track.vtt);
      let jobId: string | null;
      let materialId: string | null = video.material_id;
      if (materialId === null) {
        jobId = await ingestion.take(author, source);
        materialId = (await ingestion.get(author, jobId)).materialId;
      } else ({ jobId } = await versions.take(author, materialId, source));
      await withTenant(database, author, async (trx) => {
        await videos.lockVideo(trx, { organizationId, id: videoId });
        await tracks.clearMark(trx, { organizationId, videoId }, 'is_transcript');
        await tracks.updateTrack(
          trx,
          { organizationId, videoId, id: trackId },
          { is_transcript: true },
        );
        if (materialId !== video.material_id)
          await videos.updateVideo(
            trx,
            { organizationId, id: videoId },
            { material_id: materialId },
          );
      });
      return { materialId, job: jobId === null ? null : await ingestion.get(author, jobId) };
    },

    /** Where a passage of a transcript is seen: for authors all lessons, for learners theirs. */
    videoOf(reader: Author, materialId: string) {
      return withTenant(database, reader, async (trx) => {
        const { organizationId, userId } = reader;
        const video = await selectOptionalVideoOfMaterial(trx, { organizationId, materialId });
        if (!video) throw notFound('video with this transcript');
        const key = { organizationId, videoId: video.id };
        const lessons = isAuthor(reader)
          ? await listLessonsOf(trx, key)
          : await listOpenLessons(trx, { ...key, userId });
        return {
          videoId: video.id,
          title: video.title,
          lessons: lessons.map((lesson) => ({
            courseId: lesson.course_id,
            courseTitle: lesson.course_title,
            lessonId: lesson.lesson_id,
            lessonTitle: lesson.lesson_title,
          })),
        };
      });
    },

    task: defineTask({
      ...transcriptChanged,
      concurrency: 1,
      retries: 3,
      timeoutSeconds: 300,
      async run(payload) {
        const { organizationId, videoId, userId } = payload;
        const found = await withTenant(database, systemContext(organizationId), async (trx) => ({
          video: await videos.selectOptionalVideo(trx, { organizationId, id: videoId }),
          track: await tracks.selectOptionalTranscript(trx, { organizationId, videoId }),
        }));
        const { video, track } = found;
        if (!video || !track || video.material_id === null) return;
        const author: Author = { organizationId, userId, role: 'instructor' };
        const source = await sourceOf(video.title, track.language, track.vtt);
        try {
          await versions.take(author, video.material_id, source);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          // The material was deleted. A conflict may end: it is read still; or it may not: another
          // material says this very text already.
          if (error.code !== 'conflict' || payload.tries >= MAX_TRIES) return;
          await queue.enqueue(
            database.kysely,
            transcriptChanged,
            { ...payload, tries: payload.tries + 1 },
            { key: videoId, delaySeconds: WAIT_SECONDS },
          );
        }
      },
    }),
  };
}

export type TranscriptService = ReturnType<typeof createTranscriptService>;
