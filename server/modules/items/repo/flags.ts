import { sql } from 'kysely';
import { ItemFlag } from '../../../../contracts/statistics.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';

/** What the answers say against the present wording of questions, less what a person let stand. */
export async function listFlags(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
): Promise<Map<string, ItemFlag[]>> {
  if (itemIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('item_statistics as s')
    .innerJoin('questions as q', (join) =>
      join
        .onRef('q.organization_id', '=', 's.organization_id')
        .onRef('q.item_id', '=', 's.item_id')
        .onRef('q.current_version', '=', 's.version'),
    )
    .select(['s.item_id', 's.flags', 's.kept_flags'])
    .where('s.organization_id', '=', organizationId)
    .where(sql<boolean>`s.item_id = any(${[...itemIds]}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.item_id,
      row.flags
        .filter((code) => !row.kept_flags.includes(code))
        .map((code) => ItemFlag.parse(code)),
    ]),
  );
}

/** Notes that a person has looked at what the answers say, by their decision on the item. */
export async function keepFlags(
  trx: TenantTransaction,
  organizationId: string,
  reviews: readonly { itemId: string; reviewId: string }[],
): Promise<void> {
  if (reviews.length === 0) return;
  await sql`
    with
    seen as (
      update items i set flagged_at = null
      from unnest(
        ${reviews.map(({ itemId }) => itemId)}::uuid[], ${reviews.map(({ reviewId }) => reviewId)}::uuid[]
      ) as d (item_id, review_id)
      where i.organization_id = ${organizationId} and i.id = d.item_id and i.flagged_at is not null
      returning i.id, d.review_id
    )
    update item_statistics s set kept_flags = s.flags, kept_by = seen.review_id
    from seen
    where s.organization_id = ${organizationId} and s.item_id = seen.id and s.flags <> s.kept_flags`.execute(
    trx,
  );
}

/** Takes that back: the questions stand out again. */
export async function reopenFlags(
  trx: TenantTransaction,
  organizationId: string,
  reviewIds: readonly string[],
  now: Date,
): Promise<void> {
  if (reviewIds.length === 0) return;
  await sql`
    with
    reopened as (
      update item_statistics set kept_flags = '{}', kept_by = null
      where organization_id = ${organizationId} and kept_by = any(${[...reviewIds]}::uuid[])
      returning item_id, flags
    )
    update items set flagged_at = ${now}
    where organization_id = ${organizationId} and id in (select item_id from reopened where flags <> '{}')`.execute(
    trx,
  );
}
