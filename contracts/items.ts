import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Flag, Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';
import { ItemFlag } from './statistics.ts';

export const ItemType = z.enum(['nugget', 'summary', 'flashcard', 'question']);
export type ItemType = z.infer<typeof ItemType>;
export const ItemStatus = z.enum(['in_review', 'approved', 'rejected', 'retired']);
export type ItemStatus = z.infer<typeof ItemStatus>;
export const QuestionType = z.enum([
  'multiple_choice',
  'multiple_response',
  'true_false',
  'fill_blank',
  'short_answer',
  'numeric',
  'matching',
  'ordering',
  'essay',
]);
export type QuestionType = z.infer<typeof QuestionType>;
export const FlashcardStyle = z.enum([
  'term_to_definition',
  'definition_to_term',
  'cloze',
  'question_answer',
]);

export const ItemSource = z.object({
  chunkId: Id,
  /** Offsets into the text of the passage. */
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
  page: z.number().int().nullable(),
  heading: z.string().nullable(),
  seconds: z.number().nullable(),
});
export type ItemSource = z.infer<typeof ItemSource>;

export const QuestionOption = z.object({
  text: z.string().trim().min(1).max(1000),
  correct: z.boolean(),
  feedback: z.string().max(2000),
});

const Phrase = z.string().trim().min(1).max(500);

/** A thing that a grader looks for in an essay, and what it is worth. */
export const Criterion = z.object({
  criterion: z.string().trim().min(1).max(200),
  description: z.string().max(1000),
  points: z.number().positive().max(100),
});
export type Criterion = z.infer<typeof Criterion>;

const Accepted = z.array(z.string().trim().min(1).max(300)).min(1).max(20);

/** What makes an answer right, by type of question. */
export const AnswerKey = z.discriminatedUnion('questionType', [
  z.object({
    questionType: z.literal('multiple_choice'),
    options: z.array(QuestionOption).min(2).max(8),
  }),
  z.object({ questionType: z.literal('true_false'), options: z.array(QuestionOption).length(2) }),
  z.object({
    questionType: z.literal('fill_blank'),
    gaps: z
      .array(z.object({ accepted: Accepted }))
      .min(1)
      .max(10),
  }),
  z.object({ questionType: z.literal('short_answer'), accepted: Accepted }),
  z.object({
    questionType: z.literal('multiple_response'),
    options: z.array(QuestionOption).min(3).max(10),
  }),
  z.object({
    questionType: z.literal('numeric'),
    value: z.number(),
    /** Greatest distance from the value that still counts as right, in the first unit. */
    tolerance: z.number().min(0),
    /**
     * The first is the unit of the value, with factor 1; a number in another one, times its factor,
     * is a number in the first. Empty for a bare number.
     */
    units: z
      .array(z.object({ text: z.string().trim().min(1).max(30), factor: z.number().positive() }))
      .max(6),
  }),
  z.object({
    questionType: z.literal('matching'),
    pairs: z
      .array(z.object({ left: Phrase, right: Phrase, feedback: z.string().max(2000) }))
      .min(2)
      .max(8),
    /** Further right-hand texts that belong to nothing. */
    extras: z.array(Phrase).max(4),
  }),
  z.object({
    questionType: z.literal('ordering'),
    /** In the right order. */
    steps: z.array(Phrase).min(3).max(10),
  }),
  z.object({
    questionType: z.literal('essay'),
    rubric: z.array(Criterion).min(1).max(8),
    sampleAnswer: z.string().max(8000),
  }),
]);
export type AnswerKey = z.infer<typeof AnswerKey>;

