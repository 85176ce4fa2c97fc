import { z } from 'zod';
import { LessonNotReady } from './courses.ts';
import { AnswerKey, Criterion, Item, QuestionType } from './items.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

export const AssessmentKind = z.enum(['quiz', 'exam', 'project', 'assignment']);
export type AssessmentKind = z.infer<typeof AssessmentKind>;
/** `one`: a question a page; `all`: the whole paper on one page. */
export const QuestionLayout = z.enum(['all', 'one']);
/** When learners may read right answers; points are told as soon as they are known and released. */
export const ShowAnswers = z.enum(['never', 'after_submit', 'after_close']);
export type ShowAnswers = z.infer<typeof ShowAnswers>;
/** Which of several graded attempts counts. */
export const RetryPolicy = z.enum(['best', 'last', 'average']);
export type RetryPolicy = z.infer<typeof RetryPolicy>;

export const Percent = z.number().min(0).max(100);

const Settings = z.object({
  kind: AssessmentKind,
  instructions: z.string().max(20_000),
  /** Percent from which it is passed. */
  passingScore: Percent,
  /** Attempts, or submissions of a project or assignment; null for no limit. */
  maxAttempts: z.number().int().min(1).max(100).nullable(),
  timeLimitMinutes: z.number().int().min(1).max(1440).nullable(),
  opensAt: Timestamp.nullable(),
  /** Until then it is in time; later it is late, until it closes. */
  dueAt: Timestamp.nullable(),
  closesAt: Timestamp.nullable(),
  /** Percentage points that each day begun after `dueAt` takes off. */
  latePenaltyPercent: Percent,
  shuffleQuestions: z.boolean(),
  shuffleOptions: z.boolean(),
  questionLayout: QuestionLayout,
  /** False only with layout `one`: a question that was left stays closed. */
  allowBack: z.boolean(),
  showAnswers: ShowAnswers,
  retryPolicy: RetryPolicy,
  /** Grades stay hidden from learners until they are released. */
  holdGrades: z.boolean(),
  /** What a project or assignment is graded by; questions have keys and rubrics of their own. */
  gradingCriteria: z.array(Criterion).max(12),
  /** Share within its category of the gradebook, relative to the others there; 0 counts nothing. */
  weight: z.number().min(0).max(1000),
  categoryId: Id.nullable(),
});
export type AssessmentSettings = z.infer<typeof Settings>;

/** A line of a section: one fixed question, or a pool out of which some are drawn. */
export const AssessmentEntry = z.object({
  id: Id,
  position: z.number().int(),
  /** Points for each question; null for those of the question itself. */
  points: z.number().positive().max(1000).nullable(),
  content: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('question'),
      itemId: Id,
      stem: z.string(),
      questionType: QuestionType,
      questionPoints: z.number(),
      difficulty: z.number().int(),
      materialTitle: z.string(),
      version: z.number().int(),
      /** False where a reviewer has rejected or retired it since: it is not asked any more. */
      usable: z.boolean(),
    }),
    z.object({
      type: z.literal('pool'),
      drawCount: z.number().int().min(1),
      /** Questions that may be drawn now, and all that are listed. */
      usable: z.number().int(),
      itemIds: z.array(Id),
    }),
  ]),
});
export type AssessmentEntry = z.infer<typeof AssessmentEntry>;

export const AssessmentSection = z.object({
  id: Id,
  title: z.string(),
  instructions: z.string(),
  position: z.number().int(),
  entries: z.array(AssessmentEntry),
});
export type AssessmentSection = z.infer<typeof AssessmentSection>;

export const Assessment = Settings.extend({
  id: Id,
  courseId: Id,
  lessonId: Id,
  /** The lesson's. */
  title: z.string(),
  sections: z.array(AssessmentSection),
  /** Questions that an attempt asks, and the points that it offers (of a project, its criteria). */
  questionCount: z.number().int(),
  totalPoints: z.number(),
  attemptCount: z.number().int(),
  /** Why its lesson cannot be published yet; null where it can. */
  notReady: LessonNotReady.nullable(),
  revision: z.number().int(),
  updatedAt: Timestamp,
});
export type Assessment = z.infer<typeof Assessment>;

const LessonParams = z.object({ id: Id, lessonId: Id });
const SectionParams = z.object({ id: Id, sectionId: Id });
const EntryParams = z.object({ id: Id, entryId: Id });

/** Asked for again, it answers the assessment that there is; `kind` then changes nothing. */
export const createAssessment = defineRoute({
  method: 'PUT',
  path: '/courses/:id/lessons/:lessonId/assessment',
  summary: 'The assessment of a lesson of kind assessment, made with the usual settings at first',
  params: LessonParams,
  body: z.object({ kind: AssessmentKind.default('quiz') }),
  response: Assessment,
});

export const getAssessment = defineRoute({
  method: 'GET',
  path: '/assessments/:id',
  summary: 'An assessment as its author edits it',
  params: IdParams,
  response: Assessment,
});

