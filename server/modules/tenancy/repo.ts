import { sql } from 'kysely';
import type { MemberRole } from '../../../contracts/tenancy.ts';
import type { Queryable, TenantTransaction } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';

const MEMBER_COLUMNS = [
  'memberships.user_id',
  'memberships.role',
  'memberships.is_active',
  'memberships.created_at',
  'users.name',
  'users.email',
  'users.last_login_at',
] as const;

export async function listMembers(
  trx: TenantTransaction,
  filter: {
    organizationId: string;
    q?: string | undefined;
    role?: MemberRole | undefined;
    after: { name: string; userId: string } | null;
    limit: number;
  },
) {
  return trx
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(MEMBER_COLUMNS)
    .where('memberships.organization_id', '=', filter.organizationId)
    .$if(filter.role !== undefined, (query) =>
      query.where('memberships.role', '=', filter.role as MemberRole),
    )
    .$if(filter.q !== undefined, (query) =>
      query.where((where) => {
        const pattern = `%${filter.q?.replace(/[%_\\]/g, '\\$&')}%`;
        return where.or([
          where('users.name', 'ilike', pattern),
          where('users.email', 'ilike', pattern),
        ]);
      }),
    )
    .$if(filter.after !== null, (query) =>
      query.where(
        sql<boolean>`(users.name, users.id) > (${filter.after?.name}, ${filter.after?.userId}::uuid)`,
      ),
    )
    .orderBy('users.name')
    .orderBy('users.id')
    .limit(filter.limit)
    .execute();
}

export async function selectOptionalMember(
  trx: TenantTransaction,
  key: { organizationId: string; userId: string },
) {
  return trx
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(MEMBER_COLUMNS)
    .where('memberships.organization_id', '=', key.organizationId)
    .where('memberships.user_id', '=', key.userId)
    .executeTakeFirst();
}

/** Locks the administrators' rows, so that two of them cannot remove each other at once. */
export async function lockActiveAdmins(
  trx: TenantTransaction,
  organizationId: string,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('memberships')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'admin')
    .where('is_active', '=', true)
    .forUpdate()
    .execute();
  return rows.map((row) => row.user_id);
}

export async function insertMembership(
  trx: TenantTransaction,
  row: { organizationId: string; userId: string; role: MemberRole },
): Promise<void> {
  await trx
    .insertInto('memberships')
    .values({ organization_id: row.organizationId, user_id: row.userId, role: row.role })
    .execute();
  // Everybody can study; the learner's row is the anchor of what they know.
  await trx
    .insertInto('learners')
    .values({ organization_id: row.organizationId, user_id: row.userId })
    .execute();
}

export async function updateMembership(
  trx: TenantTransaction,
  key: { organizationId: string; userId: string },
  change: { role?: MemberRole | undefined; isActive?: boolean | undefined },
): Promise<void> {
  await trx
    .updateTable('memberships')
    .set({
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.isActive === undefined ? {} : { is_active: change.isActive }),
    })
    .where('organization_id', '=', key.organizationId)
    .where('user_id', '=', key.userId)
    .execute();
}

const INVITATION_COLUMNS = [
  'id',
  'email',
  'role',
  'expires_at',
  'created_at',
  'token_hash',
] as const;

export async function listOpenInvitations(
  trx: TenantTransaction,
  filter: { organizationId: string; before: string | null; limit: number; now: Date },
) {
  return trx
    .selectFrom('invitations')
    .select(INVITATION_COLUMNS)
    .where('organization_id', '=', filter.organizationId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', filter.now)
    .$if(filter.before !== null, (query) => query.where('id', '<', filter.before as string))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();
}

/** An open invitation to the same address gives way to the new one. */
export async function insertInvitation(
  trx: TenantTransaction,
  row: {
    organizationId: string;
    email: string;
    role: MemberRole;
    tokenHash: string;
    invitedBy: string;
    expiresAt: Date;
    now: Date;
  },
) {
  await trx
    .updateTable('invitations')
    .set({ revoked_at: row.now })
    .where('organization_id', '=', row.organizationId)
    .where('email', '=', row.email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  return trx
    .insertInto('invitations')
    .values({
      organization_id: row.organizationId,
      id: newId(),
      email: row.email,
      role: row.role,
      token_hash: row.tokenHash,
      invited_by: row.invitedBy,
      expires_at: row.expiresAt,
    })
    .returning(INVITATION_COLUMNS)
    .executeTakeFirstOrThrow();
}

export async function revokeInvitation(
  trx: TenantTransaction,
  key: { organizationId: string; id: string; now: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable('invitations')
    .set({ revoked_at: key.now })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Locks the invitation that a link names, for as long as it is open. */
export async function lockOpenInvitation(
  trx: TenantTransaction,
  key: { organizationId: string; id: string; now: Date },
) {
  return trx
    .selectFrom('invitations')
    .select(INVITATION_COLUMNS)
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', key.now)
    .forUpdate()
    .executeTakeFirst();
}

export async function markInvitationAccepted(
  trx: TenantTransaction,
  key: { organizationId: string; id: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('invitations')
    .set({ accepted_at: key.now })
    .where('organization_id', '=', key.organizationId)
    .where('id', '=', key.id)
    .execute();
}

export async function selectOrganization(trx: TenantTransaction, organizationId: string) {
  return trx
    .selectFrom('organizations')
    .select(['id', 'name', 'is_demo'])
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
}

export async function updateOrganizationName(
  trx: TenantTransaction,
  organizationId: string,
  name: string,
): Promise<void> {
  await trx.updateTable('organizations').set({ name }).where('id', '=', organizationId).execute();
}

/** Stored settings by key: those of the learner (if one is named) and those of the organization. */
export async function selectSettings(
  trx: TenantTransaction,
  organizationId: string,
  userId: string | null,
): Promise<{ learner: Map<string, unknown>; organization: Map<string, unknown> }> {
  const rows = await trx
    .selectFrom('system_settings')
    .select(['scope', 'key', 'value'])
    .where('organization_id', '=', organizationId)
    .where((where) =>
      where.or([
        where('scope', '=', 'organization'),
        ...(userId === null ? [] : [where('user_id', '=', userId)]),
      ]),
    )
    .execute();
  const pick = (scope: string) =>
    new Map(rows.filter((row) => row.scope === scope).map((row) => [row.key, row.value]));
  return { learner: pick('learner'), organization: pick('organization') };
}

export async function upsertOrganizationSetting(
  trx: TenantTransaction,
  row: { organizationId: string; key: string; value: unknown },
): Promise<void> {
  const value = JSON.stringify(row.value);
  await trx
    .insertInto('system_settings')
    .values({
      organization_id: row.organizationId,
      id: newId(),
      scope: 'organization',
      key: row.key,
      value,
    })
    .onConflict((conflict) =>
      conflict.constraint('system_settings_one_value').doUpdateSet({ value }),
    )
    .execute();
}

/** Every organization of the platform, for work by the clock. */
export async function listOrganizationIds(db: Queryable): Promise<string[]> {
  const rows = await db.selectFrom('organizations').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
