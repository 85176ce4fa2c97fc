import type { ProposalTree } from '../../../../contracts/authoring.ts';
import { buildModule } from './build-module.ts';
import { leftOutOf } from './left-out.ts';
import { cutLessons } from './lessons.ts';
import { uniqueTitles } from './module-titles.ts';
import { pickObjectives, weightsOf } from './objectives.ts';
import { orderModules } from './order.ts';
import type { Leaf } from './outline.ts';
import { readMaterial } from './read-material.ts';
import type { Sources, Wish } from './source.ts';
import { summaryOf } from './summary.ts';

export type Proposed = {
  tree: ProposalTree;
  objectives: string[];
  description: string;
  /** Number of items of each material whose passage is gone, by id of the material. */
  unplaced: Map<string, number>;
};

/** A course from materials. The same sources and wishes give the same tree. */
export function proposeTree(sources: Sources, wish: Wish): Proposed {
  const read = sources.materials.map((material) => readMaterial(material, wish));
  const drafts = read.flatMap(({ drafts }) => drafts);
  const order = orderModules(
    drafts.map((draft) => ({
      materialId: draft.material.id,
      explains: explainedIn(draft.part.leaves, sources),
    })),
    sources.needs,
  );
  const nextKey = counter();
  const concepts = new Map(sources.concepts.map((concept) => [concept.id, concept]));
  const ordered = order.flatMap((at) => drafts[at] ?? []);
  const cuts = ordered.map((draft) => cutLessons(draft.part.leaves, wish.lessonMinutes));
  const weigh = weightsOf(
    cuts.flatMap((lessons) => lessons.map((leaves) => leaves.flatMap(({ items }) => items))),
  );
  const titles = uniqueTitles(ordered);
  const modules = ordered.map((draft, at) =>
    buildModule(draft, titles[at] ?? draft.title, cuts[at] ?? [], { concepts, weigh, nextKey }),
  );
  const leftOut = read.flatMap(({ material, caseOf, asides }) =>
    asides.map((aside) => leftOutOf(aside, material, caseOf, nextKey)),
  );
  return {
    tree: { modules: modules.filter(({ lessons }) => lessons.length > 0), leftOut },
    objectives: pickObjectives(
      modules.map(({ objectives }) => objectives),
      6,
    ),
    description: sources.materials
      .map((material) => summaryOf(material, [], 'material'))
      .filter((text) => text !== '')
      .join('\n\n')
      .slice(0, 4000),
    unplaced: new Map(read.map(({ material, unplaced }) => [material.id, unplaced])),
  };
}

/** Concepts that are defined in some passages. */
function explainedIn(leaves: readonly Leaf[], sources: Sources): ReadonlySet<string> {
  const passages = new Set(leaves.map(({ passage }) => passage.id));
  return new Set(
    sources.concepts
      .filter(({ definedIn }) => definedIn !== null && passages.has(definedIn))
      .map(({ id }) => id),
  );
}

function counter(): (kind: string) => string {
  const counts = new Map<string, number>();
  return (kind) => {
    const next = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, next);
    return `${kind}${next}`;
  };
}
