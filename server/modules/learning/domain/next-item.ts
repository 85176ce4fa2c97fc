import { eligibleItems } from './next-item-eligibility.ts';
import type { Candidate, NextItem, NextItemInput, RankedItem } from './next-item-input.ts';
import { type ScoringContext, scoreItem } from './next-item-score.ts';
import { hash32 } from './random.ts';

const ALTERNATIVES = 3;

/**
 * The item to show next, why, and what else came close; null when nothing is left to do now.
 *
 * Eligibility (`next-item-eligibility.ts`) says what may come; the score (`next-item-score.ts`) is
 * the expected gain: the memory a due card would lose, the need of a concept times how well the
 * item fits the learner's zone of proximal development (Vygotsky, 1978), new material in its
 * order; less a cost for monotony, as interleaving helps retention (Rohrer & Taylor, 2007). One
 * pass over the candidates, no sorting: 5,000 take a few milliseconds.
 */
export function nextItem(input: NextItemInput): NextItem | null {
  const { items, waiting } = eligibleItems(input);
  const context: ScoringContext = {
    input,
    seedHash: hash32(input.seed),
    waiting,
    firstUnread: firstUnreadPositions(items),
    justRead: conceptsJustRead(input),
  };
  const best: RankedItem[] = [];
  for (const item of items) insertRanked(best, scoreItem(item, context));
  const [chosen, ...alternatives] = best;
  return chosen === undefined ? null : { ...chosen, alternatives };
}

function insertRanked(best: RankedItem[], ranked: RankedItem): void {
  const last = best[ALTERNATIVES];
  if (last !== undefined && !comesBefore(ranked, last)) return;
  let place = best.findIndex((other) => comesBefore(ranked, other));
  if (place < 0) place = best.length;
  best.splice(place, 0, ranked);
  best.length = Math.min(best.length, ALTERNATIVES + 1);
}

/** Total order, so that the order of the candidates does not matter. */
function comesBefore(a: RankedItem, b: RankedItem): boolean {
  return a.score > b.score || (a.score === b.score && a.itemId < b.itemId);
}

function firstUnreadPositions(items: readonly Candidate[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const item of items) {
    if (item.type !== 'nugget' || item.seenCount > 0) continue;
    const known = first.get(item.materialId);
    if (known === undefined || item.position < known) first.set(item.materialId, item.position);
  }
  return first;
}

function conceptsJustRead(input: NextItemInput): Set<string> {
  const nuggets = input.session.recent.slice(-3).filter((item) => item.type === 'nugget');
  return new Set(nuggets.flatMap((item) => item.conceptIds));
}
