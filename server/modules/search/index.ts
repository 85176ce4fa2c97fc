import { search as contract } from '../../../contracts/search.ts';
import type { Deps, Module } from '../../deps.ts';
import { route } from '../../http/route.ts';
import { createSearchService } from './service.ts';

export function searchModule(deps: Deps): Module {
  const service = createSearchService(deps);
  return {
    name: 'search',
    routes: [route(contract, 'learn', ({ tenant, query }) => service.search(tenant, query))],
  };
}
