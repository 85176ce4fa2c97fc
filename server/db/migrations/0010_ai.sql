-- up
create table ai_connections (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  provider text not null check (provider in ('openai', 'anthropic', 'google', 'compatible')),
  name text not null check (length(name) between 1 and 100),
  base_url text check (base_url ~ '^https?://' and length(base_url) <= 500),
  key_last4 text check (length(key_last4) <= 4),
  key_set_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint ai_connections_address check (provider <> 'compatible' or base_url is not null)
);
comment on table ai_connections is 'Model providers that an organization is connected to.';
comment on column ai_connections.organization_id is 'Tenant.';
comment on column ai_connections.id is 'UUID version 7.';
comment on column ai_connections.provider is 'openai, anthropic, google, or compatible: any server that speaks the OpenAI protocol.';
comment on column ai_connections.name is 'As an administrator calls it.';
comment on column ai_connections.base_url is 'Address of the API; null: the provider''s own.';
comment on column ai_connections.key_last4 is 'Last characters of the key, to tell keys apart; null without a key.';
comment on column ai_connections.key_set_at is 'When the key was entered.';
comment on column ai_connections.created_at is 'When the row was made.';
comment on column ai_connections.updated_at is 'When the row was last changed.';
select protect_tenant_table('ai_connections');
create trigger audit after insert or update or delete on ai_connections
  for each row execute function record_audit('ai_connections', 'id');

-- Apart from the connection and without an audit trigger: no list of connections and no record of
-- a change can carry a key.
create table ai_connection_keys (
  organization_id uuid not null,
  connection_id uuid not null,
  sealed bytea not null check (length(sealed) between 29 and 2100),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, connection_id),
  foreign key (organization_id, connection_id) references ai_connections (organization_id, id) on delete cascade
);
comment on table ai_connection_keys is 'Keys of connections, encrypted; not audited.';
comment on column ai_connection_keys.organization_id is 'Tenant.';
comment on column ai_connection_keys.connection_id is 'Connection that the key opens.';
comment on column ai_connection_keys.sealed is 'AES-256-GCM under the master key: nonce (12 bytes), tag (16 bytes), ciphertext; bound to organization and connection.';
comment on column ai_connection_keys.created_at is 'When the row was made.';
comment on column ai_connection_keys.updated_at is 'When the row was last changed.';
select protect_tenant_table('ai_connection_keys');
create policy staff_only on ai_connection_keys as restrictive for all to lectern_app
  using (current_setting('app.role', true) in ('admin', 'system'))
  with check (current_setting('app.role', true) in ('admin', 'system'));

create table ai_model_configs (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  scope setting_scope not null,
  user_id uuid references users (id) on delete cascade,
  slot text not null check (slot in ('contentGeneration', 'narrativePlanning', 'tutoring', 'metadata', 'embedding')),
  connection_id uuid,
  model text check (length(model) between 1 and 200),
  temperature real check (temperature between 0 and 2),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint ai_model_configs_one_choice unique nulls not distinct (organization_id, scope, user_id, slot),
  constraint ai_model_configs_scope_owner check ((scope = 'learner') = (user_id is not null)),
  foreign key (organization_id, connection_id) references ai_connections (organization_id, id) on delete set null (connection_id)
);
comment on table ai_model_configs is 'Which model serves which group of tasks; resolved learner, then organization, then the default of the program.';
comment on column ai_model_configs.organization_id is 'Tenant.';
comment on column ai_model_configs.id is 'UUID version 7.';
comment on column ai_model_configs.scope is 'organization or learner.';
comment on column ai_model_configs.user_id is 'The learner, for scope learner.';
comment on column ai_model_configs.slot is 'Group of tasks that want the same kind of model.';
comment on column ai_model_configs.connection_id is 'Connection to use; null: that of the scope above.';
comment on column ai_model_configs.model is 'Name of the model at the provider; null: that of the scope above.';
comment on column ai_model_configs.temperature is '0 to 2; null: that of the scope above.';
comment on column ai_model_configs.created_at is 'When the row was made.';
comment on column ai_model_configs.updated_at is 'When the row was last changed.';
create index ai_model_configs_connection on ai_model_configs (organization_id, connection_id);
select protect_tenant_table('ai_model_configs');
select protect_private_rows('ai_model_configs');
create trigger audit after insert or update or delete on ai_model_configs
  for each row execute function record_audit('ai_model_configs', 'id');

