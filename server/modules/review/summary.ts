import type { z } from 'zod';
import type { ReviewSummary } from '../../../contracts/items.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { countItems, type ItemFilter, visibilityOf } from '../items/index.ts';
import type { Reviewer } from './reviewer.ts';

/** How many items there are by status, and by type how many wait. */
export function createSummary({ database }: Pick<Deps, 'database'>) {
  return async (
    tenant: Reviewer,
    filter: Omit<ItemFilter, 'status'>,
  ): Promise<z.infer<typeof ReviewSummary>> => {
    const rows = await withTenant(database, tenant, (trx) =>
      countItems(trx, visibilityOf(tenant), filter),
    );
    const total = (status: string) =>
      rows.filter((row) => row.status === status).reduce((sum, row) => sum + row.count, 0);
    const waiting = (type: string) =>
      rows.find((row) => row.status === 'in_review' && row.type === type)?.count ?? 0;
    return {
      inReview: total('in_review'),
      approved: total('approved'),
      rejected: total('rejected'),
      flagged: rows.reduce((sum, row) => sum + row.flagged, 0),
      byType: {
        nugget: waiting('nugget'),
        summary: waiting('summary'),
        flashcard: waiting('flashcard'),
        question: waiting('question'),
      },
    };
  };
}
