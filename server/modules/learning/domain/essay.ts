import type { CriterionGrade } from '../../../../contracts/grading.ts';

/** Share of the points from which an essay counts as right. */
export const RIGHT_FROM = 0.6;

/**
 * What the points of an essay's criteria come to, or what is wrong with them, as field and words.
 *
 * @param rubric the criteria with the points that each offers, in their order.
 */
export function gradeEssay(
  rubric: readonly { criterion: string; points: number }[],
  criteria: readonly CriterionGrade[],
):
  | { points: number; score: number; correct: boolean }
  | { problem: { path: string; message: string } } {
  if (criteria.length !== rubric.length)
    return {
      problem: {
        path: 'criteria',
        message: `The rubric has ${rubric.length} criteria; ${criteria.length} were graded.`,
      },
    };
  for (const [index, { criterion, points }] of rubric.entries()) {
    const given = criteria[index]?.points ?? 0;
    if (given > points)
      return {
        problem: {
          path: `criteria.${index}.points`,
          message: `“${criterion}” is worth ${points} at most.`,
        },
      };
  }
  const most = rubric.reduce((sum, { points }) => sum + points, 0);
  const points = criteria.reduce((sum, { points: given }) => sum + given, 0);
  const score = most === 0 ? 0 : Math.min(1, points / most);
  return { points, score, correct: score >= RIGHT_FROM };
}
