import type { Deps, Module } from '../../deps.ts';
import { coursesRoutes } from './routes.ts';
import { serveFiles } from './serve-files.ts';
import { createCatalogService } from './service/catalog.ts';
import { createContentService } from './service/contents.ts';
import { createCourseService } from './service/courses.ts';
import { createFileService } from './service/files.ts';
import { createLessonService } from './service/lessons.ts';
import { createModuleService } from './service/modules.ts';
import { createPlacementService } from './service/placement.ts';
import { createPublishingService } from './service/publishing.ts';
import { createReadingService } from './service/reading.ts';

export { EMPTY_ARTICLE, readArticle } from './domain/article-schema.ts';
export { articleText, countWords, embeddedItemIds } from './domain/article-text.ts';
export { reckonMinutes } from './domain/minutes.ts';
export { coursePublished } from './events.ts';
export { isAuthor, mayEdit } from './policy.ts';
export type { CourseRow } from './repo/courses.ts';
export { listLessonsUsing } from './repo/items.ts';
export type { LessonRow } from './repo/lessons.ts';
export { lockCourse, lockLesson, selectCourse, selectLesson } from './service/access.ts';
export { createFileService } from './service/files.ts';
export {
  type CourseInput,
  type InsertedModule,
  insertCourse,
  insertModules,
  type LessonInput,
  type ModuleInput,
  publishCourse,
  setLessonReadiness,
} from './service/insert.ts';
export {
  type PublishedLesson,
  type PublishedOutline,
  publishedOutline,
} from './service/outline.ts';
export { readLesson, readLessonItems } from './service/reading.ts';

export function coursesModule(deps: Deps): Module {
  const files = createFileService(deps);
  return {
    name: 'courses',
    routes: coursesRoutes({
      courses: createCourseService(deps),
      modules: createModuleService(deps),
      placement: createPlacementService(deps),
      lessons: createLessonService(deps),
      contents: createContentService(deps),
      files,
      publishing: createPublishingService(deps),
      catalog: createCatalogService(deps),
      reading: createReadingService(deps),
    }),
    mount: serveFiles(files),
  };
}
