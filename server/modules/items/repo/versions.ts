import { sql } from 'kysely';
import { z } from 'zod';
import type { ItemStatus } from '../../../../contracts/items.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import { LocatedBlock } from '../domain/locate.ts';

type Material = { organizationId: string; materialId: string; version: number };

/** Passages of a version, with what tells page and second of a span. */
export async function listPassages(trx: TenantTransaction, key: Material) {
  const rows = await trx
    .selectFrom('chunks')
    .select(['id', 'position', 'text', 'blocks', 'page_start', 'start_seconds'])
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .where('version', '=', key.version)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    position: row.position,
    text: row.text,
    blocks: z.array(LocatedBlock).parse(row.blocks),
    pageStart: row.page_start,
    startSeconds: row.start_seconds,
  }));
}

export type FollowedSource = {
  sourceId: string;
  itemId: string;
  status: ItemStatus;
  statusBefore: ItemStatus | null;
  position: number;
  chunkId: string;
  chunkPosition: number;
  start: number;
  end: number;
  quote: string;
  page: number | null;
  seconds: number | null;
};

/** Spans of items that rest on another version than the given one; rejected items are left alone. */
export async function listSourcesElsewhere(
  trx: TenantTransaction,
  key: Material,
): Promise<FollowedSource[]> {
  const { rows } = await sql<FollowedSource>`
    select
      s.id as "sourceId", s.item_id as "itemId", i.status, i.status_before as "statusBefore",
      s.position, s.chunk_id as "chunkId", c.position as "chunkPosition",
      s.start_offset as start, s.end_offset as "end", s.quote, s.page, s.seconds::float8 as seconds
    from items i
    join item_sources s on s.organization_id = i.organization_id and s.item_id = i.id
    join chunks c on c.organization_id = s.organization_id and c.id = s.chunk_id
    where i.organization_id = ${key.organizationId}
      and i.material_id = ${key.materialId}
      and c.version <> ${key.version}
      and (i.status in ('approved', 'in_review') or i.status_before is not null)
    order by s.item_id, s.position`.execute(trx);
  return rows;
}

export type NewSpan = {
  sourceId: string;
  chunkId: string;
  start: number;
  end: number;
  quote: string;
  page: number | null;
  seconds: number | null;
};

/** Points spans at other passages. */
export async function updateSources(
  trx: TenantTransaction,
  organizationId: string,
  spans: readonly NewSpan[],
): Promise<void> {
  if (spans.length === 0) return;
  await sql`
    update item_sources s set
      chunk_id = n.chunk_id, start_offset = n.start_offset, end_offset = n.end_offset,
      quote = n.quote, page = n.page, seconds = n.seconds
    from jsonb_to_recordset(${JSON.stringify(
      spans.map((span) => ({
        id: span.sourceId,
        chunk_id: span.chunkId,
        start_offset: span.start,
        end_offset: span.end,
        quote: span.quote,
        page: span.page,
        seconds: span.seconds,
      })),
    )}::jsonb) as n (
      id uuid, chunk_id uuid, start_offset integer, end_offset integer, quote text, page integer,
      seconds numeric
    )
    where s.organization_id = ${organizationId} and s.id = n.id`.execute(trx);
}

export type StaleSpan = {
  itemId: string;
  position: number;
  chunkId: string;
  start: number;
  end: number;
  quote: string;
  page: number | null;
  seconds: number | null;
  next: { chunkId: string; start: number; end: number; quote: string } | null;
};

