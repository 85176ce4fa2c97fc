-- up
create type member_role as enum ('admin', 'instructor', 'learner');
create type setting_scope as enum ('organization', 'learner');

create table memberships (
  organization_id uuid not null references organizations (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  role member_role not null,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
comment on table memberships is 'A person''s place and role in an organization.';
comment on column memberships.organization_id is 'Tenant.';
comment on column memberships.user_id is 'The person.';
comment on column memberships.role is 'admin, instructor or learner.';
comment on column memberships.is_active is 'False keeps the history but locks the person out of this organization.';
comment on column memberships.created_at is 'When the row was made.';
comment on column memberships.updated_at is 'When the row was last changed.';
create index memberships_user on memberships (user_id);
select protect_tenant_table('memberships');
-- To offer the switcher, a person may see their own memberships everywhere.
create policy own_memberships on memberships for select to lectern_app
  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

create policy own_organizations on organizations for select to lectern_app
  using (
    exists (
      select from memberships
      where memberships.organization_id = organizations.id
        and memberships.user_id = nullif(current_setting('app.user_id', true), '')::uuid
    )
  );

create policy same_organization on users for select to lectern_app
  using (
    id = nullif(current_setting('app.user_id', true), '')::uuid
    or exists (
      select from memberships
      where memberships.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
        and memberships.user_id = users.id
    )
  );

create table invitations (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email) and length(email) <= 255),
  role member_role not null,
  token_hash text not null,
  invited_by uuid not null references users (id),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id)
);
comment on table invitations is 'An offer to join an organization, by a secret link.';
comment on column invitations.organization_id is 'Tenant.';
comment on column invitations.id is 'UUID version 7.';
comment on column invitations.email is 'Address that it was made for.';
comment on column invitations.role is 'Role that accepting it gives.';
comment on column invitations.token_hash is 'SHA-256 of the secret in the link.';
comment on column invitations.invited_by is 'Who made it.';
comment on column invitations.expires_at is 'After this it cannot be accepted.';
comment on column invitations.accepted_at is 'When it was accepted.';
comment on column invitations.revoked_at is 'When it was taken back.';
comment on column invitations.created_at is 'When the row was made.';
comment on column invitations.updated_at is 'When the row was last changed.';
create unique index invitations_open on invitations (organization_id, email)
  where accepted_at is null and revoked_at is null;
select protect_tenant_table('invitations');

create table system_settings (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  scope setting_scope not null,
  user_id uuid references users (id) on delete cascade,
  key text not null check (key ~ '^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)*$'),
  value jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint system_settings_one_value unique nulls not distinct (organization_id, scope, user_id, key),
  constraint system_settings_scope_owner check ((scope = 'learner') = (user_id is not null))
);
comment on table system_settings is 'Settings that differ from the defaults; resolved learner, then organization, then the default of the program.';
comment on column system_settings.organization_id is 'Tenant.';
comment on column system_settings.id is 'UUID version 7.';
comment on column system_settings.scope is 'organization or learner.';
comment on column system_settings.user_id is 'The learner, for scope learner.';
comment on column system_settings.key is 'Dotted name, such as review.policy.';
comment on column system_settings.value is 'Value; its shape is checked by the program for each key.';
comment on column system_settings.created_at is 'When the row was made.';
comment on column system_settings.updated_at is 'When the row was last changed.';
select protect_tenant_table('system_settings');

create table idempotency_keys (
  organization_id uuid not null references organizations (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  key text not null check (length(key) between 8 and 128),
  request_hash text not null,
  response_status smallint,
  response_body jsonb,
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id, key)
);
comment on table idempotency_keys is 'Answers already given to creating requests, so that a retry makes nothing twice; kept a day.';
comment on column idempotency_keys.organization_id is 'Tenant.';
comment on column idempotency_keys.user_id is 'Who asked.';
comment on column idempotency_keys.key is 'Idempotency-Key header.';
comment on column idempotency_keys.request_hash is 'SHA-256 of method, path and body: a key serves one request.';
comment on column idempotency_keys.response_status is 'Status given; null while the first request runs.';
comment on column idempotency_keys.response_body is 'Body given.';
comment on column idempotency_keys.created_at is 'When the first request came.';
create index idempotency_keys_age on idempotency_keys (created_at);
select protect_tenant_table('idempotency_keys');
select protect_private_rows('idempotency_keys');

-- down
drop table idempotency_keys;
drop table system_settings;
drop table invitations;
drop policy same_organization on users;
drop policy own_organizations on organizations;
drop table memberships;
drop type setting_scope;
drop type member_role;
