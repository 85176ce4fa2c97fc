import type { Deps, Module } from '../../deps.ts';
import { createConnectionsService } from './connections-service.ts';
import { aiRoutes } from './routes.ts';
import { createAiService } from './service.ts';
import { createWire } from './wire.ts';

export type { AiTask } from '../../../contracts/ai.ts';
export { createGateway } from './gateway.ts';
export type {
  AiBatch,
  AiGateway,
  Caller,
  GatewayObject,
  GatewayObjectRequest,
  ResolvedModel,
} from './gateway-types.ts';
export { AwaitBatch } from './gateway-types.ts';
export { createAiService } from './service.ts';
export { aiOptionsOf } from './settings.ts';

export function aiModule(deps: Deps): Module {
  return {
    name: 'ai',
    routes: aiRoutes(createAiService(deps), createConnectionsService(deps, createWire(deps))),
  };
}
