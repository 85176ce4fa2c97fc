import { z } from 'zod';
import { IngestionJob } from './ingestion.ts';
import { ItemStatus, QuestionType } from './items.ts';
import { defineRoute } from './route.ts';
import { Flag, Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

/**
 * Videos for authors: media, captions, lessons. Milestones stand in `milestones.ts`, what a learner's
 * player asks in `player.ts`.
 *
 * Uploads speak tus 1.0 at `/api/v1/uploads/videos`, with the session cookie and the right to
 * author. `Upload-Metadata` takes `filename` (required), `title`, and what the browser knows of the
 * file: `duration` (seconds), `width`, `height`; these count where the server has no ffmpeg. The
 * answer to the last PATCH, and a HEAD after it, name the video in the header `Lectern-Video-Id`. An
 * upload to which nothing was added for a day is removed.
 */
export const VIDEO_UPLOAD_PATH = '/api/v1/uploads/videos';

/** Answered by the last PATCH of an upload and by a HEAD of a finished one. */
export const VIDEO_ID_HEADER = 'Lectern-Video-Id';

export const MAX_TRACK_CHARACTERS = 2_000_000;
export const MAX_CHAPTERS = 200;
export const MAX_TRACKS = 40;

/** Endings that an upload may have; what counts is the content. */
export const VIDEO_EXTENSIONS = ['.mp4', '.m4v', '.mov', '.webm', '.mkv', '.avi', '.mpg', '.ts'];

export const VideoStatus = z.enum(['processing', 'ready', 'failed']);
export type VideoStatus = z.infer<typeof VideoStatus>;

/** What is done to a video before it can be played, in order. */
export const VideoStage = z.enum(['fetch', 'inspect', 'convert', 'store']);
export type VideoStage = z.infer<typeof VideoStage>;

/** Seconds into a video; kept to the millisecond. */
export const Seconds = z.number().min(0).max(360_000);

export const Chapter = z.object({
  atSeconds: Seconds,
  title: z.string().trim().min(1).max(255),
});
export type Chapter = z.infer<typeof Chapter>;

export const TrackKind = z.enum(['captions', 'subtitles']);
/** BCP 47, such as `en`, `pt-BR` or `zh-Hant`. */
export const LanguageTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/);

export const Cue = z.object({
  start: z.number(),
  end: z.number(),
  /** Who speaks, where the track says it. */
  speaker: z.string().nullable(),
  text: z.string(),
});
export type Cue = z.infer<typeof Cue>;

export const VideoTrack = z.object({
  id: Id,
  kind: TrackKind,
  language: z.string(),
  /** As a menu shows it: “English”, “Deutsch”. */
  label: z.string(),
  isDefault: z.boolean(),
  cueCount: z.number().int(),
  revision: z.number().int(),
  /** Whether the material of the video is made of this track. */
  isTranscript: z.boolean(),
});
export type VideoTrack = z.infer<typeof VideoTrack>;

