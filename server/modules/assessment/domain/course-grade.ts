import { round2 } from './score.ts';

export type WeightedCategory = { id: string; weight: number; dropLowest: number };
export type WeightedGrade = {
  categoryId: string | null;
  weight: number;
  /** What counts; null where there is nothing yet. */
  percent: number | null;
  exempt: boolean;
};

/** Assessments of no category stand beside the others as one of this weight. */
const UNSORTED: WeightedCategory = { id: '', weight: 1, dropLowest: 0 };

/**
 * The grade of a course so far, 0-100; null where nothing counts yet. Within a category it is the
 * mean by weight, after the lowest were dropped (never the last one); over the categories the mean
 * by theirs. What is exempt, or not graded yet, is left out, and its weight with it.
 */
export function courseGrade(
  categories: readonly WeightedCategory[],
  grades: readonly WeightedGrade[],
): number | null {
  const known = new Set(categories.map(({ id }) => id));
  let [sum, weights] = [0, 0];
  for (const category of [...categories, UNSORTED]) {
    const percent = categoryGrade(
      grades.filter(({ categoryId }) =>
        category === UNSORTED
          ? categoryId === null || !known.has(categoryId)
          : categoryId === category.id,
      ),
      category.dropLowest,
    );
    if (percent === null) continue;
    sum += percent * category.weight;
    weights += category.weight;
  }
  return weights === 0 ? null : round2(sum / weights);
}

function categoryGrade(grades: readonly WeightedGrade[], dropLowest: number): number | null {
  const counting = grades
    .flatMap(({ percent, weight, exempt }) =>
      percent === null || exempt || weight === 0 ? [] : [{ percent, weight }],
    )
    .sort((a, b) => a.percent - b.percent);
  const kept = counting.slice(Math.min(dropLowest, counting.length - 1));
  const weights = kept.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return null;
  return kept.reduce((sum, { percent, weight }) => sum + percent * weight, 0) / weights;
}
