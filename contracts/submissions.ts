import { z } from 'zod';
import { AssessmentKind, Percent } from './assessment.ts';
import { CriterionGrade, GradeSuggestion } from './grading.ts';
import { Criterion } from './items.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

export const MAX_SUBMISSION_FILES = 10;
export const MAX_SUBMISSION_FILE_BYTES = 50 * 2 ** 20;
export const MAX_SUBMISSION_TEXT = 200_000;
/** Endings of files that may be handed in. */
export const SUBMISSION_FILE_TYPES = [
  'pdf',
  'doc',
  'docx',
  'odt',
  'rtf',
  'ppt',
  'pptx',
  'odp',
  'xls',
  'xlsx',
  'ods',
  'csv',
  'txt',
  'md',
  'tex',
  'png',
  'jpg',
  'jpeg',
  'webp',
  'gif',
  'heic',
  'mp3',
  'm4a',
  'wav',
  'mp4',
  'mov',
  'webm',
  'zip',
  'ipynb',
  'py',
  'r',
  'java',
  'c',
  'cpp',
  'h',
  'ts',
  'js',
  'json',
  'sql',
] as const;

/**
 * draft: the learner still works on it. submitted: waits for a grade. returned: to be improved and
 * handed in again. graded: done.
 */
export const SubmissionStatus = z.enum(['draft', 'submitted', 'returned', 'graded']);
export type SubmissionStatus = z.infer<typeof SubmissionStatus>;

export const SubmissionFile = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  /** Address to download it from, for its learner and for graders. */
  url: z.string(),
  createdAt: Timestamp,
});
export type SubmissionFile = z.infer<typeof SubmissionFile>;

