-- up
alter table material_versions
  add column source_name text check (length(source_name) <= 2000),
  add column media_type text,
  add column storage_key text,
  add column size_bytes bigint check (size_bytes >= 0),
  add column page_count integer check (page_count >= 0),
  add column duration_seconds numeric(12, 3) check (duration_seconds >= 0),
  add column current_at timestamptz,
  add column items_kept integer check (items_kept >= 0),
  add column items_stale integer check (items_stale >= 0),
  add column items_retired integer check (items_retired >= 0),
  add column items_revived integer check (items_revived >= 0),
  add column created_by uuid references users (id) on delete set null;
comment on column material_versions.source_name is 'File name or address that this version came from.';
comment on column material_versions.media_type is 'Media type of its original.';
comment on column material_versions.storage_key is 'Where its original is kept.';
comment on column material_versions.size_bytes is 'Size of its original.';
comment on column material_versions.page_count is 'Pages or slides, where the format has them.';
comment on column material_versions.duration_seconds is 'Length of a recording.';
comment on column material_versions.current_at is 'When it became the version that is read and searched; null before.';
comment on column material_versions.items_kept is 'Items whose spans stand in it unchanged; null in a first version.';
comment on column material_versions.items_stale is 'Items whose spans it changed.';
comment on column material_versions.items_retired is 'Items whose spans it no longer has.';
comment on column material_versions.items_revived is 'Retired items whose spans it has again.';
comment on column material_versions.created_by is 'Who gave it.';
update material_versions v set
  source_name = m.source_name, media_type = m.media_type, storage_key = m.storage_key,
  size_bytes = m.size_bytes, page_count = m.page_count, duration_seconds = m.duration_seconds,
  current_at = v.created_at, created_by = m.created_by
from materials m
where m.organization_id = v.organization_id and m.id = v.material_id;

alter table items
  add column stale_since timestamptz,
  add column status_before item_status;
comment on column items.stale_since is 'Since when its source says something else; null where it does not, or where a person has looked.';
comment on column items.status_before is 'Status that a new version of its source took it from; it has it again when the source says what it said.';
create index items_stale on items (organization_id, material_id, position, type, id) where stale_since is not null;

create table item_staleness (
  organization_id uuid not null,
  item_id uuid not null,
  source_position smallint not null check (source_position >= 0),
  version integer not null check (version >= 2),
  old_chunk_id uuid not null,
  old_start integer not null check (old_start >= 0),
  old_end integer not null,
  old_quote text not null,
  old_page integer check (old_page >= 1),
  old_seconds numeric(12, 3) check (old_seconds >= 0),
  new_chunk_id uuid,
  new_start integer check (new_start >= 0),
  new_end integer,
  new_quote text,
  resolved_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, item_id, source_position),
  foreign key (organization_id, item_id) references items (organization_id, id) on delete cascade,
  foreign key (organization_id, old_chunk_id) references chunks (organization_id, id) on delete cascade,
  foreign key (organization_id, new_chunk_id) references chunks (organization_id, id) on delete cascade,
  foreign key (organization_id, resolved_by) references item_reviews (organization_id, id) on delete set null (resolved_by),
  constraint item_staleness_old_span check (old_end > old_start),
  constraint item_staleness_new_span check ((new_chunk_id is null) = (new_quote is null) and new_end > new_start)
);
comment on table item_staleness is 'What a new version did to the spans that an item rests on: the old and the new one, until a person has looked, and after.';
comment on column item_staleness.organization_id is 'Tenant.';
comment on column item_staleness.item_id is 'The item.';
comment on column item_staleness.source_position is 'Which of its spans.';
comment on column item_staleness.version is 'The version that changed it.';
comment on column item_staleness.old_chunk_id is 'Passage of the old span.';
comment on column item_staleness.old_start is 'Offset of the old span.';
comment on column item_staleness.old_end is 'Its end, exclusive.';
comment on column item_staleness.old_quote is 'Text of the old span.';
comment on column item_staleness.old_page is 'Page of the old span.';
comment on column item_staleness.old_seconds is 'Second of the old span.';
comment on column item_staleness.new_chunk_id is 'Passage of the span that stands in its place; null where it is gone.';
comment on column item_staleness.new_start is 'Offset of the new span.';
comment on column item_staleness.new_end is 'Its end, exclusive.';
comment on column item_staleness.new_quote is 'Text of the new span.';
comment on column item_staleness.resolved_by is 'The decision that took the new span for the old; null while it waits.';
comment on column item_staleness.created_at is 'When the row was made.';
comment on column item_staleness.updated_at is 'When the row was last changed.';
create index item_staleness_old_chunk on item_staleness (organization_id, old_chunk_id);
create index item_staleness_new_chunk on item_staleness (organization_id, new_chunk_id);
create index item_staleness_review on item_staleness (organization_id, resolved_by);
select protect_tenant_table('item_staleness');

-- down
drop table item_staleness;
drop index items_stale;
alter table items drop column stale_since, drop column status_before;
alter table material_versions
  drop column source_name, drop column media_type, drop column storage_key, drop column size_bytes,
  drop column page_count, drop column duration_seconds, drop column current_at, drop column items_kept,
  drop column items_stale, drop column items_retired, drop column items_revived, drop column created_by;
