import type { z } from 'zod';
import type {
  addComment,
  gradeSubmission,
  Submission,
  SubmissionComment,
} from '../../../../contracts/submissions.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import type { ModelAids } from '../../generation/index.ts';
import { rubricTotal } from '../domain/rubric.ts';
import { resultOf } from '../domain/score.ts';
import { type Author, refuseStrangers } from '../edit.ts';
import { selectOptionalAssessment } from '../repo/assessments.ts';
import * as repo from '../repo/submissions.ts';
import { settleGrade } from '../settle.ts';
import { viewComment, viewSubmission } from '../submission-view.ts';

/** What people do with what learners handed in. */
export function createSubmissionGradingService(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  aids: Pick<ModelAids, 'gradeOpenAnswer'>,
) {
  /** One that was handed in, of a course of the grader. */
  async function requireHandedIn(
    trx: TenantTransaction,
    grader: Author,
    id: string,
    { lock }: { lock: boolean },
  ): Promise<repo.SubmissionRow> {
    const row = await repo.selectOptionalSubmission(trx, {
      organizationId: grader.organizationId,
      id,
      lock,
    });
    if (row === null || row.status === 'draft') throw notFound('submission');
    refuseStrangers(grader, row);
    return row;
  }

  async function read(trx: TenantTransaction, { organizationId }: Author, id: string) {
    const row = await repo.selectOptionalSubmission(trx, { organizationId, id });
    if (row === null || row.status === 'draft') throw notFound('submission');
    return viewSubmission(row, true);
  }

  async function settle(trx: TenantTransaction, grader: Author, row: repo.SubmissionRow) {
    const { organizationId } = grader;
    const key = { organizationId, id: row.assessmentId };
    const assessment = await selectOptionalAssessment(trx, key);
    if (assessment === null) throw notFound('assessment');
    const graded = { ...assessment, organizationId, assessmentId: key.id, userId: row.userId };
    await settleGrade(trx, graded, clock.now());
  }

  async function requireOwnComment(
    trx: TenantTransaction,
    grader: Author,
    { id, commentId }: { id: string; commentId: string },
  ): Promise<void> {
    const row = await requireHandedIn(trx, grader, id, { lock: false });
    const comment = row.comments.find((one) => one.id === commentId);
    if (!comment) throw notFound('comment');
    if (comment.authorId !== grader.userId && grader.role !== 'admin')
      throw new AppError('forbidden', 'Somebody else wrote this comment; nothing was changed.');
  }

  async function commentOf(
    trx: TenantTransaction,
    { organizationId }: Author,
    { id, commentId }: { id: string; commentId: string },
  ): Promise<SubmissionComment> {
    const row = await repo.selectOptionalSubmission(trx, { organizationId, id });
    const comment = row?.comments.find((one) => one.id === commentId);
    if (!comment) throw notFound('comment');
    return viewComment(comment);
  }

  return {
    get: (grader: Author, id: string): Promise<Submission> =>
      withTenant(database, grader, (trx) => read(trx, grader, id)),

    /**
     * The verdict; it may be given again.
     *
     * @throws AppError `not_found`, `forbidden`, `edit_conflict`, `conflict` for one that was
     *   given back, `invalid_request` for points that the rubric does not offer.
     */
    grade(
      grader: Author,
      id: string,
      ifMatch: number | null,
      body: z.output<typeof gradeSubmission.body>,
    ): Promise<Submission> {
      return withTenant(database, grader, async (trx) => {
        const { organizationId } = grader;
        const row = await requireHandedIn(trx, grader, id, { lock: true });
        if (ifMatch !== null && ifMatch !== row.revision)
          throw new AppError('edit_conflict', 'Somebody else graded it; load it again.');
        if (row.status === 'returned')
          throw new AppError('conflict', 'It was given back; grade what is handed in next.');
        const total = rubricTotal(row.rubric, body.criteria);
        if ('problem' in total)
          throw new AppError('invalid_request', total.problem.message, [total.problem]);
        const assessment = await selectOptionalAssessment(trx, {
          organizationId,
          id: row.assessmentId,
        });
        if (assessment === null) throw notFound('assessment');
        const { percent, passed } = resultOf(total.points, total.most, {
          passingScore: assessment.passingScore,
          latePenalty: row.latePenalty,
        });
        await repo.updateSubmission(
          trx,
          { organizationId, id },
          {
            status: 'graded',
            criteria: JSON.stringify(body.criteria),
            points: total.points,
            percent,
            passed,
            feedback: body.feedback || null,
            graded_at: clock.now(),
            graded_by: grader.userId,
          },
        );
        await settle(trx, grader, row);
        return read(trx, grader, id);
      });
    },

    /** Gives back to be improved; a grade that it had is taken away. */
    giveBack(grader: Author, id: string, feedback: string): Promise<Submission> {
      return withTenant(database, grader, async (trx) => {
        const row = await requireHandedIn(trx, grader, id, { lock: true });
        const later = row.history.some(({ number }) => number > row.number);
        if (later)
          throw new AppError('conflict', 'There is a later submission; give that one back.');
        await repo.updateSubmission(
          trx,
          { organizationId: grader.organizationId, id },
          {
            status: 'returned',
            feedback,
            returned_at: clock.now(),
            criteria: '[]',
            points: null,
            percent: null,
            passed: null,
            graded_at: null,
            graded_by: null,
          },
        );
        await settle(trx, grader, row);
        return read(trx, grader, id);
      });
    },

    /** Asks the model, in no transaction of ours. @throws AppError `conflict` without a text. */
    async suggest(grader: Author, id: string, signal: AbortSignal): Promise<Submission> {
      const { organizationId, userId } = grader;
      const row = await withTenant(database, grader, (trx) =>
        requireHandedIn(trx, grader, id, { lock: false }),
      );
      if (row.status !== 'submitted')
        throw new AppError('conflict', 'It does not wait for a grade; nothing was asked.');
      if (row.text.trim() === '')
        throw new AppError('conflict', 'There is no text to read, only files; nothing was asked.');
      const { cost: _, ...suggestion } = await aids.gradeOpenAnswer(
        { organizationId, userId },
        {
          stem: `${row.title}\n\n${row.instructions}`.trim(),
          rubric: row.rubric,
          sampleAnswer: '',
          quotes: [],
          answer: row.text,
          language: row.language,
        },
        signal,
      );
      return withTenant(database, grader, async (trx) => {
        await repo.updateSubmissionSuggestion(trx, { organizationId, id }, suggestion);
        return read(trx, grader, id);
      });
    },

    addComment(
      grader: Author,
      id: string,
      body: z.output<typeof addComment.body>,
    ): Promise<SubmissionComment> {
      return withTenant(database, grader, async (trx) => {
        const { organizationId, userId: authorId } = grader;
        const row = await requireHandedIn(trx, grader, id, { lock: false });
        const { range, fileId, text } = body;
        if (range !== null && (range.start >= range.end || range.end > row.text.length))
          throw new AppError('invalid_request', 'The text has no such part; load it again.', [
            { path: 'range', message: `the text ends at ${row.text.length}` },
          ]);
        if (fileId !== null && !row.files.some((file) => file.id === fileId))
          throw notFound('file of this submission');
        const commentId = newId();
        await repo.insertComment(trx, {
          organizationId,
          id: commentId,
          submissionId: id,
          userId: row.userId,
          authorId,
          text,
          range:
            range === null ? null : { ...range, quote: row.text.slice(range.start, range.end) },
          fileId,
        });
        return commentOf(trx, grader, { id, commentId });
      });
    },

    patchComment(
      grader: Author,
      key: { id: string; commentId: string },
      text: string,
    ): Promise<SubmissionComment> {
      return withTenant(database, grader, async (trx) => {
        const { organizationId } = grader;
        await requireOwnComment(trx, grader, key);
        const comment = { organizationId, id: key.commentId, submissionId: key.id };
        await repo.updateComment(trx, comment, text);
        return commentOf(trx, grader, key);
      });
    },

    deleteComment(grader: Author, key: { id: string; commentId: string }) {
      return withTenant(database, grader, async (trx) => {
        const { organizationId } = grader;
        await requireOwnComment(trx, grader, key);
        const comment = { organizationId, id: key.commentId, submissionId: key.id };
        await repo.deleteComment(trx, comment);
        return { id: key.commentId };
      });
    },
  };
}

export type SubmissionGradingService = ReturnType<typeof createSubmissionGradingService>;
