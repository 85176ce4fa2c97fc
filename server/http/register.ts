import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { API_BASE, type RouteContract } from '../../contracts/route.ts';
import type { MemberRole } from '../../contracts/tenancy.ts';
import type { TenantContext } from '../db/tenant.ts';
import { AppError } from '../errors.ts';
import type { Idempotency } from './idempotency.ts';
import type { Permission, PublicInput, Route, RouteInput } from './route.ts';

const ALLOWED: Record<Permission, ReadonlySet<MemberRole | 'system'>> = {
  learn: new Set(['admin', 'instructor', 'learner', 'system']),
  author: new Set(['admin', 'instructor', 'system']),
  administer: new Set(['admin', 'system']),
};

/** Finds out who asks; null where nobody is signed in. */
export type Authenticate = (
  request: FastifyRequest,
) => Promise<(TenantContext & { userId: string }) | null>;

export type RegisterOptions = {
  authenticate: Authenticate;
  idempotency: Idempotency;
  /** Check responses against their contract: in tests, where a mismatch must fail. */
  checkResponses: boolean;
};

function parseIfMatch(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  if (header === undefined) return null;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header);
  if (!match) {
    throw new AppError(
      'invalid_request',
      'If-Match takes the revision that you edited, such as "3".',
    );
  }
  return Number(match[1]);
}

function send(contract: RouteContract, result: unknown, reply: FastifyReply): FastifyReply {
  const revision = (result as { revision?: unknown } | null)?.revision;
  if (typeof revision === 'number') reply.header('etag', `"${revision}"`);
  return reply.code(contract.status ?? 200).send(result);
}

/** Adds the routes to the server, each with its checks: origin, session, permission, input. */
export function registerRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  { authenticate, idempotency, checkResponses }: RegisterOptions,
): void {
  for (const route of routes) {
    const { contract } = route;
    const parseInput = (request: FastifyRequest) => ({
      params: contract.params?.parse(request.params),
      query: contract.query?.parse(request.query),
      body: contract.body?.parse(request.body ?? {}),
    });
    const checked = (result: unknown) =>
      checkResponses ? contract.response.parse(result) : result;
    app.route({
      method: contract.method,
      url: `${API_BASE}${contract.path}`,
      handler: async (request, reply) => {
        if (route.permission === 'public') {
          const input = { ...parseInput(request), request, reply } as PublicInput<RouteContract>;
          return send(contract, checked(await route.handle(input)), reply);
        }
        const tenant = await authenticate(request);
        if (!tenant) {
          throw new AppError('not_signed_in', 'Sign in and try again; nothing was changed.');
        }
        if (!ALLOWED[route.permission].has(tenant.role)) {
          throw new AppError(
            'forbidden',
            'Ask an administrator of your organization for the right to do this.',
          );
        }
        const input = {
          ...parseInput(request),
          tenant,
          ifMatch: parseIfMatch(request),
          request,
          reply,
        } as RouteInput<RouteContract>;
        const run = async () => checked(await route.handle(input));
        const key = contract.method === 'POST' ? request.headers['idempotency-key'] : undefined;
        const result =
          typeof key === 'string'
            ? await idempotency.once(tenant, key, [contract.path, input.params, input.body], run)
            : await run();
        return send(contract, result, reply);
      },
    });
  }
}
