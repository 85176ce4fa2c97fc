import * as contracts from '../../../contracts/courses.ts';
import { type Route, route } from '../../http/route.ts';
import type { CatalogService } from './service/catalog.ts';
import type { ContentService } from './service/contents.ts';
import type { CourseService } from './service/courses.ts';
import type { FileService } from './service/files.ts';
import type { LessonService } from './service/lessons.ts';
import type { ModuleService } from './service/modules.ts';
import type { PlacementService } from './service/placement.ts';
import type { PublishingService } from './service/publishing.ts';
import type { ReadingService } from './service/reading.ts';

export type Services = {
  courses: CourseService;
  modules: ModuleService;
  placement: PlacementService;
  lessons: LessonService;
  contents: ContentService;
  files: FileService;
  publishing: PublishingService;
  catalog: CatalogService;
  reading: ReadingService;
};

function courseRoutes({ courses, files }: Services): Route[] {
  return [
    route(contracts.listCourses, 'author', ({ tenant, query }) => courses.list(tenant, query)),
    route(contracts.createCourse, 'author', ({ tenant, body }) => courses.create(tenant, body)),
    route(contracts.getCourse, 'author', ({ tenant, params }) => courses.get(tenant, params.id)),
    route(contracts.updateCourse, 'author', ({ tenant, params, ifMatch, body }) =>
      courses.update(tenant, params.id, ifMatch, body),
    ),
    route(contracts.deleteCourse, 'author', async ({ tenant, params }) => {
      await courses.delete(tenant, params.id);
      return {};
    }),
    route(contracts.restoreCourse, 'author', ({ tenant, params }) =>
      courses.restore(tenant, params.id),
    ),
    route(contracts.putPrerequisites, 'author', ({ tenant, params, ifMatch, body }) =>
      courses.putPrerequisites(tenant, params.id, ifMatch, body.courseIds),
    ),
    route(contracts.listCourseLabels, 'author', ({ tenant }) => courses.labels(tenant)),
    route(contracts.uploadCourseFile, 'author', ({ tenant, query, request }) =>
      files.upload(tenant, request, query.use),
    ),
  ];
}

function treeRoutes({ modules, placement }: Services): Route[] {
  return [
    route(contracts.addModule, 'author', ({ tenant, params, ifMatch, body }) =>
      modules.addModule(tenant, params.id, ifMatch, body),
    ),
    route(contracts.updateModule, 'author', ({ tenant, params, ifMatch, body }) =>
      modules.updateModule(tenant, params.id, params.moduleId, ifMatch, body),
    ),
    route(contracts.moveModule, 'author', ({ tenant, params, ifMatch, body }) =>
      modules.moveModule(tenant, params.id, params.moduleId, ifMatch, body.position),
    ),
    route(contracts.deleteModule, 'author', ({ tenant, params, ifMatch }) =>
      modules.deleteModule(tenant, params.id, params.moduleId, ifMatch),
    ),
    route(contracts.restoreModule, 'author', ({ tenant, params, ifMatch, body }) =>
      modules.restoreModule(tenant, params.id, params.moduleId, ifMatch, body.position),
    ),
    route(contracts.addLesson, 'author', ({ tenant, params, ifMatch, body }) =>
      placement.addLesson(tenant, params.id, params.moduleId, ifMatch, body),
    ),
    route(contracts.moveLesson, 'author', ({ tenant, params, ifMatch, body }) =>
      placement.moveLesson(tenant, params.id, params.lessonId, ifMatch, body),
    ),
    route(contracts.deleteLesson, 'author', ({ tenant, params, ifMatch }) =>
      placement.deleteLesson(tenant, params.id, params.lessonId, ifMatch),
    ),
    route(contracts.restoreLesson, 'author', ({ tenant, params, ifMatch, body }) =>
      placement.restoreLesson(tenant, params.id, params.lessonId, ifMatch, body.position),
    ),
    route(contracts.duplicateLesson, 'author', ({ tenant, params, ifMatch, body }) =>
      placement.duplicateLesson(tenant, params.id, params.lessonId, ifMatch, body.title),
    ),
    route(contracts.listDeletedParts, 'author', ({ tenant, params }) =>
      modules.deleted(tenant, params.id),
    ),
  ];
}

function lessonRoutes({ lessons, contents }: Services): Route[] {
  return [
    route(contracts.getLesson, 'author', ({ tenant, params }) => lessons.get(tenant, params.id)),
    route(contracts.updateLesson, 'author', ({ tenant, params, ifMatch, body }) =>
      lessons.update(tenant, params.id, ifMatch, body),
    ),
    route(contracts.putResources, 'author', ({ tenant, params, ifMatch, body }) =>
      lessons.putResources(tenant, params.id, ifMatch, body.resources),
    ),
    route(contracts.getArticle, 'author', ({ tenant, params }) =>
      contents.getArticle(tenant, params.id),
    ),
    route(contracts.putArticle, 'author', ({ tenant, params, ifMatch, body }) =>
      contents.putArticle(tenant, params.id, ifMatch, body.document),
    ),
    route(contracts.getPath, 'author', ({ tenant, params }) => contents.getPath(tenant, params.id)),
    route(contracts.putPath, 'author', ({ tenant, params, ifMatch, body }) =>
      contents.putPath(tenant, params.id, ifMatch, body.itemIds),
    ),
  ];
}

function publishingRoutes({ publishing }: Services): Route[] {
  return [
    route(contracts.getChanges, 'author', ({ tenant, params }) =>
      publishing.changes(tenant, params.id),
    ),
    route(contracts.getLessonChange, 'author', ({ tenant, params }) =>
      publishing.lessonChange(tenant, params.id, params.lessonId),
    ),
    route(contracts.publishCourse, 'author', ({ tenant, params, ifMatch, body }) =>
      publishing.publish(tenant, params.id, ifMatch, body),
    ),
    route(contracts.unpublishCourse, 'author', ({ tenant, params, ifMatch }) =>
      publishing.unpublish(tenant, params.id, ifMatch),
    ),
    route(contracts.listCourseVersions, 'author', ({ tenant, params, query }) =>
      publishing.versions(tenant, params.id, query),
    ),
  ];
}

function readerRoutes({ catalog, reading }: Services): Route[] {
  return [
    route(contracts.listCatalog, 'learn', ({ tenant, query }) => catalog.list(tenant, query)),
    route(contracts.getCatalogFilters, 'learn', ({ tenant }) => catalog.filters(tenant)),
    route(contracts.getCatalogCourse, 'learn', ({ tenant, params }) =>
      catalog.get(tenant, params.id),
    ),
    route(contracts.previewLesson, 'learn', ({ tenant, params, query }) =>
      reading.preview(tenant, params.id, params.lessonId, query.draft ?? false),
    ),
  ];
}

export function coursesRoutes(services: Services): Route[] {
  return [
    ...courseRoutes(services),
    ...treeRoutes(services),
    ...lessonRoutes(services),
    ...publishingRoutes(services),
    ...readerRoutes(services),
  ];
}
