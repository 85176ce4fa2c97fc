import type { Deps, Module } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import { createPdfPort } from '../../ports/pdf/index.ts';
import { coursePublished } from '../courses/index.ts';
import { recomputeCourse } from './recompute.ts';
import { enrolmentRoutes } from './routes.ts';
import { serveFiles } from './serve-files.ts';
import { createAnalyticsService } from './service/analytics.ts';
import { createCertificatesService } from './service/certificates.ts';
import { createCsvImportService } from './service/csv-import.ts';
import { createEnrolService } from './service/enrol.ts';
import { createLessonService } from './service/lesson.ts';
import { createLessonItemsService } from './service/lesson-items.ts';
import { createMyCoursesService } from './service/my-courses.ts';
import { createNotesService } from './service/notes.ts';
import { createPeopleService } from './service/people.ts';
import { createReadLesson } from './service/read-lesson.ts';

export { hasPlace, requireEnrolled } from './access.ts';
export { csvFile } from './domain/csv-file.ts';
export { enrolPeople } from './enrol-people.ts';
export { requireLesson } from './lesson-access.ts';
export { type Completion, completeLesson, recordProgress } from './progress.ts';
export { recomputeCourse } from './recompute.ts';
export { insertLessonProgress, type PastProgress } from './repo/past-progress.ts';

export function enrolmentModule(deps: Deps): Module {
  const pdf = createPdfPort();
  const people = createPeopleService(deps);
  const certificates = createCertificatesService(deps, pdf);
  const recompute = defineTask({
    ...coursePublished,
    concurrency: 1,
    retries: 3,
    timeoutSeconds: 900,
    run: async (event, { signal }) => {
      await recomputeCourse(deps, event, signal);
    },
  });
  return {
    name: 'enrolment',
    routes: enrolmentRoutes({
      enrol: createEnrolService(deps),
      myCourses: createMyCoursesService(deps),
      readLesson: createReadLesson(deps),
      lesson: createLessonService(deps),
      lessonItems: createLessonItemsService(deps),
      notes: createNotesService(deps),
      people,
      csvImport: createCsvImportService(deps),
      analytics: createAnalyticsService(deps),
      certificates,
    }),
    tasks: [recompute],
    mount: serveFiles({ certificates, people }),
    close: () => pdf.close(),
  };
}
