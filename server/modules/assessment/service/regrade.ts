import type { z } from 'zod';
import type { applyRegrade, getRegrade, RegradeChange } from '../../../../contracts/assessment.ts';
import type { ResponseOf } from '../../../../contracts/route.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { gradeAnswer, type QuestionResponse } from '../../items/index.ts';
import { gradeAgain } from '../domain/regrade.ts';
import { resultOf, round2 } from '../domain/score.ts';
import { type Author, requireEditable } from '../edit.ts';
import type { AssessmentRow } from '../repo/assessments.ts';
import * as repo from '../repo/regrade.ts';
import { settleGrade } from '../settle.ts';

const MOST_SHOWN = 500;

type Regraded = repo.OutdatedRow & { next: ReturnType<typeof gradeAgain>; version: number };
type Total = { id: string; userId: string; score: number; percent: number; passed: boolean };

/** Grading answers again after a question was corrected. */
export function createRegradeService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  /** Answers that the present key would grade otherwise, or as before. */
  async function answersAgain(
    trx: TenantTransaction,
    organizationId: string,
    assessmentId: string,
  ): Promise<{ answers: Regraded[]; current: Map<string, repo.VersionRow> }> {
    const outdated = await repo.listOutdated(trx, { organizationId, assessmentId });
    const itemIds = [...new Set(outdated.map(({ itemId }) => itemId))];
    const versions = await repo.listVersions(trx, organizationId, itemIds);
    const current = new Map(versions.flatMap((row) => (row.current ? [[row.itemId, row]] : [])));
    const keyOf = new Map(versions.map((row) => [`${row.itemId} ${row.version}`, row.answerKey]));
    return {
      current,
      answers: outdated.flatMap((answer) => {
        const after = current.get(answer.itemId);
        const before = keyOf.get(`${answer.itemId} ${answer.askedVersion}`);
        if (!after || !before) return [];
        const response = answer.response as QuestionResponse | null;
        const next = gradeAgain({ ...answer, response }, before, after.answerKey, gradeAnswer);
        return [{ ...answer, next, version: after.version }];
      }),
    };
  }

  /** What the answers would make of their attempts, against what these have now. */
  async function attemptsAgain(
    trx: TenantTransaction,
    organizationId: string,
    assessment: AssessmentRow,
    answers: readonly Regraded[],
    lock: boolean,
  ): Promise<{ totals: Total[]; changes: RegradeChange[] }> {
    const gain = new Map<string, number>();
    for (const { attemptId, score, next } of answers)
      gain.set(attemptId, (gain.get(attemptId) ?? 0) + next.score - score);
    const rows = await repo.listAttemptTotals(trx, organizationId, [...gain.keys()], { lock });
    const totals: Total[] = [];
    const changes: RegradeChange[] = [];
    for (const row of rows) {
      // One that waits for a person gets its result with that grade.
      if (row.waiting || row.percent === null || row.passed === null) continue;
      const score = round2(row.earned + (gain.get(row.id) ?? 0));
      const result = resultOf(score, row.maxScore, {
        passingScore: assessment.passingScore,
        latePenalty: row.latePenalty,
      });
      if (result.percent === row.percent && score === row.score) continue;
      totals.push({ id: row.id, userId: row.userId, ...result });
      changes.push({
        attemptId: row.id,
        userId: row.userId,
        userName: row.userName,
        attemptNumber: row.number,
        oldPercent: row.percent,
        newPercent: result.percent,
        oldPassed: row.passed,
        newPassed: result.passed,
      });
    }
    changes.sort(
      (a, b) => Math.abs(b.newPercent - b.oldPercent) - Math.abs(a.newPercent - a.oldPercent),
    );
    return { totals, changes };
  }

  return {
    preview(author: Author, id: string): Promise<ResponseOf<typeof getRegrade>> {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const assessment = await requireEditable(trx, author, id, { lock: false });
        const { answers, current } = await answersAgain(trx, organizationId, id);
        const { changes } = await attemptsAgain(trx, organizationId, assessment, answers, false);
        const questions = [...current.values()].map(({ itemId, version, stem }) => {
          const of = answers.filter((answer) => answer.itemId === itemId);
          const kept = of.filter(({ next, response }) => next.kept && response !== null).length;
          return { itemId, version, stem, answers: of.length, kept };
        });
        return { questions, ...countsOf(changes), changes: changes.slice(0, MOST_SHOWN) };
      });
    },

    /**
     * Grades again by the questions that are named, all in one transaction. Without `allowLower`
     * an attempt whose result would fall keeps all its points.
     *
     * @throws AppError `conflict` where a question has been corrected since the preview.
     */
    apply(author: Author, id: string, body: z.output<typeof applyRegrade.body>) {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const assessment = await requireEditable(trx, author, id);
        const { answers, current } = await answersAgain(trx, organizationId, id);
        const wanted = new Map(body.questions.map(({ itemId, version }) => [itemId, version]));
        for (const [itemId, version] of wanted)
          if (current.get(itemId)?.version !== version)
            throw new AppError(
              'conflict',
              'A question was corrected or graded again meanwhile; look at the preview again. Nothing was changed.',
              [{ path: 'questions', message: itemId }],
            );
        const chosen = answers.filter(({ itemId }) => wanted.has(itemId));
        const found = await attemptsAgain(trx, organizationId, assessment, chosen, true);
        const spared = new Set(
          body.allowLower
            ? []
            : found.changes.flatMap((change) =>
                change.newPercent < change.oldPercent ? change.attemptId : [],
              ),
        );
        const totals = found.totals.filter((total) => !spared.has(total.id));
        const changes = found.changes.filter((change) => !spared.has(change.attemptId));
        const now = clock.now();
        await repo.updateRegraded(
          trx,
          organizationId,
          now,
          chosen.map(({ attemptId, position, score, isCorrect, next, version }) => ({
            attemptId,
            position,
            version,
            ...(spared.has(attemptId)
              ? { score, correct: isCorrect }
              : { score: next.score, correct: next.kept ? isCorrect : next.correct }),
          })),
        );
        await repo.updateTotals(trx, organizationId, totals);
        const counts = countsOf(changes);
        await repo.insertRegrade(trx, {
          organizationId,
          assessmentId: id,
          id: newId(),
          questions: body.questions,
          allowLower: body.allowLower,
          reason: body.reason,
          counts,
          changes,
          createdBy: author.userId,
        });
        const graded = { ...assessment, organizationId, assessmentId: id };
        for (const userId of new Set(totals.map((total) => total.userId)))
          await settleGrade(trx, { ...graded, userId }, now);
        return counts;
      });
    },
  };
}

export type RegradeService = ReturnType<typeof createRegradeService>;

function countsOf(changes: readonly RegradeChange[]) {
  const count = (test: (change: RegradeChange) => boolean) => changes.filter(test).length;
  return {
    raised: count(({ oldPercent, newPercent }) => newPercent > oldPercent),
    lowered: count(({ oldPercent, newPercent }) => newPercent < oldPercent),
    newlyPassed: count(({ oldPassed, newPassed }) => newPassed && !oldPassed),
    newlyFailed: count(({ oldPassed, newPassed }) => oldPassed && !newPassed),
  };
}
