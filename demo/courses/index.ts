import { cellsCourse } from './cells.ts';
import type { DemoCourse } from './course.ts';
import { statisticsCourse } from './statistics.ts';

/** The demo's courses; one comes after those that it requires. */
export const demoCourses: readonly DemoCourse[] = [statisticsCourse, cellsCourse];