create table ai_prices (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  model text not null check (length(model) between 1 and 200),
  in_microusd bigint not null check (in_microusd between 0 and 10000000000),
  cached_microusd bigint not null check (cached_microusd between 0 and 10000000000),
  out_microusd bigint not null check (out_microusd between 0 and 10000000000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint ai_prices_one_price unique (organization_id, model)
);
comment on table ai_prices is 'Prices that an organization set over the defaults, in millionths of a US dollar for a million tokens.';
comment on column ai_prices.organization_id is 'Tenant.';
comment on column ai_prices.id is 'UUID version 7.';
comment on column ai_prices.model is 'Name of the model at the provider.';
comment on column ai_prices.in_microusd is 'For tokens read.';
comment on column ai_prices.cached_microusd is 'For tokens read from the provider''s cache.';
comment on column ai_prices.out_microusd is 'For tokens written.';
comment on column ai_prices.created_at is 'When the row was made.';
comment on column ai_prices.updated_at is 'When the row was last changed.';
select protect_tenant_table('ai_prices');
create trigger audit after insert or update or delete on ai_prices
  for each row execute function record_audit('ai_prices', 'id');

create table ai_budgets (
  organization_id uuid not null references organizations (id) on delete cascade,
  monthly_microusd bigint check (monthly_microusd between 0 and 1000000000000),
  user_monthly_microusd bigint check (user_monthly_microusd between 0 and 1000000000000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id)
);
comment on table ai_budgets is 'What models may cost in a calendar month (UTC).';
comment on column ai_budgets.organization_id is 'Tenant.';
comment on column ai_budgets.monthly_microusd is 'Hard limit of the organization in millionths of a US dollar; null: none.';
comment on column ai_budgets.user_monthly_microusd is 'Soft limit of each person; null: none.';
comment on column ai_budgets.created_at is 'When the row was made.';
comment on column ai_budgets.updated_at is 'When the row was last changed.';
select protect_tenant_table('ai_budgets');
create trigger audit after insert or update or delete on ai_budgets
  for each row execute function record_audit('ai_budgets', 'organization_id');

create table ai_budget_months (
  organization_id uuid not null references organizations (id) on delete cascade,
  month date not null check (extract(day from month) = 1),
  spent_microusd bigint not null default 0 check (spent_microusd >= 0),
  reserved_microusd bigint not null default 0 check (reserved_microusd >= 0),
  refused_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, month)
);
comment on table ai_budget_months is 'What models cost in a month so far; its row is the lock under which calls begin and end.';
comment on column ai_budget_months.organization_id is 'Tenant.';
comment on column ai_budget_months.month is 'First day of the month (UTC).';
comment on column ai_budget_months.spent_microusd is 'Cost of the calls that ended.';
comment on column ai_budget_months.reserved_microusd is 'Set aside for the calls that run.';
comment on column ai_budget_months.refused_at is 'When a call was refused for the budget; cleared when the budget changes.';
comment on column ai_budget_months.created_at is 'When the row was made.';
comment on column ai_budget_months.updated_at is 'When the row was last changed.';
select protect_tenant_table('ai_budget_months');

create table ai_running_calls (
  organization_id uuid not null,
  id uuid not null,
  month date not null,
  reserved_microusd bigint not null check (reserved_microusd >= 0),
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, month) references ai_budget_months (organization_id, month) on delete cascade
);
comment on table ai_running_calls is 'Calls that run now on any server: a place among those allowed at once, and money set aside.';
comment on column ai_running_calls.organization_id is 'Tenant.';
comment on column ai_running_calls.id is 'UUID version 7.';
comment on column ai_running_calls.month is 'Month that pays.';
comment on column ai_running_calls.reserved_microusd is 'Most that the call can cost.';
comment on column ai_running_calls.expires_at is 'After this its process counts as dead and place and money are free again.';
comment on column ai_running_calls.created_at is 'When the call began.';
create index ai_running_calls_month on ai_running_calls (organization_id, month);
select protect_tenant_table('ai_running_calls');

alter table ai_usage_logs
  add column tokens_cached integer not null default 0 check (tokens_cached >= 0),
  add column provider text,
  add column connection_id uuid,
  add column prompt_version text,
  add column error_code text;
comment on column ai_usage_logs.tokens_cached is 'Part of tokens_in that the provider read from its cache.';
comment on column ai_usage_logs.provider is 'Provider that was called; null for the built-in engine.';
comment on column ai_usage_logs.connection_id is 'Connection that was used; kept when it is deleted.';
comment on column ai_usage_logs.prompt_version is 'Version of the prompt.';
comment on column ai_usage_logs.error_code is 'Why it failed.';

-- down
alter table ai_usage_logs
  drop column error_code,
  drop column prompt_version,
  drop column connection_id,
  drop column provider,
  drop column tokens_cached;
drop table ai_running_calls;
drop table ai_budget_months;
drop table ai_budgets;
drop table ai_prices;
drop table ai_model_configs;
drop table ai_connection_keys;
drop table ai_connections;
