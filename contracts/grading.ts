import { z } from 'zod';
import { Criterion, ItemSource } from './items.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

/** What a criterion of the rubric earned, in the order of the rubric. */
export const CriterionGrade = z.object({
  points: z.number().min(0).max(100),
  comment: z.string().max(2000),
});
export type CriterionGrade = z.infer<typeof CriterionGrade>;

/** Points that a model would give; a person decides. */
export const GradeSuggestion = z.object({
  /** In the order of the rubric. */
  criteria: z.array(
    z.object({
      points: z.number(),
      reason: z.string(),
      /** The part of the answer that earns the points, to the letter; null where none does. */
      quote: z.string().nullable(),
    }),
  ),
  points: z.number(),
  comment: z.string(),
  promptVersion: z.string(),
});
export type GradeSuggestion = z.infer<typeof GradeSuggestion>;

export const OpenAnswer = z.object({
  id: Id,
  itemId: Id,
  materialId: Id,
  materialTitle: z.string(),
  stem: z.string(),
  text: z.string(),
  learnerName: z.string(),
  status: z.enum(['pending', 'graded']),
  points: z.number().nullable(),
  maxPoints: z.number(),
  rubric: z.array(Criterion),
  /** Empty until graded. */
  criteria: z.array(CriterionGrade),
  comment: z.string().nullable(),
  /** Shown to the learner once it is graded. */
  sampleAnswer: z.string().nullable(),
  sources: z.array(ItemSource),
  gradedByName: z.string().nullable(),
  gradedAt: Timestamp.nullable(),
  /** What a model suggested, once somebody asked for it; never shown to the learner. */
  suggestion: GradeSuggestion.nullable(),
  /** Whether the learner has seen the grade. */
  seen: z.boolean(),
  revision: z.number().int(),
  createdAt: Timestamp,
});
export type OpenAnswer = z.infer<typeof OpenAnswer>;

export const listOpenAnswers = defineRoute({
  method: 'GET',
  path: '/open-answers',
  summary: 'Essays of learners, oldest first, those that wait for a grade unless told otherwise',
  query: PageQuery.extend({
    status: z.enum(['pending', 'graded']).default('pending'),
    materialId: Id.optional(),
  }),
  response: pageOf(OpenAnswer),
});

export const gradeOpenAnswer = defineRoute({
  method: 'PUT',
  path: '/open-answers/:id/grade',
  summary: 'Grade an essay by its rubric, or correct the grade (If-Match: revision)',
  params: IdParams,
  body: z.object({
    criteria: z.array(CriterionGrade).min(1).max(8),
    comment: z.string().trim().max(4000).optional(),
  }),
  response: OpenAnswer,
});

export const suggestGrade = defineRoute({
  method: 'POST',
  path: '/open-answers/:id/suggestion',
  summary:
    'Ask the model for points by the rubric; they are kept, and count only once a person says so',
  params: IdParams,
  response: OpenAnswer,
});

export const listOwnOpenAnswers = defineRoute({
  method: 'GET',
  path: '/study/open-answers',
  summary: 'Your essays and their grades, newest first',
  query: PageQuery,
  response: pageOf(OpenAnswer),
});

export const seeGrade = defineRoute({
  method: 'POST',
  path: '/study/open-answers/:id/seen',
  summary: 'Say that you have seen the grade',
  params: IdParams,
  response: z.object({ id: Id }),
});
