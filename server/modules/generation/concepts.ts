import type { TenantTransaction } from '../../db/tenant.ts';
import { conceptKey, type Embedder, type EmbedderRef } from '../library/index.ts';
import { takeAcyclic } from './domain/acyclic.ts';
import type { ConceptDraft } from './engine.ts';
import * as repo from './repo.ts';

const embeddingText = (draft: ConceptDraft) => `${draft.name}\n${draft.definition}`;

/** A concept with the vector of its name and definition; null where it is made later. */
export type EmbeddedConcept = ConceptDraft & { vector: Float32Array | null };

export async function embedConcepts(
  drafts: readonly ConceptDraft[],
  embedder: Embedder,
  signal: AbortSignal,
): Promise<EmbeddedConcept[]> {
  const vectors = await embedder.embed(drafts.map(embeddingText), signal);
  return drafts.map((draft, index) => ({ ...draft, vector: vectors[index] ?? null }));
}

/**
 * Keeps the concepts of a document: those that the organization has already, by name (case, number
 * and hyphenation folded) or by likeness of name and definition, get the new spellings; the others
 * are added. Then mentions and edges. Repeating it changes nothing.
 */
export async function keepConcepts(
  trx: TenantTransaction,
  organizationId: string,
  drafts: readonly EmbeddedConcept[],
  embedder: EmbedderRef,
): Promise<number> {
  await repo.lockConcepts(trx, organizationId);
  const usable = drafts.filter((draft) => conceptKey(draft.name).length > 0);
  const keysOf = (draft: ConceptDraft) =>
    [draft.name, ...draft.aliases].map(conceptKey).filter((key) => key !== '');
  const known = await repo.listConceptsByKey(trx, organizationId, usable.flatMap(keysOf));
  const byKey = new Map(known.map((row) => [row.key, row]));
  const idOf = new Map<string, string>();
  const fresh: EmbeddedConcept[] = [];
  for (const draft of usable) {
    const row = keysOf(draft)
      .map((key) => byKey.get(key))
      .find((found) => found !== undefined);
    if (row) idOf.set(draft.name, row.id);
    else fresh.push(draft);
  }
  const similar = await repo.listSimilarConcepts(
    trx,
    organizationId,
    embedder,
    fresh.flatMap(({ name, vector }) => (vector === null ? [] : [{ name, vector }])),
  );
  const merged = fresh.filter((draft) => similar.has(draft.name));
  for (const draft of merged) {
    const id = similar.get(draft.name);
    if (id === undefined) continue;
    idOf.set(draft.name, id);
    await repo.addAliases(trx, { organizationId, id }, [draft.name]);
  }
  const added = fresh.filter((draft) => !similar.has(draft.name));
  const seen = new Set<string>();
  const rows = await repo.insertConcepts(
    trx,
    organizationId,
    added
      .filter((draft) => {
        const key = conceptKey(draft.name);
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      })
      .map((draft) => ({
        key: conceptKey(draft.name).slice(0, 200),
        name: draft.name.slice(0, 200),
        aliases: draft.aliases,
        definition: draft.definition,
        chunkId: draft.citation.chunkId,
        start: draft.citation.start,
        end: draft.citation.end,
        vector: draft.vector,
        embedder,
      })),
  );
  const idByKey = new Map(rows.map((row) => [row.key, row.id]));
  for (const draft of added) {
    const id = idByKey.get(conceptKey(draft.name).slice(0, 200));
    if (id !== undefined) idOf.set(draft.name, id);
  }
  const count = new Set(idOf.values()).size;
  await addKnownNames(trx, organizationId, usable, idOf);
  await keepConnections(trx, organizationId, usable, idOf);
  return count;
}

/** Prerequisites may be concepts that another part of the document, or another one, explained. */
async function addKnownNames(
  trx: TenantTransaction,
  organizationId: string,
  drafts: readonly ConceptDraft[],
  idOf: Map<string, string>,
): Promise<void> {
  const names = drafts
    .flatMap(({ prerequisites, related }) => [...prerequisites, ...related])
    .map(({ name }) => name)
    .filter((name) => !idOf.has(name) && conceptKey(name) !== '');
  if (names.length === 0) return;
  const rows = await repo.listConceptsByKey(
    trx,
    organizationId,
    [...new Set(names)].map(conceptKey),
  );
  const byKey = new Map(rows.map((row) => [row.key, row.id]));
  for (const name of names) {
    const id = byKey.get(conceptKey(name));
    if (id !== undefined) idOf.set(name, id);
  }
}

async function keepConnections(
  trx: TenantTransaction,
  organizationId: string,
  drafts: readonly ConceptDraft[],
  idOf: ReadonlyMap<string, string>,
): Promise<void> {
  await repo.insertMentions(
    trx,
    organizationId,
    drafts.flatMap((draft) => {
      const conceptId = idOf.get(draft.name);
      if (conceptId === undefined) return [];
      return draft.mentions.map(({ chunkId, occurrences }) => ({
        conceptId,
        chunkId,
        occurrences,
      }));
    }),
  );
  const edges = drafts.flatMap((draft): repo.Edge[] => {
    const to = idOf.get(draft.name);
    const connect = (
      kind: 'prerequisite' | 'related',
      others: { name: string; weight: number }[],
    ) =>
      others.flatMap(({ name, weight }) => {
        const from = idOf.get(name);
        if (from === undefined || to === undefined || from === to) return [];
        return [{ from, to, kind, weight: Math.min(1, Math.max(0.01, weight)) }];
      });
    return [...connect('prerequisite', draft.prerequisites), ...connect('related', draft.related)];
  });
  // The strongest first: where two would close a cycle, the weaker one is left out.
  edges.sort((a, b) => b.weight - a.weight);
  const isPrerequisite = (edge: repo.Edge) => edge.kind === 'prerequisite';
  const prerequisites = edges.filter(isPrerequisite);
  const ahead = await repo.listPrerequisitesAhead(trx, organizationId, [
    ...new Set(prerequisites.map(({ to }) => to)),
  ]);
  await repo.insertEdges(trx, organizationId, [
    ...takeAcyclic(ahead, prerequisites),
    ...edges.filter((edge) => !isPrerequisite(edge)),
  ]);
}

/** Finds the ids of concepts by the names that drafts use. */
export function conceptFinder(
  rows: readonly repo.ConceptRow[],
): (names: readonly string[]) => string[] {
  const byKey = new Map<string, string>();
  for (const row of rows) {
    for (const name of row.aliases) byKey.set(conceptKey(name), row.id);
  }
  for (const row of rows) byKey.set(row.key, row.id);
  return (names) => [
    ...new Set(names.map((name) => byKey.get(conceptKey(name))).filter((id) => id !== undefined)),
  ];
}
