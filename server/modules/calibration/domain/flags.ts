import type { ItemFlag } from '../../../../contracts/statistics.ts';
import type { Statistics } from './statistics.ts';

/** One-sided 90 % and 95 % quantiles of the normal distribution. */
const Z_90 = 1.2816;
const Z_95 = 1.6449;

const LEAST_ANSWERS = 5;
const TOO_HARD = 0.3;
const TOO_EASY = 0.95;
/** From here on a question tells good from weak learners reasonably well: Ebel, R. L. (1965), Measuring Educational Achievement. */
const TELLING = 0.3;
const LEAST_MISLED = 3;
/** Answers among which a plausible option would have been chosen. */
const LEAST_FOR_UNUSED = 40;
const LEAST_FOR_TIME = 10;
const HURRIED_MS = 2_000;
const SLOW_MS = 5 * 60_000;

/**
 * Bounds of a share, one-sided: Wilson, E. B. (1927), J. Am. Statistical Association 22, 209-212.
 * A mean of partial scores varies less than a share, so for those they are wide, never narrow.
 */
export function shareBounds(share: number, n: number, z: number): [number, number] {
  const centre = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return [(centre - spread) / whole, (centre + spread) / whole];
}

/** What a correlation over `n` pairs is at most: Fisher's z-transformation (1921). */
export function correlationUpperBound(r: number, n: number, z: number): number {
  if (n <= 3 || r >= 1) return 1;
  return Math.tanh(Math.atanh(Math.max(r, -0.999_999)) + z / Math.sqrt(n - 3));
}

export type Judged = {
  /** Chance (0-1) to be right without knowing anything. */
  chance: number;
  /** Whether each option is right; empty for questions without options. */
  correct: readonly boolean[];
  essay: boolean;
};

/**
 * What looks wrong with a question. Each sign has to be clear beyond the chance of so many answers,
 * so that a new question is not called bad because three people had a bad day.
 */
export function flagsOf(statistics: Statistics, { chance, correct, essay }: Judged): ItemFlag[] {
  const { learners, facility, discrimination, compared, groupSize, options, time } = statistics;
  const flags: ItemFlag[] = [];
  if (facility !== null && learners >= LEAST_ANSWERS) {
    const [least, most] = shareBounds(facility, learners, Z_90);
    if (most < Math.max(TOO_HARD, chance)) flags.push('too_hard');
    if (least > TOO_EASY) flags.push('too_easy');
  }
  if (discrimination !== null && correlationUpperBound(discrimination, compared, Z_90) < TELLING)
    flags.push('not_telling');
  const wrong = options.filter((_, index) => correct[index] === false);
  const misleads = ({ upper, lower }: { upper: number; lower: number }) =>
    upper >= LEAST_MISLED && (upper - lower) / Math.sqrt(upper + lower) >= Z_95;
  if (groupSize > 0 && wrong.some(misleads)) flags.push('misleading_option');
  if (learners >= LEAST_FOR_UNUSED && options.length > 2 && wrong.some(({ all }) => all === 0))
    flags.push('unused_option');
  if (time !== null && learners >= LEAST_FOR_TIME && !essay) {
    if (time.median < HURRIED_MS) flags.push('hurried');
    if (time.median > SLOW_MS) flags.push('slow');
  }
  return flags;
}
