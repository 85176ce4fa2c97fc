import * as contracts from '../../../contracts/ai.ts';
import { type Route, route } from '../../http/route.ts';
import type { ConnectionsService } from './connections-service.ts';
import type { AiService } from './service.ts';

export function aiRoutes(service: AiService, connections: ConnectionsService): Route[] {
  return [
    route(contracts.listAiConnections, 'administer', ({ tenant }) => connections.list(tenant)),
    route(contracts.createAiConnection, 'administer', ({ tenant, body }) =>
      connections.create(tenant, body),
    ),
    route(contracts.updateAiConnection, 'administer', ({ tenant, params, body }) =>
      connections.update(tenant, params.id, body),
    ),
    route(contracts.deleteAiConnection, 'administer', async ({ tenant, params }) => {
      await connections.remove(tenant, params.id);
      return {};
    }),
    route(contracts.testAiConnection, 'administer', ({ tenant, params, body }) =>
      connections.test(tenant, params.id, body.model),
    ),
    route(contracts.getAiConfig, 'administer', ({ tenant }) => service.getConfig(tenant)),
    route(contracts.putAiConfig, 'administer', ({ tenant, body }) =>
      service.putConfig(tenant, body),
    ),
    route(contracts.getMyAiConfig, 'learn', ({ tenant }) => service.getMine(tenant)),
    route(contracts.putMyAiConfig, 'learn', ({ tenant, body }) =>
      service.putMine(tenant, body.choices),
    ),
    route(contracts.listAiPrices, 'administer', ({ tenant }) => service.listPrices(tenant)),
    route(contracts.putAiPrices, 'administer', ({ tenant, body }) =>
      service.putPrices(tenant, body.items),
    ),
    route(contracts.getAiBudgets, 'administer', ({ tenant }) => service.getBudgets(tenant)),
    route(contracts.putAiBudgets, 'administer', ({ tenant, body }) =>
      service.putBudgets(tenant, body),
    ),
    route(contracts.getAiState, 'administer', ({ tenant }) => service.state(tenant)),
    route(contracts.getAiUsage, 'administer', ({ tenant, query }) => service.usage(tenant, query)),
    route(contracts.getMonthlyAiUsage, 'administer', ({ tenant }) => service.monthly(tenant)),
  ];
}
