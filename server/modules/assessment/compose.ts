import type { TenantTransaction } from '../../db/tenant.ts';
import { pointsOf } from '../items/index.ts';
import { arrange } from './domain/arrange.ts';
import { drawPaper } from './domain/paper.ts';
import { round2 } from './domain/score.ts';
import type { AssessmentRow } from './repo/assessments.ts';
import { type LineRow, listLines, mapWordings, type Wording } from './repo/structure.ts';

/** A question at its place in a paper. */
export type ComposedQuestion = Omit<Wording, 'points'> & {
  section: number;
  points: number;
  optionOrder: number[];
  rightOrder: number[];
};

export type ComposedPaper = {
  sections: { title: string; instructions: string }[];
  questions: ComposedQuestion[];
  questionCount: number;
  maxScore: number;
  /** Questions that pools promise and cannot give. */
  missing: number;
};

/** Any seed draws as many questions; this one measures how many and what they are worth. */
const MEASURE = '0'.repeat(32);

/**
 * Draws a paper: two statements, however many questions it has.
 *
 * @param seed 32 hexadecimal digits, or `measure` for size and points alone. With pools whose
 *   questions are worth different points, those are the points of one possible paper.
 */
export async function composePaper(
  trx: TenantTransaction,
  organizationId: string,
  assessment: Pick<AssessmentRow, 'id' | 'shuffleQuestions' | 'shuffleOptions'>,
  seed: string,
): Promise<ComposedPaper> {
  const drawing = seed === 'measure' ? MEASURE : seed;
  const lines = await listLines(trx, { organizationId, id: assessment.id });
  const sections = sectionsOf(lines);
  const { places, missing } = drawPaper(
    sections.map((section) => ({ lines: section.lines })),
    { seed: drawing, shuffleQuestions: assessment.shuffleQuestions },
  );
  const wordings = await mapWordings(
    trx,
    organizationId,
    places.map(({ itemId }) => itemId),
  );
  const questions = places.flatMap(({ section, itemId, points }, index): ComposedQuestion[] => {
    const wording = wordings.get(itemId);
    if (!wording) return [];
    const { options, rights } = arrange(wording.answerKey, {
      seed: drawing,
      place: index + 1,
      shuffleOptions: assessment.shuffleOptions,
    });
    return [
      {
        ...wording,
        section,
        points: points ?? pointsOf(wording.answerKey, wording.points),
        optionOrder: options,
        rightOrder: rights,
      },
    ];
  });
  return {
    sections: sections.map(({ title, instructions }) => ({ title, instructions })),
    questions,
    questionCount: questions.length,
    maxScore: round2(questions.reduce((sum, { points }) => sum + points, 0)),
    missing,
  };
}

/** Lines by section, in their order; sections without lines are not in it. */
function sectionsOf(lines: readonly LineRow[]) {
  const sections: { position: number; title: string; instructions: string; lines: LineRow[] }[] =
    [];
  for (const line of lines) {
    const last = sections.at(-1);
    if (last?.position === line.section) last.lines.push(line);
    else
      sections.push({
        position: line.section,
        title: line.title,
        instructions: line.instructions,
        lines: [line],
      });
  }
  return sections;
}
