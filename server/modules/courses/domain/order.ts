/**
 * The ids in their new order: `id` taken out where it stands, and put at a position from 1. A
 * position beyond the end, or none, is the end.
 */
export function placed(ids: readonly string[], id: string, position?: number): string[] {
  const others = ids.filter((one) => one !== id);
  const at = Math.min(Math.max(1, position ?? Number.POSITIVE_INFINITY), others.length + 1);
  return [...others.slice(0, at - 1), id, ...others.slice(at - 1)];
}

/**
 * Which of the ids moved, if `after` came of `before` by as few moves as can be: those that are in
 * both lists and not in a longest common order of the two (patience sorting, Fredman 1975).
 */
export function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const placeBefore = new Map(before.map((id, index) => [id, index]));
  const kept = after.filter((id) => placeBefore.has(id));
  const places = kept.map((id) => placeBefore.get(id) ?? 0);
  /** Per length of an increasing sequence, the index in `kept` at which the best one ends. */
  const ends: number[] = [];
  const previous: number[] = [];
  places.forEach((place, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  });
  const still = new Set<string>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1)
    still.add(kept[index] ?? '');
  return new Set(kept.filter((id) => !still.has(id)));
}
