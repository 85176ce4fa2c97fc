import type { LessonVideoAnalytics, Video } from '../../../../contracts/video.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { lockLesson } from '../../courses/index.ts';
import type { Addresses } from '../addresses.ts';
import type { Author } from '../policy.ts';
import { setReadiness } from '../readiness.ts';
import * as analytics from '../repo/analytics.ts';
import * as repo from '../repo/lessons.ts';
import { listMilestones } from '../repo/milestones.ts';
import { lockVideo, selectOptionalVideo } from '../repo/videos.ts';
import { viewVideo } from '../view.ts';
import { viewMilestones } from './milestones.ts';
import { selectVideo } from './videos.ts';

/** Width of the pieces by which watching is counted. */
const BUCKET_SECONDS = 10;

/** Which video a lesson shows, and how learners watched it. */
export function createLessonVideoService(
  { database }: Pick<Deps, 'database'>,
  addresses: Addresses,
) {
  return {
    get: (author: Author, lessonId: string): Promise<{ video: Video | null }> =>
      withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const lesson = await repo.selectOptionalLesson(trx, { organizationId, lessonId });
        if (!lesson) throw notFound('lesson');
        const row =
          lesson.video_id === null
            ? undefined
            : await selectOptionalVideo(trx, { organizationId, id: lesson.video_id });
        return { video: row ? viewVideo(row, organizationId, addresses) : null };
      }),

    put: (
      author: Author,
      lessonId: string,
      videoId: string | null,
    ): Promise<{ video: Video | null }> =>
      withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const lesson = await lockLesson(trx, author, lessonId);
        if (lesson.kind !== 'video')
          throw new AppError('conflict', 'This lesson is of another kind; add a video lesson.');
        // Held against a deletion at the same moment.
        if (videoId !== null) await lockVideo(trx, { organizationId, id: videoId });
        const row = videoId === null ? null : await selectVideo(trx, author, videoId);
        await repo.upsertLessonVideo(trx, { organizationId, lessonId }, videoId);
        await setReadiness(trx, { organizationId, lessonId }, row);
        const after = videoId === null ? null : await selectVideo(trx, author, videoId);
        return { video: after && viewVideo(after, organizationId, addresses) };
      }),

    analytics: (author: Author, lessonId: string): Promise<LessonVideoAnalytics> =>
      withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const lesson = await repo.selectOptionalLesson(trx, { organizationId, lessonId });
        if (lesson?.kind !== 'video') throw notFound('video lesson');
        const videoId = lesson.video_id;
        const video =
          videoId === null
            ? undefined
            : await selectOptionalVideo(trx, { organizationId, id: videoId });
        const duration = video?.duration_seconds ?? null;
        const key = { organizationId, lessonId, videoId: video?.id ?? null };
        const total = await analytics.selectViews(trx, key);
        const steps = await analytics.listSteps(trx, { ...key, bucketMs: BUCKET_SECONDS * 1000 });
        const rows = video ? await listMilestones(trx, { organizationId, videoId: video.id }) : [];
        const milestones = await viewMilestones(trx, organizationId, rows);
        const answers = await analytics.listAnswers(trx, key);
        const results = await analytics.listResults(trx, key);
        const last = Math.max(0, ...steps.map(({ bucket }) => bucket));
        const length = duration === null ? last : Math.ceil(duration / BUCKET_SECONDS);
        let watching = 0;
        const changes = new Map(steps.map(({ bucket, change }) => [bucket, change]));
        const mean = (values: { score: number | null; learners: number }[]): number | null => {
          const weighed = values.filter(({ score }) => score !== null);
          const learners = weighed.reduce((sum, one) => sum + one.learners, 0);
          const sum = weighed.reduce((acc, one) => acc + (one.score ?? 0) * one.learners, 0);
          return learners === 0 ? null : sum / learners;
        };
        return {
          lessonId,
          durationSeconds: duration,
          learners: total.learners,
          completed: total.completed,
          averageWatchedShare:
            total.learners === 0 || duration === null
              ? null
              : Math.min(1, (total.watchedMs ?? 0) / 1000 / duration),
          bucketSeconds: BUCKET_SECONDS,
          buckets: Array.from({ length }, (_, bucket) => {
            watching += changes.get(bucket) ?? 0;
            return watching;
          }),
          milestones: milestones
            .filter(({ status }) => status === 'active')
            .map((milestone) => {
              const mine = answers.filter(({ milestoneId }) => milestoneId === milestone.id);
              const result = results.find(({ milestoneId }) => milestoneId === milestone.id);
              return {
                id: milestone.id,
                atSeconds: milestone.atSeconds,
                title: milestone.title,
                isRequired: milestone.isRequired,
                learners: result?.learners ?? 0,
                passed: result?.passed ?? 0,
                attempts: mine.reduce((sum, one) => sum + one.attempts, 0),
                facility: mean(
                  mine.map((one) => ({ score: one.facility, learners: one.learners })),
                ),
                questions: milestone.questions.map((question) => {
                  const own = mine.find(({ itemId }) => itemId === question.itemId);
                  return {
                    itemId: question.itemId,
                    stem: question.stem,
                    questionType: question.questionType,
                    status: question.status,
                    attempts: own?.attempts ?? 0,
                    facility: own?.facility ?? null,
                  };
                }),
              };
            }),
        };
      }),
  };
}

export type LessonVideoService = ReturnType<typeof createLessonVideoService>;
