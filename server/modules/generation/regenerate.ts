import { type TenantContext, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { notFound } from '../../errors.ts';
import { insertItems } from '../items/index.ts';
import { HASH_EMBEDDER } from '../library/index.ts';
import { conceptFinder } from './concepts.ts';
import { type AnyDraft, passLints, prepare } from './drafts.ts';
import type { EngineRun, GenerationEngine } from './engine.ts';
import * as repo from './repo.ts';

export type Regenerator = {
  /**
   * Makes an item of the same type from the passage of another one and puts it into review.
   * Null where the engine has nothing that the organization does not have already.
   */
  regenerate(tenant: TenantContext, itemId: string): Promise<{ replacementId: string | null }>;
};

const MAKERS: Record<AnyDraft['type'], (run: EngineRun, ids: string[]) => Promise<AnyDraft[]>> = {
  nugget: async (run, ids) => (await run.nuggets(ids)).map((draft) => ({ type: 'nugget', draft })),
  flashcard: async (run, ids) =>
    (await run.flashcards(ids)).map((draft) => ({ type: 'flashcard', draft })),
  question: async (run, ids) =>
    (await run.questions(ids)).map((draft) => ({ type: 'question', draft })),
  summary: async (run, ids) =>
    (await run.chunkSummaries(ids)).map((draft) => ({ type: 'summary', draft })),
};

export function createRegenerator(deps: Deps, engine: GenerationEngine): Regenerator {
  const { database, clock } = deps;
  return {
    async regenerate(tenant, itemId) {
      const { organizationId } = tenant;
      const { origin, document } = await withTenant(database, tenant, async (trx) => {
        const found = await repo.selectOptionalOrigin(trx, { organizationId, itemId });
        if (!found) throw notFound('item');
        const source = await repo.selectDocument(trx, {
          organizationId,
          materialId: found.materialId,
          version: found.version,
        });
        if (!source) throw notFound('material');
        return { origin: found, document: source };
      });
      const run = await engine.open(document);
      // The passage itself, then its neighbours: an extractive engine has said all of one passage.
      const near = document.chunks
        .filter((chunk) => Math.abs(chunk.position - origin.position) <= 1)
        .sort(
          (a, b) => Math.abs(a.position - origin.position) - Math.abs(b.position - origin.position),
        );
      const prepared = (
        await MAKERS[origin.type](
          run,
          near.map((chunk) => chunk.id),
        )
      ).map(prepare);
      return withTenant(database, tenant, async (trx) => {
        const key = { organizationId, materialId: origin.materialId };
        const nearest = await repo.listNearestItems(
          trx,
          { ...key, embedder: HASH_EMBEDDER },
          prepared.map(({ content, vector }) => ({ type: content.type, vector })),
        );
        const concepts = await repo.listConceptsOfMaterial(trx, {
          ...key,
          version: origin.version,
        });
        const { kept } = passLints(prepared, nearest, {
          language: document.language,
          positionOf: (chunkId) =>
            document.chunks.find((chunk) => chunk.id === chunkId)?.position ?? 0,
          conceptIdsOf: conceptFinder(concepts),
        });
        for (const draft of kept) {
          const { insertedIds } = await insertItems(trx, {
            ...key,
            language: document.language,
            generationId: origin.generationId,
            policy: { reviewPolicy: 'review_all', minimumQuality: 1 },
            drafts: [draft],
            now: clock.now(),
          });
          if (insertedIds[0] !== undefined) return { replacementId: insertedIds[0] };
        }
        return { replacementId: null };
      });
    },
  };
}
