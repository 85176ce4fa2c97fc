import type { z } from 'zod';
import type { gradeOpenAnswer, OpenAnswer } from '../../../../contracts/grading.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../../http/cursor.ts';
import type { ModelAids } from '../../generation/index.ts';
import { gradeEssay, RIGHT_FROM } from '../domain/essay.ts';
import { masteryLevel, updateMastery } from '../domain/mastery.ts';
import { EXPECTED_MS } from '../evaluate.ts';
import * as repo from '../repo/open-answers.ts';

type Person = TenantContext & { userId: string };
type Grade = z.output<typeof gradeOpenAnswer.body>;

/** Characters that a learner writes in a second, roughly; for what time an essay should take. */
const CHARACTERS_PER_MS = 0.003;

/** @param own whether it goes to the learner, who reads the sample only after the grade. */
function view(row: repo.OpenAnswerRow, own: boolean): OpenAnswer {
  const graded = row.status === 'graded';
  return {
    id: row.id,
    itemId: row.itemId,
    materialId: row.materialId,
    materialTitle: row.materialTitle,
    stem: row.stem,
    text: row.text,
    learnerName: row.learnerName,
    status: row.status,
    points: row.points,
    maxPoints: row.maxPoints,
    rubric:
      own && !graded
        ? row.rubric.map((criterion) => ({ ...criterion, description: '' }))
        : row.rubric,
    criteria: row.criteria,
    comment: row.comment,
    suggestion: own ? null : row.suggestion,
    sampleAnswer: own && !graded ? null : row.sampleAnswer || null,
    sources: own && !graded ? [] : row.sources,
    gradedByName: row.gradedByName,
    gradedAt: row.gradedAt?.toISOString() ?? null,
    seen: row.seenAt !== null,
    revision: row.revision,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Essays: handed in while studying, graded by a person, read again by the learner. */
export function createOpenAnswerService(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  aids: Pick<ModelAids, 'gradeOpenAnswer'>,
) {
  return {
    list(
      staff: TenantContext,
      query: {
        status: 'pending' | 'graded';
        materialId?: string | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ) {
      return withTenant(database, staff, async (trx) => {
        const rows = await repo.listOpenAnswers(trx, {
          organizationId: staff.organizationId,
          status: query.status,
          materialId: query.materialId ?? null,
          after: decodeCursor(query.cursor, ['id'])?.id ?? null,
          limit: query.limit + 1,
        });
        return takePage(
          rows,
          query.limit,
          (row) => view(row, false),
          ({ id }) => encodeCursor({ id }),
        );
      });
    },

    listOwn(learner: Person, query: { cursor?: string | undefined; limit: number }) {
      return withTenant(database, learner, async (trx) => {
        const rows = await repo.listOwnOpenAnswers(trx, {
          ...learner,
          before: decodeCursor(query.cursor, ['id'])?.id ?? null,
          limit: query.limit + 1,
        });
        return takePage(
          rows,
          query.limit,
          (row) => view(row, true),
          ({ id }) => encodeCursor({ id }),
        );
      });
    },

    /**
     * Grades an essay, or corrects its grade. What it tells of the concepts counts with the first
     * grade: evidence of the past cannot be taken out of a running estimate.
     *
     * @throws AppError `not_found`, `edit_conflict`, or `invalid_request` for points that the
     *   rubric does not offer.
     */
    grade(staff: Person, id: string, ifMatch: number | null, grade: Grade): Promise<OpenAnswer> {
      return withTenant(database, staff, async (trx) => {
        const { organizationId } = staff;
        const row = await repo.lockOpenAnswer(trx, { organizationId, id });
        if (!row) throw notFound('answer');
        if (ifMatch !== null && ifMatch !== row.revision)
          throw new AppError('edit_conflict', 'Somebody else graded it; load it again.');
        const result = gradeEssay(row.rubric, grade.criteria);
        if ('problem' in result)
          throw new AppError('invalid_request', result.problem.message, [result.problem]);
        const now = clock.now();
        const first = row.status === 'pending';
        const known = first ? await repo.listMasteryOfItem(trx, { organizationId, ...row }) : [];
        await repo.updateGrade(trx, {
          organizationId,
          ...row,
          criteria: grade.criteria,
          comment: grade.comment || null,
          ...result,
          wasCorrect: !first && (row.points ?? 0) / row.maxPoints >= RIGHT_FROM,
          gradedBy: staff.userId,
          now,
          mastery: known.map(({ conceptId, logit, evidence, stabilityDays, lastPracticedAt }) => {
            const before =
              logit === null || evidence === null || stabilityDays === null || !lastPracticedAt
                ? null
                : {
                    logit,
                    evidence,
                    stabilityDays,
                    lastPracticedAt: lastPracticedAt.toISOString(),
                  };
            const state = updateMastery(
              before,
              {
                ...result,
                difficulty: row.difficulty,
                guessRate: 0,
                confidence: row.confidence,
                hintsUsed: row.hintsUsed,
                responseMs: row.responseMs,
                expectedMs: EXPECTED_MS.typed + row.text.length / CHARACTERS_PER_MS,
              },
              now,
            );
            return { conceptId, ...state, level: masteryLevel(state, now) };
          }),
        });
        const graded = await repo.lockOpenAnswer(trx, { organizationId, id });
        if (!graded) throw notFound('answer');
        return view(graded, false);
      });
    },

    /**
     * Asks the model for points. It may take a minute, so it is asked in no transaction of ours.
     *
     * @throws AppError `not_found`, `conflict` once it is graded, and what the model's aid throws.
     */
    async suggest(staff: Person, id: string, signal: AbortSignal): Promise<OpenAnswer> {
      const { organizationId, userId } = staff;
      const read = () =>
        withTenant(database, staff, async (trx) => {
          const row = await repo.lockOpenAnswer(trx, { organizationId, id });
          if (!row) throw notFound('answer');
          return row;
        });
      const row = await read();
      if (row.status === 'graded')
        throw new AppError('conflict', 'It is graded already; nothing was asked.');
      const { cost: _, ...suggestion } = await aids.gradeOpenAnswer(
        { organizationId, userId },
        {
          stem: row.stem,
          rubric: row.rubric,
          sampleAnswer: row.sampleAnswer,
          quotes: row.sources.map(({ quote }) => quote),
          answer: row.text,
          language: row.language,
        },
        signal,
      );
      await withTenant(database, staff, (trx) =>
        repo.updateSuggestion(trx, { organizationId, id }, suggestion),
      );
      return view(await read(), false);
    },

    see(learner: Person, id: string): Promise<{ id: string }> {
      return withTenant(database, learner, async (trx) => {
        if (!(await repo.updateSeen(trx, { ...learner, id }, clock.now()))) throw notFound('grade');
        return { id };
      });
    },
  };
}

export type OpenAnswerService = ReturnType<typeof createOpenAnswerService>;
