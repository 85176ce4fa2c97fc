import { isAPIError } from 'better-auth/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Me, Preferences } from '../../../contracts/identity.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import {
  hashToken,
  insertMembership,
  lockOpenInvitation,
  markInvitationAccepted,
  selectOptionalMember,
  selectOrganization,
} from '../tenancy/index.ts';
import { type Auth, hashPassword } from './auth.ts';
import { type Authenticator, NO_ORGANIZATION, type SignedIn } from './authenticate.ts';
import { createPeople, type NewOrganization, organizationTaken } from './people.ts';
import * as repo from './repo.ts';

const MINUTE_MS = 60_000;

const parseLink = (token: string) => {
  const [organizationId, id, secret] = token.split('.');
  const uuid = /^[0-9a-f-]{36}$/;
  if (!organizationId || !id || !secret || !uuid.test(organizationId) || !uuid.test(id))
    return null;
  return { organizationId, id, secret };
};

/** People, their sessions, and how they come to organizations. */
export function createIdentityService(deps: Deps, auth: Auth, authenticator: Authenticator) {
  const { database, clock } = deps;
  const owner = database.kysely;

  async function limit(key: string, max: number, windowMs: number): Promise<void> {
    if (await repo.consumeAttempt(database, { key, max, windowMs, now: clock.now() })) return;
    throw new AppError(
      'too_many_requests',
      'Wait a few minutes and try again; nothing was changed.',
    );
  }

  /** Starts a session for a person who proves it by the password; sets the cookie on the reply. */
  async function startSession(
    credentials: { email: string; password: string },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SignedIn> {
    const wrong = () =>
      new AppError(
        'wrong_credentials',
        'Check both and try again. An administrator can set a new password.',
      );
    const headers = new Headers({ 'user-agent': request.headers['user-agent'] ?? '' });
    const result = await auth.api
      .signInEmail({ body: credentials, headers, returnHeaders: true })
      .catch((error: unknown) => {
        // Anything but a refusal is our fault and must not look like a wrong password.
        throw isAPIError(error) && error.statusCode < 500 ? wrong() : error;
      });
    const cookies = result.headers.getSetCookie();
    for (const cookie of cookies) reply.header('set-cookie', cookie);
    const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
    const signedIn = await authenticator.authenticate({
      ...pick(request),
      headers: { cookie },
    } as FastifyRequest);
    if (!signedIn) {
      throw new AppError(
        'forbidden',
        'Your account is locked or belongs to no organization. Ask your administrator.',
      );
    }
    await repo.updateLastLogin(owner, signedIn.userId, clock.now());
    return signedIn;
  }

  const pick = (request: FastifyRequest) => ({ id: request.id, ip: request.ip });

  function me(signedIn: SignedIn): Promise<Me> {
    return withTenant(database, signedIn, async (trx) => {
      const memberships = await repo.listOwnMemberships(trx, signedIn.userId);
      const organization = await selectOrganization(trx, signedIn.organizationId);
      const member = await selectOptionalMember(trx, signedIn);
      if (!member) throw new AppError('not_signed_in', 'Sign in again.');
      return {
        user: { id: signedIn.userId, name: member.name, email: member.email },
        organization: {
          id: organization.id,
          name: organization.name,
          isDemo: organization.is_demo,
        },
        role: member.role,
        memberships: memberships.map(({ id, name, role }) => ({
          organizationId: id,
          organizationName: name,
          role,
        })),
        preferences: await repo.selectPreferences(trx, signedIn.userId),
      };
    });
  }

  const { makeOrganization, addUser } = createPeople(deps);

  return {
    makeOrganization,
    addUser,
    me,

    async signIn(
      input: { email: string; password: string },
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<Me> {
      await limit(`sign-in:${request.ip}`, 30, 5 * MINUTE_MS);
      await limit(`sign-in:${input.email}`, 10, 5 * MINUTE_MS);
      return me(await startSession(input, request, reply));
    },

    async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const headers = new Headers({ cookie: request.headers.cookie ?? '' });
      const result = await auth.api.signOut({ headers, returnHeaders: true });
      for (const cookie of result.headers.getSetCookie()) reply.header('set-cookie', cookie);
      authenticator.forget();
    },

    async createOrganization(
      input: NewOrganization,
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<Me> {
      await limit(`organization:${request.ip}`, 10, 60 * MINUTE_MS);
      if (!deps.config.openSignUp && (await repo.hasOwnOrganization(deps.database.kysely))) {
        throw organizationTaken();
      }
      await makeOrganization({ ...input, onlyFirst: !deps.config.openSignUp });
      return me(await startSession(input, request, reply));
    },

    updatePreferences(
      signedIn: SignedIn,
      change: { [K in keyof Preferences]?: Preferences[K] | undefined },
    ): Promise<Preferences> {
      if (change.timeZone !== undefined && !isTimeZone(change.timeZone)) {
        throw new AppError('invalid_request', 'timeZone takes an IANA name such as Europe/Rome.');
      }
      return withTenant(database, signedIn, async (trx) => {
        await repo.updatePreferences(trx, signedIn.userId, change);
        return repo.selectPreferences(trx, signedIn.userId);
      });
    },

    async switchOrganization(
      signedIn: SignedIn,
      organizationId: string,
      request: FastifyRequest,
    ): Promise<Me> {
      const memberships = await withTenant(
        database,
        { organizationId: NO_ORGANIZATION, userId: signedIn.userId, role: 'learner' },
        (trx) => repo.listOwnMemberships(trx, signedIn.userId),
      );
      if (signedIn.sessionId === null || !memberships.some(({ id }) => id === organizationId)) {
        throw new AppError('not_found', 'You do not belong to this organization.');
      }
      await repo.updateActiveOrganization(owner, signedIn.sessionId, organizationId);
      authenticator.forget(signedIn.userId);
      const renewed = await authenticator.authenticate(request);
      if (!renewed) throw new AppError('not_signed_in', 'Sign in again.');
      return me(renewed);
    },

    async getInvitation(token: string) {
      const link = parseLink(token);
      const over = () =>
        new AppError('invitation_over', 'Ask for a new one; invitations end after 14 days.');
      if (!link) throw over();
      const system = { organizationId: link.organizationId, userId: null, role: 'system' as const };
      const found = await withTenant(database, system, async (trx) => {
        const invitation = await lockOpenInvitation(trx, { ...link, now: clock.now() });
        if (!invitation || invitation.token_hash !== hashToken(link.secret)) throw over();
        const organization = await selectOrganization(trx, link.organizationId);
        return {
          organizationName: organization.name,
          email: invitation.email,
          role: invitation.role,
        };
      });
      const account = await repo.selectOptionalUserByEmail(owner, found.email);
      return { ...found, hasAccount: account !== undefined };
    },

    async acceptInvitation(
      token: string,
      input: { name?: string | undefined; password: string },
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<Me> {
      await limit(`invitation:${request.ip}`, 30, 5 * MINUTE_MS);
      const offer = await this.getInvitation(token);
      const link = parseLink(token);
      if (!link) throw new AppError('invitation_over', 'Ask for a new one.');
      let userId: string;
      if (offer.hasAccount) {
        // The password proves that the account is theirs.
        const account = await repo.selectOptionalUserByEmail(owner, offer.email);
        const proven = await auth.api
          .signInEmail({ body: { email: offer.email, password: input.password } })
          .catch((error: unknown) => {
            if (isAPIError(error) && error.statusCode < 500) return null;
            throw error;
          });
        if (!account || !proven) {
          throw new AppError(
            'wrong_credentials',
            'This address has an account; give its password.',
          );
        }
        userId = account.id;
      } else {
        if (!input.name) {
          throw new AppError('invalid_request', 'name: say what you are called.', [
            { path: 'name', message: 'Say what you are called.' },
          ]);
        }
        const made = await repo.insertUser(owner, {
          name: input.name,
          email: offer.email,
          passwordHash: await hashPassword(input.password),
        });
        if (!made)
          throw new AppError('conflict', 'The account was made at this very moment; try again.');
        userId = made;
      }
      const system = { organizationId: link.organizationId, userId: null, role: 'system' as const };
      await withTenant(database, system, async (trx) => {
        const invitation = await lockOpenInvitation(trx, { ...link, now: clock.now() });
        if (!invitation)
          throw new AppError('invitation_over', 'It was used or taken back meanwhile.');
        if (!(await selectOptionalMember(trx, { organizationId: link.organizationId, userId }))) {
          await insertMembership(trx, {
            organizationId: link.organizationId,
            userId,
            role: invitation.role,
          });
        }
        await markInvitationAccepted(trx, { ...link, now: clock.now() });
      });
      authenticator.forget(userId);
      return me(
        await startSession({ email: offer.email, password: input.password }, request, reply),
      );
    },

    listOrganizations: () => repo.listOrganizations(owner),

    async setPassword(email: string, password: string): Promise<string> {
      const user = await repo.selectOptionalUserByEmail(owner, email);
      if (!user) throw new AppError('not_found', `Nobody has the address ${email}.`);
      await repo.updatePassword(owner, user.id, await hashPassword(password));
      authenticator.forget(user.id);
      return user.id;
    },
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export type IdentityService = ReturnType<typeof createIdentityService>;
