import type { z } from 'zod';
import type { closeFeedback, giveFeedback, listFeedback } from '../../../../contracts/learning.ts';
import { type TenantContext, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { notFound } from '../../../errors.ts';
import * as repo from '../repo/feedback.ts';

type Given = z.output<typeof giveFeedback.body>;
type Listed = z.output<typeof listFeedback.response>;
type Closing = z.output<typeof closeFeedback.body>['status'];

/** What people say of items, and what staff do about it. */
export function createFeedbackService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    give(person: TenantContext & { userId: string }, given: Given): Promise<{ id: string }> {
      return withTenant(database, person, async (trx) => {
        const { organizationId, userId } = person;
        const publishedOnly = person.role === 'learner';
        const { itemId, kind } = given;
        if (!(await repo.isItemVisible(trx, { organizationId, itemId, publishedOnly }))) {
          throw notFound('item');
        }
        return repo.insertFeedback(trx, {
          organizationId,
          userId,
          itemId,
          kind,
          rating: given.kind === 'rating' ? given.rating : null,
          comment: given.comment?.trim() || null,
          now: clock.now(),
        });
      });
    },

    listOpen(person: TenantContext): Promise<Listed> {
      return withTenant(database, person, async (trx) => {
        const rows = await repo.listOpenFeedback(trx, person.organizationId);
        return {
          items: rows.map((row) => ({
            id: row.id,
            itemId: row.item_id,
            itemTitle: row.item_title,
            kind: row.kind,
            rating: row.rating,
            comment: row.comment,
            userName: row.user_name,
            createdAt: row.created_at.toISOString(),
          })),
        };
      });
    },

    /** Closing again with another outcome is allowed; the audit log keeps both. */
    close(person: TenantContext, id: string, status: Closing): Promise<{ id: string }> {
      return withTenant(database, person, async (trx) => {
        const key = { organizationId: person.organizationId, id };
        if (!(await repo.updateFeedbackStatus(trx, key, status))) throw notFound('feedback');
        return { id };
      });
    },
  };
}

export type FeedbackService = ReturnType<typeof createFeedbackService>;
