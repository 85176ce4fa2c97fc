import * as contracts from '../../../contracts/items.ts';
import { type Route, route } from '../../http/route.ts';
import type { ItemsService } from './service.ts';

export function itemsRoutes(service: ItemsService): Route[] {
  return [
    route(contracts.listItems, 'learn', ({ tenant, query }) => service.list(tenant, query)),
    route(contracts.getItem, 'learn', ({ tenant, params }) => service.get(tenant, params.id)),
  ];
}
