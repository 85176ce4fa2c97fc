import { z } from 'zod';
import { Item, ItemStatus } from './items.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams, Timestamp } from './shared.ts';

/** Where an item comes from and what became of it, from its source to its use. */
export const Provenance = z.object({
  item: Item,
  /** The passages that it rests on, with the version of the material that has them. */
  passages: z.array(
    z.object({
      chunkId: Id,
      version: z.number().int(),
      /** Whether that version is the one that is read now. */
      current: z.boolean(),
      position: z.number().int(),
      headingPath: z.array(z.string()),
      quote: z.string(),
      page: z.number().int().nullable(),
      seconds: z.number().nullable(),
    }),
  ),
  /** The run that made it; null where a person did. */
  generation: z
    .object({
      id: Id,
      task: z.string(),
      engine: z.string(),
      model: z.string(),
      promptVersion: z.string(),
      params: z.record(z.string(), z.unknown()),
      tokensIn: z.number().int(),
      tokensOut: z.number().int(),
      costMicrousd: z.number(),
      itemsMade: z.number().int(),
      itemsDropped: z.number().int(),
      durationMs: z.number().int().nullable(),
      createdAt: Timestamp,
    })
    .nullable(),
  /** Decisions of people, oldest first. */
  reviews: z.array(
    z.object({
      id: Id,
      decision: z.enum(['approve', 'edit', 'reject', 'regenerate']),
      reason: z.string().nullable(),
      reviewerName: z.string(),
      statusBefore: ItemStatus,
      createdAt: Timestamp,
      undoneAt: Timestamp.nullable(),
    }),
  ),
  /** Wordings of a question, oldest first; empty for other kinds. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      stem: z.string(),
      current: z.boolean(),
      createdByName: z.string().nullable(),
      createdAt: Timestamp,
      answers: z.number().int(),
    }),
  ),
  use: z.object({
    answers: z.number().int(),
    learners: z.number().int(),
    /** Mean score of the answers, 0-1; null without any that was graded. */
    facility: z.number().nullable(),
    firstAt: Timestamp.nullable(),
    lastAt: Timestamp.nullable(),
  }),
});
export type Provenance = z.infer<typeof Provenance>;

export const getProvenance = defineRoute({
  method: 'GET',
  path: '/items/:id/provenance',
  summary: 'Where an item comes from, who decided on it, and how it is used',
  params: IdParams,
  response: Provenance,
});
