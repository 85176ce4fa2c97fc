/** Partial credit of answers that are chosen in several parts. All scores are 0-1. */

/**
 * Right ticks minus wrong ticks over the number of right options, never below 0: ticking everything
 * earns nothing, as in the scoring of multiple response items in IMS QTI with a lower bound of 0.
 */
export function scoreTicks(
  options: readonly { correct: boolean }[],
  ticked: readonly number[],
): number {
  const right = options.filter(({ correct }) => correct).length;
  if (right === 0) return 0;
  const net = ticked.reduce((sum, index) => sum + (options[index]?.correct ? 1 : -1), 0);
  return Math.max(0, net / right);
}

/** For each left whether the right that was chosen for it is its own (or reads the same). */
export function matchedPairs(
  key: { pairs: readonly { right: string }[]; extras: readonly string[] },
  chosen: readonly (number | null)[],
): boolean[] {
  const rights = [...key.pairs.map(({ right }) => right), ...key.extras];
  return key.pairs.map(({ right }, index) => {
    const place = chosen[index] ?? null;
    return place !== null && (place === index || rights[place] === right);
  });
}

/** Share of neighbours that stand in their right order one right after the other. */
export function scoreOrder(length: number, order: readonly number[]): number {
  if (length < 2 || order.length !== length) return 0;
  let kept = 0;
  for (let at = 1; at < order.length; at += 1) {
    if ((order[at] ?? 0) - (order[at - 1] ?? 0) === 1) kept += 1;
  }
  return kept / (length - 1);
}