export const ItemContent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('nugget'),
    title: z.string().trim().min(1).max(255),
    text: z.string().trim().min(1).max(20_000),
    topics: z.array(z.string()),
    estimatedMinutes: z.number().positive(),
    /** Names of concepts to know before, and of those that go with it. */
    prerequisites: z.array(z.string()),
    relatedConcepts: z.array(z.string()),
  }),
  z.object({
    type: z.literal('summary'),
    scope: z.enum(['chunk', 'chapter', 'material']),
    title: z.string().trim().min(1).max(255),
    text: z.string().trim().min(1).max(20_000),
    /** The same in a sentence or two, and at length; null where it would say no less or no more. */
    brief: z.string().trim().min(1).max(4000).nullable(),
    detailed: z.string().trim().min(1).max(40_000).nullable(),
  }),
  z.object({
    type: z.literal('flashcard'),
    style: FlashcardStyle,
    front: z.string().trim().min(1).max(4000),
    back: z.string().trim().min(1).max(4000),
  }),
  z.object({
    type: z.literal('question'),
    version: z.number().int(),
    stem: z.string().trim().min(1).max(4000),
    explanation: z.string().max(4000),
    hints: z.array(z.string().max(1000)).max(5),
    /** Points for a wholly right answer; of an essay the sum of its rubric. */
    points: z.number().positive().max(1000),
    answerKey: AnswerKey,
  }),
]);
export type ItemContent = z.infer<typeof ItemContent>;

export const Item = z.object({
  id: Id,
  type: ItemType,
  status: ItemStatus,
  materialId: Id,
  materialTitle: z.string(),
  difficulty: z.number().int().min(1).max(10),
  quality: z.number().min(0).max(1),
  concepts: z.array(z.object({ id: Id, name: z.string() })),
  sources: z.array(ItemSource),
  /** Codes of the lints that it fails; see `LintDescriptions`. */
  lints: z.array(z.string()),
  /** Which engine made it; null where a person wrote it. */
  engine: z.string().nullable(),
  content: ItemContent,
  /**
   * Its source has changed since somebody looked: what each changed span said, and says now (null
   * where nothing stands in its place). Null where nothing changed.
   */
  stale: z
    .object({
      since: Timestamp,
      version: z.number().int(),
      spans: z.array(
        z.object({ oldQuote: z.string(), newQuote: z.string().nullable(), chunkId: Id.nullable() }),
      ),
    })
    .nullable(),
  /** What its answers say against it, until a person has looked. */
  flags: z.array(ItemFlag),
  revision: z.number().int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Item = z.infer<typeof Item>;

const ItemFilters = z.object({
  materialId: Id.optional(),
  type: ItemType.optional(),
  status: ItemStatus.optional(),
  conceptId: Id.optional(),
  chunkId: Id.optional(),
  minDifficulty: z.coerce.number().int().min(1).max(10).optional(),
  maxDifficulty: z.coerce.number().int().min(1).max(10).optional(),
  /** Only items whose source has changed. */
  stale: Flag.optional(),
  /** Only questions whose answers look wrong. */
  flagged: Flag.optional(),
});

export const listItems = defineRoute({
  method: 'GET',
  path: '/items',
  summary: 'Items in the order of their source; learners see the approved ones',
  query: PageQuery.extend(ItemFilters.shape),
  response: pageOf(Item),
});

export const getItem = defineRoute({
  method: 'GET',
  path: '/items/:id',
  summary: 'One item with its sources',
  params: IdParams,
  response: Item,
});

const EditedContent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('nugget'),
    title: z.string().trim().min(1).max(255),
    text: z.string().trim().min(1).max(20_000),
  }),
  z.object({
    type: z.literal('summary'),
    title: z.string().trim().min(1).max(255),
    text: z.string().trim().min(1).max(20_000),
    brief: z.string().trim().min(1).max(4000).nullable().optional(),
    detailed: z.string().trim().min(1).max(40_000).nullable().optional(),
  }),
  z.object({
    type: z.literal('flashcard'),
    front: z.string().trim().min(1).max(4000),
    back: z.string().trim().min(1).max(4000),
  }),
  z.object({
    type: z.literal('question'),
    stem: z.string().trim().min(1).max(4000),
    explanation: z.string().max(4000),
    hints: z.array(z.string().max(1000)).max(5),
    /** Left as they are where absent; those of an essay follow from its rubric. */
    points: z.number().positive().max(1000).optional(),
    answerKey: AnswerKey,
  }),
]);
export type EditedContent = z.infer<typeof EditedContent>;

