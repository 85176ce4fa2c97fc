import type { z } from 'zod';
import type {
  AttemptResult,
  gradeAttemptAnswer,
  listAttempts,
} from '../../../../contracts/attempts.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import type { ModelAids } from '../../generation/index.ts';
import { rubricTotal } from '../domain/rubric.ts';
import { totalOf } from '../domain/score.ts';
import { type Author, refuseStrangers } from '../edit.ts';
import { assessmentOf, finishAttempt } from '../finish.ts';
import { viewResult, viewSummary } from '../paper-view.ts';
import * as answers from '../repo/answers.ts';
import { selectOptionalAssessment } from '../repo/assessments.ts';
import * as attempts from '../repo/attempts.ts';
import { settleGrade } from '../settle.ts';

type Place = { id: string; position: number };

/** What people do with attempts of learners: look, hand in, grade. */
export function createGradingService(
  { database, clock, queue }: Pick<Deps, 'database' | 'clock' | 'queue'>,
  aids: Pick<ModelAids, 'gradeOpenAnswer'>,
) {
  async function requireAttempt(
    trx: TenantTransaction,
    { organizationId }: Author,
    id: string,
    lock: boolean,
  ): Promise<attempts.AttemptRow> {
    const attempt = await attempts.selectOptionalAttempt(trx, { organizationId, id, lock });
    if (attempt === null) throw notFound('attempt');
    return attempt;
  }

  async function resultOf(
    trx: TenantTransaction,
    { organizationId }: Author,
    id: string,
  ): Promise<AttemptResult> {
    const attempt = await attempts.selectOptionalAttempt(trx, { organizationId, id });
    if (attempt === null) throw notFound('attempt');
    const asked = await answers.listAsked(trx, { organizationId, attemptId: id });
    const itemIds = asked.map(({ itemId }) => itemId);
    const sources = await answers.mapSources(trx, organizationId, itemIds);
    return viewResult(attempt, asked, { now: clock.now(), staff: true, sources });
  }

  async function requireAnswer(
    trx: TenantTransaction,
    { organizationId }: Author,
    { id, position }: Place,
  ): Promise<answers.AskedRow> {
    const [asked] = await answers.listAsked(trx, { organizationId, attemptId: id, position });
    if (!asked) throw notFound('question in this attempt');
    return asked;
  }

  return {
    list(grader: Author, assessmentId: string, query: z.output<typeof listAttempts.query>) {
      return withTenant(database, grader, async (trx) => {
        const { organizationId } = grader;
        if (!(await selectOptionalAssessment(trx, { organizationId, id: assessmentId })))
          throw notFound('assessment');
        const rows = await attempts.listAttempts(trx, {
          organizationId,
          assessmentId,
          status: query.status ?? null,
          userId: query.userId ?? null,
          before: decodeCursor(query.cursor, ['id'])?.id ?? null,
          limit: query.limit + 1,
        });
        return takePage(
          rows,
          query.limit,
          (row) => ({
            ...viewSummary(row, true),
            userId: row.userId,
            userName: row.userName,
            answered: row.answered,
            questionCount: row.questionCount,
          }),
          ({ id }) => encodeCursor({ id }),
        );
      });
    },

    review(grader: Author, id: string): Promise<AttemptResult> {
      return withTenant(database, grader, (trx) => resultOf(trx, grader, id));
    },

    /** Hands in for the learner; one that was handed in stays as it is. */
    close(grader: Author, id: string): Promise<AttemptResult> {
      return withTenant(database, grader, async (trx) => {
        const { organizationId } = grader;
        const attempt = await requireAttempt(trx, grader, id, true);
        refuseStrangers(grader, attempt);
        if (attempt.status === 'in_progress') {
          const now = clock.now();
          await finishAttempt(trx, queue, { organizationId, attempt }, { by: 'teacher', now });
        }
        return resultOf(trx, grader, id);
      });
    },

    /**
     * The verdict of a person on an answer, and what follows from it. It may be given again.
     *
     * @throws AppError `not_found`, `forbidden`, `conflict` for an attempt under way,
     *   `invalid_request` for points that the question does not offer.
     */
    grade(
      grader: Author,
      place: Place,
      body: z.output<typeof gradeAttemptAnswer.body>,
    ): Promise<AttemptResult> {
      return withTenant(database, grader, async (trx) => {
        const { organizationId } = grader;
        const attempt = await requireAttempt(trx, grader, place.id, true);
        refuseStrangers(grader, attempt);
        if (attempt.submittedAt === null || attempt.submittedBy === null)
          throw new AppError(
            'conflict',
            'The attempt is under way; grade it once it is handed in.',
          );
        const asked = await requireAnswer(trx, grader, place);
        const score = scoreOf(asked, body);
        const now = clock.now();
        await answers.updateVerdict(
          trx,
          { organizationId, attemptId: place.id, position: place.position },
          {
            score,
            correct: score >= asked.points,
            criteria: body.criteria ?? [],
            comment: body.comment || null,
            gradedBy: grader.userId,
            now,
          },
        );
        const all = await answers.listAsked(trx, { organizationId, attemptId: place.id });
        const assessment = await assessmentOf(trx, organizationId, attempt);
        await attempts.updateOutcome(
          trx,
          { organizationId, id: place.id },
          {
            submittedAt: attempt.submittedAt,
            submittedBy: attempt.submittedBy,
            latePenalty: attempt.latePenalty,
            outcome: totalOf(all, {
              passingScore: assessment.passingScore,
              latePenalty: attempt.latePenalty,
            }),
          },
        );
        await settleGrade(
          trx,
          { ...assessment, organizationId, assessmentId: assessment.id, userId: attempt.userId },
          now,
        );
        return resultOf(trx, grader, place.id);
      });
    },

    /**
     * Asks the model for points; it may take a minute, so it is asked in no transaction of ours.
     *
     * @throws AppError `not_found`, `conflict` for an answer that no rubric grades or that is
     *   graded, and what the model's aid throws.
     */
    async suggest(grader: Author, place: Place, signal: AbortSignal): Promise<AttemptResult> {
      const { organizationId, userId } = grader;
      const { asked, sources, language } = await withTenant(database, grader, async (trx) => {
        const attempt = await requireAttempt(trx, grader, place.id, false);
        refuseStrangers(grader, attempt);
        const row = await requireAnswer(trx, grader, place);
        const found = await answers.mapSources(trx, organizationId, [row.itemId]);
        const assessment = await assessmentOf(trx, organizationId, attempt);
        return {
          asked: row,
          sources: found.get(row.itemId) ?? [],
          language: assessment.language,
        };
      });
      const { answerKey: key, response } = asked;
      if (key.questionType !== 'essay' || response === null || !('text' in response))
        throw new AppError('conflict', 'There is no text here that a rubric grades.');
      if (asked.waitingSince === null)
        throw new AppError('conflict', 'It does not wait for a grade; nothing was asked.');
      const { cost: _, ...suggestion } = await aids.gradeOpenAnswer(
        { organizationId, userId },
        {
          stem: asked.stem,
          rubric: key.rubric,
          sampleAnswer: key.sampleAnswer,
          quotes: sources.map(({ quote }) => quote),
          answer: response.text,
          language,
        },
        signal,
      );
      return withTenant(database, grader, async (trx) => {
        const { id: attemptId, position } = place;
        await answers.updateAnswerSuggestion(
          trx,
          { organizationId, attemptId, position },
          suggestion,
        );
        return resultOf(trx, grader, attemptId);
      });
    },
  };
}

export type GradingService = ReturnType<typeof createGradingService>;

/** Points that a verdict gives: those of the rubric, scaled to what the question is worth here. */
function scoreOf(
  asked: answers.AskedRow,
  { criteria, points }: z.output<typeof gradeAttemptAnswer.body>,
): number {
  const key = asked.answerKey;
  if (criteria !== undefined) {
    if (key.questionType !== 'essay')
      throw new AppError('invalid_request', 'This question has no rubric; send points.');
    const total = rubricTotal(key.rubric, criteria);
    if ('problem' in total)
      throw new AppError('invalid_request', total.problem.message, [total.problem]);
    return Math.round(total.share * asked.points * 100) / 100;
  }
  if (points === undefined || points > asked.points)
    throw new AppError('invalid_request', `The question is worth ${asked.points} points at most.`, [
      { path: 'points', message: `at most ${asked.points}` },
    ]);
  return points;
}
