-- up
create extension if not exists vector;
create extension if not exists pg_trgm;

-- Everything that serves a request runs as this role. It owns nothing and cannot log in, so that
-- forced row-level security always applies to it. Roles belong to the cluster, not the database:
-- it may be there already, and it stays when the schema goes.
do $$
begin
  if not exists (select from pg_roles where rolname = 'lectern_app') then
    create role lectern_app nologin;
  end if;
  if not pg_has_role(current_user, 'lectern_app', 'set') then
    execute format('grant lectern_app to %I with set true', current_user);
  end if;
end
$$;

grant usage on schema public to lectern_app;

create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function touch_updated_at() is 'Sets updated_at on every update.';

-- One call makes a table a tenant table, so that none of the parts can be forgotten.
create function protect_tenant_table(target regclass) returns void language plpgsql as $$
declare
  has_updated_at boolean;
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format($policy$
    create policy tenant_isolation on %s for all to lectern_app
    using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)
    with check (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)
  $policy$, target);
  execute format('grant select, insert, update, delete on %s to lectern_app', target);
  select exists (
    select from pg_attribute
    where attrelid = target and attname = 'updated_at' and not attisdropped
  ) into has_updated_at;
  if has_updated_at then
    execute format(
      'create trigger touch before update on %s for each row execute function touch_updated_at()',
      target
    );
  end if;
end
$$;
comment on function protect_tenant_table(regclass) is
  'Turns a table with organization_id into a tenant table: forced RLS, isolation policy, grants, updated_at trigger.';

-- Learners see their own rows alone; staff (and the platform itself) see those of everybody in
-- their organization.
create function protect_private_rows(target regclass) returns void language plpgsql as $$
begin
  execute format($policy$
    create policy own_rows on %s as restrictive for all to lectern_app
    using (
      current_setting('app.role', true) in ('admin', 'instructor', 'system')
      or user_id = nullif(current_setting('app.user_id', true), '')::uuid
    )
    with check (
      current_setting('app.role', true) in ('admin', 'instructor', 'system')
      or user_id = nullif(current_setting('app.user_id', true), '')::uuid
    )
  $policy$, target);
end
$$;
comment on function protect_private_rows(regclass) is
  'Adds to a tenant table with user_id the rule that a learner sees and writes only their own rows.';

-- Under row security PostgreSQL lets an index be searched only by operators that are marked as
-- leakproof: a full-text or enum condition would else be a filter over every row of the tenant.
-- None of these can show a row's content in an error. Marking takes a superuser; elsewhere search
-- works but is slow in large libraries, which `doctor` says, with what to do.
create function allow_index_conditions(leakproof boolean) returns boolean language plpgsql as $$
declare
  condition text;
begin
  foreach condition in array array[
    'ts_match_vq(tsvector, tsquery)', 'enum_eq(anyenum, anyenum)', 'enum_ne(anyenum, anyenum)',
    'enum_lt(anyenum, anyenum)', 'enum_le(anyenum, anyenum)', 'enum_gt(anyenum, anyenum)',
    'enum_ge(anyenum, anyenum)', 'texticlike(text, text)', 'similarity_op(text, text)'
  ] loop
    execute format('alter function %s %s', condition, case when leakproof then 'leakproof' else 'not leakproof' end);
  end loop;
  return true;
exception when insufficient_privilege then
  return false;
end
$$;
comment on function allow_index_conditions(boolean) is
  'Lets full-text, enum and trigram conditions use their indexes under row security; false where it takes a superuser.';
revoke execute on function allow_index_conditions(boolean) from public;
select allow_index_conditions(true);

-- down
select allow_index_conditions(false);
drop function allow_index_conditions(boolean);
drop function protect_private_rows(regclass);
drop function protect_tenant_table(regclass);
drop function touch_updated_at();
revoke usage on schema public from lectern_app;
-- The extensions stay: an administrator may have made them, and others may use them.
