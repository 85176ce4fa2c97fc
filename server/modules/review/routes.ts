import * as contracts from '../../../contracts/items.ts';
import { type Route, route } from '../../http/route.ts';
import type { createBulk } from './bulk.ts';
import type { createDecisions } from './decide.ts';
import type { createSummary } from './summary.ts';
import type { createUndo } from './undo.ts';

export type ReviewServices = {
  summary: ReturnType<typeof createSummary>;
  decisions: ReturnType<typeof createDecisions>;
  undo: ReturnType<typeof createUndo>;
  bulk: ReturnType<typeof createBulk>;
};

export function reviewRoutes({ summary, decisions, undo, bulk }: ReviewServices): Route[] {
  return [
    route(contracts.getReviewSummary, 'author', ({ tenant, query }) => summary(tenant, query)),
    route(contracts.editItem, 'author', async ({ tenant, params, body, ifMatch, reply }) => {
      const result = await decisions.edit(tenant, params.id, ifMatch, body);
      reply.header('etag', `"${result.item.revision}"`);
      return result;
    }),
    route(contracts.reviewItem, 'author', ({ tenant, params, body, ifMatch }) =>
      decisions.review(tenant, params.id, ifMatch, body),
    ),
    route(contracts.regenerateItem, 'author', ({ tenant, params, body }) =>
      decisions.regenerate(tenant, params.id, body.reason),
    ),
    route(contracts.undoReview, 'author', ({ tenant, params }) => undo.undo(tenant, params.id)),
    route(contracts.bulkReview, 'author', ({ tenant, body }) => bulk.review(tenant, body)),
    route(contracts.bulkUndo, 'author', ({ tenant, body }) => bulk.undo(tenant, body.reviewIds)),
  ];
}
