import { z } from 'zod';
import { SourceType } from './library.ts';
import { defineRoute } from './route.ts';
import { Flag, Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

export const IngestionStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']);
export const IngestionStage = z.enum([
  'fetch',
  'parse',
  'embed',
  'concepts',
  'items',
  'summaries',
  'done',
]);

export const IngestionJob = z.object({
  id: Id,
  sourceType: SourceType,
  source: z.string(),
  materialId: Id.nullable(),
  materialTitle: z.string().nullable(),
  status: IngestionStatus,
  stage: IngestionStage,
  /** Units of the stage done and in all; total is 0 while unknown. */
  progressDone: z.number().int(),
  progressTotal: z.number().int(),
  /** 0-1 over all stages: what the bar shows. */
  progress: z.number().min(0).max(1),
  counts: z.object({
    pages: z.number().int().optional(),
    durationSeconds: z.number().optional(),
    chunks: z.number().int().optional(),
    concepts: z.number().int().optional(),
    nuggets: z.number().int().optional(),
    questions: z.number().int().optional(),
    flashcards: z.number().int().optional(),
    summaries: z.number().int().optional(),
    /** Of a new version: what it made of the items that there were. */
    kept: z.number().int().optional(),
    stale: z.number().int().optional(),
    retired: z.number().int().optional(),
    revived: z.number().int().optional(),
  }),
  /** The source was in the library already; nothing was made. */
  duplicate: z.boolean(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /**
   * What a queued job waits for, but for its turn, in plain words: `ai_budget` (the month's budget
   * for models is used up) or `ai_batch` (a batch at the provider). It goes on by itself.
   */
  paused: z.object({ code: z.enum(['ai_budget', 'ai_batch']), message: z.string() }).nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
});
export type IngestionJob = z.infer<typeof IngestionJob>;

export const MAX_UPLOAD_BYTES = 200 * 1024 * 1024;
export const MAX_UPLOAD_FILES = 50;
export const ACCEPTED_EXTENSIONS = [
  '.pdf',
  '.docx',
  '.pptx',
  '.epub',
  '.html',
  '.htm',
  '.md',
  '.markdown',
  '.txt',
  '.vtt',
  '.srt',
] as const;

/** multipart/form-data with one or more parts named `files`; answers when all are stored. */
export const uploadFiles = defineRoute({
  method: 'POST',
  path: '/ingestions/files',
  summary: 'Add files (multipart form, field `files`, up to 200 MB each)',
  response: z.object({ jobs: z.array(IngestionJob) }),
  status: 202,
});

export const ingestText = defineRoute({
  method: 'POST',
  path: '/ingestions/text',
  summary: 'Add pasted text (Markdown is understood)',
  body: z.object({
    title: z.string().trim().min(1).max(255),
    text: z.string().min(1).max(5_000_000),
  }),
  response: IngestionJob,
  status: 202,
});

export const ingestUrl = defineRoute({
  method: 'POST',
  path: '/ingestions/url',
  summary: 'Add a page or file from the web',
  body: z.object({ url: z.url({ protocol: /^https?$/ }).max(2000) }),
  response: IngestionJob,
  status: 202,
});

export const listIngestions = defineRoute({
  method: 'GET',
  path: '/ingestions',
  summary: 'Ingestion jobs, newest first; `open=true` for those still under way',
  query: PageQuery.extend({ open: Flag.optional() }),
  response: pageOf(IngestionJob),
});

export const getIngestion = defineRoute({
  method: 'GET',
  path: '/ingestions/:id',
  summary: 'One ingestion job',
  params: IdParams,
  response: IngestionJob,
});

export const cancelIngestion = defineRoute({
  method: 'POST',
  path: '/ingestions/:id/cancel',
  summary: 'Stop a job; what is half made is taken back',
  params: IdParams,
  response: IngestionJob,
});

export const retryIngestion = defineRoute({
  method: 'POST',
  path: '/ingestions/:id/retry',
  summary: 'Try a failed job again, from where it was, or a stopped one whose address is known',
  params: IdParams,
  response: IngestionJob,
});

export const MaterialVersion = z.object({
  version: z.number().int(),
  /** The one that is read and searched. */
  current: z.boolean(),
  sourceName: z.string().nullable(),
  wordCount: z.number().int().nullable(),
  sizeBytes: z.number().nullable(),
  createdByName: z.string().nullable(),
  createdAt: Timestamp,
  currentAt: Timestamp.nullable(),
  /** What it made of the items of the version before; null for the first. */
  items: z
    .object({
      kept: z.number().int(),
      stale: z.number().int(),
      retired: z.number().int(),
      revived: z.number().int(),
    })
    .nullable(),
});
export type MaterialVersion = z.infer<typeof MaterialVersion>;

const TakenVersion = z.object({
  /** The source says what it said before: nothing was done. */
  unchanged: z.boolean(),
  job: IngestionJob.nullable(),
});

export const listVersions = defineRoute({
  method: 'GET',
  path: '/materials/:id/versions',
  summary: 'Versions of a material, newest first, and what each made of its items',
  params: IdParams,
  response: z.object({ items: z.array(MaterialVersion) }),
});

export const addVersionFile = defineRoute({
  method: 'POST',
  path: '/materials/:id/versions',
  summary: 'Give a new version of a material (multipart form, one file in the field `files`)',
  params: IdParams,
  response: TakenVersion,
  status: 202,
});

export const addVersionText = defineRoute({
  method: 'POST',
  path: '/materials/:id/versions/text',
  summary: 'Give a new version of a material as text',
  params: IdParams,
  body: z.object({ text: z.string().min(1).max(5_000_000) }),
  response: TakenVersion,
  status: 202,
});

export const fetchVersion = defineRoute({
  method: 'POST',
  path: '/materials/:id/versions/fetch',
  summary: 'Read the address of a material again',
  params: IdParams,
  response: TakenVersion,
  status: 202,
});

/**
 * `GET /api/v1/events` (text/event-stream) sends `ingestion` events with an IngestionJob whenever
 * a job of the organization moves.
 */
export const IngestionEvent = IngestionJob;
