import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { ItemSource } from '../../../../contracts/items.ts';
import { type StepAnswer, StepResult } from '../../../../contracts/learning.ts';
import type { PlayerMilestoneDetail, WatchState } from '../../../../contracts/player.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { loadItems } from '../../items/index.ts';
import { answerItem, arrangeChoices, tryItem, viewQuestion } from '../../learning/index.ts';
import { openLesson, type Watched } from '../access.ts';
import { applyCriteria, attemptsLeft } from '../domain/passing.ts';
import { mediaKey } from '../domain/signature.ts';
import { beginWatching } from '../domain/watching.ts';
import type { Author } from '../policy.ts';
import * as attempts from '../repo/attempts.ts';
import * as views from '../repo/views.ts';
import { type AskedMilestone, readStanding, type Standing, viewStanding } from '../standing.ts';
import { aheadOf, completeIfDone, viewWatching } from './player.ts';

type Detail = z.infer<typeof PlayerMilestoneDetail>;

/** What a learner is told of an answer, as it is kept to be told again. */
const Told = z.object({
  result: StepResult,
  sources: z.array(ItemSource),
  backToSeconds: z.number().nullable(),
});
type Told = z.infer<typeof Told>;

export type MilestoneAnswer = {
  itemId: string;
  attempt: number;
  answer: StepAnswer;
  responseMs: number;
};

/** An answer that may be tried again keeps what is right to itself. */
function withoutAnswer({ result, backToSeconds }: Told): Told {
  return {
    backToSeconds,
    sources: [],
    result: {
      ...result,
      answer: '',
      correctOptionIds: [],
      explanation: null,
      explained: null,
      feedback: null,
      parts: result.parts.map((part) => ({ ...part, answer: '' })),
    },
  };
}

