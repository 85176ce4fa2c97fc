import { type Leaf, sectionTitles, sharedDepth, sharedPath } from './outline.ts';
import { groupsOf, partition } from './partition.ts';
import { type CaseModel, cleanTitle, isGeneric } from './titles.ts';
import { topicChanges } from './topics.ts';
import { joinNames } from './wording.ts';

/** A lesson of the wanted size has no more items than this. */
const USUAL_MOST_ITEMS = 90;

/** Cuts a module into lessons: between sections rather than inside, by topic where there are none. */
export function cutLessons(leaves: readonly Leaf[], target: number): Leaf[][] {
  const depth = sharedPath(leaves).length;
  const changes = lazily(() => topicChanges(leaves.map(({ passage }) => passage.text)));
  const cutCost = (at: number): number => {
    const [before, here] = [leaves[at - 1], leaves[at]];
    if (!before || !here) return 0;
    if (before.path.join('\n') === here.path.join('\n') && here.passage.headings.length === 0)
      return 0.35 + 0.45 * (1 - (changes()[at] ?? 0));
    return Math.min(0.35, 0.12 * Math.max(0, sharedDepth(before, here) - depth));
  };
  // Many flashcards take few minutes, but an article holds only so many items.
  const starts = partition(
    leaves.map(({ minutes, items }) =>
      Math.max(minutes, (items.length * target) / USUAL_MOST_ITEMS),
    ),
    { target, cutCost },
  );
  return joinEmpty(groupsOf(leaves, starts));
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A group in which nothing can be learned goes to the one before, the first to the one after. */
function joinEmpty(groups: Leaf[][]): Leaf[][] {
  const joined: Leaf[][] = [];
  let waiting: Leaf[] = [];
  for (const group of groups) {
    if (group.some(({ items }) => items.length > 0)) {
      joined.push([...waiting, ...group]);
      waiting = [];
    } else if (joined.length > 0) joined.at(-1)?.push(...group);
    else waiting.push(...group);
  }
  return joined;
}

export type SectionDraft = {
  title: string;
  materialId: string;
  pages: { from: number; to: number } | null;
  itemIds: string[];
};

/** What a reader would call the place of a passage inside its lesson. */
function headingOf(leaf: Leaf, depth: number, caseOf: CaseModel): string {
  const last = leaf.path.slice(depth).at(-1);
  const heading = last ?? leaf.inside[0];
  if (heading !== undefined) return cleanTitle(heading, caseOf) ?? '';
  return '';
}

function pagesOf(leaves: readonly Leaf[]): SectionDraft['pages'] {
  const pages = leaves.flatMap(({ passage }) => (passage.pages ? [passage.pages] : []));
  if (pages.length === 0) return null;
  return {
    from: Math.min(...pages.map(({ from }) => from)),
    to: Math.max(...pages.map(({ to }) => to)),
  };
}

/** The passages under one heading each, as far as there is something to learn in them. */
export function sectionsOf(leaves: readonly Leaf[], caseOf: CaseModel): SectionDraft[] {
  const depth = sharedPath(leaves).length;
  const runs: { title: string; leaves: Leaf[] }[] = [];
  for (const leaf of leaves) {
    const title = headingOf(leaf, depth, caseOf) || nuggetTitle(leaf, caseOf);
    const last = runs.at(-1);
    if (last && (last.title === title || title === '')) last.leaves.push(leaf);
    else runs.push({ title, leaves: [leaf] });
  }
  return runs.flatMap((run) => {
    const itemIds = run.leaves.flatMap(({ items }) => items.map(({ id }) => id));
    const [first] = run.leaves;
    if (itemIds.length === 0 || !first) return [];
    return [
      { title: run.title, materialId: first.materialId, pages: pagesOf(run.leaves), itemIds },
    ];
  });
}

/** Without any heading a nugget's own title tells best what its passage is about. */
function nuggetTitle(leaf: Leaf, caseOf: CaseModel): string {
  if (leaf.path.length > 0) return '';
  const nugget = leaf.items.find(({ type }) => type === 'nugget');
  return nugget ? (cleanTitle(nugget.title, caseOf) ?? '') : '';
}

const LONGEST_TITLE = 90;

/** Names as many of the sections as a title holds: those with the most to learn, in their order. */
export function titleFromSections(
  sections: readonly { title: string; minutes: number }[],
  language: string,
): string | null {
  const specific = sections.filter(({ title }) => !isGeneric(title));
  const total = (some: typeof sections) => some.reduce((sum, { minutes }) => sum + minutes, 0);
  // "Overview" says little, but more than the title of a page beside it.
  const telling = total(specific) < 0.3 * total(sections) ? sections : specific;
  const whole = total(telling);
  const byLength = [...distinct(telling)].sort((a, b) => b.minutes - a.minutes);
  const large = byLength.filter(({ minutes }) => minutes >= 0.15 * whole).slice(0, 3);
  // Many short ones: the two longest stand for all.
  const ranked = large.length > 0 ? large : byLength.slice(0, 2);
  for (let count = ranked.length; count > 0; count -= 1) {
    const kept = new Set(ranked.slice(0, count));
    const title = joinNames(language, inOrder(telling, kept));
    if (title.length <= LONGEST_TITLE || count === 1) return title;
  }
  return null;
}

type Weighted = { title: string; minutes: number };

/** Equal titles are one, as long as they are together. */
function distinct(sections: readonly Weighted[]): Weighted[] {
  const byTitle = Map.groupBy(sections, ({ title }) => title);
  return [...byTitle].map(([title, same]) => ({
    title,
    minutes: same.reduce((sum, { minutes }) => sum + minutes, 0),
  }));
}

const inOrder = (sections: readonly Weighted[], kept: ReadonlySet<Weighted>): string[] => {
  const titles = new Set([...kept].map(({ title }) => title));
  return [...new Set(sections.map(({ title }) => title))].filter((title) => titles.has(title));
};

export type Naming = {
  /** Headings over the whole module. */
  depth: number;
  moduleTitle: string;
  language: string;
  caseOf: CaseModel;
  /** Titles of lessons of this module. */
  taken: ReadonlySet<string>;
  /** Titles of sections that earlier lessons of the module began. */
  begun: ReadonlySet<string>;
};

/**
 * The title of a lesson: the heading over all of it, unless another lesson has it or it says
 * nothing; then the headings inside it.
 */
export function lessonTitle(leaves: readonly Leaf[], naming: Naming): string {
  const { depth, moduleTitle, language, caseOf, taken, begun } = naming;
  const path = sharedPath(leaves);
  const clean = (heading: string | undefined) =>
    heading === undefined ? null : cleanTitle(heading, caseOf);
  const own = path.length > depth ? clean(path.at(-1)) : null;
  if (own !== null && !taken.has(own) && !begun.has(own) && !isGeneric(own)) return own;
  const sections = sectionTitles(leaves, path.length, caseOf);
  const fresh = sections.filter(({ title }) => !begun.has(title));
  const minutes = (some: typeof sections) => some.reduce((sum, one) => sum + one.minutes, 0);
  const inside = titleFromSections(
    minutes(fresh) >= 0.25 * minutes(sections) ? fresh : sections,
    language,
  );
  if (own !== null && isGeneric(own)) return `${moduleTitle}: ${own}`;
  if (inside !== null && own !== null && !taken.has(`${own}: ${inside}`))
    return `${own}: ${inside}`;
  if (inside !== null && own === null) return inside;
  const nuggets = leaves.map((leaf) => ({
    title: nuggetName(leaf, caseOf),
    minutes: leaf.minutes,
  }));
  const told = titleFromSections(
    nuggets.filter(({ title }) => title !== ''),
    language,
  );
  return own ?? told ?? moduleTitle;
}

function nuggetName(leaf: Leaf, caseOf: CaseModel): string {
  const nugget = leaf.items.find(({ type }) => type === 'nugget');
  return nugget ? (cleanTitle(nugget.title, caseOf) ?? '') : '';
}
