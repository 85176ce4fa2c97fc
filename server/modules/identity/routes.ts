import type { FastifyRequest } from 'fastify';
import * as contracts from '../../../contracts/identity.ts';
import * as operator from '../../../contracts/operator.ts';
import { AppError } from '../../errors.ts';
import { publicRoute, type Route, route } from '../../http/route.ts';
import { isOperator, type SignedIn } from './authenticate.ts';
import type { IdentityService } from './service.ts';

export function identityRoutes(service: IdentityService): Route[] {
  return [
    publicRoute(contracts.createOrganization, ({ body, request, reply }) =>
      service.createOrganization(body, request, reply),
    ),
    publicRoute(contracts.signIn, ({ body, request, reply }) =>
      service.signIn(body, request, reply),
    ),
    publicRoute(contracts.signOut, async ({ request, reply }) => {
      await service.signOut(request, reply);
      return {};
    }),
    publicRoute(contracts.getInvitation, ({ params }) => service.getInvitation(params.token)),
    publicRoute(contracts.acceptInvitation, ({ params, body, request, reply }) =>
      service.acceptInvitation(params.token, body, request, reply),
    ),
    route(contracts.getMe, 'learn', ({ tenant }) => service.me(tenant as SignedIn)),
    route(contracts.updatePreferences, 'learn', ({ tenant, body }) =>
      service.updatePreferences(tenant as SignedIn, body),
    ),
    route(contracts.switchOrganization, 'learn', ({ tenant, body, request }) =>
      service.switchOrganization(tenant as SignedIn, body.organizationId, request),
    ),
  ];
}

/** Operations for the command line; public to the router, since no organization is involved. */
export function operatorRoutes(service: IdentityService, operatorToken: string): Route[] {
  const guard = (request: FastifyRequest) => {
    if (!isOperator(request, operatorToken)) {
      throw new AppError(
        'not_signed_in',
        'Only the owner of the data folder may do this, by the command line.',
      );
    }
  };
  return [
    publicRoute(operator.operatorListOrganizations, async ({ request }) => {
      guard(request);
      const organizations = await service.listOrganizations();
      return {
        organizations: organizations.map((row) => ({
          id: row.id,
          name: row.name,
          isDemo: row.is_demo,
          createdAt: row.created_at.toISOString(),
        })),
      };
    }),
    publicRoute(operator.operatorCreateOrganization, async ({ request, body }) => {
      guard(request);
      const { id } = await service.makeOrganization(body);
      return {
        id,
        name: body.organizationName,
        isDemo: false,
        createdAt: new Date().toISOString(),
      };
    }),
    publicRoute(operator.operatorAddUser, async ({ request, body }) => {
      guard(request);
      return service.addUser(body);
    }),
    publicRoute(operator.operatorSetPassword, async ({ request, body }) => {
      guard(request);
      return { userId: await service.setPassword(body.email, body.password) };
    }),
  ];
}