/** Questions of milestones, as learners meet and answer them. */
export function createAnswerService({
  database,
  clock,
  secret,
}: Pick<Deps, 'database' | 'clock' | 'secret'>) {
  const seedKey = mediaKey(secret);

  /** Another order at each try; nobody can tell from it how options stand in the answer key. */
  function seedOf(userId: string, milestoneId: string, itemId: string, attempt: number): string {
    return createHmac('sha256', seedKey)
      .update(['order', userId, milestoneId, itemId, attempt].join('\n'))
      .digest('base64url');
  }

  async function viewDetail(
    trx: TenantTransaction,
    { organizationId, userId }: Author,
    milestone: AskedMilestone,
  ): Promise<Detail> {
    const ids = milestone.questions.map(({ itemId }) => itemId);
    const items = new Map(
      (await loadItems(trx, organizationId, ids)).map(({ item }) => [item.id, item.content]),
    );
    return {
      ...viewStanding(milestone),
      passShare: milestone.passShare,
      score: milestone.score,
      questions: milestone.questions.flatMap((question) => {
        const content = items.get(question.itemId);
        if (content?.type !== 'question') return [];
        const seed = seedOf(userId, milestone.id, question.itemId, question.next);
        return [
          {
            itemId: question.itemId,
            item: viewQuestion(content, arrangeChoices(content, seed, question.itemId), 0),
            attempt: question.next,
            attemptsLeft: attemptsLeft(question),
            score: question.best,
            correct: question.correct,
          },
        ];
      }),
    };
  }

  /** @throws AppError `not_found`; `milestone_ahead` for one behind the first that is not passed. */
  function findMilestone({ milestones, gate }: Standing, id: string): AskedMilestone {
    const milestone = milestones.find((one) => one.id === id);
    if (!milestone) throw notFound('milestone of this video');
    if (gate !== null && milestone.atSeconds * 1000 > gate.atMs) throw aheadOf(gate);
    return milestone;
  }

  /** The second of the video that an answer rests on, where it was made of its transcript. */
  async function tell(
    trx: TenantTransaction,
    { organizationId }: Author,
    { video }: Watched,
    itemId: string,
    { result, sources }: Pick<Told, 'result' | 'sources'>,
  ): Promise<Told> {
    const [loaded] = await loadItems(trx, organizationId, [itemId]);
    const isOfVideo = video.material_id !== null && loaded?.item.materialId === video.material_id;
    return { result, sources, backToSeconds: isOfVideo ? (sources[0]?.seconds ?? null) : null };
  }

  async function preview(
    trx: TenantTransaction,
    reader: Author,
    opened: Watched,
    milestone: AskedMilestone,
    input: MilestoneAnswer,
  ) {
    const { organizationId, userId } = reader;
    const { itemId, answer, responseMs } = input;
    const seed = seedOf(userId, milestone.id, itemId, 1);
    const graded = await tryItem(trx, {
      organizationId,
      itemId,
      seed,
      answer,
      responseMs,
      now: clock.now(),
    });
    const watch: WatchState = {
      positionSeconds: 0,
      watched: [],
      watchedShare: 0,
      gateSeconds: null,
      completed: false,
    };
    return {
      ...(await tell(trx, reader, opened, itemId, graded)),
      milestone: await viewDetail(trx, reader, milestone),
      watch,
    };
  }

  return {
    get(reader: Author, lessonId: string, milestoneId: string): Promise<Detail> {
      return withTenant(database, reader, async (trx) => {
        const { organizationId, userId } = reader;
        const opened = await openLesson(trx, reader, lessonId);
        const key = opened.preview ? null : { organizationId, userId, lessonId };
        const standing = await readStanding(trx, { organizationId, videoId: opened.video.id }, key);
        return viewDetail(trx, reader, findMilestone(standing, milestoneId));
      });
    },

    answer(reader: Author, lessonId: string, milestoneId: string, input: MilestoneAnswer) {
      return withTenant(database, reader, async (trx) => {
        const { organizationId, userId } = reader;
        const { itemId, attempt } = input;
        const now = clock.now();
        const opened = await openLesson(trx, reader, lessonId, { lock: true });
        const { video } = opened;
        const place = { organizationId, videoId: video.id };
        const key = { organizationId, userId, lessonId };
        const before = await readStanding(trx, place, opened.preview ? null : key);
        const milestone = findMilestone(before, milestoneId);
        const question = milestone.questions.find((one) => one.itemId === itemId);
        if (!question) throw notFound('question at this milestone');
        if (opened.preview) return preview(trx, reader, opened, milestone, input);

        await views.openView(trx, key, { videoId: video.id, begin: beginWatching(now) });
        let view = await views.lockView(trx, key);
        const answered = async (told: Told, standing: Standing) => ({
          ...told,
          milestone: await viewDetail(trx, reader, findMilestone(standing, milestoneId)),
          watch: viewWatching(view, video, standing.gate),
        });
        const same = await attempts.selectOptionalAttempt(trx, key, {
          milestoneId,
          itemId,
          attempt,
        });
        if (same) return answered(Told.parse(same.result), before);
        if (question.correct)
          throw new AppError('conflict', 'You have answered this rightly; go on to the next one.');
        if (attemptsLeft(question) === 0)
          throw new AppError(
            'no_tries_left',
            'You have used all tries at this question. Ask your instructor for new ones.',
          );
        if (attempt !== question.next)
          throw new AppError(
            'conflict',
            'You have answered this elsewhere meanwhile; load it again.',
            [{ path: 'attempt', message: `the next try is ${question.next}` }],
          );

        const graded = await answerItem(trx, {
          ...key,
          itemId,
          seed: seedOf(userId, milestoneId, itemId, attempt),
          answer: input.answer,
          responseMs: input.responseMs,
          hintsUsed: 0,
          now,
        });
        const score = applyCriteria(graded.result.score ?? 0, question.criteria);
        const isCorrect = score === 1;
        const left = attemptsLeft({ ...question, attempts: question.attempts + 1 });
        const whole = await tell(trx, reader, opened, itemId, graded);
        const told = isCorrect || left === 0 ? whole : withoutAnswer(whole);
        await attempts.insertAttempt(trx, key, {
          id: newId(),
          milestoneId,
          itemId,
          number: attempt,
          questionVersion: await versionOf(trx, organizationId, itemId),
          response: input.answer,
          result: told,
          isCorrect,
          score,
          responseMs: input.responseMs,
          now,
        });
        const standing = await readStanding(trx, place, key);
        const reached = findMilestone(standing, milestoneId);
        await attempts.upsertResult(trx, key, {
          milestoneId,
          score: reached.score,
          passedAt: reached.state === 'passed' ? now : null,
        });
        const done = await completeIfDone(trx, key, { view, video, standing, now });
        if (done !== view) {
          view = done;
          await views.updateView(trx, key, view);
        }
        return answered(told, standing);
      });
    },
  };
}

/** The wording that was graded: that of now, since the transaction read it. */
async function versionOf(trx: TenantTransaction, organizationId: string, itemId: string) {
  const [loaded] = await loadItems(trx, organizationId, [itemId]);
  return loaded?.item.content.type === 'question' ? loaded.item.content.version : 1;
}

export type AnswerService = ReturnType<typeof createAnswerService>;
