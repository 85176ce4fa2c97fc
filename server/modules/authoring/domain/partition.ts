export type PartitionRules = {
  /** Size that a group should have. */
  target: number;
  /** What it costs to begin a group at an element, 0 (nothing) to about 1; the first is not asked. */
  cutCost: (at: number) => number;
};

/** No group spans more elements: bounds the work to `WINDOW` steps for each element. */
const WINDOW = 120;

/** A group twice too large costs as much as two that are wholly too small. */
function misfit(size: number, target: number): number {
  const off = (size - target) / target;
  return off > 0 ? off ** 2 : 0.8 * off ** 2;
}

/**
 * Cuts a sequence into neighbouring groups so that the sum of misfits and cuts is least, by
 * dynamic programming over the position of the last cut (as in Knuth and Plass, "Breaking
 * paragraphs into lines", 1981). Sizes may be 0. Of equally good answers the one with the later cuts is
 * taken, so that the result is the same at every run.
 *
 * @returns for each group the index of its first element; empty for no elements.
 */
export function partition(sizes: readonly number[], { target, cutCost }: PartitionRules): number[] {
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= sizes.length; end += 1) {
    let size = 0;
    let found = { cost: Number.POSITIVE_INFINITY, from: end - 1 };
    for (let from = end - 1; from >= Math.max(0, end - WINDOW); from -= 1) {
      size += sizes[from] ?? 0;
      const cut = from === 0 ? 0 : cutCost(from);
      const cost = (best[from]?.cost ?? 0) + misfit(size, target) + cut;
      if (cost < found.cost - 1e-9) found = { cost, from };
    }
    best.push(found);
  }
  const starts: number[] = [];
  for (let end = sizes.length; end > 0; end = best[end]?.from ?? 0)
    starts.unshift(best[end]?.from ?? 0);
  return starts;
}

/** The groups themselves. */
export function groupsOf<T>(elements: readonly T[], starts: readonly number[]): T[][] {
  return starts.map((start, at) => elements.slice(start, starts[at + 1] ?? elements.length));
}
