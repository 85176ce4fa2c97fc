import { type Item, ItemContent } from '../../../contracts/items.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { listFlags } from './repo/flags.ts';
import * as repo from './repo/read.ts';
import { listStaleness } from './repo/versions.ts';

/** An item with what editing needs beside what the API shows. */
export type LoadedItem = { item: Item; language: string; position: number };

function grouped<Row extends { item_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.item_id);
}

function staleOf(
  since: Date | null,
  spans: Awaited<ReturnType<typeof listStaleness>>,
): Item['stale'] {
  if (since === null) return null;
  return {
    since: since.toISOString(),
    version: Math.max(0, ...spans.map(({ version }) => version)),
    spans: spans.map((span) => ({
      oldQuote: span.old_quote,
      newQuote: span.new_quote,
      chunkId: span.new_chunk_id,
    })),
  };
}

/**
 * Items with sources and concepts, in the order of `ids`, in a few statements however many
 * they are. Whether the reader may see them is for the caller to have asked; unknown ids are left out.
 */
export async function loadItems(
  trx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<LoadedItem[]> {
  if (ids.length === 0) return [];
  const rows = new Map(
    (await repo.listItemRows(trx, organizationId, ids)).map((row) => [row.id, row]),
  );
  const sources = grouped(await repo.listSources(trx, organizationId, ids));
  const changed = [...rows.values()].filter((row) => row.stale_since !== null);
  const staleness = grouped(
    changed.length === 0
      ? []
      : await listStaleness(
          trx,
          organizationId,
          changed.map(({ id }) => id),
        ),
  );
  const flags = await listFlags(
    trx,
    organizationId,
    [...rows.values()].filter((row) => row.flagged_at !== null).map(({ id }) => id),
  );
  const concepts = grouped(await repo.listItemConcepts(trx, organizationId, ids));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (!row) return [];
    const item: Item = {
      id,
      type: row.type,
      status: row.status,
      materialId: row.material_id,
      materialTitle: row.material_title,
      difficulty: row.difficulty,
      quality: row.quality,
      concepts: (concepts.get(id) ?? []).map((concept) => ({ id: concept.id, name: concept.name })),
      sources: (sources.get(id) ?? []).map((source) => ({
        chunkId: source.chunk_id,
        start: source.start_offset,
        end: source.end_offset,
        quote: source.quote,
        page: source.page,
        heading: source.heading === '' ? null : source.heading,
        seconds: source.seconds,
      })),
      lints: row.lints,
      engine: row.engine,
      content: ItemContent.parse(row.content),
      stale: staleOf(row.stale_since, staleness.get(id) ?? []),
      flags: flags.get(id) ?? [],
      revision: row.revision,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    };
    return [{ item, language: row.language, position: row.position }];
  });
}
