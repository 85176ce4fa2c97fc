import { titleFromSections } from './lessons.ts';
import type { Part } from './modules.ts';
import { sectionTitles } from './outline.ts';
import type { SourceMaterial } from './source.ts';
import { type CaseModel, cleanTitle, isGeneric } from './titles.ts';

type Titled = { material: SourceMaterial; title: string };

/** The heading over a module, else what stands in it; at last the title of the material. */
export function moduleTitle(part: Part, material: SourceMaterial, caseOf: CaseModel): string {
  const { depth, leaves } = part;
  const above = (leaves[0]?.path.slice(0, depth) ?? [])
    .map((heading) => cleanTitle(heading, caseOf))
    .filter((title) => title !== null);
  const own = above.at(-1) ?? null;
  if (own !== null && part.named) return own;
  const range = own === null ? null : rangeTitle(part, caseOf);
  if (range !== null) return `${own}: ${range}`;
  const inside = titleFromSections(sectionTitles(leaves, depth, caseOf), material.language);
  const topic = inside ?? topicTitle(part, material);
  return topic ?? own ?? cleanTitle(material.title, caseOf) ?? material.title;
}

/** Of many sections of which none stands out, the first and the last. */
function rangeTitle({ leaves, depth }: Part, caseOf: CaseModel): string | null {
  const sections = sectionTitles(leaves, depth, caseOf);
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
export function uniqueTitles(drafts: readonly Titled[]): string[] {
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

/** A title with the first number that makes it new among those that are taken. */
export function numbered(title: string, taken: ReadonlySet<string>): string {
  const base = title.slice(0, 245);
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const name = `${base} (${number})`;
    if (!taken.has(name)) return name;
  }
}
