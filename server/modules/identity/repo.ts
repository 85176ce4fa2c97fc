import { createLocalAccountIssuer } from '@better-auth/core/db';
import { type Kysely, sql } from 'kysely';
import type { Preferences } from '../../../contracts/identity.ts';
import type { Database } from '../../db/database.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import type { DB } from '../../db/types.gen.ts';
import { newId } from '../../ids.ts';

/** Identity tables are global; requests have no right to write them, so these run as owner. */
type Owner = Kysely<DB>;

/** As Better Auth names itself where a password is the proof. */
const PASSWORD_ISSUER = createLocalAccountIssuer('credential');

export async function selectOptionalUserByEmail(db: Owner, email: string) {
  return db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'is_active'])
    .where('email', '=', email)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** A person with a password; null where the address is taken. */
export async function insertUser(
  db: Owner,
  row: { name: string; email: string; passwordHash: string },
): Promise<string | null> {
  const id = newId();
  return db.transaction().execute(async (trx) => {
    const user = await trx
      .insertInto('users')
      .values({ id, name: row.name, email: row.email })
      .onConflict((conflict) => conflict.constraint('users_email_unique').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!user) return null;
    await trx
      .insertInto('auth_accounts')
      .values({
        id: newId(),
        user_id: id,
        issuer: PASSWORD_ISSUER,
        account_id: id,
        provider_id: 'credential',
        password: row.passwordHash,
      })
      .execute();
    await trx.insertInto('user_preferences').values({ user_id: id }).execute();
    return id;
  });
}

/** Takes a person back whose organization could not be made. */
export async function deleteUser(db: Owner, userId: string): Promise<void> {
  await db.deleteFrom('users').where('id', '=', userId).execute();
}

export async function updatePassword(
  db: Owner,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('auth_accounts')
      .set({ password: passwordHash })
      .where('user_id', '=', userId)
      .where('provider_id', '=', 'credential')
      .execute();
    // Whoever knew the old password is signed out everywhere.
    await trx.deleteFrom('auth_sessions').where('user_id', '=', userId).execute();
  });
}

export async function updateLastLogin(db: Owner, userId: string, now: Date): Promise<void> {
  await db.updateTable('users').set({ last_login_at: now }).where('id', '=', userId).execute();
}

export async function updateActiveOrganization(
  db: Owner,
  sessionId: string,
  organizationId: string,
): Promise<void> {
  await db
    .updateTable('auth_sessions')
    .set({ active_organization_id: organizationId })
    .where('id', '=', sessionId)
    .execute();
}

/** Whether there is an organization of people's own; the demo is nobody's. */
/** Held until the end of the transaction in which the first organization is made. */
const FIRST_ORGANIZATION = 7_151_001;

/**
 * Whether there is an organization already, asked so that of two people who make the first one at
 * the same moment the second one hears of the other. Row policies hide what belongs to others, so
 * the question is put as the owner of the tables.
 */
export async function isOrganizationTaken(trx: TenantTransaction): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${FIRST_ORGANIZATION})`.execute(trx);
  await sql`reset role`.execute(trx);
  const taken = await hasOwnOrganization(trx);
  await sql`set local role lectern_app`.execute(trx);
  return taken;
}

export async function hasOwnOrganization(db: Owner): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('id')
    .where('is_demo', '=', false)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function listOrganizations(db: Owner) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name', 'is_demo', 'created_at'])
    .orderBy('created_at')
    .limit(1000)
    .execute();
}

export async function selectOptionalDemoOrganization(db: Owner) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name'])
    .where('is_demo', '=', true)
    .executeTakeFirst();
}

export async function insertOrganization(
  trx: TenantTransaction,
  row: { id: string; name: string; isDemo: boolean },
): Promise<void> {
  await trx
    .insertInto('organizations')
    .values({ id: row.id, name: row.name, is_demo: row.isDemo })
    .execute();
}

/** A person's own active memberships, in every organization. */
export async function listOwnMemberships(trx: TenantTransaction, userId: string) {
  return trx
    .selectFrom('memberships')
    .innerJoin('organizations', 'organizations.id', 'memberships.organization_id')
    .select(['organizations.id', 'organizations.name', 'organizations.is_demo', 'memberships.role'])
    .where('memberships.user_id', '=', userId)
    .where('memberships.is_active', '=', true)
    .orderBy('memberships.created_at')
    .limit(200)
    .execute();
}

export async function selectPreferences(
  trx: TenantTransaction,
  userId: string,
): Promise<Preferences> {
  const row = await trx
    .selectFrom('user_preferences')
    .select(['theme', 'locale', 'time_zone'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return {
    theme: (row?.theme as Preferences['theme']) ?? 'system',
    locale: row?.locale ?? 'en',
    timeZone: row?.time_zone ?? 'UTC',
  };
}

export async function updatePreferences(
  trx: TenantTransaction,
  userId: string,
  change: { [K in keyof Preferences]?: Preferences[K] | undefined },
): Promise<void> {
  const values = {
    ...(change.theme === undefined ? {} : { theme: change.theme }),
    ...(change.locale === undefined ? {} : { locale: change.locale }),
    ...(change.timeZone === undefined ? {} : { time_zone: change.timeZone }),
  };
  if (Object.keys(values).length === 0) return;
  await trx
    .insertInto('user_preferences')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}

/** The administrator on whose behalf the command line acts: the first one who is still active. */
export async function selectOptionalFirstAdmin(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('memberships')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'admin')
    .where('is_active', '=', true)
    .orderBy('created_at')
    .executeTakeFirst();
}

/**
 * Counts one attempt in a window shared by all servers; false where there were too many.
 * One statement, so that attempts at the same moment cannot slip through.
 */
export async function consumeAttempt(
  database: Pick<Database, 'kysely'>,
  attempt: { key: string; max: number; windowMs: number; now: Date },
): Promise<boolean> {
  const now = attempt.now.getTime();
  const { rows } = await sql<{ count: number }>`
    insert into auth_rate_limits (id, key, count, last_request)
    values (${newId()}, ${attempt.key}, 1, ${now})
    on conflict (key) do update set
      count = case
        when auth_rate_limits.last_request < ${now - attempt.windowMs} then 1
        else auth_rate_limits.count + 1
      end,
      last_request = case
        when auth_rate_limits.last_request < ${now - attempt.windowMs} then ${now}
        else auth_rate_limits.last_request
      end
    returning count
  `.execute(database.kysely);
  return (rows[0]?.count ?? 0) <= attempt.max;
}
