import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Empty, Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

export const SourceType = z.enum(['file', 'url', 'text']);
export const MaterialStatus = z.enum(['processing', 'ready', 'failed']);
export const MaterialLevel = z.enum(['beginner', 'intermediate', 'advanced']);

export const ItemCounts = z.object({
  chunks: z.number().int(),
  concepts: z.number().int(),
  nuggets: z.number().int(),
  questions: z.number().int(),
  flashcards: z.number().int(),
  summaries: z.number().int(),
  inReview: z.number().int(),
});

export const Material = z.object({
  id: Id,
  title: z.string(),
  description: z.string().nullable(),
  sourceType: SourceType,
  sourceName: z.string(),
  mediaType: z.string().nullable(),
  status: MaterialStatus,
  language: z.string(),
  level: MaterialLevel.nullable(),
  subject: z.string().nullable(),
  tags: z.array(z.string()),
  sizeBytes: z.number().int(),
  wordCount: z.number().int().nullable(),
  pageCount: z.number().int().nullable(),
  durationSeconds: z.number().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** Send it back as If-Match when you edit. */
  revision: z.number().int(),
  counts: ItemCounts,
});
export type Material = z.infer<typeof Material>;

export const ChunkBlock = z.object({
  kind: z.enum(['heading', 'paragraph', 'list_item', 'table', 'code', 'quote', 'caption', 'cue']),
  start: z.number().int(),
  end: z.number().int(),
  level: z.number().int().optional(),
  page: z.number().int().optional(),
  seconds: z.number().optional(),
});
export type ChunkBlock = z.infer<typeof ChunkBlock>;

export const MaterialChunk = z.object({
  id: Id,
  position: z.number().int(),
  kind: z.enum(['prose', 'table', 'code', 'transcript']),
  headingPath: z.array(z.string()),
  text: z.string(),
  blocks: z.array(ChunkBlock),
  pageStart: z.number().int().nullable(),
  pageEnd: z.number().int().nullable(),
  startSeconds: z.number().nullable(),
  language: z.string(),
  itemCount: z.number().int(),
});
export type MaterialChunk = z.infer<typeof MaterialChunk>;

export const Concept = z.object({
  id: Id,
  name: z.string(),
  aliases: z.array(z.string()),
  definition: z.string(),
  chunkId: Id.nullable(),
  itemCount: z.number().int(),
});
export type Concept = z.infer<typeof Concept>;

export const listMaterials = defineRoute({
  method: 'GET',
  path: '/materials',
  summary: 'Materials, newest first; learners see the ready ones',
  query: PageQuery.extend({
    q: z.string().max(200).optional(),
    status: MaterialStatus.optional(),
    sourceType: SourceType.optional(),
    subject: z.string().max(100).optional(),
  }),
  response: pageOf(Material),
});

export const getMaterial = defineRoute({
  method: 'GET',
  path: '/materials/:id',
  summary: 'One material',
  params: IdParams,
  response: Material,
});

export const suggestDescription = defineRoute({
  method: 'POST',
  path: '/materials/:id/description-suggestion',
  summary: 'What a model would say about a material; nothing is changed',
  params: IdParams,
  response: z.object({
    description: z.string(),
    subject: z.string(),
    level: MaterialLevel,
    tags: z.array(z.string()),
  }),
});

export const updateMaterial = defineRoute({
  method: 'PATCH',
  path: '/materials/:id',
  summary: 'Change title, description, subject, level or tags (If-Match: revision)',
  params: IdParams,
  body: z.object({
    title: z.string().trim().min(1).max(255).optional(),
    description: z.string().max(4000).nullable().optional(),
    subject: z.string().trim().max(100).nullable().optional(),
    level: MaterialLevel.nullable().optional(),
    tags: z.array(z.string().trim().min(1).max(50)).max(30).optional(),
  }),
  response: Material,
});

export const deleteMaterial = defineRoute({
  method: 'DELETE',
  path: '/materials/:id',
  summary: 'Put a material and its items away; restore brings them back',
  params: IdParams,
  response: Empty,
});

export const restoreMaterial = defineRoute({
  method: 'POST',
  path: '/materials/:id/restore',
  summary: 'Bring a deleted material back',
  params: IdParams,
  response: Material,
});

export const getOutline = defineRoute({
  method: 'GET',
  path: '/materials/:id/outline',
  summary: 'Headings with the passages where they begin',
  params: IdParams,
  response: z.object({
    headings: z.array(
      z.object({
        title: z.string(),
        level: z.number().int(),
        chunkId: Id,
        position: z.number().int(),
        page: z.number().int().nullable(),
      }),
    ),
  }),
});

export const listChunks = defineRoute({
  method: 'GET',
  path: '/materials/:id/chunks',
  summary: 'Passages in order; `around` names a passage to begin before',
  params: IdParams,
  query: z.object({
    from: z.coerce.number().int().min(0).optional(),
    around: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(40),
  }),
  response: z.object({ chunks: z.array(MaterialChunk), total: z.number().int() }),
});

export const getConceptMap = defineRoute({
  method: 'GET',
  path: '/materials/:id/concepts',
  summary: 'Concepts of a material, most used first (200 at most), with their edges',
  params: IdParams,
  response: z.object({
    concepts: z.array(Concept),
    edges: z.array(
      z.object({
        from: Id,
        to: Id,
        kind: z.enum(['prerequisite', 'related']),
        weight: z.number(),
      }),
    ),
  }),
});

export const listSubjects = defineRoute({
  method: 'GET',
  path: '/subjects',
  summary: 'Subjects in use, with the number of materials',
  response: z.object({
    subjects: z.array(z.object({ subject: z.string(), materials: z.number().int() })),
  }),
});
