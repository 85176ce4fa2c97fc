-- up
create type ingestion_status as enum ('queued', 'running', 'completed', 'failed', 'cancelled');
create type ingestion_stage as enum ('fetch', 'parse', 'embed', 'concepts', 'items', 'summaries', 'done');

create table ingestion_jobs (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  source_type material_source not null,
  source text not null check (length(source) <= 2000),
  material_id uuid,
  material_version integer,
  status ingestion_status not null default 'queued',
  stage ingestion_stage not null default 'fetch',
  progress_done integer not null default 0 check (progress_done >= 0),
  progress_total integer not null default 0 check (progress_total >= 0),
  counts jsonb not null default '{}',
  duplicate boolean not null default false,
  error_code text,
  error_message text,
  cancel_requested_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, material_id) references materials (organization_id, id) on delete cascade,
  constraint ingestion_jobs_finished check ((status in ('completed', 'failed', 'cancelled')) = (finished_at is not null)),
  constraint ingestion_jobs_error check ((status = 'failed') = (error_code is not null))
);
comment on table ingestion_jobs is 'The way of one source into the library, stage by stage.';
comment on column ingestion_jobs.organization_id is 'Tenant.';
comment on column ingestion_jobs.id is 'UUID version 7.';
comment on column ingestion_jobs.source_type is 'file, url or text.';
comment on column ingestion_jobs.source is 'File name, address or title.';
comment on column ingestion_jobs.material_id is 'The material that it makes; null until the source is fetched.';
comment on column ingestion_jobs.material_version is 'The version that it makes.';
comment on column ingestion_jobs.status is 'queued, running, completed, failed or cancelled.';
comment on column ingestion_jobs.stage is 'Where it is.';
comment on column ingestion_jobs.progress_done is 'Units of the stage done (pages, passages).';
comment on column ingestion_jobs.progress_total is 'Units of the stage in all; 0 while unknown.';
comment on column ingestion_jobs.counts is 'What has been made so far, by kind.';
comment on column ingestion_jobs.duplicate is 'True where the source was in the library already and nothing was made.';
comment on column ingestion_jobs.error_code is 'Code of what went wrong.';
comment on column ingestion_jobs.error_message is 'In plain words, what to do.';
comment on column ingestion_jobs.cancel_requested_at is 'When a person asked to stop it.';
comment on column ingestion_jobs.started_at is 'When work began.';
comment on column ingestion_jobs.finished_at is 'When it ended.';
comment on column ingestion_jobs.created_by is 'Who gave the source.';
comment on column ingestion_jobs.created_at is 'When the row was made.';
comment on column ingestion_jobs.updated_at is 'When the row was last changed.';
create index ingestion_jobs_newest on ingestion_jobs (organization_id, created_at desc, id desc);
create index ingestion_jobs_open on ingestion_jobs (organization_id, created_at) where status in ('queued', 'running');
create index ingestion_jobs_material on ingestion_jobs (organization_id, material_id);
select protect_tenant_table('ingestion_jobs');

-- down
drop table ingestion_jobs;
drop type ingestion_stage;
drop type ingestion_status;
