import type { ProposalLesson, ProposalModule } from '../../../../contracts/authoring.ts';
import { lessonTitle, sectionsOf } from './lessons.ts';
import { numbered } from './module-titles.ts';
import { MOST_OBJECTIVES, objectivesOf, pickObjectives, type Weights } from './objectives.ts';
import { type Leaf, sectionTitles, sharedPath } from './outline.ts';
import type { Draft } from './read-material.ts';
import type { ConceptFact, SourceMaterial } from './source.ts';
import { shorten, summaryOf } from './summary.ts';
import { sayTopics } from './wording.ts';

export type CourseWide = {
  concepts: ReadonlyMap<string, ConceptFact>;
  weigh: Weights;
  nextKey: (kind: string) => string;
};

/** A module with its lessons, named and described by what stands in them. */
export function buildModule(
  draft: Draft,
  title: string,
  cuts: readonly (readonly Leaf[])[],
  course: CourseWide,
): ProposalModule {
  const { material, part } = draft;
  const taken = new Set<string>();
  const begun = new Set<string>();
  const lessons = cuts.map((leaves) => {
    const name = numbered(
      lessonTitle(leaves, {
        depth: part.depth,
        moduleTitle: title,
        language: material.language,
        caseOf: draft.caseOf,
        taken,
        begun,
      }),
      taken,
    );
    taken.add(name);
    for (const section of sectionTitles(leaves, sharedPath(leaves).length, draft.caseOf))
      begun.add(section.title);
    return buildLesson(draft, name, leaves, course);
  });
  return {
    key: course.nextKey('m'),
    title,
    summary: summaryOf(material, part.leaves, 'chapter'),
    objectives: pickObjectives(
      lessons.map(({ objectives }) => objectives),
      MOST_OBJECTIVES + 1,
    ),
    lessons,
  };
}

function buildLesson(
  { material, caseOf, title: moduleTitle }: Draft,
  title: string,
  leaves: readonly Leaf[],
  { concepts, weigh, nextKey }: CourseWide,
): ProposalLesson {
  const sections = sectionsOf(leaves, caseOf);
  const telling = sections
    .map((section) => section.title)
    .filter((text) => text !== '' && text !== moduleTitle);
  const taught = {
    language: material.language,
    caseOf,
    items: leaves.flatMap(({ items }) => items),
    sections: telling,
    passageIds: new Set(leaves.map(({ passage }) => passage.id)),
  };
  const said = new Set([title, moduleTitle]);
  return {
    key: nextKey('l'),
    title,
    summary: lessonSummary(material, leaves, telling),
    objectives: objectivesOf(taught, concepts, weigh),
    sections: sections.map((section) => ({
      ...section,
      title: said.has(section.title) ? '' : section.title,
    })),
  };
}

/** Its topics where it has several, else what the material has to say about it. */
function lessonSummary(
  material: SourceMaterial,
  leaves: readonly Leaf[],
  titles: readonly string[],
): string {
  const topics = [...new Set(titles)];
  return topics.length >= 3
    ? shorten(sayTopics(material.language, topics))
    : summaryOf(material, leaves, 'chunk');
}
