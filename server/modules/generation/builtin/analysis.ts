import type { SourceDocument } from '../engine.ts';
import type { Concept, ConceptMap } from './concept.ts';
import { buildGraph, type ConceptGraph } from './concept-graph.ts';
import { findConcepts } from './concepts.ts';
import { type DocumentView, type Sentence, viewDocument } from './document-view.ts';

/** All that is known of a document before any item is made. */
export type Analysis = {
  view: DocumentView;
  map: ConceptMap;
  graph: ConceptGraph;
  /** Longest chain of prerequisites below a concept, by id. */
  depth: number[];
};

export function analyze(source: SourceDocument): Analysis {
  const view = viewDocument(source);
  const map = findConcepts(view);
  const graph = buildGraph(view, map);
  return { view, map, graph, depth: depths(map, graph) };
}

function depths(map: ConceptMap, graph: ConceptGraph): number[] {
  const known: number[] = [];
  const depthOf = (id: number): number => {
    const cached = known[id];
    if (cached !== undefined) return cached;
    known[id] = 0;
    const below = (graph.prerequisites.get(id) ?? []).map(({ id: next }) => depthOf(next) + 1);
    known[id] = Math.max(0, ...below);
    return known[id] ?? 0;
  };
  for (const { id } of map.concepts) depthOf(id);
  return known;
}

/** Names of the concepts that stand in the given sentences, most frequent in them first. */
export function conceptsIn(
  analysis: Analysis,
  sentences: readonly Sentence[],
  limit = 6,
): Concept[] {
  const counts = new Map<Concept, number>();
  for (const sentence of sentences) {
    for (const { concept } of analysis.map.mentions[sentence.index] ?? []) {
      counts.set(concept, (counts.get(concept) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || b[0].score - a[0].score || a[0].id - b[0].id)
    .slice(0, limit)
    .map(([concept]) => concept);
}
