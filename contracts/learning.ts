import { z } from 'zod';
import { Criterion, ItemSource, QuestionType } from './items.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams, Timestamp } from './shared.ts';

export const Confidence = z.enum(['guess', 'unsure', 'sure']);
export const CardRating = z.enum(['again', 'hard', 'good', 'easy']);

/** Why the platform chose this item. `facts` are numbers that the page puts into words. */
export const Reason = z.object({
  code: z.enum([
    'due_card',
    'weak_concept',
    'new_nugget',
    'prerequisite',
    'spaced_review',
    'confidence_check',
  ]),
  conceptName: z.string().nullable(),
  facts: z.record(z.string(), z.number()),
});

/** A question as a learner sees it before the answer. */
export const ShownQuestion = z.object({
  type: z.literal('question'),
  questionType: QuestionType,
  stem: z.string(),
  /** Options, or steps to put in order, in the order shown; empty for typed answers. */
  options: z.array(z.object({ id: z.string(), text: z.string() })),
  /** Of a matching question: to each left one right is to be found. */
  lefts: z.array(z.object({ id: z.string(), text: z.string() })),
  rights: z.array(z.object({ id: z.string(), text: z.string() })),
  /** Whether a number is to be given with its unit. */
  asksUnit: z.boolean(),
  /** What an essay is judged by; empty for all other types. */
  rubric: z.array(Criterion.omit({ description: true })),
  points: z.number(),
  gapCount: z.number().int(),
  hintCount: z.number().int(),
  hints: z.array(z.string()),
});
export type ShownQuestion = z.infer<typeof ShownQuestion>;

/** What a step shows. Right answers are never in it before the learner has answered. */
export const StepItem = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('nugget'),
    title: z.string(),
    text: z.string(),
    estimatedMinutes: z.number(),
  }),
  z.object({
    type: z.literal('flashcard'),
    front: z.string(),
    /** Null until the learner has turned the card. */
    back: z.string().nullable(),
    /** Days until the next review for each rating. */
    intervals: z.record(CardRating, z.number()),
  }),
  ShownQuestion,
]);

export const MasteryChange = z.object({
  conceptId: Id,
  name: z.string(),
  before: z.number(),
  after: z.number(),
});

export const StepResult = z.object({
  correct: z.boolean().nullable(),
  score: z.number().min(0).max(1).nullable(),
  /** What the learner answered, as they would read it. */
  response: z.string(),
  /** The right answer, as they would read it. */
  answer: z.string(),
  /** For options: ids of the right ones and of those that were chosen. */
  correctOptionIds: z.array(z.string()),
  chosenOptionIds: z.array(z.string()),
  /** Of an answer of several parts: gaps, pairs, places in an order. */
  parts: z.array(
    z.object({
      prompt: z.string(),
      response: z.string(),
      answer: z.string(),
      correct: z.boolean(),
    }),
  ),
  /** An essay that waits for its grade: neither right nor wrong yet. */
  pending: z.boolean(),
  feedback: z.string().nullable(),
  explanation: z.string().nullable(),
  /** What a model says of the mistake, once the learner asked for it. */
  explained: z
    .object({
      text: z.string(),
      /** The misunderstanding behind the answer, in a line. */
      misconception: z.string().nullable(),
      /** Parts of the source that it rests on, to the letter. */
      quotes: z.array(z.string()),
    })
    .nullable()
    .default(null),
  mastery: z.array(MasteryChange),
  /** When the card comes back. */
  nextDueAt: Timestamp.nullable(),
});

export type StepResult = z.infer<typeof StepResult>;

export const StudyStep = z.object({
  id: Id,
  number: z.number().int(),
  itemId: Id,
  materialId: Id,
  materialTitle: z.string(),
  item: StepItem,
  /** Without those whose name would tell the answer, until it is given. */
  concepts: z.array(z.object({ id: Id, name: z.string() })),
  /** Of questions and cards after the answer (or when the card is turned): a quote tells it. */
  sources: z.array(ItemSource),
  reason: Reason,
  /** Null until answered. */
  result: StepResult.nullable(),
});
export type StudyStep = z.infer<typeof StudyStep>;

