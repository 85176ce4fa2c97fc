import { z } from 'zod';
import { ItemSource } from './items.ts';
import { StepAnswer, StepItem, StepResult } from './learning.ts';
import { defineRoute } from './route.ts';
import { Id, Timestamp } from './shared.ts';
import { Chapter, Seconds } from './video.ts';

/**
 * What the player of a video lesson asks, for learners who take the course. Authors, and everybody
 * where the lesson is free, call the same operations to look at it (`preview`): then nothing is
 * recorded, no milestone holds them up, and answers are graded without being counted.
 */

/** Watched share of the video from which on, with all required milestones, the lesson is complete. */
export const COMPLETE_SHARE = 0.9;
/** Watching counts up to this speed. */
export const MAX_PLAYBACK_RATE = 2;
/** How often a player that plays reports; also on pause, on hiding the page and before leaving. */
export const HEARTBEAT_SECONDS = 10;

/** `open`: not passed yet. `exhausted`: no tries are left; an instructor can give new ones. */
export const PlayerMilestoneState = z.enum(['open', 'passed', 'exhausted']);

export const PlayerMilestone = z.object({
  id: Id,
  atSeconds: z.number(),
  title: z.string(),
  isRequired: z.boolean(),
  questionCount: z.number().int(),
  state: PlayerMilestoneState,
});
export type PlayerMilestone = z.infer<typeof PlayerMilestone>;

export const WatchState = z.object({
  positionSeconds: z.number(),
  /** Watched pieces in order, from and to in seconds; they do not touch. */
  watched: z.array(z.tuple([z.number(), z.number()])),
  /** 0-1 of the video. */
  watchedShare: z.number(),
  /** Second at which the video is closed: that of the first required milestone not passed; null: open to its end. */
  gateSeconds: z.number().nullable(),
  completed: z.boolean(),
});
export type WatchState = z.infer<typeof WatchState>;

export const PlayerTrack = z.object({
  id: Id,
  kind: z.enum(['captions', 'subtitles']),
  language: z.string(),
  label: z.string(),
  isDefault: z.boolean(),
  /** Signed WebVTT, for a `<track>`. */
  src: z.string(),
  /** Signed JSON, `{ cues: Cue[] }`: the transcript beside the video. */
  cuesSrc: z.string(),
});

export const Player = z.object({
  lessonId: Id,
  courseId: Id,
  title: z.string(),
  preview: z.boolean(),
  video: z.object({
    id: Id,
    title: z.string(),
    /** Null where the server could not find out and no browser said: the player does. */
    durationSeconds: z.number().nullable(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    src: z.string(),
    mediaType: z.string(),
    poster: z.string().nullable(),
  }),
  /** Until when the signed addresses are good; ask again before, or after a 403 from one. */
  expiresAt: Timestamp,
  tracks: z.array(PlayerTrack),
  chapters: z.array(Chapter),
  /** Signed WebVTT of the chapters; null where there are none. */
  chaptersSrc: z.string().nullable(),
  /** In the order of time; those that ask nothing are not in it. */
  milestones: z.array(PlayerMilestone),
  watch: WatchState,
});
export type Player = z.infer<typeof Player>;

const LessonParams = z.object({ lessonId: Id });
const MilestoneParams = z.object({ lessonId: Id, id: Id });

export const getPlayer = defineRoute({
  method: 'GET',
  path: '/my/lessons/:lessonId/player',
  summary: 'Everything that the player of a video lesson needs',
  params: LessonParams,
  response: Player,
});

/** One question of a milestone, without its key until it was answered. */
export const PlayerQuestion = z.object({
  itemId: Id,
  item: StepItem,
  /** Number of the next try, from 1; to be sent with the answer. */
  attempt: z.number().int(),
  /** Null: without limit. */
  attemptsLeft: z.number().int().nullable(),
  /** Of the best try, 0-1; null before the first. */
  score: z.number().nullable(),
  correct: z.boolean(),
});
export type PlayerQuestion = z.infer<typeof PlayerQuestion>;

export const PlayerMilestoneDetail = PlayerMilestone.extend({
  /** Share of the points that passes it, and that was reached so far. */
  passShare: z.number(),
  score: z.number(),
  questions: z.array(PlayerQuestion),
});

export const getPlayerMilestone = defineRoute({
  method: 'GET',
  path: '/my/lessons/:lessonId/milestones/:id',
  summary: 'The questions of a milestone, with the tries that are left',
  params: MilestoneParams,
  response: PlayerMilestoneDetail,
});

/**
 * `attempt` is the number that the question named: sent again with the same number, an answer counts
 * once and gets the same result.
 */
export const answerMilestone = defineRoute({
  method: 'POST',
  path: '/my/lessons/:lessonId/milestones/:id/answers',
  summary: 'Answer a question of a milestone; graded at once',
  params: MilestoneParams,
  body: z.object({
    itemId: Id,
    attempt: z.number().int().min(1).max(1000),
    answer: StepAnswer,
    responseMs: z.number().int().min(0).max(3_600_000),
  }),
  response: z.object({
    /** The right answer and the explanation are told once it is right or no try is left. */
    result: StepResult,
    sources: z.array(ItemSource),
    /** The second of the video that the question rests on: “back to 2:31”; null where none is known. */
    backToSeconds: z.number().nullable(),
    milestone: PlayerMilestoneDetail,
    watch: WatchState,
  }),
});

/**
 * A position or a range past a required milestone that is not passed is refused with
 * `milestone_ahead` (409), whose `errors` name `milestoneId` and `gateSeconds`. Of ranges that
 * nobody can have watched since the last report only so much counts as is possible at
 * `MAX_PLAYBACK_RATE`; the answer says what counts. `ranges` are those since the last report; sent
 * again they change nothing.
 */
export const putPosition = defineRoute({
  method: 'PUT',
  path: '/my/lessons/:lessonId/position',
  summary: 'Report the position and what was watched since the last report',
  params: LessonParams,
  body: z.object({
    positionSeconds: Seconds,
    ranges: z.array(z.tuple([Seconds, Seconds])).max(50),
    /** Length as the player knows it; taken from authors alone, where the server does not know it. */
    durationSeconds: Seconds.optional(),
  }),
  response: WatchState,
});
