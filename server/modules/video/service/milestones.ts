import type { Milestone } from '../../../../contracts/milestones.ts';
import { MAX_MILESTONES } from '../../../../contracts/milestones.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { loadItems } from '../../items/index.ts';
import type { Author } from '../policy.ts';
import { voidAttempts } from '../repo/attempts.ts';
import * as repo from '../repo/milestones.ts';
import { lockVideo } from '../repo/videos.ts';
import { checkRevision } from '../revision.ts';

/** What a new milestone has. */
type Whole = {
  atSeconds: number;
  title: string;
  isRequired: boolean;
  retryLimit: number | null;
  passShare: number;
  itemIds: string[];
  status: Milestone['status'];
};
type Changes = { [K in keyof Whole]?: Whole[K] | undefined };

const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** Milestones as authors see them, with their questions, in a few statements however many. */
export async function viewMilestones(
  trx: TenantTransaction,
  organizationId: string,
  rows: readonly repo.MilestoneRow[],
): Promise<Milestone[]> {
  const milestoneIds = rows.map(({ id }) => id);
  const questions = await repo.listQuestions(trx, { organizationId, milestoneIds });
  const ids = [...new Set(questions.map(({ itemId }) => itemId))];
  const items = new Map(
    (await loadItems(trx, organizationId, ids)).map(({ item }) => [item.id, item]),
  );
  const byMilestone = Map.groupBy(questions, ({ milestoneId }) => milestoneId);
  return rows.map((row) => {
    const asked = (byMilestone.get(row.id) ?? []).flatMap((question) => {
      const item = items.get(question.itemId);
      if (item?.content.type !== 'question') return [];
      return [
        {
          itemId: question.itemId,
          stem: item.content.stem,
          questionType: item.content.answerKey.questionType,
          status: item.status,
          usable: question.usable,
          points: question.points,
          retryLimit: question.retryLimit,
          sources: item.sources,
        },
      ];
    });
    return {
      id: row.id,
      videoId: row.video_id,
      atSeconds: row.at_seconds,
      title: row.title,
      isRequired: row.is_required,
      retryLimit: row.retry_limit,
      passShare: row.pass_share,
      status: row.status,
      origin: row.origin,
      questions: asked,
      usableQuestions: asked.filter(({ usable }) => usable).length,
      revision: row.revision,
    };
  });
}

