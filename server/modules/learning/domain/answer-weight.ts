import { clamp } from './item-response.ts';

export type Confidence = 'guess' | 'unsure' | 'sure';

/** What an answer tells besides right or wrong. Times are in milliseconds. */
export type AnswerSigns = {
  hintsUsed: number;
  confidence: Confidence | null;
  responseMs: number;
  /** How long a reader who tries would take; 0 or less where nobody knows. */
  expectedMs: number;
};

/**
 * A right answer that the learner calls a guess is weak evidence; a wrong one given with certainty
 * is a misconception and counts more. The asymmetry is that of certainty-based marking
 * (Gardner-Medwin, "Confidence-Based Marking", 2006), softened, as nobody is being marked.
 */
const RIGHT_BY_CONFIDENCE = { guess: 0.5, unsure: 0.8, sure: 1 } as const;
const WRONG_BY_CONFIDENCE = { guess: 1, unsure: 1, sure: 1.5 } as const;

/** Each hint leaves this share of what a right answer proves (Wang & Heffernan, 2011). */
const SHARE_LEFT_BY_HINT = 0.6;

/**
 * An answer faster than a tenth of the usual time is rapid guessing and says little about what is
 * known (Wise & Ma, "Setting response time thresholds", NCME 2012: normative threshold of 10 %).
 * The weight climbs back to 1 at a quarter of the usual time, so that there is no cliff.
 */
export function effortWeight(signs: Pick<AnswerSigns, 'responseMs' | 'expectedMs'>): number {
  if (!(signs.expectedMs > 0)) return 1;
  const share = signs.responseMs / signs.expectedMs;
  return clamp(0.25 + (0.75 * (share - 0.1)) / 0.15, 0.25, 1);
}

/** How much a better outcome than expected counts: 0-1. */
export function rightWeight(signs: AnswerSigns): number {
  const confidence = signs.confidence === null ? 1 : RIGHT_BY_CONFIDENCE[signs.confidence];
  return confidence * SHARE_LEFT_BY_HINT ** Math.max(0, signs.hintsUsed) * effortWeight(signs);
}

/** How much a worse outcome than expected counts: 0-1.5. */
export function wrongWeight(signs: AnswerSigns): number {
  const confidence = signs.confidence === null ? 1 : WRONG_BY_CONFIDENCE[signs.confidence];
  return confidence * effortWeight(signs);
}