export const editItem = defineRoute({
  method: 'PATCH',
  path: '/items/:id',
  summary: 'Edit an item (If-Match: revision); an edited question gets a new version',
  params: IdParams,
  body: z.object({
    content: EditedContent,
    difficulty: z.number().int().min(1).max(10).optional(),
  }),
  response: z.object({ item: Item, reviewId: Id }),
});

export const BULK_LIMIT = 500;

export const ReviewSummary = z.object({
  inReview: z.number().int(),
  approved: z.number().int(),
  rejected: z.number().int(),
  /** Questions of any status whose answers look wrong. */
  flagged: z.number().int(),
  byType: z.record(ItemType, z.number().int()),
});

export const getReviewSummary = defineRoute({
  method: 'GET',
  path: '/review/summary',
  summary: 'How many items wait for review, for a filter',
  query: ItemFilters.omit({ status: true }),
  response: ReviewSummary,
});

/** How answers to a question count where a milestone or an assessment asks it. */
export const GradingCriteria = z.object({
  /** Score from which on an answer is right, 0-1. */
  passScore: z.number().min(0.01).max(1).default(1),
  /** Whether a score below counts in part, or not at all. */
  partialCredit: z.boolean().default(true),
  /** For people who grade or look at the question. */
  note: z.string().trim().max(2000).default(''),
});
export type GradingCriteria = z.infer<typeof GradingCriteria>;

export const reviewItem = defineRoute({
  method: 'POST',
  path: '/items/:id/review',
  summary:
    'Approve an item, or reject it with a reason; approving a flagged question keeps it as it is',
  params: IdParams,
  body: z.discriminatedUnion('decision', [
    z.object({
      decision: z.literal('approve'),
      /**
       * Of a question: further tries after the first (null: without limit), and how answers count.
       * Left as they are where absent.
       */
      retryLimit: z.number().int().min(0).max(100).nullable().optional(),
      gradingCriteria: GradingCriteria.nullable().optional(),
    }),
    z.object({ decision: z.literal('reject'), reason: z.string().trim().min(1).max(2000) }),
  ]),
  response: z.object({ item: Item, reviewId: Id }),
});

export const regenerateItem = defineRoute({
  method: 'POST',
  path: '/items/:id/regenerate',
  summary: 'Replace an item by another one made from the same passage',
  params: IdParams,
  body: z.object({ reason: z.string().trim().max(2000).optional() }),
  response: z.object({
    /** The new item; null where the engine has nothing else to offer for the passage. */
    replacement: Item.nullable(),
    reviewId: Id,
  }),
});

export const undoReview = defineRoute({
  method: 'POST',
  path: '/reviews/:id/undo',
  summary: 'Take a decision of yours back: status and content are as before',
  params: IdParams,
  response: z.object({ item: Item }),
});

export const bulkReview = defineRoute({
  method: 'POST',
  path: '/review/bulk',
  summary: `Approve or reject up to ${BULK_LIMIT} items at once`,
  body: z.discriminatedUnion('decision', [
    z.object({ decision: z.literal('approve'), itemIds: z.array(Id).min(1).max(BULK_LIMIT) }),
    z.object({
      decision: z.literal('reject'),
      itemIds: z.array(Id).min(1).max(BULK_LIMIT),
      reason: z.string().trim().min(1).max(2000),
    }),
  ]),
  response: z.object({
    changed: z.number().int(),
    skipped: z.number().int(),
    reviewIds: z.array(Id),
  }),
});

export const bulkUndo = defineRoute({
  method: 'POST',
  path: '/review/bulk-undo',
  summary: 'Take several decisions of yours back at once',
  body: z.object({ reviewIds: z.array(Id).min(1).max(BULK_LIMIT) }),
  response: z.object({ changed: z.number().int() }),
});
