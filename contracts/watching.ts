import { z } from 'zod';
import { ACCEPTED_EXTENSIONS } from './ingestion.ts';
import { defineRoute } from './route.ts';
import { Empty, Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

/** Endings of files that can be read, without the dot. */
export const WATCHED_FILE_TYPES = ACCEPTED_EXTENSIONS.map((ending) => ending.slice(1));

export const MAX_WATCHED_FOLDERS = 50;
export const MAX_MONITORED_URLS = 500;
export const MIN_INTERVAL_MINUTES = 5;
export const MAX_INTERVAL_MINUTES = 30 * 24 * 60;

const FileType = z
  .string()
  .trim()
  .toLowerCase()
  .transform((value) => value.replace(/^\./, ''))
  .refine((value) => WATCHED_FILE_TYPES.includes(value), {
    error: `Only these kinds of files can be read: ${WATCHED_FILE_TYPES.join(', ')}.`,
  });
const FileTypes = z
  .array(FileType)
  .min(1)
  .max(30)
  .transform((types) => [...new Set(types)]);

const Trouble = z.object({ code: z.string(), message: z.string() });

export const WatchedFolder = z.object({
  id: Id,
  path: z.string(),
  recursive: z.boolean(),
  fileTypes: z.array(z.string()),
  /** False: what is found is listed, and a person adds it. */
  autoProcess: z.boolean(),
  /** False while a person has paused it. */
  enabled: z.boolean(),
  scanning: z.boolean(),
  lastScanAt: Timestamp.nullable(),
  /** Null while it is paused. */
  nextScanAt: Timestamp.nullable(),
  /** Why the last scan could not see all of it. */
  lastError: z.string().nullable(),
  counts: z.object({
    settling: z.number().int(),
    found: z.number().int(),
    wanted: z.number().int(),
    added: z.number().int(),
    failed: z.number().int(),
    gone: z.number().int(),
  }),
  createdAt: Timestamp,
});
export type WatchedFolder = z.infer<typeof WatchedFolder>;

/**
 * `settling`: may still be written. `found`: waits for a person. `wanted`: will be added at the
 * next look. `failed`: could not be added or read. `gone`: no longer on the disk; its material
 * stays.
 */
export const WatchedFileState = z.enum(['settling', 'found', 'wanted', 'added', 'failed', 'gone']);
export type WatchedFileState = z.infer<typeof WatchedFileState>;

export const WatchedFile = z.object({
  id: Id,
  /** From the folder, with slashes. */
  path: z.string(),
  sizeBytes: z.number().int(),
  modifiedAt: Timestamp,
  state: WatchedFileState,
  /** A job reads it at this moment. */
  reading: z.boolean(),
  /** Null where it is not in the library, or was deleted there. */
  materialId: Id.nullable(),
  materialTitle: z.string().nullable(),
  error: Trouble.nullable(),
});
export type WatchedFile = z.infer<typeof WatchedFile>;

export const listWatchedFolders = defineRoute({
  method: 'GET',
  path: '/watched-folders',
  summary: 'Folders of the server whose files come in by themselves, and where one may be',
  response: z.object({
    /** Folders of the server below which folders may be watched; empty: the operator allows none. */
    roots: z.array(z.string()),
    items: z.array(WatchedFolder),
  }),
});

export const addWatchedFolder = defineRoute({
  method: 'POST',
  path: '/watched-folders',
  summary: 'Watch a folder of the server',
  body: z.object({
    path: z.string().trim().min(1).max(1000),
    recursive: z.boolean().default(true),
    fileTypes: FileTypes.default(['pdf', 'docx', 'txt']),
    autoProcess: z.boolean().default(true),
  }),
  response: WatchedFolder,
  status: 201,
});

export const editWatchedFolder = defineRoute({
  method: 'PATCH',
  path: '/watched-folders/:id',
  summary: 'Change, pause (`enabled: false`) or resume a watched folder',
  params: IdParams,
  body: z.object({
    recursive: z.boolean().optional(),
    fileTypes: FileTypes.optional(),
    autoProcess: z.boolean().optional(),
    enabled: z.boolean().optional(),
  }),
  response: WatchedFolder,
});

export const deleteWatchedFolder = defineRoute({
  method: 'DELETE',
  path: '/watched-folders/:id',
  summary: 'Stop watching a folder; its materials stay',
  params: IdParams,
  response: Empty,
});

export const scanWatchedFolder = defineRoute({
  method: 'POST',
  path: '/watched-folders/:id/scan',
  summary: 'Look through a watched folder now',
  params: IdParams,
  response: WatchedFolder,
  status: 202,
});

export const listWatchedFiles = defineRoute({
  method: 'GET',
  path: '/watched-folders/:id/files',
  summary: 'Files seen in a watched folder, by name',
  params: IdParams,
  query: PageQuery.extend({ state: WatchedFileState.optional() }),
  response: pageOf(WatchedFile),
});

export const addWatchedFiles = defineRoute({
  method: 'POST',
  path: '/watched-folders/:id/files/add',
  summary: 'Add files of a watched folder to the library; without `fileIds`, all that wait',
  params: IdParams,
  body: z.object({ fileIds: z.array(Id).min(1).max(500).optional() }),
  response: z.object({ wanted: z.number().int() }),
  status: 202,
});

/**
 * What came of the last check: `not_modified`: the server said so; `unchanged`: the main text is
 * the same; `refused`: robots.txt does not allow it.
 */
export const CheckOutcome = z.enum([
  'added',
  'changed',
  'unchanged',
  'not_modified',
  'refused',
  'failed',
]);

export const MonitoredUrl = z.object({
  id: Id,
  url: z.string(),
  intervalMinutes: z.number().int(),
  /** False while a person has paused it. */
  enabled: z.boolean(),
  checking: z.boolean(),
  lastCheckedAt: Timestamp.nullable(),
  /** When its text was last seen to be another. */
  lastChangedAt: Timestamp.nullable(),
  /** Null while it is paused. */
  nextCheckAt: Timestamp.nullable(),
  outcome: CheckOutcome.nullable(),
  /** Checks in a row that failed; each doubles the wait, up to a day. */
  failures: z.number().int(),
  error: Trouble.nullable(),
  reading: z.boolean(),
  materialId: Id.nullable(),
  materialTitle: z.string().nullable(),
  createdAt: Timestamp,
});
export type MonitoredUrl = z.infer<typeof MonitoredUrl>;

const Interval = z.number().int().min(MIN_INTERVAL_MINUTES).max(MAX_INTERVAL_MINUTES);

export const listMonitoredUrls = defineRoute({
  method: 'GET',
  path: '/monitored-urls',
  summary: 'Addresses that are read again and again; `materialId` for those of one material',
  query: PageQuery.extend({ materialId: Id.optional() }),
  response: pageOf(MonitoredUrl),
});

export const addMonitoredUrl = defineRoute({
  method: 'POST',
  path: '/monitored-urls',
  summary: 'Read an address again and again; a material that came from it is followed',
  body: z.object({
    url: z.url({ protocol: /^https?$/ }).max(2000),
    intervalMinutes: Interval.default(MIN_INTERVAL_MINUTES),
  }),
  response: MonitoredUrl,
  status: 201,
});

export const editMonitoredUrl = defineRoute({
  method: 'PATCH',
  path: '/monitored-urls/:id',
  summary: 'Change, pause (`enabled: false`) or resume a monitored address',
  params: IdParams,
  body: z.object({ intervalMinutes: Interval.optional(), enabled: z.boolean().optional() }),
  response: MonitoredUrl,
});

export const deleteMonitoredUrl = defineRoute({
  method: 'DELETE',
  path: '/monitored-urls/:id',
  summary: 'Stop reading an address again; its material stays',
  params: IdParams,
  response: Empty,
});

export const checkMonitoredUrl = defineRoute({
  method: 'POST',
  path: '/monitored-urls/:id/check',
  summary: 'Read a monitored address now',
  params: IdParams,
  response: MonitoredUrl,
  status: 202,
});
