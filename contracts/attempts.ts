import { z } from 'zod';
import { AssessmentKind, Percent, QuestionLayout, RetryPolicy, ShowAnswers } from './assessment.ts';
import { CriterionGrade, GradeSuggestion } from './grading.ts';
import { Criterion, ItemSource } from './items.ts';
import { ShownQuestion, StepAnswer, StepResult } from './learning.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

export const AttemptStatus = z.enum(['in_progress', 'submitted', 'graded']);
export type AttemptStatus = z.infer<typeof AttemptStatus>;
export const SubmittedBy = z.enum(['learner', 'time', 'teacher']);

export const AttemptSummary = z.object({
  id: Id,
  number: z.number().int(),
  /** `submitted` waits for a person's grade. */
  status: AttemptStatus,
  startedAt: Timestamp,
  deadlineAt: Timestamp.nullable(),
  submittedAt: Timestamp.nullable(),
  submittedBy: SubmittedBy.nullable(),
  /** Null until graded, and while grades are held back. */
  percent: Percent.nullable(),
  passed: z.boolean().nullable(),
});
export type AttemptSummary = z.infer<typeof AttemptSummary>;

/** What a learner sees before an attempt: the rules as they are for this person. */
export const LearnerAssessment = z.object({
  id: Id,
  courseId: Id,
  lessonId: Id,
  title: z.string(),
  kind: AssessmentKind,
  instructions: z.string(),
  passingScore: Percent,
  questionCount: z.number().int(),
  totalPoints: z.number(),
  /** With extra attempts; null for no limit. */
  attemptsAllowed: z.number().int().nullable(),
  attemptsLeft: z.number().int().nullable(),
  /** With extra time. */
  timeLimitMinutes: z.number().nullable(),
  opensAt: Timestamp.nullable(),
  dueAt: Timestamp.nullable(),
  closesAt: Timestamp.nullable(),
  latePenaltyPercent: Percent,
  questionLayout: QuestionLayout,
  allowBack: z.boolean(),
  showAnswers: ShowAnswers,
  retryPolicy: RetryPolicy,
  gradingCriteria: z.array(Criterion),
  /** `used_up`: no attempt is left. */
  state: z.enum(['not_open', 'open', 'closed', 'used_up']),
  /** The attempt under way, on whichever device it was started. */
  openAttemptId: Id.nullable(),
  attempts: z.array(AttemptSummary),
  /** By the retry policy, or as a teacher decided; null where nothing counts yet. */
  finalPercent: Percent.nullable(),
  passed: z.boolean().nullable(),
  exempt: z.boolean(),
  serverTime: Timestamp,
});
export type LearnerAssessment = z.infer<typeof LearnerAssessment>;

/** A question without hints; ids of options are its own in this attempt. */
export const PaperQuestion = z.object({
  /** 1, 2, ...: its place in the paper. */
  position: z.number().int(),
  sectionTitle: z.string(),
  sectionInstructions: z.string(),
  question: ShownQuestion,
  points: z.number(),
  /** As it was saved last; null where nothing is. */
  answer: StepAnswer.nullable(),
  savedAt: Timestamp.nullable(),
});
export type PaperQuestion = z.infer<typeof PaperQuestion>;

export const AttemptPaper = z.object({
  id: Id,
  assessmentId: Id,
  courseId: Id,
  lessonId: Id,
  title: z.string(),
  number: z.number().int(),
  status: AttemptStatus,
  startedAt: Timestamp,
  deadlineAt: Timestamp.nullable(),
  serverTime: Timestamp,
  questionLayout: QuestionLayout,
  allowBack: z.boolean(),
  questionCount: z.number().int(),
  /** Where there is no going back: the one that is open; else 1. */
  currentPosition: z.number().int(),
  /** Where there is no going back the current one alone; none once it is submitted. */
  questions: z.array(PaperQuestion),
});
export type AttemptPaper = z.infer<typeof AttemptPaper>;

export const getLearnerAssessment = defineRoute({
  method: 'GET',
  path: '/my/courses/:id/lessons/:lessonId/assessment',
  summary: 'Rules, attempts and results of the assessment of a lesson',
  params: z.object({ id: Id, lessonId: Id }),
  response: LearnerAssessment,
});

/** An attempt that is under way is answered again, however often and wherever it is started. */
export const startAttempt = defineRoute({
  method: 'POST',
  path: '/my/assessments/:id/attempts',
  summary: 'Start an attempt, or go on with the one under way',
  params: IdParams,
  response: AttemptPaper,
  status: 201,
});

export const getAttempt = defineRoute({
  method: 'GET',
  path: '/my/attempts/:id',
  summary: 'The paper of an attempt with what has been answered',
  params: IdParams,
  response: AttemptPaper,
});

const PlaceParams = z.object({ id: Id, position: z.coerce.number().int().min(1).max(1000) });

/**
 * Of two requests the one with the higher `revision` counts, whichever arrives last; milliseconds
 * since 1970 by the server's clock (a device adds `serverTime` minus its own time) suit all devices.
 */
