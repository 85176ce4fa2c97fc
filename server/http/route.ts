import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  BodyOf,
  ParamsOf,
  QueryOf,
  ResponseOf,
  RouteContract,
} from '../../contracts/route.ts';
import type { TenantContext } from '../db/tenant.ts';

/**
 * Who may call an operation. `learn`: every member. `author`: instructors and administrators.
 * `administer`: administrators.
 */
export type Permission = 'learn' | 'author' | 'administer';

/** What an operation on tenant data is given. */
export type RouteInput<R extends RouteContract> = {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  tenant: TenantContext & { userId: string };
  /** Revision named by If-Match; null where the header is absent. */
  ifMatch: number | null;
  request: FastifyRequest;
  reply: FastifyReply;
};

export type PublicInput<R extends RouteContract> = Omit<RouteInput<R>, 'tenant' | 'ifMatch'>;

export type Route = { contract: RouteContract } & (
  | {
      permission: Permission;
      handle(input: RouteInput<RouteContract>): Promise<unknown>;
    }
  | { permission: 'public'; handle(input: PublicInput<RouteContract>): Promise<unknown> }
);

/** Declares an operation for signed-in members. */
export function route<R extends RouteContract>(
  contract: R,
  permission: Permission,
  handle: (input: RouteInput<R>) => Promise<ResponseOf<R>>,
): Route {
  return { contract, permission, handle: handle as (input: never) => Promise<unknown> };
}

/** Declares an operation that anybody may call. */
export function publicRoute<R extends RouteContract>(
  contract: R,
  handle: (input: PublicInput<R>) => Promise<ResponseOf<R>>,
): Route {
  return { contract, permission: 'public', handle: handle as (input: never) => Promise<unknown> };
}
