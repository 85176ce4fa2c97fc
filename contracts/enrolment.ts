import { z } from 'zod';
import { LessonKind, ReadLesson } from './courses.ts';
import { ItemSource } from './items.ts';
import { StepAnswer, StepResult } from './learning.ts';
import { defineRoute } from './route.ts';
import { Empty, Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

export const EnrolmentStatus = z.enum(['waiting', 'active', 'completed', 'withdrawn']);
export type EnrolmentStatus = z.infer<typeof EnrolmentStatus>;
export const EnrolmentSource = z.enum(['self', 'instructor', 'csv']);
export type EnrolmentSource = z.infer<typeof EnrolmentSource>;

/** Percent of the required lessons completed, 0-100. */
const Percent = z.number().min(0).max(100);
const Seconds = z.number().int().min(0);

/** Where a learner is in a lesson. */
export const LessonPosition = z.discriminatedUnion('kind', [
  /** Characters into the text of the article; `revision` names the version that was read. */
  z.object({
    kind: z.literal('text'),
    offset: z.number().int().min(0).max(10_000_000),
    revision: z.number().int().min(1).optional(),
  }),
  z.object({ kind: z.literal('video'), seconds: z.number().min(0).max(1_000_000) }),
  /** Step of a path, from 0. */
  z.object({ kind: z.literal('item'), index: z.number().int().min(0).max(10_000) }),
]);
export type LessonPosition = z.infer<typeof LessonPosition>;

export const Enrolment = z.object({
  courseId: Id,
  status: EnrolmentStatus,
  source: EnrolmentSource,
  /** Since when the learner takes the course; null while they wait. */
  enrolledAt: Timestamp.nullable(),
  completedAt: Timestamp.nullable(),
  /** Place in the waiting line, from 1; null where nobody waits. */
  waitingPlace: z.number().int().min(1).nullable(),
  progressPercent: Percent,
  timeSpentSeconds: Seconds,
  lastActivityAt: Timestamp.nullable(),
});
export type Enrolment = z.infer<typeof Enrolment>;

const CourseParams = IdParams;
const LessonParams = z.object({ id: Id, lessonId: Id });
const PersonParams = z.object({ id: Id, userId: Id });

/* ---- A learner and a course ---- */

export const getEnrolment = defineRoute({
  method: 'GET',
  path: '/courses/:id/enrolment',
  summary: 'Whether you take a course, and what stands in the way of it',
  params: CourseParams,
  response: z.object({
    /** Null where you never enrolled. */
    enrolment: Enrolment.nullable(),
    /** What refuses an enrolment by yourself now; empty where nothing does. */
    obstacles: z.array(z.enum(['not_open', 'prerequisites_missing'])),
    /** Courses to complete before. */
    missingPrerequisites: z.array(z.object({ courseId: Id, title: z.string() })),
    /** Null without a limit. With 0 left an enrolment joins the waiting line. */
    placesLeft: z.number().int().min(0).nullable(),
    waiting: z.number().int().min(0),
  }),
});

/** Asked again, it answers the same enrolment. In a full course it joins the waiting line. */
export const enrol = defineRoute({
  method: 'POST',
  path: '/courses/:id/enrolment',
  summary: 'Enrol yourself in a course, or join its waiting line',
  params: CourseParams,
  response: Enrolment,
});

/** What was done in the course is kept, and there again after another enrolment. */
export const withdraw = defineRoute({
  method: 'DELETE',
  path: '/courses/:id/enrolment',
  summary: 'Leave a course or its waiting line; the first who waits takes the place',
  params: CourseParams,
  response: Enrolment,
});

export const NextLesson = z.object({
  lessonId: Id,
  title: z.string(),
  kind: LessonKind,
  /** Null where the lesson was not begun, or is read from its start. */
  position: LessonPosition.nullable(),
});

export const MyCourse = z.object({
  courseId: Id,
  title: z.string(),
  description: z.string(),
  /** Address of the picture, from the root of the server; null without one. */
  thumbnailUrl: z.string().nullable(),
  /** Instructors may take a course back from the catalog; those who take it keep their record. */
  isPublished: z.boolean(),
  status: EnrolmentStatus,
  waitingPlace: z.number().int().min(1).nullable(),
  progressPercent: Percent,
  lessonCount: z.number().int(),
  completedCount: z.number().int(),
  estimatedMinutes: z.number().int(),
  timeSpentSeconds: Seconds,
  /** Mean of the lessons that have a score, 0-100. */
  averageScore: z.number().min(0).max(100).nullable(),
  /** Where to go on; null where nothing is left. */
  next: NextLesson.nullable(),
  certificateId: Id.nullable(),
  enrolledAt: Timestamp.nullable(),
  completedAt: Timestamp.nullable(),
  lastActivityAt: Timestamp.nullable(),
});
export type MyCourse = z.infer<typeof MyCourse>;

export const listMyCourses = defineRoute({
  method: 'GET',
  path: '/my/courses',
  summary:
    'The courses that you take or wait for, the last touched first, each with its next lesson',
  query: PageQuery.extend({
    /** All but withdrawn ones where absent. */
    status: EnrolmentStatus.optional(),
  }),
  response: pageOf(MyCourse),
});

export const LessonState = z.enum(['new', 'started', 'completed']);

export const MyLessonEntry = z.object({
  lessonId: Id,
  title: z.string(),
  kind: LessonKind,
  estimatedMinutes: z.number().int(),
  isRequired: z.boolean(),
  state: LessonState,
  /** Best known score, 0-100; null where nothing was scored. */
  score: z.number().min(0).max(100).nullable(),
  completedAt: Timestamp.nullable(),
  timeSpentSeconds: Seconds,
  /** It came with a version that was published after you had completed the course. */
  isNew: z.boolean(),
});
export type MyLessonEntry = z.infer<typeof MyLessonEntry>;

export const getMyCourse = defineRoute({
  method: 'GET',
  path: '/my/courses/:id',
  summary: 'A course that you take: its lessons with your state in each',
  params: CourseParams,
  response: z.object({
    course: MyCourse,
    objectives: z.array(z.string()),
    /** What completes the course. */
    requiredPercent: z.number().int().min(1).max(100),
    hasCertificate: z.boolean(),
    modules: z.array(
      z.object({
        title: z.string(),
        description: z.string(),
        lessons: z.array(MyLessonEntry),
      }),
    ),
  }),
});

/* ---- Notes and bookmarks ---- */

const NoteText = z.string().trim().min(1).max(10_000);

export const Note = z.object({
  id: Id,
  courseId: Id,
  lessonId: Id,
  lessonTitle: z.string(),
  text: z.string(),
  position: LessonPosition.nullable(),
  /** Whether the others who take the course may read it. */
  isPublic: z.boolean(),
  revision: z.number().int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Note = z.infer<typeof Note>;

export const SharedNote = Note.omit({ revision: true, isPublic: true }).extend({
  authorName: z.string(),
});
export type SharedNote = z.infer<typeof SharedNote>;

export const Bookmark = z.object({
  id: Id,
  courseId: Id,
  lessonId: Id,
  lessonTitle: z.string(),
  label: z.string(),
  position: LessonPosition.nullable(),
  createdAt: Timestamp,
});
export type Bookmark = z.infer<typeof Bookmark>;

const OfCourse = PageQuery.extend({ courseId: Id.optional(), lessonId: Id.optional() });

export const listNotes = defineRoute({
  method: 'GET',
  path: '/my/notes',
  summary: 'Your notes, newest first, of all courses or of one course or lesson',
  query: OfCourse,
  response: pageOf(Note),
});

export const listSharedNotes = defineRoute({
  method: 'GET',
  path: '/my/courses/:id/lessons/:lessonId/shared-notes',
  summary: 'Notes on a lesson that others share, newest first',
  params: LessonParams,
  query: PageQuery,
  response: pageOf(SharedNote),
});

export const createNote = defineRoute({
  method: 'POST',
  path: '/my/courses/:id/lessons/:lessonId/notes',
  summary: 'Write a note on a lesson',
  params: LessonParams,
  body: z.object({
    text: NoteText,
    position: LessonPosition.nullable().default(null),
    isPublic: z.boolean().default(false),
  }),
  response: Note,
  status: 201,
});

export const updateNote = defineRoute({
  method: 'PATCH',
  path: '/my/notes/:id',
  summary: 'Change a note, or whether others may read it (If-Match: revision)',
  params: IdParams,
  body: z.object({ text: NoteText.optional(), isPublic: z.boolean().optional() }),
  response: Note,
});

export const deleteNote = defineRoute({
  method: 'DELETE',
  path: '/my/notes/:id',
  summary: 'Delete a note',
  params: IdParams,
  response: Empty,
});

export const listBookmarks = defineRoute({
  method: 'GET',
  path: '/my/bookmarks',
  summary: 'Your bookmarks, newest first, of all courses or of one course or lesson',
  query: OfCourse,
  response: pageOf(Bookmark),
});

export const createBookmark = defineRoute({
  method: 'POST',
  path: '/my/courses/:id/lessons/:lessonId/bookmarks',
  summary: 'Mark a place in a lesson',
  params: LessonParams,
  body: z.object({
    label: z.string().trim().max(200).default(''),
    position: LessonPosition.nullable().default(null),
  }),
  response: Bookmark,
  status: 201,
});

export const deleteBookmark = defineRoute({
  method: 'DELETE',
  path: '/my/bookmarks/:id',
  summary: 'Delete a bookmark',
  params: IdParams,
  response: Empty,
});

/* ---- Taking a lesson ---- */

export const LessonProgress = z.object({
  state: LessonState,
  position: LessonPosition.nullable(),
  score: z.number().min(0).max(100).nullable(),
  attempts: z.number().int().min(0),
  timeSpentSeconds: Seconds,
  startedAt: Timestamp.nullable(),
  completedAt: Timestamp.nullable(),
});
export type LessonProgress = z.infer<typeof LessonProgress>;

const Neighbour = z.object({ lessonId: Id, title: z.string() });

/** How often you have met an item of the lesson, and answered it rightly. */
export const AnsweredItem = z.object({
  itemId: Id,
  seen: z.number().int(),
  correct: z.number().int(),
});

export const readMyLesson = defineRoute({
  method: 'GET',
  path: '/my/courses/:id/lessons/:lessonId',
  summary: 'A lesson of a course that you take, with your progress, notes and bookmarks in it',
  params: LessonParams,
  response: z.object({
    lesson: ReadLesson,
    progress: LessonProgress,
    /** Of the newest 100. */
    notes: z.array(Note),
    bookmarks: z.array(Bookmark),
    answered: z.array(AnsweredItem),
    previous: Neighbour.nullable(),
    next: Neighbour.nullable(),
  }),
});

/** What completing, or taking it back, did to the course. */
export const CourseProgress = z.object({
  lesson: LessonProgress,
  status: EnrolmentStatus,
  progressPercent: Percent,
  /** This very request completed the course. */
  courseCompleted: z.boolean(),
  certificateId: Id.nullable(),
});
export type CourseProgress = z.infer<typeof CourseProgress>;

/** Begins the lesson, too. A position that is older than the one kept changes nothing. */
export const putPosition = defineRoute({
  method: 'PUT',
  path: '/my/courses/:id/lessons/:lessonId/position',
  summary: 'Keep where you are in a lesson, for all your devices',
  params: LessonParams,
  body: z.object({
    position: LessonPosition,
    /** When you were there, by the clock of your device. */
    at: Timestamp,
  }),
  response: z.object({ position: LessonPosition, at: Timestamp }),
});

/** Longest time that one heartbeat can add, in seconds. */
export const HEARTBEAT_SECONDS = 60;

export const sendHeartbeat = defineRoute({
  method: 'POST',
  path: '/my/courses/:id/lessons/:lessonId/heartbeat',
  summary: 'Count time spent in a lesson: at most what went by since the last heartbeat',
  params: LessonParams,
  body: z.object({ seconds: z.number().int().min(0).max(HEARTBEAT_SECONDS) }),
  response: z.object({ creditedSeconds: Seconds, timeSpentSeconds: Seconds }),
});

/** Videos and assessments are completed by watching and by passing, not here. */
export const completeLesson = defineRoute({
  method: 'PUT',
  path: '/my/courses/:id/lessons/:lessonId/completion',
  summary: 'Mark an article or a path as completed',
  params: LessonParams,
  response: CourseProgress,
});

export const uncompleteLesson = defineRoute({
  method: 'DELETE',
  path: '/my/courses/:id/lessons/:lessonId/completion',
  summary: 'Take the mark on an article or a path back; a completed course stays completed',
  params: LessonParams,
  response: CourseProgress,
});

export const answerItem = defineRoute({
  method: 'POST',
  path: '/my/courses/:id/lessons/:lessonId/answers',
  summary: 'Answer a question, rate a card or read a nugget that stands in a lesson',
  params: LessonParams,
  body: z.object({
    itemId: Id,
    /** Options are named by the ids with which the lesson showed them. */
    answer: StepAnswer,
    responseMs: z.number().int().min(0).max(3_600_000),
    hintsUsed: z.number().int().min(0).max(5).default(0),
  }),
  response: z.object({ result: StepResult, sources: z.array(ItemSource) }),
});

export const openHints = defineRoute({
  method: 'POST',
  path: '/my/courses/:id/lessons/:lessonId/hints',
  summary: 'Open the hints of a question in a lesson, up to a number',
  params: LessonParams,
  body: z.object({ itemId: Id, count: z.number().int().min(1).max(5) }),
  response: z.object({ hints: z.array(z.string()) }),
});

/* ---- The people of a course ---- */

export const CoursePerson = z.object({
  userId: Id,
  name: z.string(),
  email: z.string(),
  status: EnrolmentStatus,
  source: EnrolmentSource,
  waitingPlace: z.number().int().min(1).nullable(),
  progressPercent: Percent,
  timeSpentSeconds: Seconds,
  enrolledAt: Timestamp.nullable(),
  completedAt: Timestamp.nullable(),
  lastActivityAt: Timestamp.nullable(),
  certificateId: Id.nullable(),
});
export type CoursePerson = z.infer<typeof CoursePerson>;

export const listCoursePeople = defineRoute({
  method: 'GET',
  path: '/courses/:id/people',
  summary: 'The people of a course, the last active first, or those who wait in their order',
  params: CourseParams,
  query: PageQuery.extend({
    /** All but withdrawn ones where absent. */
    status: EnrolmentStatus.optional(),
    /** Part of a name or an address. */
    q: z.string().trim().min(1).max(100).optional(),
  }),
  response: pageOf(CoursePerson).extend({
    counts: z.record(EnrolmentStatus, z.number().int()),
    maxStudents: z.number().int().nullable(),
  }),
});

export const getCoursePerson = defineRoute({
  method: 'GET',
  path: '/courses/:id/people/:userId',
  summary: 'How one person does in a course, lesson by lesson',
  params: PersonParams,
  response: z.object({ person: CoursePerson, lessons: z.array(MyLessonEntry) }),
});

export const ENROL_LIMIT = 500;

export const EnrolOutcome = z.enum(['enrolled', 'waiting', 'already', 'not_a_member']);

/** Prerequisites and closed enrolment do not bind instructors; the number of places does. */
export const enrolPeople = defineRoute({
  method: 'POST',
  path: '/courses/:id/people',
  summary: `Enrol up to ${ENROL_LIMIT} people; those without a place wait in line`,
  params: CourseParams,
  body: z.object({ userIds: z.array(Id).min(1).max(ENROL_LIMIT) }),
  response: z.object({ results: z.array(z.object({ userId: Id, outcome: EnrolOutcome })) }),
});

export const removePerson = defineRoute({
  method: 'DELETE',
  path: '/courses/:id/people/:userId',
  summary: 'Take a person out of a course; what they did is kept',
  params: PersonParams,
  response: CoursePerson,
});

export const movePersonUp = defineRoute({
  method: 'POST',
  path: '/courses/:id/people/:userId/move-up',
  summary:
    'Put a person who waits at the head of the line, or into the course where a place is free',
  params: PersonParams,
  response: CoursePerson,
});

export const CSV_ROWS = 5000;
export const MAX_CSV_LENGTH = 1_000_000;

export const CsvOutcome = z.enum([
  'will_enrol',
  'will_wait',
  'already',
  'not_a_member',
  'invalid_address',
  'duplicate',
]);

const CsvText = z.object({ csv: z.string().min(1).max(MAX_CSV_LENGTH) });

export const CsvPreview = z.object({
  rows: z.array(
    z.object({
      /** Line in the file, from 1; the head counts. */
      line: z.number().int(),
      email: z.string(),
      /** Name as Lectern has it; else as the file has it. */
      name: z.string(),
      outcome: CsvOutcome,
    }),
  ),
  counts: z.record(CsvOutcome, z.number().int()),
  /** Stands for exactly what is shown here; the import takes it. */
  token: z.string(),
});
export type CsvPreview = z.infer<typeof CsvPreview>;

export const previewCsv = defineRoute({
  method: 'POST',
  path: '/courses/:id/people/csv/preview',
  summary:
    'What importing a list of addresses (CSV with a column "email") would do; changes nothing',
  params: CourseParams,
  body: CsvText,
  response: CsvPreview,
});

/** Does what the preview with this token showed, all of it or nothing: `conflict` where it no longer holds. */
export const importCsv = defineRoute({
  method: 'POST',
  path: '/courses/:id/people/csv',
  summary: 'Enrol the people of a list as its preview showed',
  params: CourseParams,
  body: CsvText.extend({ token: z.string().max(100) }),
  response: z.object({ enrolled: z.number().int(), waiting: z.number().int() }),
});

/** A file, for `urlOf`; not JSON. */
export const PEOPLE_CSV_PATH = '/courses/:id/people.csv';

export const LessonAnalytics = z.object({
  lessonId: Id,
  title: z.string(),
  kind: LessonKind,
  moduleTitle: z.string(),
  started: z.number().int(),
  completed: z.number().int(),
  /** Share of those who take the course that have completed it, 0-100. */
  completionPercent: Percent,
  averageScore: z.number().min(0).max(100).nullable(),
  averageSeconds: z.number().nullable(),
});

export const getCourseAnalytics = defineRoute({
  method: 'GET',
  path: '/courses/:id/analytics',
  summary: 'How a course goes: enrolment, completion, scores and time, by lesson',
  params: CourseParams,
  response: z.object({
    enrolled: z.number().int(),
    waiting: z.number().int(),
    completed: z.number().int(),
    withdrawn: z.number().int(),
    /** Active in the last seven days. */
    activeThisWeek: z.number().int(),
    averageProgressPercent: Percent.nullable(),
    averageScore: z.number().min(0).max(100).nullable(),
    averageSeconds: z.number().nullable(),
    lessons: z.array(LessonAnalytics),
  }),
});

/* ---- Certificates ---- */

export const Certificate = z.object({
  id: Id,
  courseId: Id,
  courseTitle: z.string(),
  userId: Id,
  learnerName: z.string(),
  /** Groups of five characters: what verification asks for. */
  code: z.string(),
  score: z.number().min(0).max(100).nullable(),
  issuedAt: Timestamp,
  revokedAt: Timestamp.nullable(),
  revokeReason: z.string().nullable(),
  /** Address at which anybody can check it. */
  verifyUrl: z.string(),
});
export type Certificate = z.infer<typeof Certificate>;

export const listMyCertificates = defineRoute({
  method: 'GET',
  path: '/my/certificates',
  summary: 'Your certificates, newest first',
  query: PageQuery,
  response: pageOf(Certificate),
});

export const listCourseCertificates = defineRoute({
  method: 'GET',
  path: '/courses/:id/certificates',
  summary: 'The certificates of a course, newest first',
  params: CourseParams,
  query: PageQuery.extend({ q: z.string().trim().min(1).max(100).optional() }),
  response: pageOf(Certificate),
});

const CertificateParams = z.object({ id: Id, certificateId: Id });

export const revokeCertificate = defineRoute({
  method: 'POST',
  path: '/courses/:id/certificates/:certificateId/revoke',
  summary: 'Revoke a certificate; its verification says so from now on',
  params: CertificateParams,
  body: z.object({ reason: z.string().trim().min(1).max(2000) }),
  response: Certificate,
});

export const reinstateCertificate = defineRoute({
  method: 'POST',
  path: '/courses/:id/certificates/:certificateId/reinstate',
  summary: 'Make a revoked certificate valid again',
  params: CertificateParams,
  body: z.object({ reason: z.string().trim().min(1).max(2000) }),
  response: Certificate,
});

/** A PDF, for `urlOf`; for the learner and for staff. */
export const CERTIFICATE_PDF_PATH = '/certificates/:id/pdf';

/** Page of the web app that shows the verification; what the QR code leads to. */
export const VERIFY_PAGE_PATH = '/verify/:organizationId/:code';

/** Without a session. Says nothing but what the certificate itself says. */
export const verifyCertificate = defineRoute({
  method: 'GET',
  path: '/certificates/:organizationId/:code',
  summary: 'Whether a certificate is valid; for anybody who holds its code',
  params: z.object({ organizationId: Id, code: z.string().max(60) }),
  response: z.discriminatedUnion('status', [
    z.object({ status: z.literal('unknown') }),
    z.object({
      status: z.enum(['valid', 'revoked']),
      learnerName: z.string(),
      courseTitle: z.string(),
      organizationName: z.string(),
      issuedAt: Timestamp,
    }),
  ]),
});
