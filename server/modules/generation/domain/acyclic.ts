type Arrow = { from: string; to: string };

/**
 * The edges, in their order, that can be added to a graph without closing a cycle with what is
 * there or with those added before them. Each asks for one walk over what lies ahead of it.
 *
 * @param existing what can be reached forwards from the ends of the new edges is enough.
 */
export function takeAcyclic<E extends Arrow>(
  existing: readonly Arrow[],
  candidates: readonly E[],
): E[] {
  const ahead = new Map<string, string[]>();
  const add = ({ from, to }: Arrow) => {
    const known = ahead.get(from);
    if (known) known.push(to);
    else ahead.set(from, [to]);
  };
  existing.forEach(add);
  const reaches = (start: string, goal: string): boolean => {
    const seen = new Set([start]);
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === goal) return true;
      for (const next of ahead.get(at) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return false;
  };
  return candidates.filter((edge) => {
    if (reaches(edge.to, edge.from)) return false;
    add(edge);
    return true;
  });
}