export const patchAssessment = defineRoute({
  method: 'PATCH',
  path: '/assessments/:id',
  summary: 'Change settings (If-Match: revision); attempts under way keep theirs',
  params: IdParams,
  body: Settings.partial(),
  response: Assessment,
});

const SectionBody = z.object({
  title: z.string().trim().max(255),
  instructions: z.string().max(4000),
});

/* All edits of sections and questions take If-Match where it is sent, and answer the whole. */
export const addSection = defineRoute({
  method: 'POST',
  path: '/assessments/:id/sections',
  summary: 'Add a section at the end',
  params: IdParams,
  body: SectionBody.partial(),
  response: Assessment,
  status: 201,
});

export const patchSection = defineRoute({
  method: 'PATCH',
  path: '/assessments/:id/sections/:sectionId',
  summary: 'Rename a section, or move it to a place (1 is the first)',
  params: SectionParams,
  body: SectionBody.partial().extend({ position: z.number().int().min(1).optional() }),
  response: Assessment,
});

export const deleteSection = defineRoute({
  method: 'DELETE',
  path: '/assessments/:id/sections/:sectionId',
  summary: 'Remove a section with its lines; the questions stay in the library',
  params: SectionParams,
  response: Assessment,
});

export const QUESTIONS_LIMIT = 500;

/** Approved questions of the library; at most `limit` of them, in the order of their source. */
export const QuestionFilter = z.object({
  materialIds: z.array(Id).max(50).default([]),
  conceptIds: z.array(Id).max(50).default([]),
  questionTypes: z.array(QuestionType).default([]),
  minDifficulty: z.number().int().min(1).max(10).default(1),
  maxDifficulty: z.number().int().min(1).max(10).default(10),
  limit: z.number().int().min(1).max(QUESTIONS_LIMIT).default(QUESTIONS_LIMIT),
});

/** By id, or all that a filter finds; what the assessment has already is left out. */
const Chosen = z.union([
  z.object({ itemIds: z.array(Id).min(1).max(QUESTIONS_LIMIT) }),
  z.object({ filter: QuestionFilter }),
]);

export const addQuestions = defineRoute({
  method: 'POST',
  path: '/assessments/:id/questions',
  summary: 'Add approved questions to the end of a section (of the last one where none is named)',
  params: IdParams,
  body: z.object({
    sectionId: Id.optional(),
    questions: Chosen,
    points: z.number().positive().max(1000).nullable().default(null),
  }),
  response: Assessment,
  status: 201,
});

export const addPool = defineRoute({
  method: 'POST',
  path: '/assessments/:id/pools',
  summary: 'Add a pool of approved questions out of which each attempt draws some',
  params: IdParams,
  body: z.object({
    sectionId: Id.optional(),
    questions: Chosen,
    drawCount: z.number().int().min(1).max(100),
    points: z.number().positive().max(1000).nullable().default(null),
  }),
  response: Assessment,
  status: 201,
});

export const patchEntry = defineRoute({
  method: 'PATCH',
  path: '/assessments/:id/entries/:entryId',
  summary: 'Change points, number drawn or the questions of a pool, or move the line',
  params: EntryParams,
  body: z.object({
    points: z.number().positive().max(1000).nullable().optional(),
    drawCount: z.number().int().min(1).max(100).optional(),
    questions: Chosen.optional(),
    sectionId: Id.optional(),
    /** Place in the section; 1 is the first. */
    position: z.number().int().min(1).optional(),
  }),
  response: Assessment,
});

export const deleteEntry = defineRoute({
  method: 'DELETE',
  path: '/assessments/:id/entries/:entryId',
  summary: 'Remove a question or pool from the assessment',
  params: EntryParams,
  response: Assessment,
});

/** The content of a question that a person writes. */
export const WrittenQuestion = z.object({
  stem: z.string().trim().min(1).max(4000),
  explanation: z.string().max(4000).default(''),
  hints: z.array(z.string().max(1000)).max(5).default([]),
  /** Of an essay the sum of its rubric. */
  points: z.number().positive().max(1000).optional(),
  answerKey: AnswerKey,
  difficulty: z.number().int().min(1).max(10).default(5),
  conceptIds: z.array(Id).max(20).default([]),
});

/**
 * Its status follows the review policy of the organization; lints are warnings. It stands in a
 * material of the course's own, made with the first question.
 */
export const writeQuestion = defineRoute({
  method: 'POST',
  path: '/courses/:id/questions',
  summary: 'Write a question by hand, for the assessments of a course',
  params: IdParams,
  body: WrittenQuestion,
  response: Item,
  status: 201,
});

