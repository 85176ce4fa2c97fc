/** The first answer of a learner to a wording of a question. */
export type FirstAnswer = {
  /** 0-1; null while nobody has graded it. */
  score: number | null;
  /** Mean score (0-1) of the learner on other questions; null where they answered too few. */
  rest: number | null;
  /** Indexes of the options chosen; empty for questions without options. */
  chosen: readonly number[];
  responseMs: number | null;
  hinted: boolean;
};

export type OptionCounts = { all: number; upper: number; lower: number };

export type Statistics = {
  learners: number;
  hinted: number;
  facility: number | null;
  discrimination: number | null;
  /** Learners with a score here and on other questions. */
  compared: number;
  /** Learners in the upper group, and as many in the lower one; 0 where they are too few. */
  groupSize: number;
  options: OptionCounts[];
  time: { lower: number; median: number; upper: number } | null;
};

/** Fewer learners than these give no discrimination and no groups. */
export const LEAST_COMPARED = 10;

/** Share of learners in either group: Kelley, T. L. (1939), J. Educational Psychology 30, 17-24. */
const GROUP_SHARE = 0.27;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Pearson's correlation, -1 to 1; null where either list does not vary. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [mx, my] = [mean(xs), mean(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [n, x] of xs.entries()) {
    const y = ys[n] ?? 0;
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  // Equal decimals may differ in their last bit.
  if (xx < 1e-9 || yy < 1e-9) return null;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** The value below which a share of a sorted list lies, whole; the list has at least one value. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return Math.round(low + (high - low) * (at - Math.floor(at)));
}

/**
 * Classical item statistics over first answers, so that what a learner was told does not count.
 *
 * `facility` is the mean score. `discrimination` is the item-rest correlation, which for right and
 * wrong is the point-biserial one (Crocker, L. & Algina, J. (1986), Introduction to Classical and
 * Modern Test Theory, ch. 14): the learner's other answers stand for the rest of a test. Learners
 * meet different questions here, so it is a sign and no exact measure.
 */
export function calculate(answers: readonly FirstAnswer[], optionCount: number): Statistics {
  const scored = answers.filter((answer) => answer.score !== null);
  const compared = scored.filter((answer) => answer.rest !== null);
  const enough = compared.length >= LEAST_COMPARED;
  const byRest = [...compared].sort((a, b) => (a.rest ?? 0) - (b.rest ?? 0));
  const groupSize = enough ? Math.round(compared.length * GROUP_SHARE) : 0;
  const lower = byRest.slice(0, groupSize);
  const upper = groupSize === 0 ? [] : byRest.slice(-groupSize);
  const choosing = (list: readonly FirstAnswer[], option: number) =>
    list.filter(({ chosen }) => chosen.includes(option)).length;
  const times = answers
    .flatMap(({ responseMs }) => (responseMs === null ? [] : [responseMs]))
    .sort((a, b) => a - b);
  return {
    learners: answers.length,
    hinted: answers.filter(({ hinted }) => hinted).length,
    facility: scored.length === 0 ? null : mean(scored.map(({ score }) => score ?? 0)),
    discrimination: enough
      ? correlation(
          compared.map(({ score }) => score ?? 0),
          compared.map(({ rest }) => rest ?? 0),
        )
      : null,
    compared: compared.length,
    groupSize,
    options: Array.from({ length: optionCount }, (_, option) => ({
      all: choosing(answers, option),
      upper: choosing(upper, option),
      lower: choosing(lower, option),
    })),
    time:
      times.length === 0
        ? null
        : {
            lower: quantile(times, 0.25),
            median: quantile(times, 0.5),
            upper: quantile(times, 0.75),
          },
  };
}
