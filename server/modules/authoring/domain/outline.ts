import type { ItemFact, Passage, SourceMaterial } from './source.ts';
import { type CaseModel, cleanTitle, isCaption } from './titles.ts';

/** A passage with the headings that a reader would call its place, and what can be learned of it. */
export type Leaf = {
  passage: Passage;
  materialId: string;
  /** Headings over it, without captions; outermost first. */
  path: readonly string[];
  /** The highest headings inside it, without captions. */
  inside: readonly string[];
  items: readonly ItemFact[];
  /** Minutes that its items take in a lesson. */
  minutes: number;
};

/** Most questions are asked in quizzes, which are no part of the time that a lesson takes. */
const ASKED_IN_LESSON = 0.35;

const minutesOf = (items: readonly ItemFact[]): number =>
  items.reduce(
    (sum, { type, minutes }) => sum + (type === 'question' ? ASKED_IN_LESSON : 1) * minutes,
    0,
  );

/** The headings of the highest level, other than those that stand over the whole source. */
function insideOf(headings: Passage['headings'], roots: ReadonlySet<string>): string[] {
  const own = headings.filter(({ title }) => !isCaption(title) && !roots.has(title.toLowerCase()));
  const highest = Math.min(...own.map(({ level }) => level));
  return own.filter(({ level }) => level === highest).map(({ title }) => title);
}

export const sizeOf = (leaves: readonly Leaf[]): number =>
  leaves.reduce((sum, { minutes }) => sum + minutes, 0);

/** The first headings that all of them share. */
export function sharedPath(leaves: readonly Leaf[]): readonly string[] {
  const [first, ...others] = leaves.map(({ path }) => path);
  if (!first) return [];
  const end = first.findIndex((title, at) => others.some((path) => path[at] !== title));
  return end === -1 ? first : first.slice(0, end);
}

/** How many first headings two neighbours share. */
export const sharedDepth = (a: Leaf, b: Leaf): number => sharedPath([a, b]).length;

/** The leaves of a material. A caption that a parser took for a heading is no part of the path. */
export function leavesOf({
  id: materialId,
  title,
  passages,
  items,
}: Pick<SourceMaterial, 'id' | 'title' | 'passages' | 'items'>): Leaf[] {
  const roots = new Set([title.toLowerCase()]);
  const byPassage = Map.groupBy(items, ({ passageId }) => passageId);
  return passages.map((passage): Leaf => {
    const own = byPassage.get(passage.id) ?? [];
    return {
      passage,
      materialId,
      path: passage.path.filter((heading) => !isCaption(heading)),
      inside: insideOf(passage.headings, roots),
      items: own,
      minutes: minutesOf(own),
    };
  });
}

/** The same leaves without the headings that stand over all of them, as long as others are left. */
export function withoutRoot(leaves: readonly Leaf[]): Leaf[] {
  const shared = sharedPath(leaves).length;
  const depth = leaves.some(({ path }) => path.length > shared) ? shared : Math.max(0, shared - 1);
  const roots = new Set(leaves[0]?.path.slice(0, depth));
  return leaves.map((leaf) => ({
    ...leaf,
    path: leaf.path.slice(depth),
    inside: leaf.inside.filter((heading) => !roots.has(heading)),
  }));
}

/** Neighbours under the same heading of a depth; those without one stand by themselves. */
export function runsOf(leaves: readonly Leaf[], depth: number): Leaf[][] {
  const runs: Leaf[][] = [];
  for (const leaf of leaves) {
    const last = runs.at(-1)?.at(-1);
    if (last && last.path[depth] === leaf.path[depth]) runs.at(-1)?.push(leaf);
    else runs.push([leaf]);
  }
  return runs;
}

/** Titles of the sections of some leaves with the minutes in each, in order, from a depth on. */
export function sectionTitles(
  leaves: readonly Leaf[],
  depth: number,
  caseOf: CaseModel,
): { title: string; minutes: number }[] {
  const found = new Map<string, number>();
  for (const leaf of leaves) {
    const headings = leaf.path[depth] === undefined ? leaf.inside : [leaf.path[depth]];
    const titles = headings
      .map((heading) => cleanTitle(heading, caseOf))
      .filter((title) => title !== null);
    for (const title of new Set(titles))
      found.set(title, (found.get(title) ?? 0) + leaf.minutes / titles.length);
  }
  return [...found].map(([title, minutes]) => ({ title, minutes }));
}
