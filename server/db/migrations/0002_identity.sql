-- up
create table organizations (
  id uuid primary key,
  name text not null check (length(btrim(name)) between 1 and 120),
  is_demo boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table organizations is 'A school, company or person that keeps its own data here; every tenant row belongs to one.';
comment on column organizations.id is 'UUID version 7, made by the application.';
comment on column organizations.name is 'Name shown to its people, 1-120 characters.';
comment on column organizations.is_demo is 'True for the demonstration organization.';
comment on column organizations.created_at is 'When the row was made.';
comment on column organizations.updated_at is 'When the row was last changed.';
create unique index organizations_one_demo on organizations (is_demo) where is_demo;
create trigger touch before update on organizations for each row execute function touch_updated_at();

create table users (
  id uuid primary key,
  name text not null check (length(btrim(name)) between 1 and 120),
  email text not null check (email = lower(email) and length(email) <= 255),
  email_verified boolean not null default false,
  image text check (length(image) <= 500),
  is_active boolean not null default true,
  last_login_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_email_unique unique (email)
);
comment on table users is 'A person who can sign in; belongs to organizations through memberships.';
comment on column users.id is 'UUID version 7, made by the application.';
comment on column users.name is 'Full name, 1-120 characters.';
comment on column users.email is 'E-mail address in lower case; the sign-in name.';
comment on column users.email_verified is 'Whether the address has been confirmed.';
comment on column users.image is 'URL of a portrait, if any.';
comment on column users.is_active is 'False locks the person out everywhere.';
comment on column users.last_login_at is 'Last successful sign-in.';
comment on column users.deleted_at is 'Soft delete.';
comment on column users.created_at is 'When the row was made.';
comment on column users.updated_at is 'When the row was last changed.';
create index users_created_at on users (created_at);
create index users_active on users (is_active, deleted_at);
create trigger touch before update on users for each row execute function touch_updated_at();

create table auth_sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  active_organization_id uuid references organizations (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table auth_sessions is 'A signed-in browser or client (Better Auth).';
comment on column auth_sessions.id is 'UUID version 7.';
comment on column auth_sessions.user_id is 'Who is signed in.';
comment on column auth_sessions.token is 'Secret that the signed cookie carries.';
comment on column auth_sessions.expires_at is 'When the session ends unless used.';
comment on column auth_sessions.ip_address is 'Address at sign-in.';
comment on column auth_sessions.user_agent is 'Client at sign-in.';
comment on column auth_sessions.active_organization_id is 'Organization that the person is working in.';
comment on column auth_sessions.created_at is 'When the row was made.';
comment on column auth_sessions.updated_at is 'When the row was last changed.';
create index auth_sessions_user on auth_sessions (user_id);

create table auth_accounts (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  issuer text not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  id_token text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (issuer, account_id)
);
comment on table auth_accounts is 'A way in which a person signs in (Better Auth): password or an outside provider.';
comment on column auth_accounts.id is 'UUID version 7.';
comment on column auth_accounts.user_id is 'Whose account.';
comment on column auth_accounts.issuer is 'Who vouches for the account: local:credential for passwords, else the provider''s issuer.';
comment on column auth_accounts.account_id is 'Name of the person at the provider; the user id for passwords.';
comment on column auth_accounts.provider_id is 'credential for passwords, else the provider.';
comment on column auth_accounts.access_token is 'Token of the provider.';
comment on column auth_accounts.refresh_token is 'Token of the provider.';
comment on column auth_accounts.access_token_expires_at is 'When access_token ends.';
comment on column auth_accounts.refresh_token_expires_at is 'When refresh_token ends.';
comment on column auth_accounts.scope is 'Scope granted by the provider.';
comment on column auth_accounts.id_token is 'OpenID Connect identity token.';
comment on column auth_accounts.password is 'Argon2id hash; never returned.';
comment on column auth_accounts.created_at is 'When the row was made.';
comment on column auth_accounts.updated_at is 'When the row was last changed.';
create index auth_accounts_user on auth_accounts (user_id);

create table auth_verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table auth_verifications is 'Short-lived secrets, such as a password reset (Better Auth).';
comment on column auth_verifications.id is 'UUID version 7.';
comment on column auth_verifications.identifier is 'What the secret is for.';
comment on column auth_verifications.value is 'The secret.';
comment on column auth_verifications.expires_at is 'When it ends.';
comment on column auth_verifications.created_at is 'When the row was made.';
comment on column auth_verifications.updated_at is 'When the row was last changed.';
create index auth_verifications_identifier on auth_verifications (identifier);

create table auth_rate_limits (
  id uuid primary key,
  key text not null unique,
  count integer not null check (count >= 0),
  last_request bigint not null
);
comment on table auth_rate_limits is 'Sign-in attempts by address and path (Better Auth), shared by all servers.';
comment on column auth_rate_limits.id is 'UUID version 7.';
comment on column auth_rate_limits.key is 'Address and path.';
comment on column auth_rate_limits.count is 'Requests in the running window.';
comment on column auth_rate_limits.last_request is 'Milliseconds since 1970 of the last request.';

create table user_preferences (
  user_id uuid primary key references users (id) on delete cascade,
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  locale text not null default 'en' check (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  time_zone text not null default 'UTC' check (length(time_zone) <= 64),
  updated_at timestamptz not null default now()
);
comment on table user_preferences is 'How a person wants the product to look, in every organization.';
comment on column user_preferences.user_id is 'Whose preferences.';
comment on column user_preferences.theme is 'system, light or dark.';
comment on column user_preferences.locale is 'BCP 47 language tag of the interface.';
comment on column user_preferences.time_zone is 'IANA time zone, for days and streaks.';
comment on column user_preferences.updated_at is 'When the row was last changed.';
create trigger touch before update on user_preferences for each row execute function touch_updated_at();

-- Requests see the organization that they run in, and the people of it.
alter table organizations enable row level security;
create policy current_organization on organizations for all to lectern_app
  using (id = nullif(current_setting('app.organization_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update on organizations to lectern_app;
alter table users enable row level security;
grant select (id, name, email, image, is_active, last_login_at, deleted_at, created_at) on users to lectern_app;
alter table user_preferences enable row level security;
create policy own_preferences on user_preferences for all to lectern_app
  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  with check (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
grant select, insert, update on user_preferences to lectern_app;
alter table auth_sessions enable row level security;
alter table auth_accounts enable row level security;
alter table auth_verifications enable row level security;
alter table auth_rate_limits enable row level security;

-- down
drop table user_preferences;
drop table auth_rate_limits;
drop table auth_verifications;
drop table auth_accounts;
drop table auth_sessions;
drop table users;
drop table organizations;
