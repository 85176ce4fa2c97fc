import type { ItemStatus } from '../../../contracts/items.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import {
  keepFlags,
  lockItems,
  reopenFlags,
  reopenStaleness,
  resolveStaleness,
  updateStatuses,
} from '../items/index.ts';
import { statusAfter } from './domain/decision.ts';
import * as repo from './repo.ts';
import type { Reviewer } from './reviewer.ts';

type BulkVerdict =
  | { decision: 'approve'; itemIds: readonly string[] }
  | { decision: 'reject'; itemIds: readonly string[]; reason: string };

const STATUSES: readonly ItemStatus[] = ['in_review', 'approved', 'rejected'];

/** Decisions on many items: all in one transaction, in as many statements as for one. */
export function createBulk({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return {
    /** Skips what is in that status already, retired, or not there. */
    review(tenant: Reviewer, verdict: BulkVerdict) {
      const { organizationId, userId } = tenant;
      const asked = [...new Set(verdict.itemIds)];
      return withTenant(database, tenant, async (trx) => {
        const status = statusAfter(verdict.decision, 'in_review');
        const locked = await lockItems(trx, organizationId, asked);
        const changed = locked.filter(
          (item) =>
            item.status !== 'retired' &&
            (item.status !== status || (status === 'approved' && item.flagged_at !== null)),
        );
        const reviewIds = await repo.insertReviews(
          trx,
          { organizationId, reviewerId: userId },
          changed.map((item) => ({
            itemId: item.id,
            decision: verdict.decision,
            reason: verdict.decision === 'reject' ? verdict.reason : null,
            statusBefore: item.status,
            contentBefore: null,
          })),
        );
        await updateStatuses(trx, {
          organizationId,
          ids: changed.map((item) => item.id),
          status,
          now: clock.now(),
        });
        const decided = changed.map(({ id }, at) => ({
          itemId: id,
          reviewId: reviewIds[at] ?? '',
        }));
        await keepFlags(trx, organizationId, decided);
        if (verdict.decision === 'approve') await resolveStaleness(trx, organizationId, decided);
        return { changed: changed.length, skipped: asked.length - changed.length, reviewIds };
      });
    },

    /** Takes back own approvals and rejections that are still the last word on their item. */
    undo(tenant: Reviewer, reviewIds: readonly string[]) {
      const { organizationId } = tenant;
      return withTenant(database, tenant, async (trx) => {
        const standing = await repo.listStandingReviews(trx, organizationId, reviewIds);
        const own = standing.filter(
          (review) =>
            review.reviewer_id === tenant.userId && ['approve', 'reject'].includes(review.decision),
        );
        const itemIds = own.map((review) => review.item_id);
        const locked = new Map(
          (await lockItems(trx, organizationId, itemIds)).map((item) => [item.id, item.status]),
        );
        // Read after the lock: what others undid or decided meanwhile is seen here.
        const latest = await repo.listLatestReviewIds(trx, organizationId, itemIds);
        const undoable = own.filter(
          (review) =>
            latest.get(review.item_id) === review.id &&
            locked.get(review.item_id) === statusAfter(review.decision, review.status_before),
        );
        for (const status of STATUSES) {
          const ids = undoable
            .filter((review) => review.status_before === status)
            .map((review) => review.item_id);
          if (ids.length > 0)
            await updateStatuses(trx, { organizationId, ids, status, now: clock.now() });
        }
        const ids = undoable.map((review) => review.id);
        await reopenStaleness(trx, organizationId, ids);
        await reopenFlags(trx, organizationId, ids, clock.now());
        await repo.updateUndone(trx, { organizationId, ids, at: clock.now() });
        return { changed: undoable.length };
      });
    },
  };
}
