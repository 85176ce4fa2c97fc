import type { Provenance } from '../../../contracts/provenance.ts';
import { type TenantContext, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { selectItem } from '../items/index.ts';
import * as repo from './repo.ts';

/** The way of an item from its source to its use. */
export function createProvenanceService({ database }: Pick<Deps, 'database'>) {
  return {
    get(tenant: TenantContext, id: string): Promise<Provenance> {
      return withTenant(database, tenant, async (trx) => {
        const item = await selectItem(trx, tenant, id);
        const key = { organizationId: tenant.organizationId, itemId: id };
        const passages = await repo.listPassages(trx, key);
        const run = await repo.selectOptionalGeneration(trx, key);
        const reviews = await repo.listReviews(trx, key);
        const versions = await repo.listVersions(trx, key);
        const use = await repo.selectUse(trx, key);
        return {
          item,
          passages: passages.map((passage) => ({
            chunkId: passage.chunk_id,
            version: passage.version,
            current: passage.version === passage.current_version,
            position: passage.position,
            headingPath: passage.heading_path,
            quote: passage.quote,
            page: passage.page,
            seconds: passage.seconds,
          })),
          generation: run
            ? {
                id: run.id,
                task: run.task,
                engine: run.engine,
                model: run.model,
                promptVersion: run.prompt_version,
                params: run.params as Record<string, unknown>,
                tokensIn: run.tokens_in,
                tokensOut: run.tokens_out,
                costMicrousd: Number(run.cost_microusd),
                itemsMade: run.items_made,
                itemsDropped: run.items_dropped,
                durationMs: run.duration_ms,
                createdAt: run.created_at.toISOString(),
              }
            : null,
          reviews: reviews.map((review) => ({
            id: review.id,
            decision: review.decision,
            reason: review.reason,
            reviewerName: review.reviewer_name,
            statusBefore: review.status_before,
            createdAt: review.created_at.toISOString(),
            undoneAt: review.undone_at?.toISOString() ?? null,
          })),
          versions: versions.map(({ createdAt, ...version }) => ({
            ...version,
            createdAt: createdAt.toISOString(),
          })),
          use: {
            ...use,
            firstAt: use.firstAt?.toISOString() ?? null,
            lastAt: use.lastAt?.toISOString() ?? null,
          },
        };
      });
    },
  };
}
