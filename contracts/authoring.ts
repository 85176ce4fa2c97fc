import { z } from 'zod';
import { Item, ItemType } from './items.ts';
import { MaterialLevel } from './library.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

/** Materials that one course can be made of, and how large its proposal may grow. */
export const MATERIALS_LIMIT = 20;
export const MODULES_LIMIT = 100;
export const LESSONS_LIMIT = 200;
const SECTIONS_LIMIT = 200;
const SECTION_ITEMS_LIMIT = 500;

/** Where there are quizzes; those of modules ask what their lessons teach. */
export const QuizPlacement = z.enum(['lesson', 'module', 'none']);
export type QuizPlacement = z.infer<typeof QuizPlacement>;

export const ProposalOptions = z.object({
  quizzes: QuizPlacement,
  finalExam: z.boolean(),
  /** Minutes that a lesson should take. */
  lessonMinutes: z.number().int().min(5).max(45),
});
export type ProposalOptions = z.infer<typeof ProposalOptions>;

export const USUAL_OPTIONS: ProposalOptions = {
  quizzes: 'lesson',
  finalExam: true,
  lessonMinutes: 12,
};

export const LeaveOutReason = z.enum([
  'front_matter',
  'contents',
  'index',
  'bibliography',
  'legal',
  /** Nothing was made from it that could be learned. */
  'nothing_to_learn',
  /** The author said so. */
  'author',
]);
export type LeaveOutReason = z.infer<typeof LeaveOutReason>;

/** Unique in a proposal; a client that splits or adds makes up new ones. */
const Key = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
const Title = z.string().trim().min(1).max(255);
const Objectives = z.array(z.string().trim().min(1).max(300)).max(12);

/** What belongs under one heading of a lesson: items in the order of their source. */
export const ProposalSection = z.object({
  /** May be empty where the lesson's own title says it. */
  title: z.string().trim().max(255),
  materialId: Id,
  pages: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
  itemIds: z.array(Id).max(SECTION_ITEMS_LIMIT),
});
export type ProposalSection = z.infer<typeof ProposalSection>;

export const ProposalLesson = z.object({
  key: Key,
  title: Title,
  summary: z.string().trim().max(2000),
  objectives: Objectives,
  sections: z.array(ProposalSection).min(1).max(SECTIONS_LIMIT),
});
export type ProposalLesson = z.infer<typeof ProposalLesson>;

export const ProposalModule = z.object({
  key: Key,
  title: Title,
  summary: z.string().trim().max(2000),
  objectives: Objectives,
  lessons: z.array(ProposalLesson).max(LESSONS_LIMIT),
});
export type ProposalModule = z.infer<typeof ProposalModule>;

/** A part of a source that is not in the course; it can be put back. */
export const LeftOut = z.object({
  reason: LeaveOutReason,
  /** The module in which it stood; empty where there was none. */
  from: z.string().max(255),
  /** Passages of the source in it. */
  passages: z.number().int().min(0),
  lesson: ProposalLesson,
});
export type LeftOut = z.infer<typeof LeftOut>;

export const ProposalTree = z.object({
  modules: z.array(ProposalModule).max(MODULES_LIMIT),
  leftOut: z.array(LeftOut).max(500),
});
export type ProposalTree = z.infer<typeof ProposalTree>;

/** A quiz or exam as the course will have it: questions, and how many an attempt draws. */
export const PlannedQuiz = z.object({
  questions: z.number().int(),
  draw: z.number().int(),
});
export type PlannedQuiz = z.infer<typeof PlannedQuiz>;

/** What follows from a lesson's items as they are now. */
export const LessonFigures = z.object({
  minutes: z.number().int(),
  nuggets: z.number().int(),
  flashcards: z.number().int(),
  questions: z.number().int(),
  /** Items that a person has not approved yet. */
  waiting: z.number().int(),
  /** Questions that the lesson asks for practice. */
  practice: z.number().int(),
  quiz: PlannedQuiz.nullable(),
});
export type LessonFigures = z.infer<typeof LessonFigures>;

export const ProposalStatus = z.enum(['draft', 'created']);

