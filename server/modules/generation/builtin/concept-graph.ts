import type { Concept, ConceptMap } from './concept.ts';
import type { DocumentView } from './document-view.ts';

export type Edge = { from: number; to: number; weight: number };

export type ConceptGraph = {
  /** Per concept id: what is used to define or explain it; strongest first. Acyclic. */
  prerequisites: Map<number, { id: number; weight: number }[]>;
  related: Map<number, { id: number; weight: number }[]>;
};

const MAX_PREREQUISITES = 6;
const MAX_RELATED = 5;
const round = (value: number): number => Math.round(value * 100) / 100;

/**
 * `from` is a prerequisite of `to` where `from` is named in the definition of `to` (weight by the
 * definition's strength), or, more weakly, in another sentence about `to` after `from` was itself
 * introduced. Edges enter strongest first and one that would close a cycle is dropped, so that of
 * every cycle the weakest edge goes.
 */
export function buildGraph(view: DocumentView, map: ConceptMap): ConceptGraph {
  const edges = new Map<string, Edge>();
  const add = (from: Concept, to: Concept, weight: number) => {
    if (from === to || to.key.split(' ').length < 1) return;
    const id = `${from.id}:${to.id}`;
    const edge = edges.get(id) ?? { from: from.id, to: to.id, weight: 0 };
    edge.weight = Math.min(1, edge.weight + weight);
    edges.set(id, edge);
  };
  for (const concept of map.concepts) {
    for (const [rank, fact] of concept.facts.entries()) {
      for (const { concept: used, start } of map.mentions[fact.sentence.index] ?? []) {
        if (used === concept || (start < fact.nameEnd && fact.kind !== 'naming')) continue;
        const introducedBefore = used.defining.sentence.index < concept.defining.sentence.index;
        if (rank === 0) add(used, concept, introducedBefore ? 0.8 : 0.55);
        else if (introducedBefore) add(used, concept, 0.2);
      }
    }
  }
  return { prerequisites: withoutCycles([...edges.values()], map), related: relate(view, map) };
}

function withoutCycles(edges: Edge[], map: ConceptMap): ConceptGraph['prerequisites'] {
  const incoming = new Map<number, { id: number; weight: number }[]>(
    map.concepts.map(({ id }) => [id, []]),
  );
  edges.sort((a, b) => b.weight - a.weight || a.to - b.to || a.from - b.from);
  const dependsOn = (id: number, sought: number): boolean => {
    const stack = [id];
    const seen = new Set<number>();
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (at === sought) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      for (const { id: next } of incoming.get(at) ?? []) stack.push(next);
    }
    return false;
  };
  for (const { from, to, weight } of edges) {
    const list = incoming.get(to);
    if (list === undefined || list.length >= MAX_PREREQUISITES || dependsOn(from, to)) continue;
    list.push({ id: from, weight: round(weight) });
  }
  return incoming;
}

/** Cosine of occurrence in sentences and, at half weight, in chunks; at least two meetings. */
function relate(view: DocumentView, map: ConceptMap): ConceptGraph['related'] {
  const pairs = new Map<string, number>();
  for (const chunk of view.chunks) {
    const inChunk = new Set<number>();
    const meet = (ids: Set<number>, weight: number) => {
      const list = [...ids].sort((a, b) => a - b).slice(0, 40);
      for (const [i, a] of list.entries()) {
        for (const b of list.slice(i + 1))
          pairs.set(`${a}:${b}`, (pairs.get(`${a}:${b}`) ?? 0) + weight);
      }
    };
    for (const sentence of chunk.sentences) {
      const ids = new Set((map.mentions[sentence.index] ?? []).map(({ concept }) => concept.id));
      for (const id of ids) inChunk.add(id);
      meet(ids, 1);
    }
    meet(inChunk, 0.5);
  }
  const related = new Map<number, { id: number; weight: number }[]>(
    map.concepts.map(({ id }) => [id, []]),
  );
  for (const [pair, meetings] of pairs) {
    const [a = 0, b = 0] = pair.split(':').map(Number);
    const left = map.concepts[a];
    const right = map.concepts[b];
    if (meetings < 1 || left === undefined || right === undefined) continue;
    const weight = round(
      Math.min(1, meetings / Math.sqrt((1 + left.frequency) * (1 + right.frequency))),
    );
    if (weight < 0.1) continue;
    related.get(a)?.push({ id: b, weight });
    related.get(b)?.push({ id: a, weight });
  }
  for (const list of related.values()) {
    list.sort((a, b) => b.weight - a.weight || a.id - b.id);
    list.length = Math.min(list.length, MAX_RELATED);
  }
  return related;
}
