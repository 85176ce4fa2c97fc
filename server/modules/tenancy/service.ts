import { createHash, randomBytes } from 'node:crypto';
import type {
  Invitation,
  Member,
  MemberRole,
  OrganizationSettings,
} from '../../../contracts/tenancy.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError, notFound } from '../../errors.ts';
import { decodeCursor, encodeCursor, takePage } from '../../http/cursor.ts';
import { resolveSettings, SETTING_KEYS } from './domain/settings.ts';
import * as repo from './repo.ts';

const INVITATION_DAYS = 14;
const DAY_MS = 86_400_000;

type MemberRow = NonNullable<Awaited<ReturnType<typeof repo.selectOptionalMember>>>;

const toMember = (row: MemberRow): Member => ({
  userId: row.user_id,
  name: row.name,
  email: row.email,
  role: row.role,
  isActive: row.is_active,
  joinedAt: row.created_at.toISOString(),
  lastLoginAt: row.last_login_at?.toISOString() ?? null,
});

type InvitationRow = Awaited<ReturnType<typeof repo.listOpenInvitations>>[number];

const toInvitation = (row: InvitationRow): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  expiresAt: row.expires_at.toISOString(),
  createdAt: row.created_at.toISOString(),
});

export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** Settings that hold for a request; for other modules, inside their transaction. */
export async function settingsOf(
  trx: TenantTransaction,
  tenant: TenantContext,
): Promise<OrganizationSettings> {
  const { learner, organization } = await repo.selectSettings(
    trx,
    tenant.organizationId,
    tenant.userId,
  );
  return resolveSettings([learner, organization]);
}

/** People, invitations and settings of an organization. */
export function createTenancyService({ database, clock, mailer }: Deps, linkBase: () => string) {
  return {
    listMembers(
      tenant: TenantContext,
      query: {
        q?: string | undefined;
        role?: MemberRole | undefined;
        cursor?: string | undefined;
        limit: number;
      },
    ) {
      const after = decodeCursor(query.cursor, ['name', 'userId']);
      return withTenant(database, tenant, async (trx) => {
        const rows = await repo.listMembers(trx, {
          organizationId: tenant.organizationId,
          q: query.q,
          role: query.role,
          after,
          limit: query.limit + 1,
        });
        return takePage(rows, query.limit, toMember, (row) =>
          encodeCursor({ name: row.name, userId: row.user_id }),
        );
      });
    },

    /** Refuses to leave an organization without an active administrator. */
    updateMember(
      tenant: TenantContext,
      userId: string,
      change: { role?: MemberRole | undefined; isActive?: boolean | undefined },
    ): Promise<Member> {
      return withTenant(database, tenant, async (trx) => {
        const key = { organizationId: tenant.organizationId, userId };
        const admins = await repo.lockActiveAdmins(trx, tenant.organizationId);
        const removesAdmin =
          (change.role !== undefined && change.role !== 'admin') || change.isActive === false;
        if (removesAdmin && admins.length === 1 && admins[0] === userId) {
          throw new AppError(
            'last_admin',
            'Make somebody else an administrator first; nothing was changed.',
          );
        }
        if (change.role !== undefined || change.isActive !== undefined) {
          await repo.updateMembership(trx, key, change);
        }
        const row = await repo.selectOptionalMember(trx, key);
        if (!row) throw notFound('person');
        return toMember(row);
      });
    },

    listInvitations(tenant: TenantContext, query: { cursor?: string | undefined; limit: number }) {
      const before = decodeCursor(query.cursor, ['id']);
      return withTenant(database, tenant, async (trx) => {
        const rows = await repo.listOpenInvitations(trx, {
          organizationId: tenant.organizationId,
          before: before?.id ?? null,
          limit: query.limit + 1,
          now: clock.now(),
        });
        return takePage(rows, query.limit, toInvitation, (row) => encodeCursor({ id: row.id }));
      });
    },

    /** The link carries organization, invitation and a secret of which only the hash is kept. */
    async createInvitation(
      tenant: TenantContext & { userId: string },
      input: { email: string; role: MemberRole },
    ) {
      const secret = randomBytes(24).toString('base64url');
      const now = clock.now();
      const { row, organization } = await withTenant(database, tenant, async (trx) => {
        const members = await repo.listMembers(trx, {
          organizationId: tenant.organizationId,
          q: input.email,
          after: null,
          limit: 50,
        });
        if (members.some((member) => member.email === input.email)) {
          throw new AppError(
            'already_member',
            `${input.email} belongs to your organization; change the role instead.`,
          );
        }
        return {
          organization: await repo.selectOrganization(trx, tenant.organizationId),
          row: await repo.insertInvitation(trx, {
            organizationId: tenant.organizationId,
            email: input.email,
            role: input.role,
            tokenHash: hashToken(secret),
            invitedBy: tenant.userId,
            expiresAt: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
            now,
          }),
        };
      });
      const link = `${linkBase()}/invitations/${tenant.organizationId}.${row.id}.${secret}`;
      if (mailer.enabled) {
        await mailer.send({
          to: input.email,
          subject: `Join ${organization.name} on Lectern`,
          text: `You are invited to ${organization.name}. Open this link within ${INVITATION_DAYS} days:\n\n${link}\n`,
        });
      }
      return { ...toInvitation(row), link, mailed: mailer.enabled };
    },

    async revokeInvitation(tenant: TenantContext, id: string): Promise<void> {
      const done = await withTenant(database, tenant, (trx) =>
        repo.revokeInvitation(trx, { organizationId: tenant.organizationId, id, now: clock.now() }),
      );
      if (!done) throw notFound('open invitation');
    },

    getSettings(tenant: TenantContext) {
      return withTenant(database, tenant, async (trx) => {
        const { organization } = await repo.selectSettings(trx, tenant.organizationId, null);
        const { name } = await repo.selectOrganization(trx, tenant.organizationId);
        return { ...resolveSettings([organization]), organizationName: name };
      });
    },

    updateSettings(
      tenant: TenantContext,
      change: { [K in keyof OrganizationSettings]?: OrganizationSettings[K] | undefined } & {
        organizationName?: string | undefined;
      },
    ) {
      return withTenant(database, tenant, async (trx) => {
        const { organizationName, ...settings } = change;
        if (organizationName !== undefined) {
          await repo.updateOrganizationName(trx, tenant.organizationId, organizationName);
        }
        for (const [name, value] of Object.entries(settings)) {
          if (value === undefined) continue;
          await repo.upsertOrganizationSetting(trx, {
            organizationId: tenant.organizationId,
            key: SETTING_KEYS[name as keyof OrganizationSettings],
            value,
          });
        }
        const { organization } = await repo.selectSettings(trx, tenant.organizationId, null);
        const { name } = await repo.selectOrganization(trx, tenant.organizationId);
        return { ...resolveSettings([organization]), organizationName: name };
      });
    },
  };
}

export type TenancyService = ReturnType<typeof createTenancyService>;
