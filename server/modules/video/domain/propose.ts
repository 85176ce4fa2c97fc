import { type Cut, topicCuts, type Unit } from './segments.ts';

/** A question that may be asked, and the second that it rests on. */
export type Candidate = {
  itemId: string;
  seconds: number;
  approved: boolean;
  quality: number;
  concept: string | null;
};

export type Proposal = { atSeconds: number; title: string; itemIds: string[] };

/** The name that most of the questions share; the best question's where none is shared. */
function titleOf(chosen: readonly Candidate[], number: number): string {
  const counts = new Map<string, number>();
  for (const { concept } of chosen)
    if (concept !== null) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  const [best] = [...counts].toSorted((left, right) => right[1] - left[1]);
  return (best?.[0] ?? String(number)).slice(0, 255);
}

/**
 * Proposes where a video stops and what it asks there: at the topic changes of its transcript and
 * at its end, with the best questions whose source lies in the passage before. A passage without a
 * question gets no stop. Approved questions come first, then those of higher quality; the same
 * input always gives the same proposals.
 *
 * @param input.taken seconds at which milestones stand already: nothing is proposed near them.
 * @param input.used questions that they ask.
 */
export function proposeMilestones(input: {
  units: readonly Unit[];
  candidates: readonly Candidate[];
  endSeconds: number;
  minGapSeconds: number;
  questionsEach: number;
  taken: readonly number[];
  used: ReadonlySet<string>;
}): Proposal[] {
  const { units, candidates, endSeconds, minGapSeconds, questionsEach, taken, used } = input;
  const cuts: Pick<Cut, 'atSeconds'>[] = topicCuts(units, { minGapSeconds, endSeconds });
  const last = units.at(-1)?.endSeconds ?? 0;
  const end = Math.round(Math.min(last, endSeconds) * 1000) / 1000;
  const stops = end > 0 ? [...cuts, { atSeconds: end }] : [];
  let from = 0;
  return stops.flatMap(({ atSeconds }, index): Proposal[] => {
    const chosen = candidates
      .filter(({ itemId, seconds }) => seconds >= from && seconds < atSeconds && !used.has(itemId))
      .toSorted(
        (left, right) =>
          Number(right.approved) - Number(left.approved) ||
          right.quality - left.quality ||
          left.seconds - right.seconds ||
          (left.itemId < right.itemId ? -1 : 1),
      )
      .slice(0, questionsEach)
      .toSorted((left, right) => left.seconds - right.seconds);
    from = atSeconds;
    const crowded = taken.some((second) => Math.abs(second - atSeconds) < minGapSeconds);
    if (chosen.length === 0 || crowded) return [];
    return [
      { atSeconds, title: titleOf(chosen, index + 1), itemIds: chosen.map(({ itemId }) => itemId) },
    ];
  });
}
