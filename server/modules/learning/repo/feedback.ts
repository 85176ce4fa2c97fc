import type { TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';

const LIST_LIMIT = 200;

/** Whether the item is there for this reader: learners see what is published. */
export async function isItemVisible(
  trx: TenantTransaction,
  key: { organizationId: string; itemId: string; publishedOnly: boolean },
): Promise<boolean> {
  const row = await trx
    .selectFrom('items')
    .innerJoin('materials', (join) =>
      join
        .onRef('materials.organization_id', '=', 'items.organization_id')
        .onRef('materials.id', '=', 'items.material_id'),
    )
    .select('items.id')
    .where('items.organization_id', '=', key.organizationId)
    .where('items.id', '=', key.itemId)
    .where('materials.deleted_at', 'is', null)
    .$if(key.publishedOnly, (query) => query.where('items.status', '=', 'approved'))
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertFeedback(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    userId: string;
    itemId: string;
    kind: 'rating' | 'comment' | 'report';
    rating: number | null;
    comment: string | null;
    now: Date;
  },
): Promise<{ id: string }> {
  return trx
    .insertInto('user_feedback')
    .values({
      organization_id: row.organizationId,
      id: newId(),
      user_id: row.userId,
      item_id: row.itemId,
      kind: row.kind,
      rating: row.rating,
      comment: row.comment,
      created_at: row.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
}

/** Open feedback, newest first; reads the partial index `user_feedback_open`. */
export async function listOpenFeedback(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('user_feedback')
    .innerJoin('items', (join) =>
      join
        .onRef('items.organization_id', '=', 'user_feedback.organization_id')
        .onRef('items.id', '=', 'user_feedback.item_id'),
    )
    .innerJoin('users', 'users.id', 'user_feedback.user_id')
    .select([
      'user_feedback.id',
      'user_feedback.item_id',
      'items.title as item_title',
      'user_feedback.kind',
      'user_feedback.rating',
      'user_feedback.comment',
      'users.name as user_name',
      'user_feedback.created_at',
    ])
    .where('user_feedback.organization_id', '=', organizationId)
    .where('user_feedback.status', '=', 'open')
    .orderBy('user_feedback.created_at', 'desc')
    .orderBy('user_feedback.id', 'desc')
    .limit(LIST_LIMIT)
    .execute();
}

/** False where there is no such feedback. */
export async function updateFeedbackStatus(
  trx: TenantTransaction,
  key: { organizationId: string; id: string },
  status: 'resolved' | 'dismissed',
): Promise<boolean> {
  const result = await trx
    .updateTable('user_feedback')
    .set({ status })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
