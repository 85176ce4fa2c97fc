/** Two decimals, as the tables keep them; halves go up. */
export const round2 = (value: number): number => Math.round((value + Number.EPSILON) * 100) / 100;

export type Scored = { points: number; score: number | null };

/**
 * What answers come to; null while one of them waits for a person.
 *
 * @param questions points that each question offers, and points that its answer earned.
 * @param latePenalty percentage points that are taken off.
 */
export function totalOf(
  questions: readonly Scored[],
  { passingScore, latePenalty }: { passingScore: number; latePenalty: number },
): { score: number; percent: number; passed: boolean } | null {
  let [score, most] = [0, 0];
  for (const question of questions) {
    if (question.score === null) return null;
    score += question.score;
    most += question.points;
  }
  return resultOf(round2(score), round2(most), { passingScore, latePenalty });
}

export function resultOf(
  score: number,
  most: number,
  { passingScore, latePenalty }: { passingScore: number; latePenalty: number },
): { score: number; percent: number; passed: boolean } {
  const earned = most === 0 ? 0 : (score / most) * 100;
  const percent = round2(Math.max(0, Math.min(100, earned) - latePenalty));
  return { score, percent, passed: percent >= passingScore };
}

/** What counts of several graded attempts, in their order; null for none. */
export function earnedPercent(
  policy: 'best' | 'last' | 'average',
  percents: readonly number[],
): number | null {
  if (percents.length === 0) return null;
  switch (policy) {
    case 'best':
      return Math.max(...percents);
    case 'last':
      return percents.at(-1) ?? null;
    case 'average':
      return round2(percents.reduce((sum, percent) => sum + percent, 0) / percents.length);
  }
}
