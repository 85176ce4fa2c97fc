import type { Need } from './source.ts';

/** A module as far as its place matters. */
export type Placed = {
  materialId: string;
  /** Concepts that it explains. */
  explains: ReadonlySet<string>;
};

/** Needs between two modules below this sum are left to chance: a word in passing is no reason. */
const STRONG = 0.8;

type Edge = { from: number; to: number; weight: number };

/**
 * Puts the modules of several materials in an order in which what is needed comes first. The
 * modules of one material keep their order; a need between materials counts when it is strong,
 * the strongest first, and is left out where it would contradict stronger ones (greedy removal of
 * back edges). Then a topological order (A. Kahn, "Topological sorting of large networks",
 * Communications of the ACM 5(11), 1962) that stays in a material as long as it can.
 *
 * @returns indices of `modules`.
 */
export function orderModules(modules: readonly Placed[], needs: readonly Need[]): number[] {
  const edges = chains(modules);
  const fixed = edges.length;
  for (const edge of strongNeeds(modules, needs))
    if (!reaches(edges, edge.to, edge.from)) edges.push(edge);
  if (edges.length === fixed) return modules.map((_, at) => at);
  return sort(modules, edges);
}

/** Each module before the next one of its material. */
function chains(modules: readonly Placed[]): Edge[] {
  const last = new Map<string, number>();
  return modules.flatMap(({ materialId }, at) => {
    const before = last.get(materialId);
    last.set(materialId, at);
    return before === undefined ? [] : [{ from: before, to: at, weight: 1 }];
  });
}

function strongNeeds(modules: readonly Placed[], needs: readonly Need[]): Edge[] {
  const homes = new Map<string, number[]>();
  for (const [at, { explains }] of modules.entries())
    for (const id of explains) homes.set(id, [...(homes.get(id) ?? []), at]);
  const weights = new Map<string, Edge>();
  for (const { from, to, weight } of needs) {
    for (const a of homes.get(from) ?? []) {
      for (const b of homes.get(to) ?? []) {
        if (modules[a]?.materialId === modules[b]?.materialId) continue;
        const key = `${a} ${b}`;
        const sum = (weights.get(key)?.weight ?? 0) + weight;
        weights.set(key, { from: a, to: b, weight: sum });
      }
    }
  }
  return [...weights.values()]
    .map((edge) => ({
      ...edge,
      weight: edge.weight - (weights.get(`${edge.to} ${edge.from}`)?.weight ?? 0),
    }))
    .filter(({ weight }) => weight >= STRONG)
    .sort((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to);
}

function reaches(edges: readonly Edge[], start: number, goal: number): boolean {
  const seen = new Set([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === goal) return true;
    for (const { from, to } of edges) {
      if (from !== at || seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  }
  return false;
}

function sort(modules: readonly Placed[], edges: readonly Edge[]): number[] {
  const missing = modules.map((_, at) => edges.filter(({ to }) => to === at).length);
  const order: number[] = [];
  const done = new Set<number>();
  let current: string | undefined;
  while (order.length < modules.length) {
    const free = modules
      .map((module, at) => ({ module, at }))
      .filter(({ at }) => missing[at] === 0 && !done.has(at));
    const next = free.find(({ module }) => module.materialId === current) ?? free[0];
    if (!next) throw new Error('the order of modules has a circle');
    order.push(next.at);
    done.add(next.at);
    current = next.module.materialId;
    for (const { from, to } of edges) if (from === next.at) missing[to] = (missing[to] ?? 0) - 1;
  }
  return order;
}
