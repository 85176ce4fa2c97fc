import type { TenantTransaction } from '../../db/tenant.ts';
import { AppError, notFound } from '../../errors.ts';
import { requireLesson } from '../enrolment/index.ts';
import { type Author, isAuthor } from './policy.ts';
import { selectOptionalLesson } from './repo/lessons.ts';
import { selectOptionalVideo, type VideoRow } from './repo/videos.ts';

export type Watched = {
  lesson: { id: string; courseId: string; title: string };
  video: VideoRow;
  /** They look at it without taking the course: nothing is recorded. */
  preview: boolean;
};

/**
 * The video of a lesson, for who takes the course; as a preview for authors, and for every member
 * where the lesson is free. With `lock`, what else changes the learner's progress waits.
 *
 * @throws AppError `not_found`; what `requireLesson` throws, for those who may not preview it;
 *   `conflict` while the video cannot be played.
 */
export async function openLesson(
  trx: TenantTransaction,
  reader: Author,
  lessonId: string,
  options: { lock?: boolean } = {},
): Promise<Watched> {
  const { organizationId, userId } = reader;
  const lesson = await selectOptionalLesson(trx, { organizationId, lessonId });
  if (lesson?.kind !== 'video') throw notFound('video lesson');
  const courseId = lesson.course_id;
  let preview = false;
  try {
    await requireLesson(trx, { organizationId, courseId, userId, lessonId }, options);
  } catch (error) {
    const mayLook = isAuthor(reader) || lesson.published_free === true;
    if (!(error instanceof AppError) || !mayLook) throw error;
    preview = true;
  }
  const video =
    lesson.video_id === null
      ? undefined
      : await selectOptionalVideo(trx, { organizationId, id: lesson.video_id });
  if (!video) throw new AppError('conflict', 'This lesson has no video yet; look again later.');
  if (video.status !== 'ready')
    throw new AppError('conflict', 'The video is still being prepared; look again in a while.');
  const title = (isAuthor(reader) ? null : lesson.published_title) ?? lesson.title;
  return { lesson: { id: lessonId, courseId, title }, video, preview };
}
