import type { ProposalLesson, ProposalTree } from '../../../../contracts/authoring.ts';
import { idsOfLesson, idsOfTree } from './figures.ts';

/** Items that the article of a lesson can hold. */
export const MOST_ITEMS = 200;

export type TreeProblem = { path: string; message: string };

function* lessonsOf(tree: ProposalTree): Generator<[string, ProposalLesson]> {
  for (const [m, { lessons }] of tree.modules.entries())
    for (const [l, lesson] of lessons.entries()) yield [`tree.modules.${m}.lessons.${l}`, lesson];
  for (const [at, { lesson }] of tree.leftOut.entries())
    yield [`tree.leftOut.${at}.lesson`, lesson];
}

/**
 * Why an edited tree cannot stand: an item that the proposal does not have, one that stands twice,
 * a key that two parts share, or a lesson with more items than an article holds. A tree may lack
 * items of the one before.
 */
export function treeProblems(before: ProposalTree, after: ProposalTree): TreeProblem[] {
  const known = new Set(idsOfTree(before));
  const seen = new Set<string>();
  const keys = new Set<string>();
  const problems: TreeProblem[] = [];
  const take = (path: string, key: string) => {
    if (keys.has(key)) problems.push({ path: `${path}.key`, message: `Another part is ${key}.` });
    keys.add(key);
  };
  for (const [m, { key }] of after.modules.entries()) take(`tree.modules.${m}`, key);
  for (const [path, lesson] of lessonsOf(after)) {
    take(path, lesson.key);
    const ids = idsOfLesson(lesson);
    if (ids.length > MOST_ITEMS)
      problems.push({
        path,
        message: `A lesson holds ${MOST_ITEMS} items at most, and this one has ${ids.length}: split it.`,
      });
    for (const id of ids) {
      if (!known.has(id))
        problems.push({ path, message: `The proposal has no item ${id}; load it again.` });
      else if (seen.has(id)) problems.push({ path, message: `The item ${id} stands here twice.` });
      seen.add(id);
    }
  }
  return problems.slice(0, 20);
}
