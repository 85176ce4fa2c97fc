import { randomBytes } from 'node:crypto';
import type {
  AttemptPaper,
  AttemptResult,
  LearnerAssessment,
} from '../../../../contracts/attempts.ts';
import type { StepAnswer } from '../../../../contracts/learning.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { readPinned } from '../../learning/index.ts';
import { requireEnrolled } from '../above.ts';
import { composePaper } from '../compose.ts';
import { availability, deadline, isOver, rulesFor } from '../domain/rules.ts';
import { finishAttempt } from '../finish.ts';
import { hiddenFrom, viewPaper, viewResult, viewSummary } from '../paper-view.ts';
import * as answers from '../repo/answers.ts';
import {
  type AssessmentRow,
  selectOptionalAssessment,
  selectOptionalLesson,
} from '../repo/assessments.ts';
import * as attempts from '../repo/attempts.ts';
import { selectOptionalGrade } from '../repo/grades.ts';
import { finalPercent } from '../settle.ts';

type Learner = TenantContext & { userId: string };

/** A revision may lie so far ahead of the server's clock; a clock that is far ahead wins nothing. */
const AHEAD_MS = 2_000;
/** Racing starts of one learner end after the first round; more would mean that something is wrong. */
const START_ROUNDS = 5;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** What learners do with quizzes and exams: begin, answer, hand in, read the result. */
export function createAttemptsService({
  database,
  clock,
  queue,
}: Pick<Deps, 'database' | 'clock' | 'queue'>) {
  /** The assessment, for somebody who takes its course and finds it there. */
  async function requireAssessment(trx: TenantTransaction, learner: Learner, id: string) {
    const { organizationId, userId } = learner;
    const assessment = await selectOptionalAssessment(trx, { organizationId, id });
    if (assessment === null) throw notFound('assessment');
    await requireEnrolled(trx, { organizationId, userId, courseId: assessment.courseId });
    const standing = await attempts.selectStanding(trx, {
      organizationId,
      userId,
      assessmentId: id,
    });
    if (!standing.published) throw notFound('assessment');
    return { assessment, standing, rules: rulesFor(assessment, standing.override) };
  }

  /** An own attempt; handed in here where its time is over and nothing has noticed yet. */
  async function lookAt(
    trx: TenantTransaction,
    learner: Learner,
    id: string,
  ): Promise<attempts.AttemptRow> {
    const { organizationId, userId } = learner;
    const key = { organizationId, userId, id };
    const attempt = await attempts.selectOptionalAttempt(trx, key);
    if (attempt === null) throw notFound('attempt');
    if (attempt.status !== 'in_progress' || !isOver(attempt.deadlineAt, clock.now()))
      return attempt;
    return handIn(trx, learner, id);
  }

  /** Hands in, exactly once; the attempt as it is afterwards. */
  async function handIn(
    trx: TenantTransaction,
    { organizationId, userId }: Learner,
    id: string,
  ): Promise<attempts.AttemptRow> {
    const key = { organizationId, userId, id };
    const attempt = await attempts.selectOptionalAttempt(trx, { ...key, lock: true });
    if (attempt === null) throw notFound('attempt');
    if (attempt.status !== 'in_progress') return attempt;
    const now = clock.now();
    await finishAttempt(trx, queue, { organizationId, attempt }, { by: 'learner', now });
    const after = await attempts.selectOptionalAttempt(trx, key);
    if (after === null) throw notFound('attempt');
    return after;
  }

  async function paperOf(
    trx: TenantTransaction,
    organizationId: string,
    attempt: attempts.AttemptRow,
  ): Promise<AttemptPaper> {
    const asked =
      attempt.status === 'in_progress'
        ? await answers.listAsked(trx, {
            organizationId,
            attemptId: attempt.id,
            position: attempt.allowBack ? null : attempt.currentPosition,
          })
        : [];
    return viewPaper(attempt, asked, clock.now());
  }

  async function resultOf(
    trx: TenantTransaction,
    organizationId: string,
    attempt: attempts.AttemptRow,
  ): Promise<AttemptResult> {
    const now = clock.now();
    const told = attempt.status !== 'in_progress' && hiddenFrom(attempt, now).why === null;
    const asked = told
      ? await answers.listAsked(trx, { organizationId, attemptId: attempt.id })
      : [];
    const sources = told
      ? await answers.mapSources(
          trx,
          organizationId,
          asked.map(({ itemId }) => itemId),
        )
      : new Map();
    return viewResult(attempt, asked, { now, staff: false, sources });
  }

  return {
    view(
      learner: Learner,
      key: { courseId: string; lessonId: string },
    ): Promise<LearnerAssessment> {
      return withTenant(database, learner, async (trx) => {
        const { organizationId, userId } = learner;
        const lesson = await selectOptionalLesson(trx, { organizationId, ...key });
        if (!lesson?.assessmentId) throw notFound('assessment');
        const assessmentId = lesson.assessmentId;
        const found = await requireAssessment(trx, learner, assessmentId);
        const { openAttemptId } = found.standing;
        // An attempt whose time is over is handed in first, so that the page tells its result.
        if (openAttemptId !== null) await lookAt(trx, learner, openAttemptId);
        const own = await attempts.listOwnAttempts(trx, { organizationId, userId, assessmentId });
        const grade = await selectOptionalGrade(trx, { organizationId, userId, assessmentId });
        return viewAssessment(
          { ...found, now: clock.now() },
          own,
          grade,
          await composePaper(trx, organizationId, found.assessment, 'measure'),
        );
      });
    },

    /**
     * Begins an attempt; with one under way, that one. However many ask at once, the unique keys
     * of number and open attempt let one begin, and the others find it.
     *
     * @throws AppError `assessment_not_open`, `no_attempts_left`, `conflict` where nothing can be
     *   asked, and what `requireEnrolled` throws.
     */
    async start(learner: Learner, assessmentId: string): Promise<AttemptPaper> {
      const { organizationId, userId } = learner;
      for (let round = 0; round < START_ROUNDS; round += 1) {
        const paper = await withTenant(database, learner, async (trx) => {
          const found = await requireAssessment(trx, learner, assessmentId);
          const { assessment, standing, rules } = found;
          const now = clock.now();
          if (standing.openAttemptId !== null) {
            const open = await lookAt(trx, learner, standing.openAttemptId);
            // One that has just ended by its time makes room for the next.
            return open.status === 'in_progress' ? paperOf(trx, organizationId, open) : null;
          }
          refuseUnlessOpen(availability(rules, standing.used, now), rules);
          const seed = randomBytes(16).toString('hex');
          const paper = await composePaper(trx, organizationId, assessment, seed);
          if (paper.questions.length === 0) throw nothingToAsk();
          const attempt: attempts.NewAttempt = {
            organizationId,
            id: newId(),
            assessmentId,
            userId,
            number: standing.used + 1,
            seed,
            sections: paper.sections,
            questionLayout: assessment.questionLayout,
            allowBack: assessment.allowBack,
            startedAt: now,
            deadlineAt: deadline(rules, now),
            maxScore: paper.maxScore,
            questions: paper.questions,
          };
          if (!(await attempts.insertAttempt(trx, attempt))) return null;
          const row = begun(attempt, assessment);
          return viewPaper(
            row,
            paper.questions.map((question, index) => ({
              ...question,
              position: index + 1,
              response: null,
              savedAt: null,
            })),
            now,
          );
        });
        if (paper !== null) return paper;
      }
      throw new AppError('conflict', 'The attempt could not be started; try again.');
    },

    paper(learner: Learner, id: string): Promise<AttemptPaper> {
      return withTenant(database, learner, async (trx) =>
        paperOf(trx, learner.organizationId, await lookAt(trx, learner, id)),
      );
    },

    /**
     * Two statements: what has to be known, with the attempt held against submission, and the
     * answer itself.
     *
     * @throws AppError `not_found`, `attempt_over`, `conflict` for a question that was left for
     *   good, `invalid_request` for an answer that does not fit the question.
     */
    save(
      learner: Learner,
      { id, position }: { id: string; position: number },
      body: { answer: StepAnswer | null; revision: number; elapsedMs: number },
    ) {
      return withTenant(database, learner, async (trx) => {
        const { organizationId, userId } = learner;
        const key = { organizationId, attemptId: id, userId, position };
        const asked = await answers.selectToSave(trx, key);
        if (asked === null) throw notFound('question in an attempt of yours');
        const now = clock.now();
        if (asked.status !== 'in_progress' || isOver(asked.deadlineAt, now)) {
          throw new AppError(
            'attempt_over',
            'This attempt was handed in, or its time is over; this answer was not saved. What was saved before counts.',
          );
        }
        if (!asked.allowBack && position !== asked.currentPosition) {
          throw new AppError('conflict', 'This question is not open; nothing was saved.', [
            { path: 'position', message: `question ${asked.currentPosition} is open` },
          ]);
        }
        const applied = await answers.upsertAnswer(trx, {
          ...key,
          response: body.answer === null ? null : readPinned(asked, body.answer),
          revision: Math.min(body.revision, now.getTime() + AHEAD_MS),
          elapsedMs: body.elapsedMs,
          now,
        });
        return {
          position,
          applied,
          savedAt: now.toISOString(),
          deadlineAt: iso(asked.deadlineAt),
          serverTime: now.toISOString(),
        };
      });
    },

    /** Sent twice for the same question, it goes on once. */
    next(learner: Learner, id: string, from: number): Promise<AttemptPaper> {
      return withTenant(database, learner, async (trx) => {
        const { organizationId, userId } = learner;
        const attempt = await lookAt(trx, learner, id);
        if (
          attempt.status !== 'in_progress' ||
          attempt.allowBack ||
          from !== attempt.currentPosition
        )
          return paperOf(trx, organizationId, attempt);
        await attempts.selectOptionalAttempt(trx, { organizationId, userId, id, lock: true });
        const position = Math.min(from + 1, attempt.questionCount);
        await attempts.updatePosition(trx, { organizationId, id }, position);
        return paperOf(trx, organizationId, { ...attempt, currentPosition: position });
      });
    },

    submit(learner: Learner, id: string): Promise<AttemptResult> {
      return withTenant(database, learner, async (trx) =>
        resultOf(trx, learner.organizationId, await handIn(trx, learner, id)),
      );
    },

    result(learner: Learner, id: string): Promise<AttemptResult> {
      return withTenant(database, learner, async (trx) => {
        const attempt = await lookAt(trx, learner, id);
        if (attempt.status === 'in_progress')
          throw new AppError('conflict', 'The attempt is under way; hand it in for its result.');
        return resultOf(trx, learner.organizationId, attempt);
      });
    },
  };
}