export const SubmissionComment = z.object({
  id: Id,
  authorId: Id.nullable(),
  authorName: z.string().nullable(),
  text: z.string(),
  /** A part of the text, in UTF-16 code units; null where it is about the whole or a file. */
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  quote: z.string().nullable(),
  fileId: Id.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type SubmissionComment = z.infer<typeof SubmissionComment>;

export const Submission = z.object({
  id: Id,
  assessmentId: Id,
  courseId: Id,
  lessonId: Id,
  title: z.string(),
  kind: AssessmentKind,
  userId: Id,
  userName: z.string(),
  /** 1, 2, ...: later ones are resubmissions. */
  number: z.number().int(),
  status: SubmissionStatus,
  /** Plain text. */
  text: z.string(),
  files: z.array(SubmissionFile),
  submittedAt: Timestamp.nullable(),
  late: z.boolean(),
  returnedAt: Timestamp.nullable(),
  gradedAt: Timestamp.nullable(),
  gradedByName: z.string().nullable(),
  rubric: z.array(Criterion),
  /** Empty until graded. */
  criteria: z.array(CriterionGrade),
  points: z.number().nullable(),
  maxPoints: z.number(),
  latePenalty: z.number(),
  percent: Percent.nullable(),
  passed: z.boolean().nullable(),
  /** What the grader says of the whole, with a grade or when it is returned. */
  feedback: z.string().nullable(),
  /** To the learner once it is returned or graded. */
  comments: z.array(SubmissionComment),
  /** Only to graders. */
  suggestion: GradeSuggestion.nullable(),
  /** Other submissions of the same learner, the first first. */
  history: z.array(z.object({ id: Id, number: z.number().int(), status: SubmissionStatus })),
  revision: z.number().int(),
  updatedAt: Timestamp,
});
export type Submission = z.infer<typeof Submission>;

export const listOwnSubmissions = defineRoute({
  method: 'GET',
  path: '/my/assessments/:id/submissions',
  summary: 'Own submissions to a project or assignment, newest first',
  params: IdParams,
  response: z.object({ items: z.array(Submission), canStart: z.boolean() }),
});

/** Where a draft is there, it is answered again. A resubmission begins with the text of the last. */
export const startSubmission = defineRoute({
  method: 'POST',
  path: '/my/assessments/:id/submissions',
  summary: 'Begin a submission, or a resubmission, as a draft',
  params: IdParams,
  response: Submission,
  status: 201,
});

export const getOwnSubmission = defineRoute({
  method: 'GET',
  path: '/my/submissions/:id',
  summary: 'An own submission',
  params: IdParams,
  response: Submission,
});

export const patchSubmission = defineRoute({
  method: 'PATCH',
  path: '/my/submissions/:id',
  summary: 'Save the text of a draft (If-Match: revision)',
  params: IdParams,
  body: z.object({ text: z.string().max(MAX_SUBMISSION_TEXT) }),
  response: Submission,
});

/** Takes multipart/form-data, field "files"; all of them are added, or none. */
export const uploadSubmissionFiles = defineRoute({
  method: 'POST',
  path: '/my/submissions/:id/files',
  summary: 'Add files to a draft (multipart/form-data, field "files")',
  params: IdParams,
  response: Submission,
  status: 201,
});

/* GET: the file as an attachment, for its learner and for graders. */
export const SUBMISSION_FILE_PATH = '/submissions/:id/files/:fileId';

export const deleteSubmissionFile = defineRoute({
  method: 'DELETE',
  path: '/my/submissions/:id/files/:fileId',
  summary: 'Take a file out of a draft',
  params: z.object({ id: Id, fileId: Id }),
  response: Submission,
});

export const submitSubmission = defineRoute({
  method: 'POST',
  path: '/my/submissions/:id/submit',
  summary: 'Hand in; sent again it answers the same',
  params: IdParams,
  response: Submission,
});

/* For graders */

export const getSubmission = defineRoute({
  method: 'GET',
  path: '/submissions/:id',
  summary: 'A submission with its comments, for those who grade',
  params: IdParams,
  response: Submission,
});

export const gradeSubmission = defineRoute({
  method: 'PUT',
  path: '/submissions/:id/grade',
  summary: 'Grade by the rubric, or correct the grade (If-Match: revision)',
  params: IdParams,
  body: z.object({
    criteria: z.array(CriterionGrade).min(1).max(12),
    feedback: z.string().trim().max(10_000).optional(),
  }),
  response: Submission,
});

export const returnSubmission = defineRoute({
  method: 'POST',
  path: '/submissions/:id/return',
  summary: 'Give it back to be improved and handed in again; that takes no attempt',
  params: IdParams,
  body: z.object({ feedback: z.string().trim().min(1).max(10_000) }),
  response: Submission,
});

export const suggestSubmissionGrade = defineRoute({
  method: 'POST',
  path: '/submissions/:id/suggestion',
  summary: 'Ask the model for points by the rubric; a person confirms them',
  params: IdParams,
  response: Submission,
});

const CommentParams = z.object({ id: Id, commentId: Id });

export const addComment = defineRoute({
  method: 'POST',
  path: '/submissions/:id/comments',
  summary: 'Comment on the whole, on a part of the text, or on a file',
  params: IdParams,
  body: z.object({
    text: z.string().trim().min(1).max(4000),
    range: z
      .object({ start: z.number().int().min(0), end: z.number().int().min(1) })
      .nullable()
      .default(null),
    fileId: Id.nullable().default(null),
  }),
  response: SubmissionComment,
  status: 201,
});

export const patchComment = defineRoute({
  method: 'PATCH',
  path: '/submissions/:id/comments/:commentId',
  summary: 'Change an own comment',
  params: CommentParams,
  body: z.object({ text: z.string().trim().min(1).max(4000) }),
  response: SubmissionComment,
});

export const deleteComment = defineRoute({
  method: 'DELETE',
  path: '/submissions/:id/comments/:commentId',
  summary: 'Remove a comment',
  params: CommentParams,
  response: z.object({ id: Id }),
});

/** One piece of work that waits for a person. */
export const QueueEntry = z.object({
  /** `answer`: an essay in an attempt (`attemptId`, `position`). `submission`: `submissionId`. */
  kind: z.enum(['answer', 'submission']),
  attemptId: Id.nullable(),
  position: z.number().int().nullable(),
  submissionId: Id.nullable(),
  assessmentId: Id,
  courseId: Id,
  courseTitle: z.string(),
  title: z.string(),
  userId: Id,
  userName: z.string(),
  /** The question, or the beginning of the text. */
  excerpt: z.string(),
  waitingSince: Timestamp,
  late: z.boolean(),
});
export type QueueEntry = z.infer<typeof QueueEntry>;

/** With `cursor` and `limit=1` it also walks from one piece of work to the next. */
export const listGradingQueue = defineRoute({
  method: 'GET',
  path: '/grading-queue',
  summary: 'All work that waits for a grade in the courses of the asker, oldest first',
  query: PageQuery.extend({ courseId: Id.optional(), assessmentId: Id.optional() }),
  response: pageOf(QueueEntry).extend({ total: z.number().int() }),
});