/** Milestones of a video; every change holds the lock of the video. */
export function createMilestoneService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  async function lock(trx: TenantTransaction, { organizationId }: Author, videoId: string) {
    const video = await lockVideo(trx, { organizationId, id: videoId });
    if (!video || video.deleted_at !== null) throw notFound('video');
    return video;
  }

  /** @throws AppError `not_found`. */
  async function select(trx: TenantTransaction, { organizationId }: Author, id: string) {
    const row = await repo.selectOptionalMilestone(trx, { organizationId, id });
    if (!row) throw notFound('milestone');
    return row;
  }

  async function view(trx: TenantTransaction, author: Author, id: string): Promise<Milestone> {
    const row = await select(trx, author, id);
    const [milestone] = await viewMilestones(trx, author.organizationId, [row]);
    if (!milestone) throw notFound('milestone');
    return milestone;
  }

  /** @throws AppError `invalid_request` for what is no question, or one that a person grades. */
  async function checkQuestions(
    trx: TenantTransaction,
    { organizationId }: Author,
    itemIds: readonly string[],
  ): Promise<string[]> {
    const ids = [...new Set(itemIds)];
    const known = new Map(
      (await repo.listGradable(trx, { organizationId, itemIds: ids })).map((row) => [
        row.itemId,
        row,
      ]),
    );
    for (const [index, id] of ids.entries()) {
      const question = known.get(id);
      if (question && !question.essay) continue;
      throw new AppError(
        'invalid_request',
        question
          ? 'An essay waits for a person to grade it, so a video cannot wait for it; choose another question.'
          : 'A milestone asks questions of your organization; one of these is none.',
        [{ path: `itemIds.${index}`, message: question ? 'is an essay' : 'is no question' }],
      );
    }
    return ids;
  }

  function checkSecond(atSeconds: number, durationSeconds: number | null): number {
    if (durationSeconds !== null && atSeconds > durationSeconds)
      throw new AppError('invalid_request', 'The video ends before this second.', [
        { path: 'atSeconds', message: `must be at most ${durationSeconds}` },
      ]);
    return toMilliseconds(atSeconds);
  }

  const secondTaken = () =>
    new AppError('conflict', 'Another milestone stands at this very moment; move one of them.');

  function checkActive(milestone: Milestone): void {
    if (milestone.status === 'active' && milestone.usableQuestions === 0)
      throw new AppError(
        'conflict',
        'None of its questions is approved, so it would ask nothing. Approve one first, or keep it as a draft.',
      );
  }

  return {
    list: (author: Author, videoId: string) =>
      withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const rows = await repo.listMilestones(trx, { organizationId, videoId });
        if (rows.length === 0) await lock(trx, author, videoId);
        return { items: await viewMilestones(trx, organizationId, rows) };
      }),

    add: (author: Author, videoId: string, input: Whole) =>
      withTenant(database, author, async (trx) => {
        const { organizationId, userId } = author;
        const video = await lock(trx, author, videoId);
        const present = await repo.listMilestones(trx, { organizationId, videoId });
        if (present.length >= MAX_MILESTONES)
          throw new AppError('conflict', `A video has ${MAX_MILESTONES} milestones at most.`);
        const itemIds = await checkQuestions(trx, author, input.itemIds);
        const atSeconds = checkSecond(input.atSeconds, video.duration_seconds);
        const [id] = await repo.insertMilestones(
          trx,
          { organizationId, videoId, createdBy: userId },
          [{ ...input, id: newId(), origin: 'person', itemIds, atSeconds }],
        );
        if (id === undefined) throw secondTaken();
        const milestone = await view(trx, author, id);
        checkActive(milestone);
        return milestone;
      }),

    update: (author: Author, id: string, ifMatch: number | null, change: Changes) =>
      withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const video = await lock(trx, author, (await select(trx, author, id)).video_id);
        const row = await select(trx, author, id);
        checkRevision(ifMatch, row.revision, 'milestone');
        const { atSeconds, title, isRequired, retryLimit, passShare, itemIds, status } = change;
        if (atSeconds !== undefined) {
          const at = checkSecond(atSeconds, video.duration_seconds);
          const others = await repo.listMilestones(trx, { organizationId, videoId: row.video_id });
          if (others.some((one) => one.id !== id && one.at_seconds === at)) throw secondTaken();
        }
        if (itemIds !== undefined)
          await repo.replaceQuestions(
            trx,
            { organizationId, id },
            await checkQuestions(trx, author, itemIds),
          );
        await repo.updateMilestone(
          trx,
          { organizationId, id },
          {
            ...(atSeconds === undefined ? {} : { at_seconds: toMilliseconds(atSeconds) }),
            ...(title === undefined ? {} : { title }),
            ...(isRequired === undefined ? {} : { is_required: isRequired }),
            ...(retryLimit === undefined ? {} : { retry_limit: retryLimit }),
            ...(passShare === undefined ? {} : { pass_share: passShare }),
            ...(status === undefined ? {} : { status }),
          },
        );
        const milestone = await view(trx, author, id);
        if (status === 'active' || itemIds !== undefined) checkActive(milestone);
        return milestone;
      }),

    delete: (author: Author, id: string) =>
      withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        if (!(await repo.deleteMilestone(trx, { organizationId, id }))) throw notFound('milestone');
        return { id };
      }),

    activate: (author: Author, videoId: string, milestoneIds: readonly string[]) =>
      withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        await lock(trx, author, videoId);
        const rows = await repo.listMilestones(trx, { organizationId, videoId });
        const chosen = rows.filter(({ id }) => milestoneIds.includes(id));
        if (chosen.length < new Set(milestoneIds).size) throw notFound('milestone of this video');
        const views = await viewMilestones(trx, organizationId, chosen);
        const skipped = views.filter(({ usableQuestions }) => usableQuestions === 0);
        for (const { id, status, usableQuestions } of views)
          if (usableQuestions > 0 && status === 'draft')
            await repo.updateMilestone(trx, { organizationId, id }, { status: 'active' });
        const after = await repo.listMilestones(trx, { organizationId, videoId });
        return {
          items: await viewMilestones(trx, organizationId, after),
          skipped: skipped.map(({ id }) => ({ id, reason: 'no_approved_question' as const })),
        };
      }),

    /** Gives a learner all tries at a milestone of a lesson back. */
    reset: (author: Author, lessonId: string, milestoneId: string, userId: string) =>
      withTenant(database, author, async (trx) => {
        await select(trx, author, milestoneId);
        const { organizationId } = author;
        const given = await voidAttempts(
          trx,
          { organizationId, userId, lessonId },
          { milestoneId, now: clock.now() },
        );
        if (given === 0)
          throw new AppError(
            'conflict',
            'This learner has not tried it in this lesson; nothing was changed.',
          );
        return { id: milestoneId };
      }),
  };
}

export type MilestoneService = ReturnType<typeof createMilestoneService>;