export const CourseProposal = z.object({
  id: Id,
  status: ProposalStatus,
  title: z.string(),
  description: z.string(),
  level: MaterialLevel,
  language: z.string(),
  objectives: z.array(z.string()),
  options: ProposalOptions,
  materials: z.array(
    z.object({
      id: Id,
      title: z.string(),
      pageCount: z.number().int().nullable(),
      /** Items of it that stand nowhere in the proposal, because their passage is gone. */
      unplaced: z.number().int(),
    }),
  ),
  tree: ProposalTree,
  /** By key of the lesson, those left out included. */
  lessons: z.record(z.string(), LessonFigures),
  /** Quizzes of modules, by key of the module. */
  moduleQuizzes: z.record(z.string(), PlannedQuiz),
  exam: PlannedQuiz.nullable(),
  minutes: z.number().int(),
  waiting: z.object({
    total: z.number().int(),
    /** Those that fail no lint: they may be approved together. */
    clean: z.number().int(),
    byType: z.record(ItemType, z.number().int()),
  }),
  /** The course that was made of it. */
  courseId: Id.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** Send it back as If-Match when you edit. */
  revision: z.number().int(),
});
export type CourseProposal = z.infer<typeof CourseProposal>;

export const proposeCourse = defineRoute({
  method: 'POST',
  path: '/course-proposals',
  summary: 'Propose a course from materials; it is kept, and changes nothing else',
  body: z.object({
    materialIds: z.array(Id).min(1).max(MATERIALS_LIMIT),
    title: Title.optional(),
    options: ProposalOptions.partial().default({}),
    /** Titles of chapters or sections that the course does without. */
    leaveOut: z.array(z.string().trim().min(1).max(255)).max(100).default([]),
  }),
  response: CourseProposal,
  status: 201,
});

export const ProposalEntry = z.object({
  id: Id,
  title: z.string(),
  status: ProposalStatus,
  materials: z.array(z.string()),
  courseId: Id.nullable(),
  updatedAt: Timestamp,
});

export const listProposals = defineRoute({
  method: 'GET',
  path: '/course-proposals',
  summary: 'Proposals that became no course yet, last changed first',
  query: PageQuery,
  response: pageOf(ProposalEntry),
});

export const getProposal = defineRoute({
  method: 'GET',
  path: '/course-proposals/:id',
  summary: 'A proposal with the figures of its items as they are now',
  params: IdParams,
  response: CourseProposal,
});

export const editProposal = defineRoute({
  method: 'PATCH',
  path: '/course-proposals/:id',
  summary: 'Change words, options or the tree of a proposal (If-Match: revision)',
  params: IdParams,
  body: z.object({
    title: Title.optional(),
    description: z.string().trim().max(4000).optional(),
    level: MaterialLevel.optional(),
    objectives: Objectives.optional(),
    /** The length of lessons is for a new proposal: it would cut all of them anew. */
    options: ProposalOptions.pick({ quizzes: true, finalExam: true }).partial().optional(),
    /** The whole tree; it may hold each of the proposal's items once and no others. */
    tree: ProposalTree.optional(),
  }),
  response: CourseProposal,
});

export const deleteProposal = defineRoute({
  method: 'DELETE',
  path: '/course-proposals/:id',
  summary: 'Throw a proposal away; materials, items and courses stay',
  params: IdParams,
  response: z.object({}),
});

export const getWaitingItems = defineRoute({
  method: 'GET',
  path: '/course-proposals/:id/waiting',
  summary: 'Items of a proposal that wait for review: a sample to read, and which fail no lint',
  params: IdParams,
  query: z.object({ sample: z.coerce.number().int().min(1).max(30).default(8) }),
  response: z.object({
    /** Spread over the course and the kinds of items; only those that fail no lint. */
    sample: z.array(Item),
    /** In the order of the course, for the bulk review. */
    cleanIds: z.array(Id),
    flaggedIds: z.array(Id),
  }),
});

export const createProposedCourse = defineRoute({
  method: 'POST',
  path: '/course-proposals/:id/course',
  summary: 'Make the course of a proposal, as a draft; asked again, it answers the same course',
  params: IdParams,
  body: z.object({
    /** What to do with items that still wait: a course that holds one cannot be published. */
    waiting: z.enum(['leave_out', 'keep']).default('leave_out'),
  }),
  response: z.object({
    courseId: Id,
    /** Items that were left out because they wait for review. */
    leftOut: z.number().int(),
  }),
  status: 201,
});
