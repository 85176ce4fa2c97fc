import type { PrerequisiteEdge } from './domain/next-item-input.ts';
import { createRandom, standardNormal } from './domain/random.ts';
import { DAY_MS } from './domain/time.ts';
import {
  type HistoryItem,
  type HistoryLearner,
  type HistoryRows,
  noRows,
} from './history-model.ts';
import { Past } from './history-past.ts';

export type { HistoryItem, HistoryLearner, HistoryRows } from './history-model.ts';
export { insertHistory, selectHistoryLibrary } from './repo/history.ts';

/** No session begins within the last hour, so that none is still going on. */
const QUIET_MS = 3_600_000;

/**
 * Weeks of study that never happened, as rows for `insertHistory`: each learner comes on some days,
 * gets what the real choice of the next item gives them, and answers by ability and by what they
 * have come to know. The same seed, traits, items and `now` give the same history, whatever the
 * ids are: neither those of people nor those of items play a part.
 */
export function simulateHistory(input: {
  organizationId: string;
  learners: readonly HistoryLearner[];
  items: readonly HistoryItem[];
  prerequisites: readonly PrerequisiteEdge[];
  now: Date;
  seed: string;
}): HistoryRows {
  const rows = noRows(input.organizationId);
  for (const [index, learner] of input.learners.entries()) {
    const random = createRandom(`${input.seed}:${index}`);
    const past = new Past(learner, itemsOf(learner, input.items), rows, random);
    const hour = 7 + 13 * random();
    // Nobody has studied today yet: whoever looks finds something due.
    for (let ago = learner.startedDaysAgo; ago >= 1; ago -= 1) {
      if (random() >= learner.diligence) continue;
      const day = Math.floor((input.now.getTime() - ago * DAY_MS) / DAY_MS) * DAY_MS;
      const at = day + (hour + standardNormal(random)) * 3_600_000;
      if (at > input.now.getTime() - QUIET_MS) continue;
      past.sitting(at, input.prerequisites, `${input.seed}:${ago}`);
    }
    past.finish();
  }
  return rows;
}

function itemsOf(learner: HistoryLearner, items: readonly HistoryItem[]): HistoryItem[] {
  const { materialIds } = learner;
  if (materialIds === undefined) return [...items];
  return materialIds.flatMap((id) => items.filter((item) => item.materialId === id));
}
