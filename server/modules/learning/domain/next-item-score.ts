import { clamp, logit, successProbability } from './item-response.ts';
import { MASTERED_FROM, PRIOR_LEVEL, WEAK_BELOW } from './mastery.ts';
import type { Candidate, NextItemInput, RankedItem, Reason } from './next-item-input.ts';
import { hash32 } from './random.ts';
import { retrievability } from './schedule.ts';
import { daysBetween } from './time.ts';

/** What one pass over the candidates finds out for all of them. */
export type ScoringContext = {
  input: NextItemInput;
  seedHash: number;
  waiting: ReadonlyMap<string, number>;
  /** Lowest position of an unread nugget, by material. */
  firstUnread: ReadonlyMap<string, number>;
  /** Concepts of a nugget read in the last three items: to be asked while fresh. */
  justRead: ReadonlySet<string>;
};

/** Success is most instructive between these (Wilson et al., "The Eighty Five Percent Rule", 2019). */
const ZONE_LOW = 0.7;
const ZONE_HIGH = 0.85;
/** After so many of one type in a row, another type is worth more than any of it. */
const LONG_RUN = 5;

type Gain = { value: number; reason: Reason };

/** Expected gain less monotony, plus a seeded hair's breadth that settles ties. */
export function scoreItem(item: Candidate, context: ScoringContext): RankedItem {
  const gain = gainOf(item, context);
  const tie = hash32(item.itemId, context.seedHash) / 4_294_967_296;
  return {
    itemId: item.itemId,
    reason: gain.reason,
    score: gain.value - monotony(item, context) + 0.01 * tie,
  };
}

function gainOf(item: Candidate, context: ScoringContext): Gain {
  if (item.card) return dueCardGain(item, item.card, context);
  return item.type === 'nugget' ? nuggetGain(item, context) : practiceGain(item, context);
}

/** 2-4: a memory about to be lost comes before anything new. */
function dueCardGain(
  item: Candidate,
  card: NonNullable<Candidate['card']>,
  context: ScoringContext,
) {
  const { now } = context.input;
  const remembered = retrievability(card, now);
  const overdueDays = daysBetween(card.dueAt, now);
  const lateness = clamp(overdueDays / Math.max(1, card.scheduledDays), 0, 1);
  return {
    value: 2 + lateness + (1 - remembered),
    reason: reason('due_card', item.conceptIds[0], {
      overdueDays,
      retrievability: remembered,
      intervalDays: card.scheduledDays,
    }),
  };
}

/** 0.6-1.5: the first unread nugget of a material, more if other items wait for what it teaches. */
function nuggetGain(item: Candidate, context: ScoringContext): Gain {
  const first = context.firstUnread.get(item.materialId) ?? item.position;
  const ahead = Math.max(0, item.position - first);
  const order = 0.3 * (1 - 1 / (1 + ahead));
  const awaited = awaitedConcept(item, context);
  if (awaited) return awaitedGain(item, awaited, 1.4 - order, {});
  const level = weakest(item, context);
  if (item.seenCount > 0) {
    // The less has stuck, the more reading again helps than asking again.
    const need = clamp(1 - level.value / WEAK_BELOW, 0, 1);
    return {
      value: 0.6 + 0.9 * need,
      reason: reason('weak_concept', level.id, { level: level.value }),
    };
  }
  return {
    value: 0.9 - order,
    reason: reason('new_nugget', level.id, {
      position: item.position,
      difficulty: item.difficulty,
    }),
  };
}

/** 0.2-1.9: a question or a fresh card, by need and by how well its difficulty fits. */
function practiceGain(item: Candidate, context: ScoringContext): Gain {
  const weak = weakest(item, context);
  const ability = weak.practiced ? weak.value : PRIOR_LEVEL;
  const success = successProbability(
    logit(clamp(ability, 2, 98) / 100),
    item.difficulty,
    item.guessRate ?? 0,
  );
  const fit = zoneFit(success);
  const facts = { level: weak.value, successProbability: success, seenCount: item.seenCount };

  const awaited = awaitedConcept(item, context);
  if (awaited) return awaitedGain(item, awaited, 1.2 + 0.4 * fit, facts);
  if (weak.practiced && weak.value >= MASTERED_FROM) {
    return { value: 0.2 + 0.3 * fit, reason: reason('confidence_check', weak.id, facts) };
  }
  if (weak.value >= WEAK_BELOW) {
    const need = 1 - weak.value / 100;
    return { value: 0.4 + need * fit, reason: reason('spaced_review', weak.id, facts) };
  }
  const fresh = item.conceptIds.some((id) => context.justRead.has(id)) ? 0.2 : 0;
  const need = 1 - weak.value / 100;
  return {
    value: 0.8 + 0.3 * need + 0.4 * fit + fresh,
    reason: reason('weak_concept', weak.id, facts),
  };
}

function awaitedGain(
  item: Candidate,
  conceptId: string,
  value: number,
  facts: Reason['facts'],
): Gain {
  return {
    value,
    reason: reason('prerequisite', conceptId, { ...facts, difficulty: item.difficulty }),
  };
}

/** 1 within the zone, falling to 0 at a success that is certain or hopeless. */
export function zoneFit(success: number): number {
  if (success < ZONE_LOW) return success / ZONE_LOW;
  return success <= ZONE_HIGH ? 1 : (1 - success) / (1 - ZONE_HIGH);
}

/** 0 for something different from what came last, up to 2.4 for more of the same. */
function monotony(item: Candidate, context: ScoringContext): number {
  const { recent } = context.input.session;
  let run = 0;
  while (run < recent.length && recent[recent.length - 1 - run]?.type === item.type) run += 1;
  let penalty = run >= LONG_RUN ? 2 : 0.04 * run;
  for (const earlier of recent.slice(-2)) {
    const readThenAsked = earlier.type === 'nugget' && item.type !== 'nugget';
    if (readThenAsked) continue;
    if (earlier.conceptIds.some((id) => item.conceptIds.includes(id))) penalty += 0.15;
  }
  const sameMaterial = recent.slice(-3).filter((r) => r.materialId === item.materialId).length;
  return penalty + 0.03 * sameMaterial;
}

function awaitedConcept(item: Candidate, context: ScoringContext): string | undefined {
  return item.conceptIds.find((id) => context.waiting.has(id));
}

function weakest(item: Candidate, context: ScoringContext) {
  const levels = context.input.masteryLevels;
  let id = item.conceptIds[0];
  let value = id === undefined ? 0 : (levels.get(id) ?? 0);
  for (const other of item.conceptIds) {
    const level = levels.get(other) ?? 0;
    if (level < value) {
      id = other;
      value = level;
    }
  }
  return { id, value, practiced: id !== undefined && levels.has(id) };
}

function reason(
  code: Reason['code'],
  conceptId: string | undefined,
  facts: Reason['facts'],
): Reason {
  return conceptId === undefined ? { code, facts } : { code, conceptId, facts };
}
