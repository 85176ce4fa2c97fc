import { z } from 'zod';
import { Email, Password, PersonName } from './identity.ts';
import { defineRoute } from './route.ts';
import { Id, Timestamp } from './shared.ts';
import { MemberRole } from './tenancy.ts';

/**
 * Operations of whoever owns the data folder, for the command line. They are not tied to an
 * organization and need the token that the server keeps in that folder.
 */

export const OperatorOrganization = z.object({
  id: Id,
  name: z.string(),
  isDemo: z.boolean(),
  createdAt: Timestamp,
});

export const operatorListOrganizations = defineRoute({
  method: 'GET',
  path: '/operator/organizations',
  summary: 'All organizations of this server',
  response: z.object({ organizations: z.array(OperatorOrganization) }),
});

export const operatorCreateOrganization = defineRoute({
  method: 'POST',
  path: '/operator/organizations',
  summary: 'Create an organization with its first administrator',
  body: z.object({
    organizationName: z.string().trim().min(1).max(120),
    name: PersonName,
    email: Email,
    password: Password,
  }),
  response: OperatorOrganization,
  status: 201,
});

export const operatorAddUser = defineRoute({
  method: 'POST',
  path: '/operator/users',
  summary: 'Add a person to an organization; makes the account where there is none',
  body: z.object({
    organizationId: Id,
    name: PersonName,
    email: Email,
    role: MemberRole,
    password: Password,
  }),
  response: z.object({ userId: Id, created: z.boolean() }),
  status: 201,
});

export const operatorSetPassword = defineRoute({
  method: 'POST',
  path: '/operator/users/password',
  summary: 'Set the password of a person and sign them out everywhere',
  body: z.object({ email: Email, password: Password }),
  response: z.object({ userId: Id }),
});
