import { type TenantContext, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError, notFound } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { insertItems } from '../items/index.ts';
import type { ChooseEngines } from './choose.ts';
import { conceptFinder } from './concepts.ts';
import { type AnyDraft, type Prepared, passLints, prepareAll } from './drafts.ts';
import type { SourceChunk } from './engine.ts';
import * as repo from './repo.ts';
import { createRunner, EngineFailed, openEngines } from './run.ts';
import type { EngineTask, RunContext, TaskRun } from './tasks.ts';

export type Regenerator = {
  /**
   * Makes an item of the same type from the passage of another one and puts it into review.
   * Null where the engine has nothing that the organization does not have already.
   *
   * @throws AppError `not_found`; `unavailable` or `ai_budget_exhausted` where a model gave nothing.
   */
  regenerate(tenant: TenantContext, itemId: string): Promise<{ replacementId: string | null }>;
};

/** A person waits for it. */
const PATIENCE_MS = 120_000;

type Ask = (run: TaskRun, ids: string[], context: RunContext) => Promise<AnyDraft[]>;

const MAKERS: Record<AnyDraft['type'], [EngineTask, Ask]> = {
  nugget: [
    'nuggets',
    async (run, ids, context) =>
      (await run.nuggets(ids, context)).map((draft) => ({ type: 'nugget', draft })),
  ],
  flashcard: [
    'flashcards',
    async (run, ids, context) =>
      (await run.flashcards(ids, context)).map((draft) => ({ type: 'flashcard', draft })),
  ],
  question: [
    'questions',
    async (run, ids, context) =>
      (await run.questions(ids, context)).map((draft) => ({ type: 'question', draft })),
  ],
  summary: [
    'summaries',
    async (run, ids, context) =>
      (await run.chunkSummaries(ids, context)).map((draft) => ({ type: 'summary', draft })),
  ],
};

/** The passage itself, then its neighbours: an extractive engine has said all of one passage. */
function passagesNear(chunks: readonly SourceChunk[], position: number): SourceChunk[] {
  const distance = (chunk: SourceChunk) => Math.abs(chunk.position - position);
  return chunks.filter((chunk) => distance(chunk) <= 1).sort((a, b) => distance(a) - distance(b));
}

export function createRegenerator(deps: Deps, choose: ChooseEngines): Regenerator {
  const { database, clock } = deps;

  async function selectOrigin(tenant: TenantContext, itemId: string) {
    const { organizationId } = tenant;
    return withTenant(database, tenant, async (trx) => {
      const origin = await repo.selectOptionalOrigin(trx, { organizationId, itemId });
      if (!origin) throw notFound('item');
      const key = { organizationId, materialId: origin.materialId, version: origin.version };
      const document = await repo.selectDocument(trx, key);
      if (!document) throw notFound('material');
      return { origin, document, key };
    });
  }

  return {
    async regenerate(tenant, itemId) {
      const { organizationId } = tenant;
      const { origin, document, key } = await selectOrigin(tenant, itemId);
      const { engine, fallback } = await choose.choose(organizationId);
      const embedder = await choose.embedder(organizationId);
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const { run } = createRunner(deps, key, signal, null);
      const [task, ask] = MAKERS[origin.type];
      const near = passagesNear(document.chunks, origin.position);
      let replacementId: string | null = null;
      try {
        await run<Prepared>(openEngines(document, engine, fallback), {
          task,
          recordAs: 'regenerate',
          // Asked for by a person, and so never done before.
          salt: `regenerate:${newId()}`,
          // A model has more to say of the passage itself, and is paid by the passage.
          chunks: engine.identityOf(task).engine === 'llm' ? near.slice(0, 1) : near,
          divisible: false,
          ask: async (opened, ids, context) =>
            prepareAll(await ask(opened, ids, context), embedder, context.signal),
          async keep(trx, prepared, generationId) {
            const nearest = await repo.listNearestItems(
              trx,
              { organizationId, materialId: key.materialId, embedder },
              prepared.map(({ content, vector }) => ({ type: content.type, vector })),
            );
            const concepts = await repo.listConceptsOfMaterial(trx, key);
            const { kept, dropped, droppedByLint } = passLints(prepared, nearest, {
              language: document.language,
              embedder,
              positionOf: (chunkId) =>
                document.chunks.find((chunk) => chunk.id === chunkId)?.position ?? 0,
              conceptIdsOf: conceptFinder(concepts),
            });
            for (const draft of kept) {
              const { insertedIds } = await insertItems(trx, {
                organizationId,
                materialId: key.materialId,
                language: document.language,
                generationId,
                policy: { reviewPolicy: 'review_all', minimumQuality: 1 },
                drafts: [draft],
                now: clock.now(),
              });
              if (insertedIds[0] === undefined) continue;
              replacementId = insertedIds[0];
              return { made: 1, dropped, droppedByLint };
            }
            return { made: 0, dropped, droppedByLint };
          },
        });
      } catch (error) {
        if (error instanceof EngineFailed) throw asAppError(error);
        throw error;
      }
      return { replacementId };
    },
  };
}

/** Settings and money have codes of their own, which say what to do; the rest is out of reach. */
const OWN_CODES = ['ai_budget_exhausted', 'ai_not_configured', 'ai_key_unreadable'] as const;

function asAppError({ failure }: EngineFailed): AppError {
  const code = OWN_CODES.find((own) => own === failure.code) ?? 'unavailable';
  return new AppError(code, failure.message);
}
