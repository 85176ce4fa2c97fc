import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';
import { searchConfigFor, vectorColumns } from '../../library/index.ts';
import { describeContent } from '../domain/describe.ts';
import type { DraftContent } from '../domain/draft.ts';
import { draftKey } from '../draft-key.ts';
import { insertContents } from './insert-contents.ts';

/**
 * The material in which items stand that a person wrote and no source has; made at first. It has no
 * passages. The checksum names what they are for, so that two requests find the same one.
 */
export async function selectOrInsertWrittenMaterial(
  trx: TenantTransaction,
  material: {
    organizationId: string;
    checksum: string;
    title: string;
    language: string;
    storageKey: string;
    sizeBytes: number;
    createdBy: string;
  },
): Promise<string> {
  const { organizationId, checksum } = material;
  const inserted = await trx
    .insertInto('materials')
    .values({
      organization_id: organizationId,
      id: newId(),
      title: material.title,
      source_type: 'text',
      source_name: material.title,
      media_type: 'text/plain',
      status: 'ready',
      language: material.language,
      checksum,
      storage_key: material.storageKey,
      size_bytes: material.sizeBytes,
      created_by: material.createdBy,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'checksum']).where('deleted_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted) {
    await trx
      .insertInto('material_versions')
      .values({
        organization_id: organizationId,
        material_id: inserted.id,
        version: 1,
        checksum,
        source_name: material.title,
        media_type: 'text/plain',
        storage_key: material.storageKey,
        size_bytes: material.sizeBytes,
        created_by: material.createdBy,
      })
      .execute();
    return inserted.id;
  }
  const { id } = await trx
    .selectFrom('materials')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('checksum', '=', checksum)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return id;
}

export type WrittenItem = {
  organizationId: string;
  materialId: string;
  language: string;
  status: 'in_review' | 'approved';
  content: Extract<DraftContent, { type: 'question' }>;
  conceptIds: readonly string[];
  difficulty: number;
  lints: readonly string[];
  vector: Parameters<typeof vectorColumns>[1];
  embedder: Parameters<typeof vectorColumns>[0];
  now: Date;
};

/** Null where the material has the very same question. Concepts that are not there are left out. */
export async function insertWrittenQuestion(
  trx: TenantTransaction,
  item: WrittenItem,
): Promise<string | null> {
  const { organizationId, materialId, content, now } = item;
  const id = newId();
  const row = await trx
    .insertInto('items')
    .values((value) => ({
      organization_id: organizationId,
      id,
      type: 'question',
      material_id: materialId,
      status: item.status,
      ...describeContent(content),
      difficulty: item.difficulty,
      quality: 1,
      position: value
        .selectFrom('items')
        .select(sql<number>`coalesce(max(position) + 1, 0)`.as('next'))
        .where('organization_id', '=', organizationId)
        .where('material_id', '=', materialId),
      lints: [...item.lints],
      draft_key: draftKey(content, []),
      search_config: searchConfigFor(item.language),
      ...vectorColumns(item.embedder, item.vector),
      approved_at: item.status === 'approved' ? now : null,
    }))
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'material_id', 'draft_key']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  await insertContents(trx, organizationId, [{ id, content }]);
  await sql`
    insert into item_concepts (organization_id, item_id, concept_id)
    select c.organization_id, ${id}::uuid, c.id
    from concepts c
    where c.organization_id = ${organizationId} and c.id = any(${[...item.conceptIds]}::uuid[])`.execute(
    trx,
  );
  return id;
}
