import type { Item } from '../../../contracts/items.ts';
import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError, notFound } from '../../errors.ts';
import {
  deleteItem,
  EditSnapshot,
  lockItem,
  lockItems,
  reopenFlags,
  reopenStaleness,
  restoreItem,
  selectItem,
  updateStatuses,
} from '../items/index.ts';
import { Replacement, statusAfter } from './domain/decision.ts';
import * as repo from './repo.ts';
import type { Reviewer } from './reviewer.ts';

type Review = NonNullable<Awaited<ReturnType<typeof repo.selectOptionalReview>>>;

async function ownReview(trx: TenantTransaction, tenant: Reviewer, id: string): Promise<Review> {
  const review = await repo.selectOptionalReview(trx, {
    organizationId: tenant.organizationId,
    id,
  });
  if (!review) throw notFound('decision');
  if (review.reviewer_id !== tenant.userId) {
    throw new AppError(
      'forbidden',
      'Somebody else made this decision; only they can take it back. Decide anew instead.',
    );
  }
  return review;
}

/** A replacement that somebody decided on stays; one that nobody touched goes with the decision. */
async function removeUntouched(
  trx: TenantTransaction,
  organizationId: string,
  id: string,
): Promise<void> {
  const [item] = await lockItems(trx, organizationId, [id]);
  const latest = await repo.listLatestReviewIds(trx, organizationId, [id]);
  if (item?.status === 'in_review' && item.revision === 1 && !latest.has(id)) {
    await deleteItem(trx, { organizationId, id });
  }
}

/** Taking decisions back. */
export function createUndo({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    /** @throws AppError `conflict` where it is undone already or something newer happened to the item. */
    undo(tenant: Reviewer, id: string): Promise<{ item: Item }> {
      const { organizationId } = tenant;
      return withTenant(database, tenant, async (trx) => {
        const { item_id: itemId } = await ownReview(trx, tenant, id);
        const locked = await lockItem(trx, tenant, itemId);
        const review = await ownReview(trx, tenant, id);
        if (review.undone_at !== null) {
          throw new AppError(
            'conflict',
            'This decision was taken back already; nothing was changed.',
          );
        }
        const latest = await repo.listLatestReviewIds(trx, organizationId, [itemId]);
        if (
          latest.get(itemId) !== id ||
          locked.status !== statusAfter(review.decision, review.status_before)
        ) {
          throw new AppError(
            'conflict',
            'Something newer happened to the item; take that back first, or decide anew.',
          );
        }
        if (review.decision === 'edit') {
          await restoreItem(trx, tenant, itemId, EditSnapshot.parse(review.content_before));
        } else {
          const change = {
            organizationId,
            ids: [itemId],
            status: review.status_before,
            now: clock.now(),
          };
          await updateStatuses(trx, change);
        }
        await reopenStaleness(trx, organizationId, [id]);
        await reopenFlags(trx, organizationId, [id], clock.now());
        if (review.decision === 'regenerate') {
          const { replacementId } = Replacement.parse(review.content_before);
          if (replacementId !== null) await removeUntouched(trx, organizationId, replacementId);
        }
        await repo.updateUndone(trx, { organizationId, ids: [id], at: clock.now() });
        return { item: await selectItem(trx, tenant, itemId) };
      });
    },
  };
}