export const StudySession = z.object({
  id: Id,
  status: z.enum(['active', 'completed']),
  materialId: Id.nullable(),
  materialTitle: z.string().nullable(),
  targetMinutes: z.number().int(),
  answered: z.number().int(),
  correct: z.number().int(),
  /** 0-1 of the planned time. */
  progress: z.number().min(0).max(1),
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  /** Null where nothing is left to study. */
  step: StudyStep.nullable(),
});
export type StudySession = z.infer<typeof StudySession>;

/** The one session under way, exactly where it was; null where there is none. */
export const getCurrentSession = defineRoute({
  method: 'GET',
  path: '/study/session',
  summary: 'The session under way, with the step that was shown',
  response: z.object({ session: StudySession.nullable() }),
});

/**
 * Starts a session, or goes on with the one under way. That one ends, with its answers kept, where
 * another material is asked for, or where its time is used up and it has nothing left or has
 * rested for hours.
 */
export const startSession = defineRoute({
  method: 'POST',
  path: '/study/session',
  summary: 'Start studying, or go on',
  body: z.object({
    materialId: Id.optional(),
    minutes: z.number().int().min(1).max(240).optional(),
  }),
  response: StudySession,
  status: 201,
});

export const StepAnswer = z.discriminatedUnion('kind', [
  /** The learner has read a nugget. */
  z.object({ kind: z.literal('read') }),
  z.object({
    kind: z.literal('option'),
    optionId: z.string().max(20),
    confidence: Confidence.nullable(),
  }),
  z.object({
    kind: z.literal('gaps'),
    gaps: z.array(z.string().max(500)).min(1).max(10),
    confidence: Confidence.nullable(),
  }),
  z.object({
    kind: z.literal('text'),
    text: z.string().max(20_000),
    confidence: Confidence.nullable(),
  }),
  z.object({
    kind: z.literal('options'),
    optionIds: z.array(z.string().max(20)).min(1).max(10),
    confidence: Confidence.nullable(),
  }),
  z.object({
    kind: z.literal('pairs'),
    pairs: z
      .array(z.object({ leftId: z.string().max(20), rightId: z.string().max(20) }))
      .min(1)
      .max(8),
    confidence: Confidence.nullable(),
  }),
  /** All steps, first to last. */
  z.object({
    kind: z.literal('order'),
    optionIds: z.array(z.string().max(20)).min(3).max(10),
    confidence: Confidence.nullable(),
  }),
  z.object({ kind: z.literal('rating'), rating: CardRating }),
  z.object({ kind: z.literal('skip') }),
]);
export type StepAnswer = z.infer<typeof StepAnswer>;

const StepParams = z.object({ id: Id, stepId: Id });

/** Sent again for the same step, it answers the same result and counts once. */
export const answerStep = defineRoute({
  method: 'POST',
  path: '/study/sessions/:id/steps/:stepId/answer',
  summary: 'Answer the step; grades it and updates mastery and schedule',
  params: StepParams,
  body: z.object({ answer: StepAnswer, responseMs: z.number().int().min(0).max(3_600_000) }),
  response: StudySession,
});

export const revealStep = defineRoute({
  method: 'POST',
  path: '/study/sessions/:id/steps/:stepId/reveal',
  summary: 'Turn the card, or open the next hint',
  params: StepParams,
  body: z.object({ what: z.enum(['back', 'hint']) }),
  response: StudySession,
});

export const explainStep = defineRoute({
  method: 'POST',
  path: '/study/sessions/:id/steps/:stepId/explanation',
  summary:
    'Ask the model why an answer was wrong, from the cited source; asked twice, it answers once',
  params: StepParams,
  response: StudySession,
});

export const getAids = defineRoute({
  method: 'GET',
  path: '/aids',
  summary: 'What a model can do here for a person at once',
  response: z.object({
    suggestsGrades: z.boolean(),
    describes: z.boolean(),
    explains: z.boolean(),
  }),
});

export const nextStep = defineRoute({
  method: 'POST',
  path: '/study/sessions/:id/steps/:stepId/next',
  summary: 'Go on to the next best item',
  params: StepParams,
  response: StudySession,
});

export const endSession = defineRoute({
  method: 'POST',
  path: '/study/sessions/:id/end',
  summary: 'End the session',
  params: IdParams,
  response: StudySession,
});

export const ConceptMastery = z.object({
  conceptId: Id,
  name: z.string(),
  definition: z.string(),
  /** 0-100 now, with forgetting; null where never practised. */
  level: z.number().nullable(),
  evidence: z.number(),
  retrievability: z.number().nullable(),
  lastPracticedAt: Timestamp.nullable(),
  itemCount: z.number().int(),
});
export type ConceptMastery = z.infer<typeof ConceptMastery>;