export const Override = z.object({
  userId: Id,
  userName: z.string(),
  /** The time limit times this: 1.5 is half as long again. */
  timeFactor: z.number().min(1).max(10),
  extraMinutes: z.number().int().min(0).max(1440),
  extraAttempts: z.number().int().min(0).max(100),
  /** Each null for the date of the assessment. */
  opensAt: Timestamp.nullable(),
  dueAt: Timestamp.nullable(),
  closesAt: Timestamp.nullable(),
  reason: z.string(),
  createdByName: z.string().nullable(),
  updatedAt: Timestamp,
});
export type Override = z.infer<typeof Override>;

export const listOverrides = defineRoute({
  method: 'GET',
  path: '/assessments/:id/overrides',
  summary: 'Who has other rules, by name',
  params: IdParams,
  query: PageQuery,
  response: pageOf(Override),
});

const PersonParams = z.object({ id: Id, userId: Id });

export const putOverride = defineRoute({
  method: 'PUT',
  path: '/assessments/:id/overrides/:userId',
  summary:
    'Give a learner more time, more attempts or other dates; an open attempt gets the time, too',
  params: PersonParams,
  body: z.object({
    timeFactor: z.number().min(1).max(10).default(1),
    extraMinutes: z.number().int().min(0).max(1440).default(0),
    extraAttempts: z.number().int().min(0).max(100).default(0),
    opensAt: Timestamp.nullable().default(null),
    dueAt: Timestamp.nullable().default(null),
    closesAt: Timestamp.nullable().default(null),
    reason: z.string().trim().min(1).max(1000),
  }),
  response: Override,
});

export const deleteOverride = defineRoute({
  method: 'DELETE',
  path: '/assessments/:id/overrides/:userId',
  summary: 'Give a learner the usual rules again; attempts under way keep their time',
  params: PersonParams,
  response: z.object({ userId: Id }),
});

const Share = z.number().min(0).max(1);

/** Classical statistics of one question in one assessment, over first submitted attempts. */
export const QuestionAnalysis = z.object({
  itemId: Id,
  stem: z.string(),
  questionType: QuestionType,
  /** Learners who were asked it, and who left it empty. */
  learners: z.number().int(),
  blank: z.number().int(),
  /** Mean share of the points. */
  facility: Share.nullable(),
  /** Correlation with the rest of the paper; null where too few can be compared. */
  discrimination: z.number().min(-1).max(1).nullable(),
  options: z.array(
    z.object({
      text: z.string(),
      correct: z.boolean(),
      all: Share,
      upper: Share.nullable(),
      lower: Share.nullable(),
    }),
  ),
});
export type QuestionAnalysis = z.infer<typeof QuestionAnalysis>;

export const getAnalysis = defineRoute({
  method: 'GET',
  path: '/assessments/:id/analysis',
  summary: 'How hard and how telling each question was, and which options misled',
  params: IdParams,
  response: z.object({
    learners: z.number().int(),
    passed: z.number().int(),
    meanPercent: Percent.nullable(),
    medianPercent: Percent.nullable(),
    /** Learners by percent: ten bins of ten. */
    distribution: z.array(z.number().int()).length(10),
    questions: z.array(QuestionAnalysis),
  }),
});

/** What grading by the corrected wording would change for one attempt. */
export const RegradeChange = z.object({
  attemptId: Id,
  userId: Id,
  userName: z.string(),
  attemptNumber: z.number().int(),
  oldPercent: Percent,
  newPercent: Percent,
  oldPassed: z.boolean(),
  newPassed: z.boolean(),
});
export type RegradeChange = z.infer<typeof RegradeChange>;

export const getRegrade = defineRoute({
  method: 'GET',
  path: '/assessments/:id/regrade',
  summary: 'Questions corrected since they were answered, and whose results that would change',
  params: IdParams,
  response: z.object({
    questions: z.array(
      z.object({
        itemId: Id,
        stem: z.string(),
        /** The version that would grade. */
        version: z.number().int(),
        answers: z.number().int(),
        /** Answers that name an option which is gone: these keep their points. */
        kept: z.number().int(),
      }),
    ),
    raised: z.number().int(),
    lowered: z.number().int(),
    newlyPassed: z.number().int(),
    newlyFailed: z.number().int(),
    /** Those that would change, the greatest change first; the first 500. */
    changes: z.array(RegradeChange),
  }),
});

export const applyRegrade = defineRoute({
  method: 'POST',
  path: '/assessments/:id/regrade',
  summary: 'Grade answers again by corrected questions; lowers a result only where that is said',
  params: IdParams,
  body: z.object({
    /** As the preview named them: another version than that is refused. */
    questions: z
      .array(z.object({ itemId: Id, version: z.number().int() }))
      .min(1)
      .max(QUESTIONS_LIMIT),
    allowLower: z.boolean(),
    reason: z.string().trim().min(1).max(1000),
  }),
  response: z.object({
    raised: z.number().int(),
    lowered: z.number().int(),
    newlyPassed: z.number().int(),
    newlyFailed: z.number().int(),
  }),
});
