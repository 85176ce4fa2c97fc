-- up
create type usage_status as enum ('ok', 'failed');

create table ai_usage_logs (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  created_at timestamptz not null default now(),
  user_id uuid references users (id) on delete set null,
  generation_id uuid,
  task text not null,
  engine text not null,
  model text not null,
  tokens_in integer not null default 0 check (tokens_in >= 0),
  tokens_out integer not null default 0 check (tokens_out >= 0),
  cost_microusd bigint not null default 0 check (cost_microusd >= 0),
  latency_ms integer not null check (latency_ms >= 0),
  status usage_status not null,
  primary key (organization_id, created_at, id)
) partition by range (created_at);
comment on table ai_usage_logs is 'Every call of an engine, with its cost; by month.';
comment on column ai_usage_logs.organization_id is 'Tenant.';
comment on column ai_usage_logs.id is 'UUID version 7.';
comment on column ai_usage_logs.created_at is 'When.';
comment on column ai_usage_logs.user_id is 'For whom, if for a person.';
comment on column ai_usage_logs.generation_id is 'For which run; kept when the run is deleted.';
comment on column ai_usage_logs.task is 'What was asked for.';
comment on column ai_usage_logs.engine is 'Engine that ran.';
comment on column ai_usage_logs.model is 'Model or version of the engine.';
comment on column ai_usage_logs.tokens_in is 'Tokens read.';
comment on column ai_usage_logs.tokens_out is 'Tokens written.';
comment on column ai_usage_logs.cost_microusd is 'Cost in millionths of a US dollar.';
comment on column ai_usage_logs.latency_ms is 'How long it took.';
comment on column ai_usage_logs.status is 'ok or failed.';
create index ai_usage_logs_task on ai_usage_logs (organization_id, task, created_at desc);
create index ai_usage_logs_user on ai_usage_logs (organization_id, user_id, created_at desc);
select protect_tenant_table('ai_usage_logs');
revoke update, delete on ai_usage_logs from lectern_app;

create table analytics_events (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  created_at timestamptz not null default now(),
  user_id uuid references users (id) on delete set null,
  event_type text not null check (event_type ~ '^[a-z_]+$'),
  data jsonb not null default '{}',
  primary key (organization_id, created_at, id)
) partition by range (created_at);
comment on table analytics_events is 'What happened in the product, for learning analytics; by month.';
comment on column analytics_events.organization_id is 'Tenant.';
comment on column analytics_events.id is 'UUID version 7.';
comment on column analytics_events.created_at is 'When.';
comment on column analytics_events.user_id is 'Who did it.';
comment on column analytics_events.event_type is 'nugget_viewed, question_answered, mastery_updated and so on.';
comment on column analytics_events.data is 'Details by type.';
create index analytics_events_type on analytics_events (organization_id, event_type, created_at desc);
create index analytics_events_user on analytics_events (organization_id, user_id, created_at desc);
select protect_tenant_table('analytics_events');
select protect_private_rows('analytics_events');
revoke update, delete on analytics_events from lectern_app;

create table audit_logs (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now(),
  user_id uuid references users (id) on delete set null,
  action text not null,
  entity_type text not null,
  entity_id uuid,
  old_values jsonb,
  new_values jsonb,
  request_id text,
  ip_address text,
  primary key (organization_id, created_at, id)
) partition by range (created_at);
comment on table audit_logs is 'Who changed what; written by triggers, never changed; by month.';
comment on column audit_logs.organization_id is 'Tenant.';
comment on column audit_logs.id is 'UUID.';
comment on column audit_logs.created_at is 'When.';
comment on column audit_logs.user_id is 'Who; null for the platform itself.';
comment on column audit_logs.action is 'insert, update or delete.';
comment on column audit_logs.entity_type is 'Table that changed.';
comment on column audit_logs.entity_id is 'Row that changed.';
comment on column audit_logs.old_values is 'Changed columns before.';
comment on column audit_logs.new_values is 'Changed columns after.';
comment on column audit_logs.request_id is 'Request that did it.';
comment on column audit_logs.ip_address is 'Address that it came from.';
create index audit_logs_entity on audit_logs (organization_id, entity_type, entity_id, created_at desc);
create index audit_logs_user on audit_logs (organization_id, user_id, created_at desc);
select protect_tenant_table('audit_logs');
revoke update, delete on audit_logs from lectern_app;
create policy admins_read on audit_logs as restrictive for select to lectern_app
  using (current_setting('app.role', true) in ('admin', 'system'));

