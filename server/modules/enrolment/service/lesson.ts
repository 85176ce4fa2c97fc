import {
  type CourseProgress,
  HEARTBEAT_SECONDS,
  type LessonPosition,
  type LessonProgress,
} from '../../../../contracts/enrolment.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { creditedSeconds } from '../domain/time-spent.ts';
import { requireLesson } from '../lesson-access.ts';
import { type Completion, completeLesson, keptPosition, settle } from '../progress.ts';
import * as repo from '../repo/progress.ts';

type Person = TenantContext & { userId: string };
type LessonKey = { id: string; lessonId: string };

const UNTOUCHED: LessonProgress = {
  state: 'new',
  position: null,
  score: null,
  attempts: 0,
  timeSpentSeconds: 0,
  startedAt: null,
  completedAt: null,
};

export function viewProgress(row: repo.ProgressRow | undefined): LessonProgress {
  if (row === undefined) return UNTOUCHED;
  return {
    state: row.status,
    position: row.position,
    score: row.score,
    attempts: row.attempts,
    timeSpentSeconds: row.timeSpentSeconds,
    startedAt: row.startedAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

/** Learners mark these themselves; a video is completed by watching, an assessment by passing. */
const BY_HAND: ReadonlySet<string> = new Set(['article', 'path']);

/** What a learner does in a lesson: where they are, how long, and that they are through. */
export function createLessonService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  const keyOf = ({ organizationId, userId }: Person, { id, lessonId }: LessonKey) => ({
    organizationId,
    userId,
    courseId: id,
    lessonId,
  });

  async function told(
    trx: TenantTransaction,
    key: ReturnType<typeof keyOf>,
    { courseId: _, ...completion }: Completion,
  ): Promise<CourseProgress> {
    const lesson = viewProgress(await repo.selectOptionalProgress(trx, key));
    return { lesson, ...completion };
  }

  async function requireByHand(trx: TenantTransaction, key: ReturnType<typeof keyOf>) {
    const { enrolment, lesson } = await requireLesson(trx, key, { lock: true });
    if (!BY_HAND.has(lesson.kind)) {
      throw new AppError(
        'conflict',
        lesson.kind === 'video'
          ? 'A video is completed by watching it; nothing was changed.'
          : 'An assessment is completed by passing it; nothing was changed.',
      );
    }
    return enrolment;
  }

  return {
    putPosition(
      person: Person,
      params: LessonKey,
      reported: { position: LessonPosition; at: string },
    ): Promise<{ position: LessonPosition; at: string }> {
      return withTenant(database, person, async (trx) => {
        const key = keyOf(person, params);
        await requireLesson(trx, key, { lock: true });
        const now = clock.now();
        const place = { position: reported.position, at: new Date(reported.at) };
        const kept = await keptPosition(trx, key, place, now);
        await repo.upsertProgress(trx, { ...key, position: kept, now });
        return { position: kept.position, at: kept.at.toISOString() };
      });
    },

    heartbeat(
      person: Person,
      params: LessonKey,
      claimed: number,
    ): Promise<{ creditedSeconds: number; timeSpentSeconds: number }> {
      return withTenant(database, person, async (trx) => {
        const key = keyOf(person, params);
        await requireLesson(trx, key);
        const lastAt = await repo.lockLastHeartbeat(trx, key);
        const now = clock.now();
        const seconds = creditedSeconds(claimed, lastAt, now, HEARTBEAT_SECONDS);
        await repo.upsertProgress(trx, { ...key, seconds, now });
        await repo.updateLastHeartbeat(trx, { ...key, now });
        const row = await repo.selectOptionalProgress(trx, key);
        return { creditedSeconds: seconds, timeSpentSeconds: row?.timeSpentSeconds ?? seconds };
      });
    },

    complete(person: Person, params: LessonKey): Promise<CourseProgress> {
      return withTenant(database, person, async (trx) => {
        const key = keyOf(person, params);
        await requireByHand(trx, key);
        const completion = await completeLesson(trx, { ...key, now: clock.now() });
        if (completion === null) throw new Error('A place in the course was there and is not.');
        return told(trx, key, completion);
      });
    },

    /** The course stays completed if it was. */
    uncomplete(person: Person, params: LessonKey): Promise<CourseProgress> {
      return withTenant(database, person, async (trx) => {
        const key = keyOf(person, params);
        const enrolment = await requireByHand(trx, key);
        await repo.updateToStarted(trx, key);
        return told(trx, key, await settle(trx, key, enrolment, clock.now()));
      });
    },
  };
}

export type LessonService = ReturnType<typeof createLessonService>;