export const saveAnswer = defineRoute({
  method: 'PUT',
  path: '/my/attempts/:id/answers/:position',
  summary: 'Save an answer; null clears it. Refused after the deadline and after submission',
  params: PlaceParams,
  body: z.object({
    answer: StepAnswer.nullable(),
    revision: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    /** Time on this question so far, milliseconds. */
    elapsedMs: z.number().int().min(0).max(86_400_000).default(0),
  }),
  response: z.object({
    position: z.number().int(),
    /** False where a newer answer was there already; it stays. */
    applied: z.boolean(),
    savedAt: Timestamp,
    deadlineAt: Timestamp.nullable(),
    serverTime: Timestamp,
  }),
});

export const nextQuestion = defineRoute({
  method: 'POST',
  path: '/my/attempts/:id/next',
  summary: 'Leave a question for good and open the next, where there is no going back',
  params: IdParams,
  body: z.object({ from: z.number().int().min(1) }),
  response: AttemptPaper,
});

export const AttemptResult = AttemptSummary.extend({
  assessmentId: Id,
  courseId: Id,
  lessonId: Id,
  title: z.string(),
  userId: Id,
  userName: z.string(),
  score: z.number().nullable(),
  maxScore: z.number(),
  /** Percentage points taken off because it was late. */
  latePenalty: z.number(),
  /** Why right answers are not told: `never`, or `after_close` until `answersFrom`. Null where they are. */
  answersHidden: z.enum(['never', 'after_close', 'held']).nullable(),
  answersFrom: Timestamp.nullable(),
  /** To learners only where right answers are told. */
  questions: z.array(
    z.object({
      position: z.number().int(),
      itemId: Id,
      version: z.number().int(),
      question: ShownQuestion,
      points: z.number(),
      /** Points; null where a person has to grade it. */
      score: z.number().nullable(),
      result: StepResult.omit({ mastery: true, nextDueAt: true, explained: true }),
      rubric: z.array(Criterion),
      criteria: z.array(CriterionGrade),
      comment: z.string().nullable(),
      /** Only to graders. */
      suggestion: GradeSuggestion.nullable(),
      sources: z.array(ItemSource),
    }),
  ),
  serverTime: Timestamp,
});
export type AttemptResult = z.infer<typeof AttemptResult>;

export const submitAttempt = defineRoute({
  method: 'POST',
  path: '/my/attempts/:id/submit',
  summary: 'Hand in; sent again it answers the same result',
  params: IdParams,
  response: AttemptResult,
});

export const getResult = defineRoute({
  method: 'GET',
  path: '/my/attempts/:id/result',
  summary: 'The result of an own attempt, with answers as far as they are told',
  params: IdParams,
  response: AttemptResult,
});

/* For authors and graders */

export const previewPaper = defineRoute({
  method: 'GET',
  path: '/assessments/:id/preview',
  summary: 'A paper as a learner would get it; nothing is recorded',
  params: IdParams,
  query: z.object({ seed: z.string().max(64).optional() }),
  response: z.object({ seed: z.string(), questions: z.array(PaperQuestion) }),
});

export const AttemptRow = AttemptSummary.extend({
  userId: Id,
  userName: z.string(),
  answered: z.number().int(),
  questionCount: z.number().int(),
});

export const listAttempts = defineRoute({
  method: 'GET',
  path: '/assessments/:id/attempts',
  summary: 'Attempts of all learners, newest first',
  params: IdParams,
  query: PageQuery.extend({ status: AttemptStatus.optional(), userId: Id.optional() }),
  response: pageOf(AttemptRow),
});

export const reviewAttempt = defineRoute({
  method: 'GET',
  path: '/attempts/:id',
  summary: 'An attempt with answers, keys and rubrics, for those who grade',
  params: IdParams,
  response: AttemptResult,
});

export const closeAttempt = defineRoute({
  method: 'POST',
  path: '/attempts/:id/close',
  summary: 'Hand in for a learner what has been saved so far',
  params: IdParams,
  response: AttemptResult,
});

export const gradeAttemptAnswer = defineRoute({
  method: 'PUT',
  path: '/attempts/:id/answers/:position/grade',
  summary: 'Grade an essay by its rubric, or give any answer other points, with a comment',
  params: PlaceParams,
  body: z
    .object({
      /** In the order of the rubric, for an essay. */
      criteria: z.array(CriterionGrade).max(8).optional(),
      /** For answers without a rubric. */
      points: z.number().min(0).max(1000).optional(),
      comment: z.string().trim().max(4000).optional(),
    })
    .refine((body) => (body.criteria === undefined) !== (body.points === undefined), {
      message: 'Send either criteria or points.',
    }),
  response: AttemptResult,
});

export const suggestAttemptGrade = defineRoute({
  method: 'POST',
  path: '/attempts/:id/answers/:position/suggestion',
  summary: 'Ask the model for points by the rubric; a person confirms them',
  params: PlaceParams,
  response: AttemptResult,
});
