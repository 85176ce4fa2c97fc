-- up
alter table ingestion_jobs drop constraint ingestion_jobs_waiting;
alter table ingestion_jobs add constraint ingestion_jobs_waiting
  check (waiting_for is null or (waiting_for in ('ai_budget', 'ai_batch') and status = 'queued'));
comment on column ingestion_jobs.waiting_for is 'What a queued job waits for: ai_budget (the month''s budget for models is used up), ai_batch (a batch at the provider, within a day); null while it waits for its turn alone.';

create table ai_batches (
  organization_id uuid not null,
  id uuid not null,
  work_id uuid not null,
  connection_id uuid not null,
  provider text not null check (length(provider) between 1 and 50),
  model text not null check (length(model) between 1 and 200),
  status text not null default 'sending' check (status in ('sending', 'waiting', 'ended')),
  reference jsonb,
  month date not null,
  reserved_microusd bigint not null check (reserved_microusd >= 0),
  expires_at timestamptz not null,
  ended_at timestamptz,
  error text check (length(error) <= 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, month) references ai_budget_months (organization_id, month) on delete cascade,
  constraint ai_batches_reference check (status <> 'waiting' or reference is not null),
  constraint ai_batches_end check ((status = 'ended') = (ended_at is not null)),
  constraint ai_batches_money check (status <> 'ended' or reserved_microusd = 0)
);
comment on table ai_batches is 'Requests that were sent to a provider together, to be answered within a day at a lower price; forgotten when the work that asked is done.';
comment on column ai_batches.organization_id is 'Tenant.';
comment on column ai_batches.id is 'UUID version 7.';
comment on column ai_batches.work_id is 'Ingestion job that waits for it; kept when the job is deleted, so that the batch can still be paid.';
comment on column ai_batches.connection_id is 'Connection that was used; kept when it is deleted.';
comment on column ai_batches.provider is 'Provider that was asked.';
comment on column ai_batches.model is 'Name of the model at the provider.';
comment on column ai_batches.status is 'sending (until the provider has named it), waiting, ended.';
comment on column ai_batches.reference is 'What finds the batch at the provider; null until it is known.';
comment on column ai_batches.month is 'Month that pays.';
comment on column ai_batches.reserved_microusd is 'Most that what is under way can cost, set aside; 0 once it has ended.';
comment on column ai_batches.expires_at is 'After this it counts as lost and its money is free again.';
comment on column ai_batches.ended_at is 'When its answers were stored.';
comment on column ai_batches.error is 'Why it ended as a whole without all answers.';
comment on column ai_batches.created_at is 'When the row was made.';
comment on column ai_batches.updated_at is 'When the row was last changed.';
create index ai_batches_work on ai_batches (organization_id, work_id);
create index ai_batches_month on ai_batches (organization_id, month);
select protect_tenant_table('ai_batches');

create table ai_batch_requests (
  organization_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  generation_id uuid,
  task text not null check (length(task) between 1 and 50),
  prompt_version text not null check (length(prompt_version) between 1 and 100),
  status text not null default 'sent' check (status in ('sent', 'answered', 'failed')),
  answer text,
  finish_reason text check (length(finish_reason) <= 50),
  tokens_in integer not null default 0 check (tokens_in >= 0),
  tokens_out integer not null default 0 check (tokens_out >= 0),
  tokens_cached integer not null default 0 check (tokens_cached >= 0),
  cost_microusd bigint not null default 0 check (cost_microusd >= 0),
  error text check (length(error) <= 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint ai_batch_requests_one_request unique (organization_id, generation_id),
  foreign key (organization_id, batch_id) references ai_batches (organization_id, id) on delete cascade,
  foreign key (organization_id, generation_id) references generations (organization_id, id) on delete set null (generation_id)
);
comment on table ai_batch_requests is 'One request of a batch and what became of it.';
comment on column ai_batch_requests.organization_id is 'Tenant.';
comment on column ai_batch_requests.id is 'UUID version 7; the name of the request at the provider.';
comment on column ai_batch_requests.batch_id is 'Batch in which it was sent.';
comment on column ai_batch_requests.generation_id is 'Run that asked; null when the run was deleted with its material. What it cost is booked all the same.';
comment on column ai_batch_requests.task is 'What was asked for.';
comment on column ai_batch_requests.prompt_version is 'Version of the prompt.';
comment on column ai_batch_requests.status is 'sent, answered, or failed: to be asked by itself.';
comment on column ai_batch_requests.answer is 'What the model wrote; goes with the run that asked.';
comment on column ai_batch_requests.finish_reason is 'Why the model stopped.';
comment on column ai_batch_requests.tokens_in is 'Tokens read.';
comment on column ai_batch_requests.tokens_out is 'Tokens written.';
comment on column ai_batch_requests.tokens_cached is 'Part of tokens_in that the provider read from its cache.';
comment on column ai_batch_requests.cost_microusd is 'Cost in millionths of a US dollar, at the price of batches.';
comment on column ai_batch_requests.error is 'Why it has no answer that can be used.';
comment on column ai_batch_requests.created_at is 'When the row was made.';
comment on column ai_batch_requests.updated_at is 'When the row was last changed.';
create index ai_batch_requests_batch on ai_batch_requests (organization_id, batch_id);
select protect_tenant_table('ai_batch_requests');

-- What a model wrote of a text does not outlive the text.
create function forget_batch_answer() returns trigger language plpgsql as $$
begin
  new.answer := null;
  return new;
end
$$;
create trigger forget_answer before update on ai_batch_requests
  for each row when (new.generation_id is null) execute function forget_batch_answer();

-- How long a request of a batch lay at the provider says nothing of the speed of a model.
alter table ai_usage_logs alter column latency_ms drop not null;
comment on column ai_usage_logs.latency_ms is 'How long it took; null for a request of a batch.';

-- down
update ai_usage_logs set latency_ms = 0 where latency_ms is null;
alter table ai_usage_logs alter column latency_ms set not null;
comment on column ai_usage_logs.latency_ms is 'How long it took.';
drop table ai_batch_requests;
drop function forget_batch_answer();
drop table ai_batches;
update ingestion_jobs set waiting_for = null where waiting_for = 'ai_batch';
alter table ingestion_jobs drop constraint ingestion_jobs_waiting;
alter table ingestion_jobs add constraint ingestion_jobs_waiting
  check (waiting_for is null or (waiting_for = 'ai_budget' and status = 'queued'));
comment on column ingestion_jobs.waiting_for is 'What a queued job waits for: ai_budget (the month''s budget for models is used up); null while it waits for its turn alone.';
