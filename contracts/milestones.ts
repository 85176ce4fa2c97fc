import { z } from 'zod';
import { ItemSource, ItemStatus, QuestionType } from './items.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams } from './shared.ts';
import { Seconds } from './video.ts';

/** Points of a video at which it stops and asks. */

export const MAX_MILESTONES = 200;
export const MAX_MILESTONE_QUESTIONS = 20;

export const MilestoneStatus = z.enum(['draft', 'active']);
export type MilestoneStatus = z.infer<typeof MilestoneStatus>;

export const MilestoneQuestion = z.object({
  itemId: Id,
  stem: z.string(),
  questionType: QuestionType,
  status: ItemStatus,
  /** Whether learners are asked it: it is approved, and can be graded at once (an essay cannot). */
  usable: z.boolean(),
  points: z.number(),
  /** Further tries after the first, as set when it was approved; null: without limit. */
  retryLimit: z.number().int().nullable(),
  sources: z.array(ItemSource),
});

export const Milestone = z.object({
  id: Id,
  videoId: Id,
  atSeconds: z.number(),
  title: z.string(),
  /** A required one cannot be passed over; an optional one may be. */
  isRequired: z.boolean(),
  /** Further tries at each question after the first; null: as each question says. */
  retryLimit: z.number().int().nullable(),
  /** Share of the points of its questions that passes it; 1: all of them. */
  passShare: z.number(),
  status: MilestoneStatus,
  origin: z.enum(['person', 'proposed']),
  questions: z.array(MilestoneQuestion),
  /** Those that learners are asked. One that is active with none of them lets everybody by. */
  usableQuestions: z.number().int(),
  revision: z.number().int(),
});
export type Milestone = z.infer<typeof Milestone>;

const Fields = {
  atSeconds: Seconds,
  title: z.string().trim().min(1).max(255),
  isRequired: z.boolean(),
  retryLimit: z.number().int().min(0).max(100).nullable(),
  passShare: z.number().min(0.01).max(1),
  /** In the order in which they are asked. */
  itemIds: z.array(Id).max(MAX_MILESTONE_QUESTIONS),
};

export const listMilestones = defineRoute({
  method: 'GET',
  path: '/videos/:id/milestones',
  summary: 'Milestones of a video in the order of time, drafts too',
  params: IdParams,
  response: z.object({ items: z.array(Milestone) }),
});

export const addMilestone = defineRoute({
  method: 'POST',
  path: '/videos/:id/milestones',
  summary: 'Add a milestone (a draft unless told otherwise)',
  params: IdParams,
  body: z.object({
    atSeconds: Fields.atSeconds,
    title: Fields.title,
    isRequired: Fields.isRequired.default(true),
    retryLimit: Fields.retryLimit.default(null),
    passShare: Fields.passShare.default(1),
    itemIds: Fields.itemIds.default([]),
    status: MilestoneStatus.default('draft'),
  }),
  response: Milestone,
  status: 201,
});

export const updateMilestone = defineRoute({
  method: 'PATCH',
  path: '/milestones/:id',
  summary: 'Change a milestone (If-Match: revision); making it active needs an approved question',
  params: IdParams,
  body: z.object({ ...Fields, status: MilestoneStatus }).partial(),
  response: Milestone,
});

export const deleteMilestone = defineRoute({
  method: 'DELETE',
  path: '/milestones/:id',
  summary: 'Delete a milestone, with what learners answered at it',
  params: IdParams,
  response: z.object({ id: Id }),
});

export const proposeMilestones = defineRoute({
  method: 'POST',
  path: '/videos/:id/milestones/propose',
  summary:
    'Propose milestones at the topic changes of the transcript, as drafts with questions from it; earlier proposals that nobody touched give way',
  params: IdParams,
  body: z.object({
    /** Least time between two, in seconds. */
    minGapSeconds: z.number().int().min(30).max(1800).default(75),
    questionsEach: z.number().int().min(1).max(5).default(2),
  }),
  response: z.object({ items: z.array(Milestone) }),
});

export const activateMilestones = defineRoute({
  method: 'POST',
  path: '/videos/:id/milestones/activate',
  summary: 'Make drafts active; those without an approved question stay drafts and are named',
  params: IdParams,
  body: z.object({ milestoneIds: z.array(Id).min(1).max(MAX_MILESTONES) }),
  response: z.object({
    items: z.array(Milestone),
    skipped: z.array(z.object({ id: Id, reason: z.literal('no_approved_question') })),
  }),
});

export const resetMilestone = defineRoute({
  method: 'POST',
  path: '/lessons/:lessonId/milestones/:id/reset',
  summary: 'Give a learner all tries at a milestone again; what was answered stays on record',
  params: z.object({ lessonId: Id, id: Id }),
  body: z.object({ userId: Id }),
  response: z.object({ id: Id }),
});
