import type { Deps, Module } from '../../deps.ts';
import type { Authenticate } from '../../http/register.ts';
import { createAuth } from './auth.ts';
import { createAuthenticator } from './authenticate.ts';
import { identityRoutes, operatorRoutes } from './routes.ts';
import { createIdentityService, type IdentityService } from './service.ts';

export { createPeople } from './people.ts';
export {
  consumeAttempt,
  hasOwnOrganization,
  selectOptionalDemoOrganization,
  selectOptionalUserByEmail,
} from './repo.ts';

export type IdentityModule = Module & { authenticate: Authenticate; service: IdentityService };

export function identityModule(deps: Deps): IdentityModule {
  const auth = createAuth(deps);
  const authenticator = createAuthenticator(deps, auth);
  const service = createIdentityService(deps, auth, authenticator);
  return {
    name: 'identity',
    routes: [...identityRoutes(service), ...operatorRoutes(service, deps.operatorToken)],
    authenticate: authenticator.authenticate,
    service,
  };
}
