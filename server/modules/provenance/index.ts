import { getProvenance } from '../../../contracts/provenance.ts';
import type { Deps, Module } from '../../deps.ts';
import { route } from '../../http/route.ts';
import { createProvenanceService } from './service.ts';

export function provenanceModule(deps: Deps): Module {
  const service = createProvenanceService(deps);
  return {
    name: 'provenance',
    routes: [
      route(getProvenance, 'author', ({ tenant, params }) => service.get(tenant, params.id)),
    ],
  };
}
