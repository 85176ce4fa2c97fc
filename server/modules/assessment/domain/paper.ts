import { type Random, seededRandom, shuffled } from './random.ts';

/** A line of a section: fixed questions have one candidate and are drawn once. */
export type Line = { candidates: readonly string[]; draw: number; points: number | null };
export type Section = { lines: readonly Line[] };
export type Place = { section: number; itemId: string; points: number | null };

/**
 * Draws the questions of a paper. No question comes twice, whatever pools share; where all lines
 * can be filled they are (augmenting paths: Kuhn, H. W. (1955), Naval Research Logistics 2, 83-97).
 *
 * @returns the questions in the order in which they are asked, and how many could not be drawn.
 */
export function drawPaper(
  sections: readonly Section[],
  options: { seed: string; shuffleQuestions: boolean },
): { places: Place[]; missing: number } {
  const random = seededRandom(options.seed);
  const slots = sections.flatMap(({ lines }, section) =>
    lines.flatMap((line) => {
      const candidates =
        line.candidates.length > 1 ? shuffled(line.candidates, random) : line.candidates;
      return Array.from({ length: line.draw }, () => ({ section, line, candidates }));
    }),
  );
  const taken = matchSlots(slots.map(({ candidates }) => candidates));
  const drawn = slots.map(({ section, line }, slot) => ({
    section,
    points: line.points,
    itemId: taken.get(slot),
  }));
  const places = drawn.flatMap((place) =>
    place.itemId === undefined ? [] : [{ ...place, itemId: place.itemId }],
  );
  return {
    places: options.shuffleQuestions ? shuffleWithin(places, random) : places,
    missing: drawn.length - places.length,
  };
}

/** One candidate for each slot as far as that is possible, slots with one candidate first. */
function matchSlots(slots: readonly (readonly string[])[]): Map<number, string> {
  const owner = new Map<string, number>();
  const order = slots
    .map((_, slot) => slot)
    .sort((a, b) => Number(width(a) > 1) - Number(width(b) > 1));
  function width(slot: number): number {
    return slots[slot]?.length ?? 0;
  }
  function place(slot: number, tried: Set<string>): boolean {
    for (const candidate of slots[slot] ?? []) {
      if (tried.has(candidate)) continue;
      tried.add(candidate);
      const holder = owner.get(candidate);
      if (holder === undefined || place(holder, tried)) {
        owner.set(candidate, slot);
        return true;
      }
    }
    return false;
  }
  for (const slot of order) place(slot, new Set());
  return new Map([...owner].map(([candidate, slot]) => [slot, candidate]));
}

function shuffleWithin(places: readonly Place[], random: Random): Place[] {
  const sections = [...new Set(places.map(({ section }) => section))];
  return sections.flatMap((section) =>
    shuffled(
      places.filter((place) => place.section === section),
      random,
    ),
  );
}
