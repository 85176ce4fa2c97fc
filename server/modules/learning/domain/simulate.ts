import type { Confidence } from './answer-weight.ts';
import { recallProbability } from './forgetting.ts';
import { clamp, logit, sigmoid, successProbability } from './item-response.ts';
import { type Random, standardNormal } from './random.ts';
import type { CardRating } from './schedule.ts';
import { daysBetween, type Instant } from './time.ts';

/**
 * A learner who does not exist, for demonstrations and tests: the same seed gives the same history.
 * Right answers follow the item response model that mastery assumes; times are log-normal, as
 * response times are (van der Linden, "A Lognormal Model for Response Times on Test Items", 2006).
 */
export type SimulatedLearner = {
  /** General ability in logits: -1 struggles, 0 is average, 1 is quick. */
  ability: number;
};

export type SimulatedAnswer = {
  correct: boolean;
  score: number;
  hintsUsed: number;
  confidence: Confidence;
  responseMs: number;
};

/** What such a learner really knows of one concept, as against what mastery estimates. */
export type SimulatedKnowledge = { logit: number; stabilityDays: number; lastAt: Instant };

/** Logits by which reading, being right, and reading why one was wrong bring a learner on. */
const LEARNED_BY = { nugget: 1, right: 0.3, wrong: 0.4 } as const;
const MOST_KNOWN = 3;

/**
 * Knowledge after studying something on the concept: it grows by less the more is known (a power
 * law of practice), faster for the able, and lasts longer with every return on another day.
 */
export function simulateLearning(
  learner: SimulatedLearner,
  knowledge: SimulatedKnowledge | null,
  event: keyof typeof LEARNED_BY,
  now: Date,
): SimulatedKnowledge {
  const level = knownLevel(knowledge, now);
  const before = logit(clamp(level, 5, 95) / 100);
  const room = clamp((MOST_KNOWN - before) / MOST_KNOWN, 0, 1);
  const away = knowledge === null ? 0 : daysBetween(knowledge.lastAt, now);
  return {
    logit: before + LEARNED_BY[event] * room * Math.exp(0.3 * learner.ability),
    stabilityDays: (knowledge?.stabilityDays ?? 2) * (1 + Math.min(1, 0.5 * away)),
    lastAt: now.toISOString(),
  };
}

/** 0-100, after forgetting; what someone has who never met the concept is 20. */
export function knownLevel(knowledge: SimulatedKnowledge | null, now: Date): number {
  if (knowledge === null) return 20;
  const elapsed = daysBetween(knowledge.lastAt, now);
  return 100 * sigmoid(knowledge.logit) * recallProbability(elapsed, knowledge.stabilityDays);
}

/** Spread of ln(time); about two thirds of answers lie within a factor of 1.5 of the middle. */
const TIME_SPREAD = 0.4;

export function simulateAnswer(
  learner: SimulatedLearner,
  item: { difficulty: number; guessRate: number; expectedMs: number; hintCount: number },
  /** 0-100: what is really known of the item's concept now (`knownLevel`). */
  known: number,
  random: Random,
): SimulatedAnswer {
  const theta = 0.6 * learner.ability + logit(clamp(known, 5, 95) / 100);
  const knows = successProbability(theta, item.difficulty, 0);
  const needsHint = item.hintCount > 0 && random() < 0.35 * (1 - knows);
  const chance = successProbability(theta + (needsHint ? 0.8 : 0), item.difficulty, item.guessRate);
  const correct = random() < chance;
  return {
    correct,
    score: correct ? 1 : 0,
    hintsUsed: needsHint ? 1 : 0,
    confidence: confidenceOf(knows, random),
    responseMs: responseTime(item.expectedMs * (1.3 - 0.5 * knows), random),
  };
}

/** The button a learner presses, given the probability (0-1) that the card is recalled now. */
export function simulateRating(
  learner: SimulatedLearner,
  card: { difficulty: number; retrievability: number },
  random: Random,
): CardRating {
  const base = logit(clamp(card.retrievability, 0.02, 0.98));
  const recalled = successProbability(base + 0.5 * learner.ability, card.difficulty, 0);
  if (random() >= recalled) return 'again';
  const ease = recalled + 0.15 * standardNormal(random);
  if (ease < 0.6) return 'hard';
  return ease > 0.97 ? 'easy' : 'good';
}

/** Milliseconds, whole, at least half a second. */
export function responseTime(typicalMs: number, random: Random): number {
  return Math.max(500, Math.round(typicalMs * Math.exp(TIME_SPREAD * standardNormal(random))));
}

/** People know roughly, not exactly, what they know. */
function confidenceOf(knows: number, random: Random): Confidence {
  const felt = knows + 0.18 * standardNormal(random);
  if (felt < 0.35) return 'guess';
  return felt < 0.65 ? 'unsure' : 'sure';
}
