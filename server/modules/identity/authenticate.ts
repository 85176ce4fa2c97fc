import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type TenantContext, withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import type { Auth } from './auth.ts';
import * as repo from './repo.ts';

/** Organization of a transaction that reads a person's own memberships in all of them. */
export const NO_ORGANIZATION = '00000000-0000-0000-0000-000000000000';

/**
 * How long a server believes what it last read of a session. Within it, losing a role, or signing
 * out on another server, has no effect here yet; signing out here has at once.
 */
const REMEMBER_MS = 5_000;
const REMEMBER_ENTRIES = 10_000;

export type SignedIn = TenantContext & { userId: string; sessionId: string | null };

export type Authenticator = {
  authenticate(request: FastifyRequest): Promise<SignedIn | null>;
  /** Forgets what is remembered of one person, or of everybody. */
  forget(userId?: string): void;
};

function equalSecrets(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export function createAuthenticator(deps: Deps, auth: Auth): Authenticator {
  const { database, operatorToken } = deps;
  const remembered = new Map<string, { signedIn: SignedIn; until: number }>();

  async function fromSession(cookie: string): Promise<SignedIn | null> {
    const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
    if (!found || found.user.isActive === false) return null;
    const userId = found.user.id;
    const memberships = await withTenant(
      database,
      { organizationId: NO_ORGANIZATION, userId, role: 'learner' },
      (trx) => repo.listOwnMemberships(trx, userId),
    );
    const active =
      memberships.find(({ id }) => id === found.session.activeOrganizationId) ?? memberships[0];
    if (!active) return null;
    return { organizationId: active.id, userId, role: active.role, sessionId: found.session.id };
  }

  /** The command line, which proves by the token that it can read the data folder. */
  async function fromOperator(request: FastifyRequest): Promise<SignedIn> {
    const header = request.headers['lectern-organization'];
    const organizations = await repo.listOrganizations(database.kysely);
    const wanted =
      typeof header === 'string'
        ? organizations.find(({ id, name }) => id === header || name === header)
        : organizations.length === 1
          ? organizations[0]
          : undefined;
    if (!wanted) {
      const names = organizations.map(({ name }) => name).join(', ');
      throw new AppError(
        'invalid_request',
        organizations.length === 0
          ? 'There is no organization yet. Create one in the browser, with "org create", or with "demo".'
          : `Say which organization is meant (--org NAME): ${names}.`,
      );
    }
    const admin = await withTenant(
      database,
      { organizationId: wanted.id, userId: null, role: 'system' },
      (trx) => repo.selectOptionalFirstAdmin(trx, wanted.id),
    );
    if (!admin) throw new AppError('not_found', `${wanted.name} has no active administrator.`);
    return { organizationId: wanted.id, userId: admin.user_id, role: 'admin', sessionId: null };
  }

  return {
    async authenticate(request) {
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      const origin = { requestId: request.id, ipAddress: request.ip };
      if (bearer !== undefined) {
        if (!equalSecrets(bearer, operatorToken)) return null;
        return { ...(await fromOperator(request)), ...origin };
      }
      const { cookie } = request.headers;
      const token = /(?:^|;\s*)(?:__Secure-)?lectern\.session_token=([^;]+)/.exec(
        cookie ?? '',
      )?.[1];
      if (cookie === undefined || token === undefined) return null;
      const known = remembered.get(token);
      if (known && known.until > Date.now()) return { ...known.signedIn, ...origin };
      const signedIn = await fromSession(cookie);
      if (!signedIn) {
        remembered.delete(token);
        return null;
      }
      if (remembered.size >= REMEMBER_ENTRIES) remembered.clear();
      remembered.set(token, { signedIn, until: Date.now() + REMEMBER_MS });
      return { ...signedIn, ...origin };
    },
    forget(userId) {
      for (const [token, { signedIn }] of remembered) {
        if (userId === undefined || signedIn.userId === userId) remembered.delete(token);
      }
    },
  };
}

/** Whether a request carries the operator's token, for operations outside any organization. */
export function isOperator(request: FastifyRequest, operatorToken: string): boolean {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return bearer !== undefined && equalSecrets(bearer, operatorToken);
}
