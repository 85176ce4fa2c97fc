import type { TenantTransaction } from '../../db/tenant.ts';
import type { VideoStatus } from '../../db/types.gen.ts';
import { setLessonReadiness } from '../courses/index.ts';
import * as lessons from './repo/lessons.ts';
import { selectOptionalVideo } from './repo/videos.ts';

const REASONS = { processing: 'video_processing', failed: 'video_failed', ready: null } as const;

/** Tells courses whether a lesson with this video can be published, and how long it takes. */
export async function setReadiness(
  trx: TenantTransaction,
  { organizationId, lessonId }: { organizationId: string; lessonId: string },
  video: { status: VideoStatus; duration_seconds: number | null } | null,
): Promise<void> {
  await setLessonReadiness(trx, {
    organizationId,
    lessonId,
    notReady: video === null ? 'no_video' : REASONS[video.status],
    ...(video?.duration_seconds
      ? { minutes: Math.max(1, Math.min(10_000, Math.round(video.duration_seconds / 60))) }
      : {}),
  });
}

/** The same for all lessons that show a video, after it became ready or failed. */
export async function refreshReadiness(
  trx: TenantTransaction,
  { organizationId, videoId }: { organizationId: string; videoId: string },
): Promise<void> {
  const video = await selectOptionalVideo(trx, { organizationId, id: videoId });
  if (!video) return;
  for (const { lesson_id: lessonId } of await lessons.listLessonsOf(trx, {
    organizationId,
    videoId,
  }))
    await setReadiness(trx, { organizationId, lessonId }, video);
}
