import * as contracts from '../../../contracts/library.ts';
import { type Route, route } from '../../http/route.ts';
import type { LibraryService } from './service.ts';

export function libraryRoutes(service: LibraryService): Route[] {
  return [
    route(contracts.listMaterials, 'learn', ({ tenant, query }) => service.list(tenant, query)),
    route(contracts.getMaterial, 'learn', ({ tenant, params }) => service.get(tenant, params.id)),
    route(contracts.updateMaterial, 'author', ({ tenant, params, body, ifMatch }) =>
      service.update(tenant, params.id, ifMatch, body),
    ),
    route(contracts.deleteMaterial, 'author', async ({ tenant, params }) => {
      await service.delete(tenant, params.id);
      return {};
    }),
    route(contracts.restoreMaterial, 'author', ({ tenant, params }) =>
      service.restore(tenant, params.id),
    ),
    route(contracts.getOutline, 'learn', ({ tenant, params }) =>
      service.outline(tenant, params.id),
    ),
    route(contracts.listChunks, 'learn', ({ tenant, params, query }) =>
      service.chunks(tenant, params.id, query),
    ),
    route(contracts.getConceptMap, 'learn', ({ tenant, params }) =>
      service.conceptMap(tenant, params.id),
    ),
    route(contracts.listSubjects, 'learn', ({ tenant }) => service.subjects(tenant)),
  ];
}