-- The arguments are the table's name, the column that names the row, then columns that are not
-- recorded. On a shard TG_TABLE_NAME is the shard's name, hence the argument.
create function record_audit() returns trigger language plpgsql as $$
declare
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  ignored text[] := array['updated_at', 'created_at', 'organization_id', 'tsv', 'embedding', 'token_hash', 'revision'];
  row_values jsonb := coalesce(after, before);
  old_part jsonb;
  new_part jsonb;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(b.key, b.value), jsonb_object_agg(b.key, after -> b.key)
    into old_part, new_part
    from jsonb_each(before) b
    where b.key <> all (ignored) and b.value is distinct from after -> b.key;
    if old_part is null then
      return null;
    end if;
  else
    old_part := before - ignored;
    new_part := after - ignored;
  end if;
  insert into audit_logs (organization_id, user_id, action, entity_type, entity_id, old_values, new_values, request_id, ip_address)
  values (
    (row_values ->> 'organization_id')::uuid,
    nullif(current_setting('app.user_id', true), '')::uuid,
    lower(tg_op),
    tg_argv[0],
    (row_values ->> tg_argv[1])::uuid,
    old_part,
    new_part,
    nullif(current_setting('app.request_id', true), ''),
    nullif(current_setting('app.ip_address', true), '')
  );
  return null;
end
$$;
comment on function record_audit() is 'Writes one audit_logs row with the columns that changed.';

create trigger audit after insert or update or delete on memberships
  for each row execute function record_audit('memberships', 'user_id');
create trigger audit after insert or update or delete on invitations
  for each row execute function record_audit('invitations', 'id');
create trigger audit after insert or update or delete on system_settings
  for each row execute function record_audit('system_settings', 'id');
create trigger audit after insert or delete or update of title, description, level, subject, tags, deleted_at, current_version on materials
  for each row execute function record_audit('materials', 'id');
-- Making items is recorded by generations; what people do to them afterwards is recorded here.
create trigger audit after delete or update of status, title, body, difficulty on items
  for each row execute function record_audit('items', 'id');
create trigger audit after update or delete on user_feedback
  for each row execute function record_audit('user_feedback', 'id');

-- Makes the monthly partitions of all partitioned tables from one month to another, both
-- included. Rows that came before their partition was there wait in the default partition and
-- are moved. Nobody reaches a partition but through its parent: no grants, forced RLS.
create function ensure_partitions(first_month date, last_month date) returns integer language plpgsql as $$
declare
  parent text;
  month date;
  child text;
  made integer := 0;
begin
  foreach parent in array array['interactions', 'ai_usage_logs', 'analytics_events', 'audit_logs'] loop
    if to_regclass(parent || '_default') is null then
      execute format('create table %I partition of %I default', parent || '_default', parent);
      execute format('alter table %I enable row level security', parent || '_default');
      execute format('alter table %I force row level security', parent || '_default');
    end if;
    month := date_trunc('month', first_month)::date;
    while month <= last_month loop
      child := parent || to_char(month, '_YYYY_MM');
      if to_regclass(child) is null then
        execute format('create table %I (like %I including defaults including constraints)', child, parent);
        -- Forced RLS binds the owner too, unless it is a superuser; the default partition is opened
        -- for the move and closed again in the same transaction.
        execute format('alter table %I disable row level security', parent || '_default');
        execute format(
          'with moved as (delete from %I where created_at >= %L and created_at < %L returning *) insert into %I select * from moved',
          parent || '_default', month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC', child
        );
        execute format('alter table %I enable row level security', parent || '_default');
        execute format(
          'alter table %I attach partition %I for values from (%L) to (%L)',
          parent, child, month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC'
        );
        execute format('alter table %I enable row level security', child);
        execute format('alter table %I force row level security', child);
        made := made + 1;
      end if;
      month := (month + interval '1 month')::date;
    end loop;
  end loop;
  return made;
end
$$;
comment on function ensure_partitions(date, date) is 'Makes missing monthly partitions and moves waiting rows into them; returns how many were made.';
revoke execute on function ensure_partitions(date, date) from public;
select ensure_partitions((now() - interval '1 month')::date, (now() + interval '3 months')::date);

-- down
drop function ensure_partitions(date, date);
drop trigger audit on user_feedback;
drop trigger audit on items;
drop trigger audit on materials;
drop trigger audit on system_settings;
drop trigger audit on invitations;
drop trigger audit on memberships;
drop table audit_logs;
drop function record_audit();
drop table analytics_events;
drop table ai_usage_logs;
drop type usage_status;
-- Partitions of a table made by an earlier migration, which goes down by itself.
do $$
declare
  child regclass;
begin
  for child in select inhrelid::regclass from pg_inherits where inhparent = 'interactions'::regclass loop
    execute format('drop table %s', child);
  end loop;
end
$$;
