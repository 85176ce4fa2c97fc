import type { ConceptDraft } from '../engine.ts';
import type { Analysis } from './analysis.ts';
import { cite } from './document-view.ts';
import { definitionText } from './flashcards.ts';

/** Concepts in the order in which the document introduces them. */
export function conceptDrafts(analysis: Analysis): ConceptDraft[] {
  const { view, map, graph } = analysis;
  const named = (list: { id: number; weight: number }[] | undefined) =>
    (list ?? []).map(({ id, weight }) => ({ name: map.concepts[id]?.name ?? '', weight }));
  return map.concepts.map((concept) => ({
    name: concept.name,
    aliases: concept.aliases,
    definition: definitionText(concept),
    citation: cite(view, concept.defining.sentence),
    mentions: [...concept.byChunk]
      .map(([chunk, occurrences]) => ({
        chunkId: view.chunks[chunk]?.source.id ?? '',
        occurrences,
        telling: occurrences + (chunk === concept.defining.sentence.chunk ? 1000 : 0) - chunk / 1e6,
      }))
      .sort((a, b) => b.telling - a.telling)
      .map(({ chunkId, occurrences }) => ({ chunkId, occurrences })),
    prerequisites: named(graph.prerequisites.get(concept.id)),
    related: named(graph.related.get(concept.id)),
  }));
}