export type AttemptsService = ReturnType<typeof createAttemptsService>;

const nothingToAsk = () =>
  new AppError('conflict', 'This assessment has no questions now; tell your instructor.');

function refuseUnlessOpen(
  state: ReturnType<typeof availability>,
  { opensAt, maxAttempts }: { opensAt: Date | null; maxAttempts: number | null },
): void {
  switch (state) {
    case 'open':
      return;
    case 'not_open':
      throw new AppError('assessment_not_open', `It opens at ${iso(opensAt)}; come back then.`);
    case 'closed':
      throw new AppError(
        'assessment_not_open',
        'It has closed; ask your instructor whether you may still take it.',
      );
    case 'used_up':
      throw new AppError(
        'no_attempts_left',
        `All ${maxAttempts} attempts are used up; ask your instructor for another one.`,
      );
  }
}

/** An attempt that has just begun, without reading it again. */
function begun(attempt: attempts.NewAttempt, assessment: AssessmentRow): attempts.AttemptRow {
  return {
    ...assessment,
    ...attempt,
    sections: [...attempt.sections],
    userName: '',
    status: 'in_progress',
    questionCount: attempt.questions.length,
    currentPosition: 1,
    submittedAt: null,
    submittedBy: null,
    score: null,
    latePenalty: 0,
    percent: null,
    passed: null,
    released: false,
  };
}

