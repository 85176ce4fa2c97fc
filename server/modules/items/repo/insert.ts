import { sql } from 'kysely';
import { z } from 'zod';
import type { OrganizationSettings } from '../../../../contracts/tenancy.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { newId } from '../../../ids.ts';
import { searchConfigFor, vectorColumns } from '../../library/index.ts';
import { describeContent } from '../domain/describe.ts';
import type { StoredDraft } from '../domain/draft.ts';
import { LocatedBlock, type LocatedChunk, locate } from '../domain/locate.ts';
import { statusByPolicy } from '../domain/status.ts';
import { draftKey } from '../draft-key.ts';
import { batches } from './batches.ts';
import { insertContents } from './insert-contents.ts';

export type InsertItemsInput = {
  organizationId: string;
  materialId: string;
  /** BCP 47 primary tag; `und` where it is not known. */
  language: string;
  generationId: string | null;
  policy: Pick<OrganizationSettings, 'reviewPolicy' | 'minimumQuality'>;
  drafts: readonly StoredDraft[];
  now: Date;
};

type CitedChunk = LocatedChunk & { contentHash: string };
type Keyed = { id: string; key: string; draft: StoredDraft };

async function listCitedChunks(
  trx: TenantTransaction,
  { organizationId, materialId, drafts }: InsertItemsInput,
): Promise<Map<string, CitedChunk>> {
  const ids = [
    ...new Set(drafts.flatMap((draft) => draft.citations.map((citation) => citation.chunkId))),
  ];
  const rows = await trx
    .selectFrom('chunks')
    .select(['id', 'blocks', 'page_start', 'start_seconds', 'content_hash'])
    .where('organization_id', '=', organizationId)
    .where('material_id', '=', materialId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        blocks: z.array(LocatedBlock).parse(row.blocks),
        pageStart: row.page_start,
        startSeconds: row.start_seconds,
        contentHash: row.content_hash,
      },
    ]),
  );
}

function cited(chunks: ReadonlyMap<string, CitedChunk>, chunkId: string): CitedChunk {
  const chunk = chunks.get(chunkId);
  if (!chunk)
    throw new Error(`A draft cites passage ${chunkId}, which its material does not have.`);
  return chunk;
}

function itemRow(input: InsertItemsInput, { id, key, draft }: Keyed) {
  const status = statusByPolicy(input.policy, draft);
  return {
    organization_id: input.organizationId,
    id,
    type: draft.content.type,
    material_id: input.materialId,
    generation_id: input.generationId,
    status,
    ...describeContent(draft.content),
    difficulty: draft.difficulty,
    quality: draft.quality,
    position: draft.position,
    lints: [...draft.lints],
    draft_key: key,
    search_config: searchConfigFor(input.language),
    ...vectorColumns(draft.embedder, draft.embedding),
    approved_at: status === 'approved' ? input.now : null,
  };
}

async function insertSources(
  trx: TenantTransaction,
  organizationId: string,
  items: readonly Keyed[],
  chunks: ReadonlyMap<string, CitedChunk>,
): Promise<void> {
  const rows = items.flatMap(({ id, draft }) =>
    draft.citations.map((citation, position) => ({
      organization_id: organizationId,
      id: newId(),
      item_id: id,
      position,
      chunk_id: citation.chunkId,
      start_offset: citation.start,
      end_offset: citation.end,
      quote: citation.quote,
      ...locate(cited(chunks, citation.chunkId), citation.start),
    })),
  );
  for (const batch of batches(rows)) await trx.insertInto('item_sources').values(batch).execute();
}

async function insertConcepts(
  trx: TenantTransaction,
  organizationId: string,
  items: readonly Keyed[],
): Promise<void> {
  const rows = items.flatMap(({ id, draft }) =>
    [...new Set(draft.conceptIds)].map((conceptId) => ({
      organization_id: organizationId,
      item_id: id,
      concept_id: conceptId,
    })),
  );
  for (const batch of batches(rows)) await trx.insertInto('item_concepts').values(batch).execute();
}

/**
 * Keeps drafts as items, with their sources and concepts, in the status that the review policy
 * gives them. What is kept already, by content and passage, is skipped: calling it again after a
 * failure makes nothing twice. Statements grow with every 500 drafts, not with every draft.
 *
 * @throws Error for a draft that cites no passage, or one of another material.
 */
export async function insertItems(
  trx: TenantTransaction,
  input: InsertItemsInput,
): Promise<{ inserted: number; skippedDuplicates: number; insertedIds: string[] }> {
  if (input.drafts.length === 0) return { inserted: 0, skippedDuplicates: 0, insertedIds: [] };
  const chunks = await listCitedChunks(trx, input);
  const byKey = new Map<string, Keyed>();
  for (const draft of input.drafts) {
    if (draft.citations.length === 0) throw new Error('A draft must cite a passage.');
    const hashes = draft.citations.map((citation) => cited(chunks, citation.chunkId).contentHash);
    const key = draftKey(draft.content, hashes);
    if (!byKey.has(key)) byKey.set(key, { id: newId(), key, draft });
  }
  const insertedIds = new Set<string>();
  for (const batch of batches([...byKey.values()])) {
    const rows = await trx
      .insertInto('items')
      .values(batch.map((keyed) => itemRow(input, keyed)))
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'material_id', 'draft_key']).doNothing(),
      )
      .returning('id')
      .execute();
    for (const row of rows) insertedIds.add(row.id);
  }
  const items = [...byKey.values()].filter(({ id }) => insertedIds.has(id));
  await insertContents(
    trx,
    input.organizationId,
    items.map(({ id, draft }) => ({ id, content: draft.content })),
  );
  await insertSources(trx, input.organizationId, items, chunks);
  await insertConcepts(trx, input.organizationId, items);
  return {
    inserted: items.length,
    skippedDuplicates: input.drafts.length - items.length,
    insertedIds: items.map(({ id }) => id),
  };
}
