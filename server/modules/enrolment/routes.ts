import * as contracts from '../../../contracts/enrolment.ts';
import { publicRoute, type Route, route } from '../../http/route.ts';
import type { AnalyticsService } from './service/analytics.ts';
import type { CertificatesService } from './service/certificates.ts';
import type { CsvImportService } from './service/csv-import.ts';
import type { EnrolService } from './service/enrol.ts';
import type { LessonService } from './service/lesson.ts';
import type { LessonItemsService } from './service/lesson-items.ts';
import type { MyCoursesService } from './service/my-courses.ts';
import type { NotesService } from './service/notes.ts';
import type { PeopleService } from './service/people.ts';
import type { ReadLessonService } from './service/read-lesson.ts';

export type EnrolmentServices = {
  enrol: EnrolService;
  myCourses: MyCoursesService;
  readLesson: ReadLessonService;
  lesson: LessonService;
  lessonItems: LessonItemsService;
  notes: NotesService;
  people: PeopleService;
  csvImport: CsvImportService;
  analytics: AnalyticsService;
  certificates: CertificatesService;
};

export function enrolmentRoutes(services: EnrolmentServices): Route[] {
  return [
    ...learnerRoutes(services),
    ...lessonRoutes(services),
    ...staffRoutes(services),
    ...certificateRoutes(services),
  ];
}

function learnerRoutes({ enrol, myCourses, notes }: EnrolmentServices): Route[] {
  return [
    route(contracts.getEnrolment, 'learn', ({ tenant, params }) => enrol.get(tenant, params.id)),
    route(contracts.enrol, 'learn', ({ tenant, params }) => enrol.enrol(tenant, params.id)),
    route(contracts.withdraw, 'learn', ({ tenant, params }) => enrol.withdraw(tenant, params.id)),
    route(contracts.listMyCourses, 'learn', ({ tenant, query }) => myCourses.list(tenant, query)),
    route(contracts.getMyCourse, 'learn', ({ tenant, params }) => myCourses.get(tenant, params.id)),
    route(contracts.listNotes, 'learn', ({ tenant, query }) => notes.list(tenant, query)),
    route(contracts.updateNote, 'learn', ({ tenant, params, body, ifMatch }) =>
      notes.update(tenant, params.id, ifMatch, body),
    ),
    route(contracts.deleteNote, 'learn', async ({ tenant, params }) => {
      await notes.delete(tenant, params.id);
      return {};
    }),
    route(contracts.listBookmarks, 'learn', ({ tenant, query }) =>
      notes.listBookmarks(tenant, query),
    ),
    route(contracts.deleteBookmark, 'learn', async ({ tenant, params }) => {
      await notes.deleteBookmark(tenant, params.id);
      return {};
    }),
  ];
}

function lessonRoutes({ readLesson, lesson, lessonItems, notes }: EnrolmentServices): Route[] {
  return [
    route(contracts.readMyLesson, 'learn', ({ tenant, params }) => readLesson(tenant, params)),
    route(contracts.putPosition, 'learn', ({ tenant, params, body }) =>
      lesson.putPosition(tenant, params, body),
    ),
    route(contracts.sendHeartbeat, 'learn', ({ tenant, params, body }) =>
      lesson.heartbeat(tenant, params, body.seconds),
    ),
    route(contracts.completeLesson, 'learn', ({ tenant, params }) =>
      lesson.complete(tenant, params),
    ),
    route(contracts.uncompleteLesson, 'learn', ({ tenant, params }) =>
      lesson.uncomplete(tenant, params),
    ),
    route(contracts.answerItem, 'learn', ({ tenant, params, body }) =>
      lessonItems.answer(tenant, params, body),
    ),
    route(contracts.openHints, 'learn', ({ tenant, params, body }) =>
      lessonItems.hints(tenant, params, body),
    ),
    route(contracts.listSharedNotes, 'learn', ({ tenant, params, query }) =>
      notes.listShared(tenant, params, query),
    ),
    route(contracts.createNote, 'learn', ({ tenant, params, body }) =>
      notes.create(tenant, params, body),
    ),
    route(contracts.createBookmark, 'learn', ({ tenant, params, body }) =>
      notes.createBookmark(tenant, params, body),
    ),
  ];
}

function staffRoutes({ people, csvImport, analytics }: EnrolmentServices): Route[] {
  return [
    route(contracts.listCoursePeople, 'author', ({ tenant, params, query }) =>
      people.list(tenant, params.id, query),
    ),
    route(contracts.getCoursePerson, 'author', ({ tenant, params }) =>
      analytics.person(tenant, params.id, params.userId),
    ),
    route(contracts.enrolPeople, 'author', ({ tenant, params, body }) =>
      people.enrol(tenant, params.id, body.userIds),
    ),
    route(contracts.removePerson, 'author', ({ tenant, params }) =>
      people.remove(tenant, params.id, params.userId),
    ),
    route(contracts.movePersonUp, 'author', ({ tenant, params }) =>
      people.moveUp(tenant, params.id, params.userId),
    ),
    route(contracts.previewCsv, 'author', ({ tenant, params, body }) =>
      csvImport.preview(tenant, params.id, body.csv),
    ),
    route(contracts.importCsv, 'author', ({ tenant, params, body }) =>
      csvImport.import(tenant, params.id, body),
    ),
    route(contracts.getCourseAnalytics, 'author', ({ tenant, params }) =>
      analytics.course(tenant, params.id),
    ),
  ];
}

function certificateRoutes({ certificates }: EnrolmentServices): Route[] {
  return [
    route(contracts.listMyCertificates, 'learn', ({ tenant, query }) =>
      certificates.listOwn(tenant, query),
    ),
    route(contracts.listCourseCertificates, 'author', ({ tenant, params, query }) =>
      certificates.listOfCourse(tenant, params.id, query),
    ),
    route(contracts.revokeCertificate, 'author', ({ tenant, params, body }) =>
      certificates.revoke(tenant, params, body.reason),
    ),
    route(contracts.reinstateCertificate, 'author', ({ tenant, params, body }) =>
      certificates.reinstate(tenant, params, body.reason),
    ),
    publicRoute(contracts.verifyCertificate, ({ params, request }) =>
      certificates.verify(params, request.ip),
    ),
  ];
}
