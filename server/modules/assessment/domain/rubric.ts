import type { CriterionGrade } from '../../../../contracts/grading.ts';

/**
 * What the points of a rubric come to, or what is wrong with them, as field and words.
 *
 * @param rubric the criteria with the points that each offers, in their order.
 * @returns points, and their share (0-1) of all that the rubric offers.
 */
export function rubricTotal(
  rubric: readonly { criterion: string; points: number }[],
  criteria: readonly CriterionGrade[],
):
  | { points: number; most: number; share: number }
  | { problem: { path: string; message: string } } {
  if (criteria.length !== rubric.length)
    return {
      problem: {
        path: 'criteria',
        message: `The rubric has ${rubric.length} criteria; ${criteria.length} were graded.`,
      },
    };
  for (const [index, { criterion, points }] of rubric.entries()) {
    if ((criteria[index]?.points ?? 0) > points)
      return {
        problem: {
          path: `criteria.${index}.points`,
          message: `“${criterion}” is worth ${points} at most.`,
        },
      };
  }
  const most = rubric.reduce((sum, { points }) => sum + points, 0);
  const points = criteria.reduce((sum, { points: given }) => sum + given, 0);
  return { points, most, share: most === 0 ? 0 : Math.min(1, points / most) };
}