/** Notes what changed under items; a span that changes again keeps its oldest text. */
export async function insertStaleness(
  trx: TenantTransaction,
  organizationId: string,
  version: number,
  spans: readonly StaleSpan[],
): Promise<void> {
  if (spans.length === 0) return;
  await sql`
    insert into item_staleness (
      organization_id, item_id, source_position, version, old_chunk_id, old_start, old_end,
      old_quote, old_page, old_seconds, new_chunk_id, new_start, new_end, new_quote
    )
    select ${organizationId}::uuid, n.item_id, n.source_position, ${version}, n.old_chunk_id,
      n.old_start, n.old_end, n.old_quote, n.old_page, n.old_seconds, n.new_chunk_id, n.new_start,
      n.new_end, n.new_quote
    from jsonb_to_recordset(${JSON.stringify(
      spans.map((span) => ({
        item_id: span.itemId,
        source_position: span.position,
        old_chunk_id: span.chunkId,
        old_start: span.start,
        old_end: span.end,
        old_quote: span.quote,
        old_page: span.page,
        old_seconds: span.seconds,
        new_chunk_id: span.next?.chunkId ?? null,
        new_start: span.next?.start ?? null,
        new_end: span.next?.end ?? null,
        new_quote: span.next?.quote ?? null,
      })),
    )}::jsonb) as n (
      item_id uuid, source_position smallint, old_chunk_id uuid, old_start integer, old_end integer,
      old_quote text, old_page integer, old_seconds numeric, new_chunk_id uuid, new_start integer,
      new_end integer, new_quote text
    )
    on conflict (organization_id, item_id, source_position) do update set
      version = excluded.version, old_chunk_id = excluded.old_chunk_id,
      old_start = excluded.old_start, old_end = excluded.old_end, old_quote = excluded.old_quote,
      old_page = excluded.old_page, old_seconds = excluded.old_seconds,
      new_chunk_id = excluded.new_chunk_id, new_start = excluded.new_start,
      new_end = excluded.new_end, new_quote = excluded.new_quote, resolved_by = null`.execute(trx);
}

/** Sets what a version made of items; positions follow the first span. */
export async function updateFates(
  trx: TenantTransaction,
  fates: {
    organizationId: string;
    stale: readonly string[];
    retired: readonly string[];
    /** Retired before, and back again. */
    revived: readonly string[];
    fresh: readonly string[];
    now: Date;
  },
): Promise<void> {
  const { organizationId: organization, now } = fates;
  const taken = [...fates.stale, ...fates.retired];
  const back = [...fates.revived, ...fates.fresh];
  await sql`
    update items set
      stale_since = case
        when id = any(${[...fates.stale]}::uuid[]) then ${now}::timestamptz
        when id = any(${back}::uuid[]) then null
        else stale_since
      end,
      status_before = case
        when id = any(${taken}::uuid[]) then coalesce(status_before, status)
        when id = any(${back}::uuid[]) then null
        else status_before
      end,
      flagged_at = case when id = any(${taken}::uuid[]) then null else flagged_at end,
      status = case
        when id = any(${[...fates.stale]}::uuid[]) then 'in_review'::item_status
        when id = any(${[...fates.retired]}::uuid[]) then 'retired'::item_status
        when id = any(${back}::uuid[]) then coalesce(status_before, status)
        else status
      end
    where organization_id = ${organization}
      and id = any(${[...taken, ...back]}::uuid[])`.execute(trx);
}

/** Items stand in the order of their first span. */
export async function updatePositions(trx: TenantTransaction, key: Material): Promise<void> {
  await sql`
    update items i set position = c.position
    from item_sources s
    join chunks c on c.organization_id = s.organization_id and c.id = s.chunk_id
    where i.organization_id = ${key.organizationId} and i.material_id = ${key.materialId}
      and s.organization_id = i.organization_id and s.item_id = i.id and s.position = 0
      and c.version = ${key.version} and i.position <> c.position`.execute(trx);
}

/** Definitions of concepts follow their sentence; those that cannot stay with the old passage. */
export async function listDefinitionsElsewhere(trx: TenantTransaction, key: Material) {
  const { rows } = await sql<{ id: string; quote: string; position: number }>`
    select k.id, substr(c.text, k.start_offset + 1, k.end_offset - k.start_offset) as quote, c.position
    from concepts k
    join chunks c on c.organization_id = k.organization_id and c.id = k.chunk_id
    where k.organization_id = ${key.organizationId} and c.material_id = ${key.materialId}
      and c.version <> ${key.version} and k.start_offset is not null`.execute(trx);
  return rows;
}

