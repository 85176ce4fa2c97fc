import { type Leaf, runsOf, sizeOf } from './outline.ts';
import { groupsOf, partition } from './partition.ts';
import { isChapter, leadingNumber } from './titles.ts';
import { topicChanges } from './topics.ts';

/** Minutes: a longer part is divided where it can be, a shorter one joins its neighbour. */
const LONGEST = 120;
const SHORTEST = 5;
/** What a module is given where the source has no chapters to go by. */
const USUAL = 45;
const MOST_MODULES = 40;

/**
 * A part of a source that becomes a module. `under` are the headings that it was divided from;
 * the first `depth` headings stand over all of it, the last of them being its name where it is `named`.
 */
export type Part = { leaves: Leaf[]; under: string; depth: number; named: boolean };

const under = (leaves: readonly Leaf[], depth: number) =>
  (leaves[0]?.path.slice(0, depth) ?? []).join('\n');

/** What stands under one heading. */
const sectionPart = (leaves: Leaf[], depth: number): Part => {
  const named = leaves[0]?.path[depth] !== undefined;
  return { leaves, under: under(leaves, depth), depth: named ? depth + 1 : depth, named };
};

/** Some neighbours of what was divided, without a heading of their own. */
const loosePart = (leaves: Leaf[], depth: number): Part => ({
  leaves,
  under: under(leaves, depth),
  depth,
  named: false,
});

/**
 * Divides a source into modules: its highest headings, one below where these are parts of a book
 * or too long, by topic where there are none. Neighbours under one heading that are too short for
 * a module join. Nothing is reordered.
 */
export function divide(leaves: readonly Leaf[]): Part[] {
  if (leaves.length === 0) return [];
  const parts = divideAt([...leaves], 0);
  return limit(joinShort(parts));
}

/** @param depth headings that all of the leaves share, as the recursion knows it. */
function divideAt(leaves: Leaf[], depth: number): Part[] {
  const runs = runsOf(leaves, depth);
  const titled = runs.filter(([first]) => first?.path[depth] !== undefined);
  if (titled.length === 0) return byTopic(leaves, depth);
  // One heading over all is the name of the whole: what divides it stands below.
  if (runs.length === 1 && leaves.some(({ path }) => path.length > depth + 1))
    return divideAt(leaves, depth + 1);
  const short = runs.filter((run) => sizeOf(run) < SHORTEST).length;
  if (runs.length > 12 && short > runs.length / 2) return byNumber(runs, depth);
  return runs.flatMap((run) =>
    isTooMuch(run, depth) ? divideAt(run, depth + 1) : [sectionPart(run, depth)],
  );
}

/** Whether what stands under one heading is more than a module. */
function isTooMuch(run: readonly Leaf[], depth: number): boolean {
  const below = runsOf(run, depth + 1).filter(([first]) => first?.path[depth + 1] !== undefined);
  const isPart = below.some(([first]) => isChapter(first?.path[depth + 1] ?? ''));
  if (isPart && !isChapter(run[0]?.path[depth] ?? '')) return true;
  if (sizeOf(run) <= LONGEST) return false;
  return below.length >= 2 || run[0]?.path[depth] === undefined;
}

/** Many short sections in a row: their numbers say what belongs together, else their length. */
function byNumber(runs: Leaf[][], depth: number): Part[] {
  const numberOf = (run: Leaf[] | undefined) => leadingNumber(run?.[0]?.path[depth] ?? '');
  const large = runs.findIndex((run) => sizeOf(run) > LONGEST && isTooMuch(run, depth));
  if (large !== -1) {
    const [before, run, after] = [runs.slice(0, large), runs[large] ?? [], runs.slice(large + 1)];
    return [...byNumber(before, depth), ...divideAt(run, depth + 1), ...byNumber(after, depth)];
  }
  const starts = partition(runs.map(sizeOf), {
    target: USUAL,
    cutCost: (at) => (numberOf(runs[at]) !== numberOf(runs[at - 1]) ? 0 : 0.6),
  });
  return groupsOf(runs, starts).map((group) =>
    group.length === 1 ? sectionPart(group.flat(), depth) : loosePart(group.flat(), depth),
  );
}

function byTopic(leaves: Leaf[], depth: number): Part[] {
  if (sizeOf(leaves) <= USUAL * 1.5) return [loosePart(leaves, depth)];
  const changes = topicChanges(leaves.map(({ passage }) => passage.text));
  const starts = partition(
    leaves.map(({ minutes }) => minutes),
    { target: USUAL, cutCost: (at) => 0.6 * (1 - (changes[at] ?? 0)) },
  );
  return groupsOf(leaves, starts).map((group) => loosePart(group, depth));
}

const join = (a: Part, b: Part): Part => ({
  leaves: [...a.leaves, ...b.leaves],
  under: a.under,
  depth: a.named ? a.depth - 1 : a.depth,
  named: false,
});

/** Short parts go to the shorter of the neighbours under the same heading, shortest part first. */
function joinShort(parts: Part[]): Part[] {
  const left = [...parts];
  for (;;) {
    const candidates = left
      .map((part, at) => ({ at, size: sizeOf(part.leaves) }))
      .filter(({ size }) => size > 0 && size < SHORTEST)
      .sort((a, b) => a.size - b.size || a.at - b.at);
    const step = candidates.map(({ at }) => neighbourOf(left, at)).find((found) => found !== null);
    if (step === undefined) return left;
    merge(left, step);
  }
}

/** The pair to join for the part at a place, as the place of its first; null where it stands alone. */
function neighbourOf(parts: readonly Part[], at: number): number | null {
  const part = parts[at];
  if (!part) return null;
  const near = [at - 1, at + 1].flatMap((place) => {
    const other = parts[place];
    if (!other || part.under !== other.under) return [];
    const size = sizeOf(other.leaves);
    // A chapter from which nothing can be learned is no place to go: it is left out as a whole.
    if (size === 0) return [];
    return size + sizeOf(part.leaves) <= LONGEST ? [{ place, size }] : [];
  });
  const chosen = near.sort((a, b) => a.size - b.size || a.place - b.place)[0];
  return chosen ? Math.min(at, chosen.place) : null;
}

function merge(parts: Part[], at: number): void {
  const [a, b] = [parts[at], parts[at + 1]];
  if (a && b) parts.splice(at, 2, join(a, b));
}

/** More modules than anybody reads: the two shortest neighbours join until they are few enough. */
function limit(parts: Part[]): Part[] {
  const left = [...parts];
  while (left.length > MOST_MODULES) {
    const pairs = left
      .slice(1)
      .map((part, at) => ({ at, size: sizeOf(part.leaves) + sizeOf(left[at]?.leaves ?? []) }))
      .sort((a, b) => a.size - b.size || a.at - b.at);
    merge(left, pairs[0]?.at ?? 0);
  }
  return left;
}
