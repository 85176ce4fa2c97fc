// The only door of this module to the modules that say what a course is and who takes it.
export { setLessonReadiness } from '../courses/index.ts';
export { completeLesson, csvFile, recordProgress, requireEnrolled } from '../enrolment/index.ts';
