import * as contracts from '../../../contracts/tenancy.ts';
import { type Route, route } from '../../http/route.ts';
import type { TenancyService } from './service.ts';

export function tenancyRoutes(service: TenancyService): Route[] {
  return [
    // Instructors choose from it whom they enrol in a course.
    route(contracts.listMembers, 'author', ({ tenant, query }) =>
      service.listMembers(tenant, query),
    ),
    route(contracts.updateMember, 'administer', ({ tenant, params, body }) =>
      service.updateMember(tenant, params.id, body),
    ),
    route(contracts.listInvitations, 'administer', ({ tenant, query }) =>
      service.listInvitations(tenant, query),
    ),
    route(contracts.createInvitation, 'administer', ({ tenant, body }) =>
      service.createInvitation(tenant, body),
    ),
    route(contracts.revokeInvitation, 'administer', async ({ tenant, params }) => {
      await service.revokeInvitation(tenant, params.id);
      return {};
    }),
    route(contracts.getSettings, 'administer', ({ tenant }) => service.getSettings(tenant)),
    route(contracts.updateSettings, 'administer', ({ tenant, body }) =>
      service.updateSettings(tenant, body),
    ),
  ];
}
