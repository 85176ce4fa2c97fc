import type { EditedContent, GradingCriteria, Item } from '../../../contracts/items.ts';
import { type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import {
  applyEdit,
  keepFlags,
  lockItem,
  resolveStaleness,
  selectItem,
  updateQuestionRules,
  updateStatuses,
} from '../items/index.ts';
import { statusAfter } from './domain/decision.ts';
import * as repo from './repo.ts';
import type { Reviewer } from './reviewer.ts';

type Verdict =
  | {
      decision: 'approve';
      retryLimit?: number | null | undefined;
      gradingCriteria?: GradingCriteria | null | undefined;
    }
  | { decision: 'reject'; reason: string };
type Edit = { content: EditedContent; difficulty?: number | undefined };

/** Makes another item from the passage of an item; null where the engine has nothing else. */
export type Regenerator = {
  regenerate(tenant: Reviewer, itemId: string): Promise<{ replacementId: string | null }>;
};

async function record(
  trx: TenantTransaction,
  tenant: Reviewer,
  review: repo.NewReview,
): Promise<string> {
  const by = { organizationId: tenant.organizationId, reviewerId: tenant.userId };
  const [id] = await repo.insertReviews(trx, by, [review]);
  if (id === undefined) throw new Error('A decision was not recorded.');
  return id;
}

/** Decisions on one item: approve, reject, edit, regenerate. Each can be undone. */
export function createDecisions(
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  regenerator: Regenerator,
) {
  return {
    review(tenant: Reviewer, id: string, revision: number | null, verdict: Verdict) {
      return withTenant(
        database,
        tenant,
        async (trx): Promise<{ item: Item; reviewId: string }> => {
          const locked = await lockItem(trx, tenant, id);
          if (revision !== null && revision !== locked.revision) {
            throw new AppError(
              'edit_conflict',
              'The item was edited after you loaded it; look at it again.',
            );
          }
          const status = statusAfter(verdict.decision, locked.status);
          const keeps = verdict.decision === 'approve' && locked.flagged_at !== null;
          if (status === locked.status && !keeps) {
            throw new AppError('conflict', `The item is ${status} already; nothing was changed.`);
          }
          const reviewId = await record(trx, tenant, {
            itemId: id,
            decision: verdict.decision,
            reason: verdict.decision === 'reject' ? verdict.reason : null,
            statusBefore: locked.status,
            contentBefore: null,
          });
          await updateStatuses(trx, {
            organizationId: tenant.organizationId,
            ids: [id],
            status,
            now: clock.now(),
          });
          if (verdict.decision === 'approve')
            await updateQuestionRules(trx, { organizationId: tenant.organizationId, id }, verdict);
          await keepFlags(trx, tenant.organizationId, [{ itemId: id, reviewId }]);
          // Still right, says the person who saw both texts: it rests on the new one from now on.
          if (verdict.decision === 'approve')
            await resolveStaleness(trx, tenant.organizationId, [{ itemId: id, reviewId }]);
          return { item: await selectItem(trx, tenant, id), reviewId };
        },
      );
    },

    edit(tenant: Reviewer, id: string, revision: number | null, edit: Edit) {
      if (revision === null) {
        throw new AppError(
          'precondition_required',
          'Send the revision that you edited as If-Match.',
        );
      }
      return withTenant(
        database,
        tenant,
        async (trx): Promise<{ item: Item; reviewId: string }> => {
          const contentBefore = await applyEdit(trx, tenant, id, { ...edit, revision });
          const item = await selectItem(trx, tenant, id);
          const reviewId = await record(trx, tenant, {
            itemId: id,
            decision: 'edit',
            reason: null,
            statusBefore: item.status,
            contentBefore,
          });
          await keepFlags(trx, tenant.organizationId, [{ itemId: id, reviewId }]);
          return { item: { ...item, flags: [] }, reviewId };
        },
      );
    },

    /**
     * The engine may take seconds, so it runs in no transaction of ours: a failure leaves the old
     * item as it is.
     */
    async regenerate(tenant: Reviewer, id: string, reason: string | undefined) {
      await withTenant(database, tenant, (trx) => lockItem(trx, tenant, id));
      const { replacementId } = await regenerator.regenerate(tenant, id);
      return withTenant(
        database,
        tenant,
        async (trx): Promise<{ replacement: Item | null; reviewId: string }> => {
          const locked = await lockItem(trx, tenant, id);
          const reviewId = await record(trx, tenant, {
            itemId: id,
            decision: 'regenerate',
            reason: reason || null,
            statusBefore: locked.status,
            contentBefore: { replacementId },
          });
          await keepFlags(trx, tenant.organizationId, [{ itemId: id, reviewId }]);
          await updateStatuses(trx, {
            organizationId: tenant.organizationId,
            ids: [id],
            status: statusAfter('regenerate', locked.status),
            now: clock.now(),
          });
          return {
            replacement:
              replacementId === null ? null : await selectItem(trx, tenant, replacementId),
            reviewId,
          };
        },
      );
    },
  };
}
