import type { RefObject } from 'react';
import type { z } from 'zod';
import type { LessonPosition, readMyLesson } from '../../../contracts/enrolment.ts';

export type LessonBodyProps = {
  courseId: string;
  read: z.output<typeof readMyLesson.response>;
  /** Holds where the reader is. */
  place: RefObject<LessonPosition | null>;
};
