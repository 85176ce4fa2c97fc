export type {
  AiGateway,
  Caller,
  GatewayObject,
  GatewayObjectRequest,
  ResolvedModel,
} from './gateway-types.ts';
