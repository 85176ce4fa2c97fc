import type { LeaveOutReason } from '../../../../contracts/authoring.ts';
import { reasonToLeaveOut } from './aside.ts';
import { asidesOf } from './left-out.ts';
import { moduleTitle } from './module-titles.ts';
import { divide, type Part } from './modules.ts';
import { type Leaf, leavesOf, withoutRoot } from './outline.ts';
import type { SourceMaterial, Wish } from './source.ts';
import { type CaseModel, caseModelOf, cleanTitle } from './titles.ts';

/** A module to be. */
export type Draft = { material: SourceMaterial; caseOf: CaseModel; part: Part; title: string };

/** Words from which on it is said that nothing could be learned from a part; less is a lead-in. */
const WORTH_TELLING = 150;

const wordsOf = ({ leaves }: Part) => leaves.reduce((sum, { passage }) => sum + passage.words, 0);

/** Sets aside what is not to be learned, and divides the rest. */
export function readMaterial(material: SourceMaterial, wish: Wish) {
  const { passages, items } = material;
  const caseOf = caseModelOf(passages.map(({ text }) => text));
  const unwanted = new Set(wish.leaveOut.map((title) => title.toLowerCase()));
  const known = new Set(passages.map(({ id }) => id));
  const leaves = leavesOf(material);
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
    else if (wordsOf(part) >= WORTH_TELLING)
      asides.push({ reason: 'nothing_to_learn', leaves: part.leaves, from: title });
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
