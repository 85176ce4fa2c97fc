import type { FastifyRequest } from 'fastify';
import { MAX_SUBMISSION_FILES, type Submission } from '../../../../contracts/submissions.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { requireEnrolled } from '../above.ts';
import { availability, GRACE_MS, latePenalty, rulesFor } from '../domain/rules.ts';
import { mayResubmit } from '../domain/submission-rules.ts';
import { type AssessmentRow, selectOptionalAssessment } from '../repo/assessments.ts';
import { selectStanding } from '../repo/attempts.ts';
import * as repo from '../repo/submissions.ts';
import { settleGrade } from '../settle.ts';
import { viewSubmission } from '../submission-view.ts';
import { asksQuestions } from '../view.ts';
import { receiveFiles } from './submission-files.ts';

type Learner = TenantContext & { userId: string };

/** What learners do with projects and assignments. */
export function createSubmissionsService(
  deps: Pick<Deps, 'database' | 'clock' | 'storage' | 'config'>,
) {
  const { database, clock, storage } = deps;

  async function requireProject(trx: TenantTransaction, learner: Learner, id: string) {
    const { organizationId, userId } = learner;
    const assessment = await selectOptionalAssessment(trx, { organizationId, id });
    if (assessment === null) throw notFound('assessment');
    await requireEnrolled(trx, { organizationId, userId, courseId: assessment.courseId });
    const standing = await selectStanding(trx, { organizationId, userId, assessmentId: id });
    if (!standing.published) throw notFound('assessment');
    if (asksQuestions(assessment))
      throw new AppError('conflict', 'This asks questions; start an attempt instead.');
    return { assessment, rules: rulesFor(assessment, standing.override) };
  }

  /** An own draft, locked. @throws AppError `not_found`, `conflict` once it was handed in. */
  async function requireDraft(trx: TenantTransaction, learner: Learner, id: string) {
    const { organizationId, userId } = learner;
    const row = await repo.selectOptionalSubmission(trx, {
      organizationId,
      id,
      userId,
      lock: true,
    });
    if (row === null) throw notFound('submission');
    if (row.status !== 'draft')
      throw new AppError('conflict', 'It was handed in and stays as it is; nothing was changed.');
    return row;
  }

  async function viewOwn(trx: TenantTransaction, learner: Learner, id: string) {
    const { organizationId, userId } = learner;
    const row = await repo.selectOptionalSubmission(trx, { organizationId, id, userId });
    if (row === null) throw notFound('submission');
    return viewSubmission(row, false);
  }

  async function standing(trx: TenantTransaction, learner: Learner, assessment: AssessmentRow) {
    const { organizationId, userId } = learner;
    return repo.listOwnSubmissions(trx, { organizationId, userId, assessmentId: assessment.id });
  }

  return {
    list(learner: Learner, assessmentId: string) {
      return withTenant(database, learner, async (trx) => {
        const { assessment, rules } = await requireProject(trx, learner, assessmentId);
        const rows = await standing(trx, learner, assessment);
        const open = availability({ ...rules, maxAttempts: null }, 0, clock.now()) === 'open';
        return {
          items: rows.map((row) => viewSubmission(row, false)),
          canStart: open && mayResubmit(rows.toReversed(), rules.maxAttempts),
        };
      });
    },

    /**
     * Begins a draft, with the text of the submission before it; one that is there is the one.
     *
     * @throws AppError `assessment_not_open`, `no_attempts_left`, `conflict` while the last waits.
     */
    start(learner: Learner, assessmentId: string): Promise<Submission> {
      return withTenant(database, learner, async (trx) => {
        const { organizationId, userId } = learner;
        const { assessment, rules } = await requireProject(trx, learner, assessmentId);
        const past = await standing(trx, learner, assessment);
        const [last] = past;
        if (last?.status === 'draft') return viewSubmission(last, false);
        const now = clock.now();
        if (availability({ ...rules, maxAttempts: null }, 0, now) !== 'open')
          throw new AppError('assessment_not_open', 'Nothing can be handed in now.');
        if (last?.status === 'submitted')
          throw new AppError('conflict', 'What you handed in waits for its grade.');
        if (!mayResubmit(past.toReversed(), rules.maxAttempts))
          throw new AppError('no_attempts_left', 'Nothing more can be handed in for this.');
        await repo.insertDraft(trx, {
          organizationId,
          id: newId(),
          assessmentId,
          userId,
          number: (last?.number ?? 0) + 1,
          text: last?.text ?? '',
        });
        // Of two requests at once one makes the draft; both find it.
        const [draft] = await standing(trx, learner, assessment);
        if (draft?.status !== 'draft')
          throw new AppError('conflict', 'Something else was handed in meanwhile; load it again.');
        return viewSubmission(draft, false);
      });
    },

    get: (learner: Learner, id: string): Promise<Submission> =>
      withTenant(database, learner, (trx) => viewOwn(trx, learner, id)),

    /** @throws AppError `precondition_required`, `edit_conflict`, `conflict`. */
    patch(learner: Learner, id: string, ifMatch: number | null, text: string) {
      if (ifMatch === null)
        throw new AppError('precondition_required', 'Send If-Match with the revision you edited.');
      return withTenant(database, learner, async (trx) => {
        const row = await requireDraft(trx, learner, id);
        if (row.revision !== ifMatch)
          throw new AppError('edit_conflict', 'It was changed on another device; load it first.');
        await repo.updateSubmission(trx, { organizationId: learner.organizationId, id }, { text });
        return viewOwn(trx, learner, id);
      });
    },

    async addFiles(learner: Learner, id: string, request: FastifyRequest): Promise<Submission> {
      const { organizationId, userId } = learner;
      await withTenant(database, learner, (trx) => requireDraft(trx, learner, id));
      const received = await receiveFiles(deps, organizationId, request);
      return withTenant(database, learner, async (trx) => {
        const row = await requireDraft(trx, learner, id);
        if (row.files.length + received.length > MAX_SUBMISSION_FILES)
          throw new AppError(
            'too_large',
            `A submission has ${MAX_SUBMISSION_FILES} files at most; nothing was added.`,
          );
        for (const file of received)
          await repo.insertFile(trx, {
            organizationId,
            id: newId(),
            submissionId: id,
            userId,
            ...file,
          });
        await repo.updateSubmission(trx, { organizationId, id }, {});
        return viewOwn(trx, learner, id);
      });
    },

    deleteFile(learner: Learner, id: string, fileId: string): Promise<Submission> {
      return withTenant(database, learner, async (trx) => {
        const { organizationId } = learner;
        await requireDraft(trx, learner, id);
        if (!(await repo.deleteFile(trx, { organizationId, submissionId: id, fileId })))
          throw notFound('file of this submission');
        await repo.updateSubmission(trx, { organizationId, id }, {});
        return viewOwn(trx, learner, id);
      });
    },

    /** Hands in, once. @throws AppError `invalid_request` for nothing, `assessment_not_open`. */
    submit(learner: Learner, id: string): Promise<Submission> {
      return withTenant(database, learner, async (trx) => {
        const { organizationId, userId } = learner;
        const key = { organizationId, id };
        const row = await repo.selectOptionalSubmission(trx, { ...key, userId, lock: true });
        if (row === null) throw notFound('submission');
        if (row.status !== 'draft') return viewSubmission(row, false);
        const { assessment, rules } = await requireProject(trx, learner, row.assessmentId);
        const now = clock.now();
        const closed =
          rules.closesAt !== null && now.getTime() > rules.closesAt.getTime() + GRACE_MS;
        if (closed)
          throw new AppError(
            'assessment_not_open',
            'It has closed; ask your instructor. Your draft is kept.',
          );
        if (row.text.trim() === '' && row.files.length === 0)
          throw new AppError('invalid_request', 'Write something or add a file first.');
        await repo.updateSubmission(trx, key, {
          status: 'submitted',
          submitted_at: now,
          is_late: rules.dueAt !== null && now > rules.dueAt,
          late_penalty: latePenalty(rules, now),
          rubric: JSON.stringify(assessment.gradingCriteria),
        });
        await settleGrade(
          trx,
          { ...assessment, organizationId, assessmentId: assessment.id, userId },
          now,
        );
        return viewOwn(trx, learner, id);
      });
    },

    /** For the learner and for staff. @throws AppError `not_found`. */
    async readFile(
      person: Learner,
      { id, fileId }: { id: string; fileId: string },
    ): Promise<{ file: repo.StoredFile; content: Uint8Array }> {
      const { organizationId, userId, role } = person;
      const file = await withTenant(database, person, (trx) =>
        repo.selectOptionalFile(trx, { organizationId, submissionId: id, fileId }),
      );
      if (!file || (role === 'learner' && file.userId !== userId)) throw notFound('file');
      return { file, content: await storage.read(file.storageKey) };
    },
  };
}

export type SubmissionsService = ReturnType<typeof createSubmissionsService>;
