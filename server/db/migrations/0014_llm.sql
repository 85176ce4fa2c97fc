-- up
alter table ingestion_jobs add column waiting_for text;
alter table ingestion_jobs add constraint ingestion_jobs_waiting
  check (waiting_for is null or (waiting_for = 'ai_budget' and status = 'queued'));
comment on column ingestion_jobs.waiting_for is 'What a queued job waits for: ai_budget (the month''s budget for models is used up); null while it waits for its turn alone.';

-- Vectors of two embedders side by side: while one is searched, the other is filled; then they
-- change places by one row of embedders. The second set is empty most of the time.
alter table chunks add column embedding_b halfvec(1536), add column embedder_b text;
alter table chunks add constraint chunks_embedder_b check ((embedding_b is null) = (embedder_b is null));
comment on column chunks.embedding_b is 'Unit vector of the text in the second set.';
comment on column chunks.embedder_b is 'What made the vector in the second set.';
create index chunks_embedding_b on chunks using hnsw ((binary_quantize(embedding_b)::bit(1536)) bit_hamming_ops);

alter table items add column embedding_b halfvec(1536), add column embedder_b text;
alter table items add constraint items_embedder_b check ((embedding_b is null) = (embedder_b is null));
comment on column items.embedding_b is 'Unit vector in the second set.';
comment on column items.embedder_b is 'What made the vector in the second set.';
create index items_embedding_b on items using hnsw ((binary_quantize(embedding_b)::bit(1536)) bit_hamming_ops);

alter table concepts add column embedding_b halfvec(1536), add column embedder_b text;
alter table concepts add constraint concepts_embedder_b check ((embedding_b is null) = (embedder_b is null));
comment on column concepts.embedding_b is 'Unit vector of name and definition in the second set.';
comment on column concepts.embedder_b is 'What made the vector in the second set.';

-- Vectors are no change that a person made.
do $$
begin
  execute replace(
    pg_get_functiondef('record_audit'::regproc),
    $list$'embedding',$list$,
    $list$'embedding', 'embedder', 'embedding_b', 'embedder_b',$list$
  );
end
$$;

create table embedders (
  organization_id uuid not null references organizations (id) on delete cascade,
  slot text not null check (slot in ('a', 'b')),
  name text not null check (length(name) between 1 and 300),
  next_name text check (length(next_name) between 1 and 300),
  progress_done integer not null default 0 check (progress_done >= 0),
  progress_total integer not null default 0 check (progress_total >= 0),
  error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id)
);
comment on table embedders is 'What makes the vectors of an organization and which of the two sets is searched; no row means the built-in one in the first set.';
comment on column embedders.organization_id is 'Tenant.';
comment on column embedders.slot is 'The set that is searched: a (embedding) or b (embedding_b).';
comment on column embedders.name is 'Name and version of what makes the vectors of this set.';
comment on column embedders.next_name is 'What the other set is being filled by; null when nothing changes.';
comment on column embedders.progress_done is 'Vectors of the other set that are made.';
comment on column embedders.progress_total is 'Vectors that it will have.';
comment on column embedders.error is 'Why filling waits, in plain words; it goes on by itself.';
comment on column embedders.created_at is 'When the row was made.';
comment on column embedders.updated_at is 'When the row was last changed.';
select protect_tenant_table('embedders');

-- down
drop table embedders;
do $$
begin
  execute replace(
    pg_get_functiondef('record_audit'::regproc),
    $list$'embedding', 'embedder', 'embedding_b', 'embedder_b',$list$,
    $list$'embedding',$list$
  );
end
$$;
alter table concepts drop column embedding_b, drop column embedder_b;
alter table items drop column embedding_b, drop column embedder_b;
alter table chunks drop column embedding_b, drop column embedder_b;
alter table ingestion_jobs drop column waiting_for;
