import * as contracts from '../../../contracts/search.ts';
import type { Deps, Module } from '../../deps.ts';
import { route } from '../../http/route.ts';
import { createEmbedderService } from './reembed/service.ts';
import { createReembedTasks } from './reembed/task.ts';
import { createSearchService } from './service.ts';

export function searchModule(deps: Deps): Module {
  const service = createSearchService(deps);
  const embedder = createEmbedderService(deps);
  return {
    name: 'search',
    routes: [
      route(contracts.search, 'learn', ({ tenant, query }) => service.search(tenant, query)),
      route(contracts.getEmbedder, 'administer', ({ tenant }) => embedder.get(tenant)),
      route(contracts.putEmbedder, 'administer', ({ tenant, body }) =>
        embedder.put(tenant, body.use),
      ),
    ],
    tasks: createReembedTasks(deps),
  };
}
