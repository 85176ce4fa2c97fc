import type { MemberRole } from '../../../contracts/tenancy.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Deps } from '../../deps.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { insertMembership, selectOptionalMember } from '../tenancy/index.ts';
import { hashPassword } from './auth.ts';
import * as repo from './repo.ts';

export type NewOrganization = {
  organizationName: string;
  name: string;
  email: string;
  password: string;
};

export const organizationTaken = () =>
  new AppError(
    'forbidden',
    'This server has its organization already. Ask its administrator to invite you; who runs the server can allow more organizations by LECTERN_SIGN_UP=open.',
  );

/** Making organizations and people, without signing anybody in. */
export function createPeople({ database }: Pick<Deps, 'database'>) {
  const owner = database.kysely;

  /**
   * A new organization with its first administrator, who must not have an account yet.
   *
   * @param input.onlyFirst refuses where there is one besides the demo.
   */
  async function makeOrganization(
    input: NewOrganization & { isDemo?: boolean; onlyFirst?: boolean },
  ) {
    const userId = await repo.insertUser(owner, {
      name: input.name,
      email: input.email,
      passwordHash: await hashPassword(input.password),
    });
    if (!userId) {
      throw new AppError(
        'email_taken',
        `Sign in as ${input.email} instead, or use another address.`,
      );
    }
    const id = newId();
    try {
      await withTenant(database, { organizationId: id, userId, role: 'admin' }, async (trx) => {
        if (input.onlyFirst && (await repo.isOrganizationTaken(trx))) throw organizationTaken();
        await repo.insertOrganization(trx, {
          id,
          name: input.organizationName,
          isDemo: input.isDemo ?? false,
        });
        await insertMembership(trx, { organizationId: id, userId, role: 'admin' });
      });
    } catch (error) {
      await repo.deleteUser(owner, userId);
      throw error;
    }
    return { id, userId };
  }

  /** Adds a person to an organization; an address that has an account keeps it and its password. */
  async function addUser(input: {
    organizationId: string;
    name: string;
    email: string;
    role: MemberRole;
    password: string;
  }) {
    const existing = await repo.selectOptionalUserByEmail(owner, input.email);
    const userId =
      existing?.id ??
      (await repo.insertUser(owner, {
        name: input.name,
        email: input.email,
        passwordHash: await hashPassword(input.password),
      }));
    if (!userId)
      throw new AppError('conflict', 'The account was made at this very moment; try again.');
    const system = { organizationId: input.organizationId, userId: null, role: 'system' as const };
    await withTenant(database, system, async (trx) => {
      if (await selectOptionalMember(trx, { organizationId: input.organizationId, userId })) {
        throw new AppError('already_member', `${input.email} belongs to this organization.`);
      }
      await insertMembership(trx, {
        organizationId: input.organizationId,
        userId,
        role: input.role,
      });
    });
    return { userId, created: existing === undefined };
  }

  return { makeOrganization, addUser };
}