export const Progress = z.object({
  concepts: z.array(ConceptMastery),
  edges: z.array(z.object({ from: Id, to: Id })),
  counts: z.object({
    mastered: z.number().int(),
    learning: z.number().int(),
    weak: z.number().int(),
    untouched: z.number().int(),
  }),
  dueNow: z.number().int(),
  dueMinutes: z.number(),
  /** Cards due and expected share remembered for the coming 14 days. */
  forecast: z.array(
    z.object({ date: z.string(), due: z.number().int(), retention: z.number().nullable() }),
  ),
  /** The last 12 weeks, a day each, in the learner's time zone. */
  activity: z.array(z.object({ date: z.string(), answers: z.number().int(), minutes: z.number() })),
  streakDays: z.number().int(),
  totalMinutes: z.number(),
  accuracy: z.number().nullable(),
});
export type Progress = z.infer<typeof Progress>;

export const getProgress = defineRoute({
  method: 'GET',
  path: '/progress',
  summary: 'What you know, what is due and how you have studied',
  query: z.object({ materialId: Id.optional() }),
  response: Progress,
});

export const giveFeedback = defineRoute({
  method: 'POST',
  path: '/feedback',
  summary: 'Rate an item, comment on it, or report a mistake',
  body: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('rating'),
      itemId: Id,
      rating: z.number().int().min(1).max(5),
      comment: z.string().max(4000).optional(),
    }),
    z.object({
      kind: z.literal('comment'),
      itemId: Id,
      comment: z.string().trim().min(1).max(4000),
    }),
    z.object({
      kind: z.literal('report'),
      itemId: Id,
      comment: z.string().trim().min(1).max(4000),
    }),
  ]),
  response: z.object({ id: Id }),
  status: 201,
});

export const listFeedback = defineRoute({
  method: 'GET',
  path: '/feedback',
  summary: 'Open feedback on items, newest first, for staff',
  response: z.object({
    items: z.array(
      z.object({
        id: Id,
        itemId: Id,
        itemTitle: z.string(),
        kind: z.enum(['rating', 'comment', 'report']),
        rating: z.number().int().nullable(),
        comment: z.string().nullable(),
        userName: z.string(),
        createdAt: Timestamp,
      }),
    ),
  }),
});

export const closeFeedback = defineRoute({
  method: 'POST',
  path: '/feedback/:id/close',
  summary: 'Mark feedback as resolved or dismissed',
  params: IdParams,
  body: z.object({ status: z.enum(['resolved', 'dismissed']) }),
  response: z.object({ id: Id }),
});

/** Home: one call with what the role may see; absent parts are not for the role. */
export const Home = z.object({
  learner: z.object({
    session: z
      .object({ id: Id, answered: z.number().int(), materialTitle: z.string().nullable() })
      .nullable(),
    dueNow: z.number().int(),
    dueMinutes: z.number(),
    newNuggets: z.number().int(),
    weakest: z.array(z.object({ conceptId: Id, name: z.string(), level: z.number() })),
    streakDays: z.number().int(),
    studiedToday: z.boolean(),
    /** Essays graded since the learner last looked. */
    newGrades: z.number().int(),
  }),
  instructor: z
    .object({
      inReview: z.number().int(),
      /** Essays that wait for a grade. */
      toGrade: z.number().int(),
      runningIngestions: z.number().int(),
      materials: z.number().int(),
      openReports: z.number().int(),
      /** Items that most learners get wrong, or that were reported. */
      misbehaving: z.array(
        z.object({
          itemId: Id,
          title: z.string(),
          answers: z.number().int(),
          correctShare: z.number(),
          reports: z.number().int(),
        }),
      ),
    })
    .nullable(),
  admin: z
    .object({
      people: z.number().int(),
      activeThisWeek: z.number().int(),
      storageBytes: z.number(),
      databaseBytes: z.number(),
      /** Millionths of a US dollar spent on models this month. */
      costMicrousd: z.number(),
      failedIngestions: z.number().int(),
    })
    .nullable(),
});
export type Home = z.infer<typeof Home>;

export const getHome = defineRoute({
  method: 'GET',
  path: '/home',
  summary: 'What to do next, by role',
  response: Home,
});