export const Video = z.object({
  id: Id,
  title: z.string(),
  status: VideoStatus,
  /** Why it failed, and what to do. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** While it is worked on; `share` 0-1 of the stage, null where that is unknown. */
  progress: z.object({ stage: VideoStage, share: z.number().min(0).max(1).nullable() }).nullable(),
  source: z.enum(['upload', 'url']),
  /** File name, or the address. */
  sourceName: z.string(),
  mediaType: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  durationSeconds: z.number().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  frameRate: z.number().nullable(),
  hasAudio: z.boolean().nullable(),
  /** Signed address of its picture, good for some hours; null where none was made. */
  poster: z.string().nullable(),
  /** Its transcript as a material: searched, and what questions are made of. */
  materialId: Id.nullable(),
  chapters: z.array(Chapter),
  trackCount: z.number().int(),
  milestoneCount: z.number().int(),
  lessonCount: z.number().int(),
  createdByName: z.string(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  revision: z.number().int(),
});
export type Video = z.infer<typeof Video>;

export const VideoLesson = z.object({
  courseId: Id,
  courseTitle: z.string(),
  lessonId: Id,
  lessonTitle: z.string(),
});

export const VideoDetail = Video.extend({
  /** Signed address of what a browser plays; null until it is ready. */
  play: z.object({ src: z.string(), mediaType: z.string(), expiresAt: Timestamp }).nullable(),
  /** `src` is signed WebVTT; `cuesSrc` the same as `{ cues: Cue[] }`. */
  tracks: z.array(VideoTrack.extend({ src: z.string(), cuesSrc: z.string() })),
  lessons: z.array(VideoLesson),
});
export type VideoDetail = z.infer<typeof VideoDetail>;

/** Limits and abilities of this server, for the upload page. */
export const getVideoLimits = defineRoute({
  method: 'GET',
  path: '/videos/limits',
  summary: 'How large a video may be, and whether other formats can be converted',
  response: z.object({
    maxBytes: z.number(),
    /** Without it only MP4 and WebM can be taken, without pictures, with the browser's own length. */
    converts: z.boolean(),
  }),
});

export const listVideos = defineRoute({
  method: 'GET',
  path: '/videos',
  summary: 'Videos, newest first; `open=true` for those still worked on',
  query: PageQuery.extend({
    q: z.string().trim().max(200).optional(),
    status: VideoStatus.optional(),
    open: Flag.optional(),
  }),
  response: pageOf(Video),
});

export const getVideo = defineRoute({
  method: 'GET',
  path: '/videos/:id',
  summary: 'One video with its tracks, its lessons and the address to play it',
  params: IdParams,
  response: VideoDetail,
});

export const addVideoUrl = defineRoute({
  method: 'POST',
  path: '/videos/url',
  summary: 'Take a video file from the web',
  body: z.object({
    url: z.url({ protocol: /^https?$/ }).max(2000),
    title: z.string().trim().min(1).max(255).optional(),
  }),
  response: Video,
  status: 202,
});

export const updateVideo = defineRoute({
  method: 'PATCH',
  path: '/videos/:id',
  summary: 'Change title or chapters (If-Match: revision)',
  params: IdParams,
  body: z.object({
    title: z.string().trim().min(1).max(255).optional(),
    /** Sorted by time; no two at the same second. */
    chapters: z.array(Chapter).max(MAX_CHAPTERS).optional(),
  }),
  response: VideoDetail,
});

export const deleteVideo = defineRoute({
  method: 'DELETE',
  path: '/videos/:id',
  summary: 'Delete a video that no lesson uses; it can be brought back for 30 days',
  params: IdParams,
  response: z.object({ id: Id }),
});

export const restoreVideo = defineRoute({
  method: 'POST',
  path: '/videos/:id/restore',
  summary: 'Bring a deleted video back',
  params: IdParams,
  response: VideoDetail,
});

export const cancelVideo = defineRoute({
  method: 'POST',
  path: '/videos/:id/cancel',
  summary: 'Stop working on a video; it is failed then, and can be tried again',
  params: IdParams,
  response: Video,
});

export const retryVideo = defineRoute({
  method: 'POST',
  path: '/videos/:id/retry',
  summary: 'Work again on a video that failed',
  params: IdParams,
  response: Video,
});

const TrackText = z.string().min(1).max(MAX_TRACK_CHARACTERS);

export const addTrack = defineRoute({
  method: 'POST',
  path: '/videos/:id/tracks',
  summary: 'Add captions or subtitles: WebVTT or SubRip, one a kind and language',
  params: IdParams,
  body: z.object({
    kind: TrackKind.default('captions'),
    language: LanguageTag,
    label: z.string().trim().min(1).max(100),
    isDefault: z.boolean().default(false),
    text: TrackText,
  }),
  response: VideoTrack,
  status: 201,
});

const TrackParams = z.object({ id: Id, trackId: Id });

export const getTrack = defineRoute({
  method: 'GET',
  path: '/videos/:id/tracks/:trackId',
  summary: 'A track with its text, as WebVTT and cue by cue',
  params: TrackParams,
  response: VideoTrack.extend({ text: z.string(), cues: z.array(Cue) }),
});

export const updateTrack = defineRoute({
  method: 'PATCH',
  path: '/videos/:id/tracks/:trackId',
  summary:
    'Change a track (If-Match: revision); a new text of the transcript becomes a new version of its material',
  params: TrackParams,
  body: z.object({
    language: LanguageTag.optional(),
    label: z.string().trim().min(1).max(100).optional(),
    isDefault: z.boolean().optional(),
    text: TrackText.optional(),
  }),
  response: VideoTrack,
});

export const deleteTrack = defineRoute({
  method: 'DELETE',
  path: '/videos/:id/tracks/:trackId',
  summary: 'Delete a track; a material that was made of it stays',
  params: TrackParams,
  response: z.object({ id: Id }),
});

export const makeTranscript = defineRoute({
  method: 'POST',
  path: '/videos/:id/tracks/:trackId/material',
  summary:
    'Make the material of the video of this track: passages, concepts and questions with times',
  params: TrackParams,
  response: z.object({
    materialId: Id.nullable(),
    /** Null where the material says this already. */
    job: IngestionJob.nullable(),
  }),
  status: 202,
});

/** Where a search hit in a transcript leads: add `?t=seconds` to the page of the lesson. */
export const getMaterialVideo = defineRoute({
  method: 'GET',
  path: '/materials/:id/video',
  summary: 'The video whose transcript a material is, with the lessons that the caller may open',
  params: IdParams,
  response: z.object({ videoId: Id, title: z.string(), lessons: z.array(VideoLesson) }),
});

export const getLessonVideo = defineRoute({
  method: 'GET',
  path: '/lessons/:id/video',
  summary: 'The video of a lesson; null where it has none yet',
  params: IdParams,
  response: z.object({ video: Video.nullable() }),
});

export const putLessonVideo = defineRoute({
  method: 'PUT',
  path: '/lessons/:id/video',
  summary: 'Choose the video of a lesson, or none; learners get it at once',
  params: IdParams,
  body: z.object({ videoId: Id.nullable() }),
  response: z.object({ video: Video.nullable() }),
});

export const LessonVideoAnalytics = z.object({
  lessonId: Id,
  durationSeconds: z.number().nullable(),
  /** Learners who opened it, and of those who completed it. */
  learners: z.number().int(),
  completed: z.number().int(),
  /** Mean share of the video that was watched, 0-1; null before anybody has. */
  averageWatchedShare: z.number().nullable(),
  /** Learners who watched (a part of) each piece of `bucketSeconds`, from the beginning. */
  bucketSeconds: z.number(),
  buckets: z.array(z.number().int()),
  milestones: z.array(
    z.object({
      id: Id,
      atSeconds: z.number(),
      title: z.string(),
      isRequired: z.boolean(),
      /** Learners who answered, and of those who passed. */
      learners: z.number().int(),
      passed: z.number().int(),
      attempts: z.number().int(),
      /** Mean score of first answers, 0-1; null before anybody has answered. */
      facility: z.number().nullable(),
      questions: z.array(
        z.object({
          itemId: Id,
          stem: z.string(),
          questionType: QuestionType,
          status: ItemStatus,
          attempts: z.number().int(),
          facility: z.number().nullable(),
        }),
      ),
    }),
  ),
});
export type LessonVideoAnalytics = z.infer<typeof LessonVideoAnalytics>;

export const getLessonVideoAnalytics = defineRoute({
  method: 'GET',
  path: '/lessons/:id/video/analytics',
  summary: 'Who watched what of a lesson, where they left, and how its questions were answered',
  params: IdParams,
  response: LessonVideoAnalytics,
});
