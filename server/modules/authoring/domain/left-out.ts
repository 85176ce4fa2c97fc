import type { LeaveOutReason, LeftOut } from '../../../../contracts/authoring.ts';
import { sectionsOf } from './lessons.ts';
import { type Leaf, sharedPath } from './outline.ts';
import type { SourceMaterial } from './source.ts';
import { type CaseModel, cleanTitle } from './titles.ts';

export type Aside = { reason: LeaveOutReason; leaves: Leaf[]; from: string };

/** Neighbours that are left out for the same reason under the same first heading are one entry. */
export function asidesOf(
  leaves: readonly Leaf[],
  reasons: readonly (LeaveOutReason | null)[],
): Aside[] {
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

/** An entry of the list of what is left out, so that it can be put back as a lesson. */
export function leftOutOf(
  { reason, leaves, from }: Aside,
  material: SourceMaterial,
  caseOf: CaseModel,
  nextKey: (kind: string) => string,
): LeftOut {
  const path = sharedPath(leaves);
  const heading = path.at(-1) ?? leaves[0]?.inside[0];
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
