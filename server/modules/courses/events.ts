import { z } from 'zod';
import { Id } from '../../../contracts/shared.ts';

/**
 * What courses tell the modules below them: learners have another version of a course. Written in
 * the transaction that publishes it.
 */
export const coursePublished = {
  name: 'course.published',
  payload: z.object({ organizationId: Id, courseId: Id }),
};
export type CoursePublished = z.infer<typeof coursePublished.payload>;
