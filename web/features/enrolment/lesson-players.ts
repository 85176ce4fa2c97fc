import { type ComponentType, lazy } from 'react';
import type { LessonPosition } from '../../../contracts/enrolment.ts';
import { loadNamespaces } from '../../i18n/index.ts';

type PlayerProps = {
  courseId: string;
  lessonId: string;
  /** Where the learner is in it, for notes and bookmarks. */
  onPlace?: (position: LessonPosition) => void;
};

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
