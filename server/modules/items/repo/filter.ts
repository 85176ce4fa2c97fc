import { type RawBuilder, sql } from 'kysely';
import type { ItemStatus, ItemType } from '../../../../contracts/items.ts';

export type ItemFilter = {
  materialId?: string | undefined;
  type?: ItemType | undefined;
  status?: ItemStatus | undefined;
  conceptId?: string | undefined;
  chunkId?: string | undefined;
  minDifficulty?: number | undefined;
  maxDifficulty?: number | undefined;
  stale?: boolean | undefined;
  flagged?: boolean | undefined;
};

/**
 * Whose eyes: staff see all of what is not deleted. Learners see approved items of ready materials,
 * but no questions: those carry their answers, and are asked in study.
 */
export type Visibility = { organizationId: string; learner: boolean };

/** Conditions on `items i` joined with `materials m`; all of what is not asked for is left out. */
export function itemConditions(
  { organizationId, learner }: Visibility,
  filter: ItemFilter,
): RawBuilder<unknown> {
  const conditions = [sql`i.organization_id = ${organizationId}`, sql`m.deleted_at is null`];
  if (learner) {
    conditions.push(sql`i.status = 'approved'`, sql`m.status = 'ready'`, sql`i.type <> 'question'`);
  }
  if (filter.materialId !== undefined) conditions.push(sql`i.material_id = ${filter.materialId}`);
  if (filter.type !== undefined) conditions.push(sql`i.type = ${filter.type}::item_type`);
  if (filter.status !== undefined) conditions.push(sql`i.status = ${filter.status}::item_status`);
  if (filter.minDifficulty !== undefined)
    conditions.push(sql`i.difficulty >= ${filter.minDifficulty}`);
  if (filter.maxDifficulty !== undefined)
    conditions.push(sql`i.difficulty <= ${filter.maxDifficulty}`);
  if (filter.stale === true) conditions.push(sql`i.stale_since is not null`);
  if (filter.flagged === true) conditions.push(sql`i.flagged_at is not null`);
  if (filter.conceptId !== undefined) {
    conditions.push(sql`exists (
      select from item_concepts ic
      where ic.organization_id = i.organization_id and ic.item_id = i.id and ic.concept_id = ${filter.conceptId}
    )`);
  }
  if (filter.chunkId !== undefined) {
    conditions.push(sql`exists (
      select from item_sources s
      where s.organization_id = i.organization_id and s.item_id = i.id and s.chunk_id = ${filter.chunkId}
    )`);
  }
  return sql.join(conditions, sql` and `);
}

/** `items i` with the material that has to be there and visible. */
export const ITEMS_WITH_MATERIAL = sql`
  items i join materials m on m.organization_id = i.organization_id and m.id = i.material_id`;
