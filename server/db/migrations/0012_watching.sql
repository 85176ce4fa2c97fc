-- up
create table watched_folders (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  path text not null check (length(path) between 1 and 1000),
  recursive boolean not null default true,
  file_types text[] not null default '{pdf,docx,txt}' check (cardinality(file_types) between 1 and 30),
  auto_process boolean not null default true,
  enabled boolean not null default true,
  last_scan_at timestamptz,
  next_scan_at timestamptz not null default now(),
  busy_until timestamptz,
  last_error text,
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id)
);
comment on table watched_folders is 'Folders of the server whose files come into the library by themselves.';
comment on column watched_folders.organization_id is 'Tenant.';
comment on column watched_folders.id is 'UUID version 7.';
comment on column watched_folders.path is 'Absolute path on the server, below a root that the operator allows.';
comment on column watched_folders.recursive is 'Whether the folders inside it are watched, too.';
comment on column watched_folders.file_types is 'Endings that are taken, lower case and without the dot.';
comment on column watched_folders.auto_process is 'True: files are added when they are whole; false: a person adds them.';
comment on column watched_folders.enabled is 'False while a person has paused it.';
comment on column watched_folders.last_scan_at is 'When it was last looked through.';
comment on column watched_folders.next_scan_at is 'When it is looked through next.';
comment on column watched_folders.busy_until is 'A scan holds it until then, unless it ends earlier; a scan that died lets go by itself.';
comment on column watched_folders.last_error is 'Why the last scan could not see all of it, in plain words; null where it could.';
comment on column watched_folders.created_by is 'Who set it up; what it finds is added in their name.';
comment on column watched_folders.created_at is 'When the row was made.';
comment on column watched_folders.updated_at is 'When the row was last changed.';
create unique index watched_folders_path on watched_folders (organization_id, path);
create index watched_folders_due on watched_folders (organization_id, next_scan_at) where enabled;
select protect_tenant_table('watched_folders');
-- A look every minute is no change that a person made.
create trigger audit after insert or delete or update of path, recursive, file_types, auto_process, enabled on watched_folders
  for each row execute function record_audit('watched_folders', 'id');

create type watched_file_state as enum ('settling', 'found', 'wanted', 'added', 'failed', 'gone');

create table watched_files (
  organization_id uuid not null,
  id uuid not null,
  folder_id uuid not null,
  path text not null check (length(path) between 1 and 2000),
  size_bytes bigint not null check (size_bytes >= 0),
  modified_at timestamptz not null,
  stable_since timestamptz not null,
  state watched_file_state not null default 'settling',
  taken_size_bytes bigint check (taken_size_bytes >= 0),
  taken_modified_at timestamptz,
  checksum text check (length(checksum) = 64),
  material_id uuid,
  job_id uuid,
  error_code text,
  error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, folder_id) references watched_folders (organization_id, id) on delete cascade,
  foreign key (organization_id, material_id) references materials (organization_id, id) on delete set null (material_id),
  foreign key (organization_id, job_id) references ingestion_jobs (organization_id, id) on delete set null (job_id),
  constraint watched_files_taken check ((taken_size_bytes is null) = (taken_modified_at is null)),
  constraint watched_files_error check ((error_code is null) = (error is null))
);
comment on table watched_files is 'What has been seen in watched folders, so that a scan knows what is new.';
comment on column watched_files.organization_id is 'Tenant.';
comment on column watched_files.id is 'UUID version 7.';
comment on column watched_files.folder_id is 'The folder.';
comment on column watched_files.path is 'Path from the folder, with slashes.';
comment on column watched_files.size_bytes is 'Size at the last look.';
comment on column watched_files.modified_at is 'Time of its last change, as the file system gives it, at the last look.';
comment on column watched_files.stable_since is 'The first look at which size and time were these.';
comment on column watched_files.state is 'settling (may still be written), found (waits for a person), wanted (a person wants it added), added, failed, gone (no longer on the disk; its material stays).';
comment on column watched_files.taken_size_bytes is 'Its size when it was last added.';
comment on column watched_files.taken_modified_at is 'Its time when it was last added.';
comment on column watched_files.checksum is 'SHA-256 of what was last added.';
comment on column watched_files.material_id is 'The material that it became.';
comment on column watched_files.job_id is 'The job that last read it.';
comment on column watched_files.error_code is 'Code of why it could not be added.';
comment on column watched_files.error is 'The same in plain words.';
comment on column watched_files.created_at is 'When it was first seen.';
comment on column watched_files.updated_at is 'When the row was last changed.';
create unique index watched_files_path on watched_files (organization_id, folder_id, path);
create index watched_files_material on watched_files (organization_id, material_id);
create index watched_files_job on watched_files (organization_id, job_id);
select protect_tenant_table('watched_files');

