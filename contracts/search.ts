import { z } from 'zod';
import { ItemType } from './items.ts';
import { defineRoute } from './route.ts';
import { Id } from './shared.ts';

/** Offsets into a snippet, end exclusive: what to mark. */
export const HighlightRange = z.object({ start: z.number().int(), end: z.number().int() });

export const SearchHit = z.object({
  kind: z.enum(['material', 'passage', 'nugget', 'flashcard', 'question', 'summary']),
  id: Id,
  materialId: Id,
  materialTitle: z.string(),
  title: z.string(),
  snippet: z.string(),
  highlights: z.array(HighlightRange),
  /** Where to open the source; null for a material found by its title. */
  chunkId: Id.nullable(),
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  page: z.number().int().nullable(),
  score: z.number(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const search = defineRoute({
  method: 'GET',
  path: '/search',
  summary: 'Find passages, items and materials by words and by meaning',
  query: z.object({
    q: z.string().trim().min(1).max(400),
    kind: z.union([z.literal('material'), z.literal('passage'), ItemType]).optional(),
    materialId: Id.optional(),
    subject: z.string().max(100).optional(),
    language: z.string().max(10).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: z.object({ hits: z.array(SearchHit), elapsedMs: z.number() }),
});

/** What makes the vectors by which passages, items and concepts are found and compared. */
export const EmbedderState = z.object({
  /** Name and version of the embedder whose vectors are searched now. */
  name: z.string(),
  builtin: z.boolean(),
  /** What replaces it, while its vectors are made; search goes on with the old ones meanwhile. */
  next: z.string().nullable(),
  /** Vectors of the next embedder that are made, and in all. */
  done: z.number().int(),
  total: z.number().int(),
  /** Why they are not made at the moment, in plain words; null where all is well. */
  problem: z.string().nullable(),
  /** The embedder that the AI settings name; null where no embedding model is connected. */
  available: z.string().nullable(),
});
export type EmbedderState = z.infer<typeof EmbedderState>;

export const getEmbedder = defineRoute({
  method: 'GET',
  path: '/search/embedder',
  summary: 'What makes the vectors for search, and how far a change of it is',
  response: EmbedderState,
});

export const putEmbedder = defineRoute({
  method: 'PUT',
  path: '/search/embedder',
  summary: 'Let the built-in embedder or the model of the AI settings make the vectors for search',
  body: z.object({ use: z.enum(['builtin', 'model']) }),
  response: EmbedderState,
});
