import { type ComponentType, lazy } from 'react';
import { loadNamespaces } from '../../i18n/index.ts';

type PlayerProps = { courseId: string; lessonId: string };

/** What shows the lessons that have a module of their own; loaded when one is opened. */
export const LESSON_PLAYERS: Record<'video' | 'assessment', ComponentType<PlayerProps>> = {
  video: lazy(async () => {
    const [{ VideoLesson }] = await Promise.all([
      import('../video/video-lesson.tsx'),
      loadNamespaces(['video', 'learning']),
    ]);
    return { default: VideoLesson };
  }),
  assessment: lazy(async () => {
    const [{ AssessmentLesson }] = await Promise.all([
      import('../assessment/assessment-lesson.tsx'),
      loadNamespaces(['assessment', 'learning']),
    ]);
    return { default: AssessmentLesson };
  }),
};
