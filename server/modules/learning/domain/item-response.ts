/**
 * The scale on which ability and difficulty are compared: item response theory, one parameter
 * (Rasch, 1960) with a guessing floor as in Birnbaum's three-parameter model (1968).
 */

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function logit(p: number): number {
  return Math.log(p / (1 - p));
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Difficulty 1-10 in logits: 5.5 is 0 and a step is half a logit, so the range is ±2.25. */
export function difficultyLogit(difficulty: number): number {
  return (clamp(difficulty, 1, 10) - 5.5) * 0.5;
}

/** Probability (0-1) of a right answer by a learner of this ability (in logits). */
export function successProbability(
  abilityLogit: number,
  difficulty: number,
  guessRate: number,
): number {
  const floor = clamp(guessRate, 0, 0.99);
  return floor + (1 - floor) * sigmoid(abilityLogit - difficultyLogit(difficulty));
}
