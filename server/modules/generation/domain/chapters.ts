/** A document of fewer chapters than this has its parts one heading below. */
const LEAST_CHAPTERS = 3;
/** A chapter has at least so many passages; what is shorter is told by its passages' summaries. */
const LEAST_PASSAGES = 3;

export type Chapter<T> = { title: string; passages: T[] };

/**
 * The chapters of a document: passages under one heading of the highest level that divides it.
 *
 * @param pathOf titles of the enclosing headings of a passage, outermost first.
 */
export function chaptersOf<T>(
  passages: readonly T[],
  pathOf: (passage: T) => readonly string[],
): Chapter<T>[] {
  const at = (depth: number): Chapter<T>[] => {
    const chapters = new Map<string, Chapter<T>>();
    for (const passage of passages) {
      const path = pathOf(passage).slice(0, depth);
      if (path.length < depth) continue;
      const key = path.join('\n');
      const chapter = chapters.get(key) ?? { title: path.at(-1) ?? '', passages: [] };
      chapter.passages.push(passage);
      chapters.set(key, chapter);
    }
    return [...chapters.values()];
  };
  const highest = at(1);
  const divided = highest.length >= LEAST_CHAPTERS ? highest : at(2);
  return divided.filter((chapter) => chapter.passages.length >= LEAST_PASSAGES);
}