create table monitored_urls (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  url text not null check (url ~ '^https?://' and length(url) <= 2000),
  interval_minutes integer not null default 5 check (interval_minutes between 5 and 43200),
  enabled boolean not null default true,
  etag text check (length(etag) <= 1000),
  last_modified timestamptz,
  content_hash text check (length(content_hash) = 64),
  last_checked_at timestamptz,
  last_changed_at timestamptz,
  next_check_at timestamptz not null default now(),
  busy_until timestamptz,
  outcome text check (outcome in ('added', 'changed', 'unchanged', 'not_modified', 'refused', 'failed')),
  failures integer not null default 0 check (failures >= 0),
  error_code text,
  error text,
  material_id uuid,
  job_id uuid,
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, material_id) references materials (organization_id, id) on delete set null (material_id),
  foreign key (organization_id, job_id) references ingestion_jobs (organization_id, id) on delete set null (job_id),
  constraint monitored_urls_error check ((error_code is null) = (error is null))
);
comment on table monitored_urls is 'Pages and files of the web that are read again and again.';
comment on column monitored_urls.organization_id is 'Tenant.';
comment on column monitored_urls.id is 'UUID version 7.';
comment on column monitored_urls.url is 'The address.';
comment on column monitored_urls.interval_minutes is 'Minutes from one check to the next: 5 to 43,200 (30 days).';
comment on column monitored_urls.enabled is 'False while a person has paused it.';
comment on column monitored_urls.etag is 'ETag of the last answer, sent back as If-None-Match.';
comment on column monitored_urls.last_modified is 'Last-Modified of the last answer, sent back as If-Modified-Since.';
comment on column monitored_urls.content_hash is 'SHA-256 of the main text of the last answer, without the stamps that say when it was made.';
comment on column monitored_urls.last_checked_at is 'When it was last asked for.';
comment on column monitored_urls.last_changed_at is 'When its text was last seen to be another.';
comment on column monitored_urls.next_check_at is 'When it is asked for next.';
comment on column monitored_urls.busy_until is 'A check holds it until then, unless it ends earlier; a check that died lets go by itself.';
comment on column monitored_urls.outcome is 'What came of the last check: added, changed, unchanged, not_modified (the server said so), refused (robots.txt), failed.';
comment on column monitored_urls.failures is 'Checks in a row that failed; each doubles the wait, up to a day.';
comment on column monitored_urls.error_code is 'Code of why the last check failed.';
comment on column monitored_urls.error is 'The same in plain words.';
comment on column monitored_urls.material_id is 'The material that it became.';
comment on column monitored_urls.job_id is 'The job that last read it.';
comment on column monitored_urls.created_by is 'Who set it up; what it brings is added in their name.';
comment on column monitored_urls.created_at is 'When the row was made.';
comment on column monitored_urls.updated_at is 'When the row was last changed.';
create unique index monitored_urls_url on monitored_urls (organization_id, url);
create index monitored_urls_due on monitored_urls (organization_id, next_check_at) where enabled;
create index monitored_urls_material on monitored_urls (organization_id, material_id);
create index monitored_urls_job on monitored_urls (organization_id, job_id);
select protect_tenant_table('monitored_urls');
create trigger audit after insert or delete or update of url, interval_minutes, enabled on monitored_urls
  for each row execute function record_audit('monitored_urls', 'id');

-- down
drop table monitored_urls;
drop table watched_files;
drop type watched_file_state;
drop table watched_folders;