export async function updateDefinitions(
  trx: TenantTransaction,
  organizationId: string,
  places: readonly { id: string; chunkId: string; start: number; end: number }[],
): Promise<void> {
  if (places.length === 0) return;
  await sql`
    update concepts k set chunk_id = n.chunk_id, start_offset = n.start, end_offset = n.stop
    from jsonb_to_recordset(${JSON.stringify(
      places.map(({ id, chunkId, start, end }) => ({ id, chunk_id: chunkId, start, stop: end })),
    )}::jsonb) as n (id uuid, chunk_id uuid, start integer, stop integer)
    where k.organization_id = ${organizationId} and k.id = n.id`.execute(trx);
}

export async function updateVersionCounts(
  trx: TenantTransaction,
  key: Material,
  counts: { kept: number; stale: number; retired: number; revived: number },
): Promise<void> {
  await trx
    .updateTable('material_versions')
    .set({
      items_kept: counts.kept,
      items_stale: counts.stale,
      items_retired: counts.retired,
      items_revived: counts.revived,
    })
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .where('version', '=', key.version)
    .execute();
}

/** Takes the new spans of items for the old ones, by a decision of a person. */
export async function resolveStaleness(
  trx: TenantTransaction,
  organizationId: string,
  reviews: readonly { itemId: string; reviewId: string }[],
): Promise<void> {
  if (reviews.length === 0) return;
  const items = sql`${reviews.map(({ itemId }) => itemId)}::uuid[]`;
  await sql`
    with
    decided as (
      select * from unnest(${items}, ${reviews.map(({ reviewId }) => reviewId)}::uuid[]) as d (item_id, review_id)
    ),
    moved as (
      update item_sources s set
        chunk_id = t.new_chunk_id, start_offset = t.new_start, end_offset = t.new_end,
        quote = t.new_quote, page = c.page_start, seconds = c.start_seconds
      from item_staleness t
      join decided d on d.item_id = t.item_id
      join chunks c on c.organization_id = t.organization_id and c.id = t.new_chunk_id
      where t.organization_id = ${organizationId} and t.resolved_by is null
        and s.organization_id = t.organization_id and s.item_id = t.item_id
        and s.position = t.source_position
    ),
    noted as (
      update item_staleness t set resolved_by = d.review_id
      from decided d
      where t.organization_id = ${organizationId} and t.item_id = d.item_id and t.resolved_by is null
    )
    update items set stale_since = null, status_before = null
    where organization_id = ${organizationId} and id = any(${items}) and stale_since is not null`.execute(
    trx,
  );
}

/** Takes such decisions back: the old spans stand again, and the items wait. */
export async function reopenStaleness(
  trx: TenantTransaction,
  organizationId: string,
  reviewIds: readonly string[],
): Promise<void> {
  if (reviewIds.length === 0) return;
  await sql`
    with
    reopened as (
      update item_staleness t set resolved_by = null
      where t.organization_id = ${organizationId} and t.resolved_by = any(${[...reviewIds]}::uuid[])
      returning t.*
    ),
    moved as (
      update item_sources s set
        chunk_id = t.old_chunk_id, start_offset = t.old_start, end_offset = t.old_end,
        quote = t.old_quote, page = t.old_page, seconds = t.old_seconds
      from reopened t
      where s.organization_id = t.organization_id and s.item_id = t.item_id
        and s.position = t.source_position
    )
    update items i set stale_since = t.created_at
    from reopened t
    where i.organization_id = t.organization_id and i.id = t.item_id`.execute(trx);
}

/** What changed under items that wait for a person because of it. */
export async function listStaleness(
  trx: TenantTransaction,
  organizationId: string,
  itemIds: readonly string[],
) {
  return trx
    .selectFrom('item_staleness')
    .select(['item_id', 'source_position', 'version', 'old_quote', 'new_quote', 'new_chunk_id'])
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`item_id = any(${[...itemIds]}::uuid[])`)
    .where('resolved_by', 'is', null)
    .orderBy('item_id')
    .orderBy('source_position')
    .execute();
}

/** Texts of items that a material has, by type, so that a new version makes none of them again. */
export async function listTexts(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string },
) {
  return trx
    .selectFrom('items')
    .select(['type', 'title', 'body'])
    .where('organization_id', '=', key.organizationId)
    .where('material_id', '=', key.materialId)
    .where('status', '<>', 'retired')
    .execute();
}
