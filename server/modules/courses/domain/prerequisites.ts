export type Prerequisite = { courseId: string; requiresId: string };

/**
 * A way from one of the wanted prerequisites back to the course, as ids from that prerequisite to
 * the course; null where there is none. With such a way nobody could ever begin any of them.
 */
export function findCircle(
  courseId: string,
  wanted: readonly string[],
  existing: readonly Prerequisite[],
): string[] | null {
  const requires = Map.groupBy(
    existing.filter((edge) => edge.courseId !== courseId),
    (edge) => edge.courseId,
  );
  const cameFrom = new Map<string, string | null>(wanted.map((id) => [id, null]));
  const open = [...wanted];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (id === courseId) {
      const way: string[] = [];
      for (let at: string | null = id; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at);
      return way;
    }
    for (const { requiresId } of requires.get(id) ?? []) {
      if (cameFrom.has(requiresId)) continue;
      cameFrom.set(requiresId, id);
      open.push(requiresId);
    }
  }
  return null;
}
