import type { Deps, Module } from '../../deps.ts';
import { tenancyRoutes } from './routes.ts';
import { createTenancyService } from './service.ts';

export {
  insertMembership,
  listOrganizationIds,
  lockOpenInvitation,
  markInvitationAccepted,
  selectOptionalMember,
  selectOrganization,
} from './repo.ts';
export { hashToken, settingsOf } from './service.ts';

export function tenancyModule(deps: Deps): Module {
  return {
    name: 'tenancy',
    routes: tenancyRoutes(createTenancyService(deps, deps.publicUrl)),
  };
}
