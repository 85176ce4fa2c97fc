// The only door of this module to the modules that say what a course is and who takes it.
export { setLessonReadiness } from '../courses/index.ts';
export { requireEnrolled } from '../enrolment/access.ts';
export { completeLesson, recordProgress } from '../enrolment/progress.ts';
