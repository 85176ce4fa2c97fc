import { sql } from 'kysely';
import type { ItemStatus } from '../../../contracts/items.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import type { Decision } from './domain/decision.ts';

export type NewReview = {
  itemId: string;
  decision: Decision;
  reason: string | null;
  statusBefore: ItemStatus;
  contentBefore: unknown;
};

/**
 * Records decisions in one statement; at most a few hundred. Ids are made here, while the items
 * are locked, so that their order is the order of the decisions on an item.
 */
export async function insertReviews(
  trx: TenantTransaction,
  by: { organizationId: string; reviewerId: string },
  reviews: readonly NewReview[],
): Promise<string[]> {
  if (reviews.length === 0) return [];
  const rows = reviews.map((review) => ({
    organization_id: by.organizationId,
    id: newId(),
    item_id: review.itemId,
    reviewer_id: by.reviewerId,
    decision: review.decision,
    reason: review.reason,
    status_before: review.statusBefore,
    content_before: review.contentBefore === null ? null : JSON.stringify(review.contentBefore),
  }));
  await trx.insertInto('item_reviews').values(rows).execute();
  return rows.map((row) => row.id);
}

/** Decisions that stand, of anybody. */
export async function listStandingReviews(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
) {
  return trx
    .selectFrom('item_reviews')
    .select(['id', 'item_id', 'reviewer_id', 'decision', 'status_before', 'content_before'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('undone_at', 'is', null)
    .execute();
}

export async function selectOptionalReview(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
) {
  return trx
    .selectFrom('item_reviews')
    .select([
      'id',
      'item_id',
      'reviewer_id',
      'decision',
      'status_before',
      'content_before',
      'undone_at',
    ])
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .executeTakeFirst();
}

/** The last decision that stands on each item, by item. */
export async function listLatestReviewIds(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('item_reviews')
    .distinctOn('item_id')
    .select(['item_id', 'id'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`item_id = any(${[...itemIds]}::uuid[])`)
    .where('undone_at', 'is', null)
    .orderBy('item_id')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.item_id, row.id]));
}

export async function updateUndone(
  trx: TenantTransaction,
  change: { organizationId: string; ids: readonly string[]; at: Date },
): Promise<void> {
  await trx
    .updateTable('item_reviews')
    .set({ undone_at: change.at })
    .where('organization_id', '=', change.organizationId)
    .where(sql<boolean>`id = any(${[...change.ids]}::uuid[])`)
    .execute();
}
