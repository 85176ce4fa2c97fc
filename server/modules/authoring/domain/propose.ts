import type {
  LeaveOutReason,
  LeftOut,
  ProposalLesson,
  ProposalModule,
  ProposalTree,
} from '../../../../contracts/authoring.ts';
import { reasonToLeaveOut } from './aside.ts';
import { cutLessons, lessonTitle, sectionsOf, titleFromSections } from './lessons.ts';
import { divide, type Part } from './modules.ts';
import { MOST_OBJECTIVES, objectivesOf, pickObjectives, weightsOf } from './objectives.ts';
import { orderModules } from './order.ts';
import { type Leaf, leavesOf, sectionTitles, sharedPath, withoutRoot } from './outline.ts';
import type { SourceMaterial, Sources } from './source.ts';
import { shorten, summaryOf } from './summary.ts';
import { type CaseModel, caseModelOf, cleanTitle, isGeneric } from './titles.ts';
import { sayTopics } from './wording.ts';

export type Wish = {
  lessonMinutes: number;
  /** Titles of headings that the author does without. */
  leaveOut: readonly string[];
};

export type Proposed = {
  tree: ProposalTree;
  objectives: string[];
  description: string;
  /** Number of items of each material whose passage is gone, by id of the material. */
  unplaced: Map<string, number>;
};

type Draft = { material: SourceMaterial; caseOf: CaseModel; part: Part; title: string };
type Aside = { reason: LeaveOutReason; leaves: Leaf[]; from: string };

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
  const modules = ordered.map((draft, at): ProposalModule => {
    const title = titles[at] ?? draft.title;
    const { caseOf, material } = draft;
    const depth = sharedPath(draft.part.leaves).length;
    const taken = new Set<string>();
    const begun = new Set<string>();
    const lessons = (cuts[at] ?? []).map((leaves): ProposalLesson => {
      const sections = sectionsOf(leaves, caseOf);
      const base = lessonTitle(leaves, {
        depth,
        moduleTitle: title,
        language: material.language,
        caseOf,
        taken,
        begun,
      });
      for (const section of sectionTitles(leaves, sharedPath(leaves).length, caseOf))
        begun.add(section.title);
      const name = numbered(base, taken);
      taken.add(name);
      const objectives = objectivesOf(
        {
          language: material.language,
          caseOf,
          items: leaves.flatMap(({ items }) => items),
          sections: sections
            .map((section) => section.title)
            .filter((text) => text !== '' && text !== draft.title),
          passageIds: new Set(leaves.map(({ passage }) => passage.id)),
        },
        concepts,
        weigh,
      );
      return {
        key: nextKey('l'),
        title: name,
        summary: lessonSummary(material, leaves, sections),
        objectives,
        sections: sections.map((section) => ({
          ...section,
          title: section.title === name || section.title === draft.title ? '' : section.title,
        })),
      };
    });
    return {
      key: nextKey('m'),
      title,
      summary: summaryOf(material, draft.part.leaves, 'chapter'),
      objectives: pickObjectives(
        lessons.map(({ objectives }) => objectives),
        MOST_OBJECTIVES + 1,
      ),
      lessons,
    };
  });
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

/** Sets aside what is not to be learned, and divides the rest. */
function readMaterial(material: SourceMaterial, wish: Wish) {
  const { passages, items } = material;
  const caseOf = caseModelOf(passages.map(({ text }) => text));
  const unwanted = new Set(wish.leaveOut.map((title) => title.toLowerCase()));
  const known = new Set(passages.map(({ id }) => id));
  const leaves = leavesOf(material.id, passages, items);
  const isUnwanted = (leaf: Leaf) =>
    leaf.path.some((heading) =>
      [heading, cleanTitle(heading, caseOf) ?? ''].some((text) => unwanted.has(text.toLowerCase())),
    );
  const reasons = leaves.map((leaf, at): LeaveOutReason | null =>
    isUnwanted(leaf)
      ? 'author'
      : reasonToLeaveOut(leaf.passage, at / Math.max(1, leaves.length - 1)),
  );
  spread(leaves, reasons);
  const kept = withoutRoot(leaves.filter((_, at) => reasons[at] === null));
  const parts = divide(kept);
  const drafts: Draft[] = [];
  const asides = asidesOf(leaves, reasons);
  for (const part of parts) {
    const title = moduleTitle(part, material, caseOf);
    if (part.leaves.some((leaf) => leaf.items.length > 0))
      drafts.push({ material, caseOf, part, title });
    else asides.push({ reason: 'nothing_to_learn', leaves: part.leaves, from: title });
  }
  const unplaced = items.filter(({ passageId }) => !known.has(passageId)).length;
  return { material, caseOf, drafts, asides, unplaced };
}

/** A page that is known by its words takes with it what stands under the very same headings. */
function spread(leaves: readonly Leaf[], reasons: (LeaveOutReason | null)[]): void {
  for (const [at, leaf] of leaves.entries()) {
    const before = leaves[at - 1];
    if (reasons[at] !== null || !before || leaf.path.length === 0) continue;
    const reason = reasons[at - 1] ?? null;
    const edge = at < 0.03 * leaves.length || at > 0.97 * leaves.length;
    if (reason !== null && edge && leaf.path.join('\n') === before.path.join('\n'))
      reasons[at] = reason;
  }
}

