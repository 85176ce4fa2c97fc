import type { EmbedderState } from '../../../../contracts/search.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { AiError } from '../../../ports/ai/index.ts';
import {
  HASH_EMBEDDER,
  HASH_EMBEDDER_DIMENSIONS,
  modelsOf,
  selectEmbedderRef,
  selectOptionalEmbedder,
  vectorsMissing,
  wantedEmbedder,
} from '../../library/index.ts';
import * as repo from './repo.ts';

const PATIENCE_MS = 20_000;

/** Which embedder makes the vectors of an organization. */
export function createEmbedderService(deps: Deps) {
  const { database, queue } = deps;
  const models = modelsOf(deps);

  async function readState(
    trx: TenantTransaction,
    organizationId: string,
    available: string | null,
  ): Promise<EmbedderState> {
    const row = await selectOptionalEmbedder(trx, organizationId);
    const name = row?.name ?? HASH_EMBEDDER;
    return {
      name,
      builtin: name === HASH_EMBEDDER,
      next: row?.next_name ?? null,
      done: row?.progress_done ?? 0,
      total: row?.progress_total ?? 0,
      problem: row?.error ?? null,
      available,
    };
  }

  /**
   * The embedder of the AI settings, once it has answered with vectors that can be kept.
   *
   * @throws AppError with what is wrong and what to do.
   */
  async function tryModel(tenant: TenantContext): Promise<string> {
    const { organizationId, userId } = tenant;
    const wanted = await wantedEmbedder(models, organizationId);
    if (wanted === null) {
      throw new AppError(
        'ai_not_configured',
        'No embedding model is connected. Add a connection and an embedding model in the AI settings first.',
      );
    }
    try {
      const { vectors, embedder } = await models.embed(
        { organizationId, userId },
        ['A river flows to the sea.'],
        AbortSignal.timeout(PATIENCE_MS),
      );
      if (vectors[0]?.length === HASH_EMBEDDER_DIMENSIONS) return embedder;
      throw new AppError(
        'invalid_request',
        `The model gives vectors of ${vectors[0]?.length ?? 0} numbers; only vectors of ${HASH_EMBEDDER_DIMENSIONS} can be kept. Choose another embedding model.`,
      );
    } catch (error) {
      if (error instanceof AiError) throw new AppError('conflict', error.message);
      throw error;
    }
  }

  return {
    async get(tenant: TenantContext): Promise<EmbedderState> {
      const available = await wantedEmbedder(models, tenant.organizationId);
      return withTenant(database, tenant, (trx) =>
        readState(trx, tenant.organizationId, available),
      );
    },

    /** Begins a change, or gives one up by choosing what is searched now. */
    async put(tenant: TenantContext, use: 'builtin' | 'model'): Promise<EmbedderState> {
      const { organizationId } = tenant;
      const name = use === 'builtin' ? HASH_EMBEDDER : await tryModel(tenant);
      const available = await wantedEmbedder(models, organizationId);
      return withTenant(database, tenant, async (trx) => {
        const current = await selectEmbedderRef(trx, organizationId);
        const total = await repo.countRows(trx, organizationId);
        await repo.upsertNext(trx, {
          organizationId,
          current,
          next: name === current.name ? null : name,
          total,
        });
        // A key of its own: a look that waits for its hour must not swallow this one.
        const key = `${organizationId} now`;
        await queue.enqueue(trx, vectorsMissing, { organizationId }, { key });
        return readState(trx, organizationId, available);
      });
    },
  };
}
