import { MASTERED_FROM, WEAK_BELOW } from './mastery.ts';
import type { Candidate, NextItemInput } from './next-item-input.ts';
import { isDue } from './schedule.ts';
import { daysBetween } from './time.ts';

/** An item shown is not shown again before this many others. */
export const NO_REPEAT_WITHIN = 8;

/** Days before a question or nugget comes again, by how its concept stands. */
const REST_DAYS = { weak: 0.02, growing: 1, mastered: 7 } as const;
const NUGGET_REREAD_DAYS = 1;
/** With less left of the session, nothing new is begun. */
const MINUTES_FOR_SOMETHING_NEW = 1;

export type Eligibility = {
  items: Candidate[];
  /** Weak prerequisite → how many items wait for it. */
  waiting: ReadonlyMap<string, number>;
};

/**
 * The candidates that may come next: rested, due if they are cards, read before they are asked,
 * and not built on a concept that is itself weak while there is something to do about that.
 */
export function eligibleItems(input: NextItemInput): Eligibility {
  const rested = restedItems(input);
  const taught = readBeforeAsked(rested, input);
  const { items, waiting } = groundedFirst(taught, input);
  const minutesLeft = input.session.targetMinutes - input.session.elapsedMinutes;
  if (minutesLeft >= MINUTES_FOR_SOMETHING_NEW) return { items, waiting };
  // Last, so that a nugget there is no time for still holds back the questions on it.
  return { items: items.filter((item) => item.type !== 'nugget' || item.seenCount > 0), waiting };
}

function restedItems(input: NextItemInput): Candidate[] {
  const shown = new Set(input.session.recent.map((item) => item.itemId));
  const blocked = new Set(input.session.recent.slice(-NO_REPEAT_WITHIN).map((item) => item.itemId));
  return input.candidates.filter((item) => {
    if (blocked.has(item.itemId)) return false;
    if (item.type === 'flashcard' && item.card) return isDue(item.card, input.now);
    const seen = item.seenCount > 0 || shown.has(item.itemId);
    if (!seen) return true;
    const level = lowestLevel(item, input.masteryLevels);
    // Seen without a time: shown in this session and not yet in the history that was loaded.
    const restedDays = item.lastSeenAt === null ? 0 : daysBetween(item.lastSeenAt, input.now);
    if (item.type === 'nugget') {
      const struggled = item.conceptIds.some(
        (id) => (input.masteryLevels.get(id) ?? 100) < WEAK_BELOW,
      );
      return struggled && restedDays >= NUGGET_REREAD_DAYS;
    }
    return restedDays >= restDays(level);
  });
}

function restDays(level: number): number {
  if (level < WEAK_BELOW) return REST_DAYS.weak;
  return level >= MASTERED_FROM ? REST_DAYS.mastered : REST_DAYS.growing;
}

/** Holds back questions and fresh cards on a concept never met while a nugget on it is unread. */
function readBeforeAsked(items: Candidate[], input: NextItemInput): Candidate[] {
  const met = new Set(input.masteryLevels.keys());
  for (const item of [
    ...input.session.recent,
    ...input.candidates.filter((c) => c.seenCount > 0),
  ]) {
    for (const conceptId of item.conceptIds) met.add(conceptId);
  }
  const readable = new Set<string>();
  for (const item of items) {
    if (item.type !== 'nugget' || item.seenCount > 0) continue;
    for (const conceptId of item.conceptIds) if (!met.has(conceptId)) readable.add(conceptId);
  }
  if (readable.size === 0) return items;
  return items.filter(
    (item) =>
      item.type === 'nugget' || item.card || !item.conceptIds.some((id) => readable.has(id)),
  );
}

/**
 * Holds back items whose concept rests on a weak one that another item can strengthen. Due cards
 * pass: they keep what is already learned. Where the edges form a circle everything would wait, so
 * then nothing does.
 */
function groundedFirst(items: Candidate[], input: NextItemInput): Eligibility {
  const available = new Map<string, number>();
  for (const item of items) {
    for (const id of item.conceptIds) available.set(id, (available.get(id) ?? 0) + 1);
  }
  const weakPrerequisites = new Map<string, string[]>();
  for (const { conceptId, prerequisiteId } of input.prerequisites) {
    if (conceptId === prerequisiteId || !available.has(prerequisiteId)) continue;
    if ((input.masteryLevels.get(prerequisiteId) ?? 0) >= WEAK_BELOW) continue;
    const known = weakPrerequisites.get(conceptId);
    if (known) known.push(prerequisiteId);
    else weakPrerequisites.set(conceptId, [prerequisiteId]);
  }
  if (weakPrerequisites.size === 0) return { items, waiting: new Map() };

  const waiting = new Map<string, number>();
  const grounded = items.filter((item) => {
    if (item.card) return true;
    const missing = item.conceptIds
      .flatMap((id) => weakPrerequisites.get(id) ?? [])
      .filter((id) => !item.conceptIds.includes(id));
    for (const id of missing) waiting.set(id, (waiting.get(id) ?? 0) + 1);
    return missing.length === 0;
  });
  return grounded.length > 0 ? { items: grounded, waiting } : { items, waiting: new Map() };
}

/** Level of the weakest concept: 0 where one was never practised, middling where none is named. */
function lowestLevel(item: Candidate, levels: ReadonlyMap<string, number>): number {
  let lowest = item.conceptIds.length === 0 ? WEAK_BELOW : 100;
  for (const id of item.conceptIds) lowest = Math.min(lowest, levels.get(id) ?? 0);
  return lowest;
}
