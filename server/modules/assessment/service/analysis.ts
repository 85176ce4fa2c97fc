import { createHash, randomBytes } from 'node:crypto';
import type { getAnalysis } from '../../../../contracts/assessment.ts';
import type { previewPaper } from '../../../../contracts/attempts.ts';
import type { ResponseOf } from '../../../../contracts/route.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { notFound } from '../../../errors.ts';
import { calculate } from '../../calibration/index.ts';
import { composePaper } from '../compose.ts';
import { analyseQuestion, distribution, median } from '../domain/analysis.ts';
import { round2 } from '../domain/score.ts';
import type { Author } from '../edit.ts';
import { viewQuestion } from '../paper-view.ts';
import { listFirstAnswers, listFirstResults } from '../repo/analysis.ts';
import { selectOptionalAssessment } from '../repo/assessments.ts';
import { listVersions } from '../repo/regrade.ts';

/** What an author learns of an assessment: how it looks to learners, and how it went. */
export function createAnalysisService({ database }: Pick<Deps, 'database'>) {
  return {
    analyse(author: Author, id: string): Promise<ResponseOf<typeof getAnalysis>> {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        if (!(await selectOptionalAssessment(trx, { organizationId, id })))
          throw notFound('assessment');
        const key = { organizationId, assessmentId: id };
        const results = await listFirstResults(trx, key);
        const answers = await listFirstAnswers(trx, key);
        const itemIds = [...new Set(answers.map(({ itemId }) => itemId))];
        const versions = await listVersions(trx, organizationId, itemIds);
        const percents = results.map(({ percent }) => percent);
        const sum = percents.reduce((total, percent) => total + percent, 0);
        return {
          learners: results.length,
          passed: results.filter(({ passed }) => passed).length,
          meanPercent: percents.length === 0 ? null : round2(sum / percents.length),
          medianPercent: median(percents),
          distribution: distribution(percents),
          // Each wording by itself: options of one are not those of another. The newest that was
          // asked speaks for the question.
          questions: itemIds.flatMap((itemId) => {
            const asked = answers.filter((answer) => answer.itemId === itemId);
            const newest = Math.max(...asked.map(({ version }) => version));
            const wording = versions.find((row) => row.itemId === itemId && row.version === newest);
            if (!wording) return [];
            const same = asked.filter(({ version }) => version === newest);
            return analyseQuestion(wording, same, calculate);
          }),
        };
      });
    },

    /** @param seed the same seed shows the same paper; a new one where none is given. */
    preview(
      author: Author,
      id: string,
      seed: string = randomBytes(8).toString('hex'),
    ): Promise<ResponseOf<typeof previewPaper>> {
      return withTenant(database, author, async (trx) => {
        const { organizationId } = author;
        const assessment = await selectOptionalAssessment(trx, { organizationId, id });
        if (assessment === null) throw notFound('assessment');
        const bits = createHash('sha256').update(seed).digest('hex').slice(0, 32);
        const paper = await composePaper(trx, organizationId, assessment, bits);
        return {
          seed,
          questions: paper.questions.map((question, index) =>
            viewQuestion(
              { ...question, position: index + 1, response: null, savedAt: null },
              paper.sections,
            ),
          ),
        };
      });
    },
  };
}

export type AnalysisService = ReturnType<typeof createAnalysisService>;
