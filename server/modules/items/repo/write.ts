import { sql } from 'kysely';
import type { ItemContent, ItemStatus } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { vectorColumns } from '../../library/index.ts';

type ItemKey = { organizationId: string; id: string };

/**
 * Locks items of materials that are not deleted, always in the order of their ids, so that two
 * bulk decisions cannot wait for each other in a circle. Ids that lead nowhere are left out.
 */
export async function lockItems(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
) {
  return trx
    .selectFrom('items as i')
    .innerJoin('materials as m', (join) =>
      join.onRef('m.organization_id', '=', 'i.organization_id').onRef('m.id', '=', 'i.material_id'),
    )
    .select(['i.id', 'i.type', 'i.status', 'i.revision', 'i.material_id', 'i.flagged_at'])
    .where('i.organization_id', '=', organizationId)
    .where('m.deleted_at', 'is', null)
    .where(sql<boolean>`i.id = any(${[...ids]}::uuid[])`)
    .orderBy('i.id')
    .forUpdate('i')
    .execute();
}

/**
 * Sets the status of items in one statement. `approved_at` outlives a rejection, so that taking
 * it back does not make an old item look new.
 */
export async function updateStatuses(
  trx: TenantTransaction,
  change: { organizationId: string; ids: readonly string[]; status: ItemStatus; now: Date },
): Promise<void> {
  await trx
    .updateTable('items')
    .set({
      status: change.status,
      ...(change.status === 'approved'
        ? { approved_at: sql<Date>`coalesce(approved_at, ${change.now}::timestamptz)` }
        : {}),
      ...(change.status === 'in_review' ? { approved_at: null } : {}),
    })
    .where('organization_id', '=', change.organizationId)
    .where(sql<boolean>`id = any(${[...change.ids]}::uuid[])`)
    .execute();
}

/** What the common row says of an edited item; a new revision. */
export async function updateItem(
  trx: TenantTransaction,
  key: ItemKey,
  change: {
    title: string;
    body: string;
    difficulty: number;
    lints: readonly string[];
    vector: ReturnType<typeof vectorColumns>;
  },
): Promise<void> {
  await trx
    .updateTable('items')
    .set({
      title: change.title,
      body: change.body,
      difficulty: change.difficulty,
      lints: [...change.lints],
      revision: sql<number>`revision + 1`,
      ...change.vector,
    })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** Overwrites the row of a nugget, summary or flashcard. */
export async function updateContent(
  trx: TenantTransaction,
  key: ItemKey,
  content: Exclude<ItemContent, { type: 'question' }>,
): Promise<void> {
  const { organizationId, id } = key;
  switch (content.type) {
    case 'nugget':
      await sql`
        update nuggets set title = ${content.title}, text = ${content.text}
        where organization_id = ${organizationId} and item_id = ${id}`.execute(trx);
      return;
    case 'summary':
      await sql`
        update summaries set title = ${content.title}, text = ${content.text}, brief = ${content.brief}, detailed = ${content.detailed}
        where organization_id = ${organizationId} and item_id = ${id}`.execute(trx);
      return;
    case 'flashcard':
      await sql`
        update flashcards set front = ${content.front}, back = ${content.back}
        where organization_id = ${organizationId} and item_id = ${id}`.execute(trx);
  }
}

/**
 * Adds a version of a question and asks it from now on. Its number follows the highest, not the
 * current one: after an undo they differ, and answers may refer to the version that was undone.
 */
export async function insertQuestionVersion(
  trx: TenantTransaction,
  key: ItemKey,
  content: Extract<ItemContent, { type: 'question' }>,
  userId: string | null,
): Promise<void> {
  await sql`
    with added as (
      insert into question_versions
        (organization_id, question_id, version, stem, answer_key, explanation, hints, created_by)
      select
        ${key.organizationId}::uuid, ${key.id}::uuid, max(version) + 1, ${content.stem},
        ${JSON.stringify(content.answerKey)}::jsonb, ${content.explanation}, ${content.hints}::text[], ${userId}::uuid
      from question_versions
      where organization_id = ${key.organizationId} and question_id = ${key.id}
      returning version
    )
    update questions set current_version = added.version, points = ${content.points}
    from added
    where questions.organization_id = ${key.organizationId} and questions.item_id = ${key.id}`.execute(
    trx,
  );
}

/** Asks an earlier version again, for the points that it was worth. */
export async function updateCurrentVersion(
  trx: TenantTransaction,
  key: ItemKey,
  { version, points }: { version: number; points: number },
): Promise<void> {
  await trx
    .updateTable('questions')
    .set({ current_version: version, points })
    .where('organization_id', '=', key.organizationId)
    .where('item_id', '=', key.id)
    .execute();
}

/** Deletes an item that nobody decided on and no learner saw. */
export async function deleteItem(trx: TenantTransaction, key: ItemKey): Promise<void> {
  await trx
    .deleteFrom('items')
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** Texts of the items of a type that stand nearest in the source, to tell near-duplicates. */
export async function listNeighbourTexts(
  trx: TenantTransaction,
  near: {
    organizationId: string;
    materialId: string;
    type: ItemContent['type'];
    position: number;
    except: string;
    limit: number;
  },
): Promise<{ title: string; body: string }[]> {
  return trx
    .selectFrom('items')
    .select(['title', 'body'])
    .where('organization_id', '=', near.organizationId)
    .where('material_id', '=', near.materialId)
    .where('type', '=', near.type)
    .where('status', 'in', ['in_review', 'approved'])
    .where('id', '<>', near.except)
    .orderBy(sql`abs(position - ${near.position}::int)`)
    .orderBy('id')
    .limit(near.limit)
    .execute();
}