function viewAssessment(
  {
    assessment,
    standing,
    rules,
    now,
  }: {
    assessment: AssessmentRow;
    standing: { used: number };
    rules: ReturnType<typeof rulesFor<AssessmentRow>>;
    now: Date;
  },
  own: readonly attempts.AttemptRow[],
  grade: Awaited<ReturnType<typeof selectOptionalGrade>>,
  paper: { questionCount: number; maxScore: number },
): LearnerAssessment {
  const used = own.length;
  const open = own.find(({ status }) => status === 'in_progress');
  const released = grade !== undefined && grade.releasedAt !== null;
  const percent = released ? finalPercent(grade) : null;
  const exempt = grade?.exempt ?? false;
  return {
    id: assessment.id,
    courseId: assessment.courseId,
    lessonId: assessment.lessonId,
    title: assessment.title,
    kind: assessment.kind,
    instructions: assessment.instructions,
    passingScore: assessment.passingScore,
    questionCount: paper.questionCount,
    totalPoints: paper.maxScore,
    attemptsAllowed: rules.maxAttempts,
    attemptsLeft: rules.maxAttempts === null ? null : Math.max(0, rules.maxAttempts - used),
    timeLimitMinutes: rules.timeLimitMinutes,
    opensAt: iso(rules.opensAt),
    dueAt: iso(rules.dueAt),
    closesAt: iso(rules.closesAt),
    latePenaltyPercent: rules.latePenaltyPercent,
    questionLayout: assessment.questionLayout,
    allowBack: assessment.allowBack,
    showAnswers: assessment.showAnswers,
    retryPolicy: assessment.retryPolicy,
    gradingCriteria: assessment.gradingCriteria,
    state: availability(rules, Math.max(used, standing.used), now),
    openAttemptId: open?.id ?? null,
    attempts: own.map((attempt) => viewSummary(attempt, false)),
    finalPercent: percent,
    passed: exempt ? true : percent === null ? null : percent >= assessment.passingScore,
    exempt,
    serverTime: now.toISOString(),
  };
}
