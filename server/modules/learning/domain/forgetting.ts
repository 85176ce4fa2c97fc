import { computeDecayFactor, default_w } from 'ts-fsrs';

const { decay, factor } = computeDecayFactor(default_w);

/** Shortest stability that the curve takes (FSRS `S_MIN`), in days. */
export const MIN_STABILITY_DAYS = 0.001;

/**
 * Probability (0-1) that something learned is still remembered.
 *
 * The power forgetting curve of FSRS-6, `R = (1 + factor * t / S) ^ decay`, with the published
 * default decay; it is 1 at t = 0 and 0.9 at t = S. Source: Ye, Su & Cao, "A Stochastic Shortest
 * Path Algorithm for Optimizing Spaced Repetition Scheduling" (KDD 2022), and the open-spaced-
 * repetition project's "The Algorithm". Time counts in fractions of a day here, so that what a
 * page shows falls smoothly; the scheduler itself counts whole days, as FSRS was fitted.
 */
export function recallProbability(elapsedDays: number, stabilityDays: number): number {
  const stability = Math.max(MIN_STABILITY_DAYS, stabilityDays);
  return (1 + (factor * Math.max(0, elapsedDays)) / stability) ** decay;
}