/** Its topics where it has several, else what the material has to say about it. */
function lessonSummary(
  material: SourceMaterial,
  leaves: readonly Leaf[],
  sections: readonly { title: string }[],
): string {
  const topics = [...new Set(sections.map(({ title }) => title).filter((title) => title !== ''))];
  return topics.length >= 3
    ? shorten(sayTopics(material.language, topics))
    : summaryOf(material, leaves, 'chunk');
}

/** Neighbours that are left out for the same reason under the same first heading are one entry. */
function asidesOf(leaves: readonly Leaf[], reasons: readonly (LeaveOutReason | null)[]): Aside[] {
  const asides: (Aside & { end: number })[] = [];
  for (const [at, leaf] of leaves.entries()) {
    const reason = reasons[at];
    if (!reason) continue;
    const last = asides.at(-1);
    if (last && last.end === at - 1 && last.reason === reason && sameHead(last.leaves[0], leaf)) {
      last.leaves.push(leaf);
      last.end = at;
    } else asides.push({ reason, leaves: [leaf], from: '', end: at });
  }
  return asides.map(({ reason, leaves: members, from }) => ({ reason, leaves: members, from }));
}

const sameHead = (a: Leaf | undefined, b: Leaf) => a?.path[0] === b.path[0];

function leftOutOf(
  { reason, leaves, from }: Aside,
  material: SourceMaterial,
  caseOf: CaseModel,
  nextKey: (kind: string) => string,
): LeftOut {
  const path = sharedPath(leaves);
  const heading = path.at(-1) ?? leaves[0]?.passage.headings[0];
  const title = (heading && cleanTitle(heading, caseOf)) || from || material.title;
  const pages = leaves.flatMap(({ passage }) => (passage.pages ? [passage.pages] : []));
  const sections = sectionsOf(leaves, caseOf);
  const empty = {
    title: '',
    materialId: material.id,
    pages:
      pages.length === 0
        ? null
        : {
            from: Math.min(...pages.map((page) => page.from)),
            to: Math.max(...pages.map((page) => page.to)),
          },
    itemIds: [],
  };
  return {
    reason,
    from: from.slice(0, 255),
    passages: leaves.length,
    lesson: {
      key: nextKey('l'),
      title: title.slice(0, 255),
      summary: '',
      objectives: [],
      sections: sections.length > 0 ? sections : [empty],
    },
  };
}

function moduleTitle(part: Part, material: SourceMaterial, caseOf: CaseModel): string {
  const path = sharedPath(part.leaves);
  const own = path
    .map((heading) => cleanTitle(heading, caseOf))
    .findLast((title) => title !== null);
  const deeper = part.under === path.join('\n');
  const inside = titleFromSections(
    sectionTitles(part.leaves, path.length, caseOf),
    material.language,
  );
  // A part that was cut out of a longer chapter is named by what stands in it.
  if (own && !deeper) return own;
  const range = own && deeper ? rangeTitle(part, path.length, caseOf) : null;
  if (range) return `${own}: ${range}`;
  const topic = inside ?? topicTitle(part, material);
  return topic ?? own ?? cleanTitle(material.title, caseOf) ?? material.title;
}

/** Of many sections of which none stands out, the first and the last. */
function rangeTitle(part: Part, depth: number, caseOf: CaseModel): string | null {
  const sections = sectionTitles(part.leaves, depth, caseOf);
  const whole = sections.reduce((sum, { minutes }) => sum + minutes, 0);
  if (sections.length < 6 || sections.some(({ minutes }) => minutes > 0.3 * whole)) return null;
  return `${sections[0]?.title} – ${sections.at(-1)?.title}`;
}

/** Without headings, the titles of the nuggets that are most about what the part is about. */
function topicTitle(part: Part, material: SourceMaterial): string | null {
  if (part.leaves.length > 0.8 * material.passages.length) return null;
  const titles = part.leaves.flatMap(({ items, minutes }) =>
    items
      .filter(({ type }) => type === 'nugget')
      .slice(0, 1)
      .map(({ title }) => ({ title, minutes })),
  );
  return titleFromSections(titles, material.language);
}

/** Titles that say nothing or occur twice say of which material they are. */
function uniqueTitles(drafts: readonly Draft[]): string[] {
  const counts = new Map<string, number>();
  for (const { title } of drafts) counts.set(title, (counts.get(title) ?? 0) + 1);
  const several = new Set(drafts.map(({ material }) => material.id)).size > 1;
  const taken = new Set<string>();
  return drafts.map(({ title, material }) => {
    const vague = (several && isGeneric(title)) || (counts.get(title) ?? 0) > 1;
    const base =
      vague && title !== material.title ? `${material.title.slice(0, 120)}: ${title}` : title;
    const name = numbered(base, taken);
    taken.add(name);
    return name;
  });
}

function numbered(title: string, taken: ReadonlySet<string>): string {
  const base = title.slice(0, 245);
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const name = `${base} (${number})`;
    if (!taken.has(name)) return name;
  }
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
