import type { z } from 'zod';
import type { SubmittedBy } from '../../../contracts/attempts.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { gradeAnswer } from '../items/index.ts';
import { isOver, latePenalty, rulesFor } from './domain/rules.ts';
import { round2, totalOf } from './domain/score.ts';
import { practiceTask } from './practice.ts';
import * as answers from './repo/answers.ts';
import type { AssessmentRow } from './repo/assessments.ts';
import { selectOptionalAssessment } from './repo/assessments.ts';
import * as attempts from './repo/attempts.ts';
import { settleGrade } from './settle.ts';

/** An attempt that was locked, and is still open. */
type Open = { organizationId: string; attempt: attempts.AttemptRow };

/** The assessment of an attempt; they go together, so it is there. */
export async function assessmentOf(
  trx: TenantTransaction,
  organizationId: string,
  attempt: attempts.AttemptRow,
): Promise<AssessmentRow> {
  const assessment = await selectOptionalAssessment(trx, {
    organizationId,
    id: attempt.assessmentId,
  });
  if (assessment === null) throw new Error('An attempt has no assessment.');
  return assessment;
}

/**
 * Hands in an attempt: grades what a machine can grade, and where that is all, the attempt, the
 * gradebook and the lesson. The caller holds the attempt's lock and has seen that it is open, so
 * it happens once.
 *
 * Handed in after its end, it counts as handed in by the end of its time.
 */
export async function finishAttempt(
  trx: TenantTransaction,
  queue: Deps['queue'],
  { organizationId, attempt }: Open,
  { by, now }: { by: z.infer<typeof SubmittedBy>; now: Date },
): Promise<void> {
  const key = { organizationId, attemptId: attempt.id, userId: attempt.userId, now };
  const asked = await answers.listAsked(trx, key);
  const verdicts = asked.map((question) => verdictOf(question));
  await answers.upsertVerdicts(trx, key, verdicts);
  const assessment = await assessmentOf(trx, organizationId, attempt);
  const overdue = isOver(attempt.deadlineAt, now);
  const submittedAt = overdue && attempt.deadlineAt !== null ? attempt.deadlineAt : now;
  const { override } = await attempts.selectStanding(trx, {
    organizationId,
    assessmentId: attempt.assessmentId,
    userId: attempt.userId,
  });
  const penalty = latePenalty(rulesFor(assessment, override), submittedAt);
  const outcome = totalOf(
    asked.map(({ points }, index) => ({ points, score: verdicts[index]?.score ?? null })),
    { passingScore: assessment.passingScore, latePenalty: penalty },
  );
  await attempts.updateOutcome(
    trx,
    { organizationId, id: attempt.id },
    { submittedAt, submittedBy: overdue ? 'time' : by, latePenalty: penalty, outcome },
  );
  await settleGrade(
    trx,
    {
      ...assessment,
      organizationId,
      assessmentId: attempt.assessmentId,
      userId: attempt.userId,
    },
    now,
  );
  // What was answered counts as practice, too; that may take a moment, and nobody waits for it.
  await queue.enqueue(trx, practiceTask, { organizationId, attemptId: attempt.id });
}

function verdictOf({ position, points, version, answerKey, response }: answers.AskedRow) {
  if (response === null) return { position, score: 0, correct: false, version };
  const grade = gradeAnswer(answerKey, response);
  const blank = 'text' in response && response.text.trim() === '';
  return blank
    ? { position, score: 0, correct: false, version }
    : {
        position,
        score: grade.score === null ? null : round2(grade.score * points),
        correct: grade.correct,
        version,
      };
}
