import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { embedText } from '../../library/index.ts';
import { readCues, toTranscript } from '../domain/cues.ts';
import { proposeMilestones } from '../domain/propose.ts';
import { groupCues } from '../domain/segments.ts';
import type { Author } from '../policy.ts';
import * as repo from '../repo/milestones.ts';
import { selectOptionalTranscript } from '../repo/tracks.ts';
import { lockVideo } from '../repo/videos.ts';
import { viewMilestones } from './milestones.ts';
import { selectVideo } from './videos.ts';

/** Proposes milestones of a video from its transcript, as drafts for a person to look at. */
export function createProposer({ database }: Pick<Deps, 'database'>) {
  return function propose(
    author: Author,
    videoId: string,
    { minGapSeconds, questionsEach }: { minGapSeconds: number; questionsEach: number },
  ) {
    return withTenant(database, author, async (trx) => {
      const { organizationId, userId } = author;
      const video = await selectVideo(trx, author, videoId);
      const transcript = await selectOptionalTranscript(trx, { organizationId, videoId });
      if (!transcript || video.material_id === null)
        throw new AppError(
          'conflict',
          'The video has no transcript yet. Add captions and make the material of them first; questions come from there.',
        );
      await lockVideo(trx, { organizationId, id: videoId });
      await repo.deleteProposals(trx, { organizationId, videoId });
      const present = await repo.listMilestones(trx, { organizationId, videoId });
      const asked = await repo.listQuestions(trx, {
        organizationId,
        milestoneIds: present.map(({ id }) => id),
      });
      const candidates = await repo.listCandidates(trx, {
        organizationId,
        materialId: video.material_id,
      });
      const units = groupCues(toTranscript(readCues(transcript.vtt))).map(
        ({ text, startSeconds, endSeconds }) => ({
          startSeconds,
          endSeconds,
          vector: embedText(text),
        }),
      );
      const proposals = proposeMilestones({
        units,
        candidates: candidates.map(({ status, ...rest }) => ({
          ...rest,
          approved: status === 'approved',
        })),
        endSeconds: video.duration_seconds ?? units.at(-1)?.endSeconds ?? 0,
        minGapSeconds,
        questionsEach,
        taken: present.map(({ at_seconds: second }) => second),
        used: new Set(asked.map(({ itemId }) => itemId)),
      });
      await repo.insertMilestones(
        trx,
        { organizationId, videoId, createdBy: userId },
        proposals.map((proposal) => ({
          ...proposal,
          id: newId(),
          isRequired: true,
          retryLimit: null,
          passShare: 1,
          status: 'draft',
          origin: 'proposed',
        })),
      );
      const rows = await repo.listMilestones(trx, { organizationId, videoId });
      return { items: await viewMilestones(trx, organizationId, rows) };
    });
  };
}

export type Proposer = ReturnType<typeof createProposer>;
