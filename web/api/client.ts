import {
  type BodyInputOf,
  type ParamsOf,
  type QueryInputOf,
  type ResponseOf,
  type RouteContract,
  urlOf,
} from '../../contracts/route.ts';
import { ApiProblem, problemFrom } from './problem.ts';

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { [K in Name]?: undefined }
  : Record<never, never> extends Value
    ? { [K in Name]?: Value }
    : { [K in Name]: Value };

export type CallOptions<R extends RouteContract> = Part<'params', ParamsOf<R>> &
  Part<'query', QueryInputOf<R>> &
  Part<'body', BodyInputOf<R> | (BodyInputOf<R> extends undefined ? never : FormData)> & {
    signal?: AbortSignal;
    /** Makes a repeated create harmless: the server answers the second one with the first's result. */
    idempotencyKey?: string;
    /** The ETag that the edit was based on; the server answers 412 when the thing changed since. */
    ifMatch?: string;
    /** Set where a 401 is an answer (a wrong password) and not the end of the session. */
    keepUnauthenticated?: boolean;
  };

type Arguments<R extends RouteContract> =
  Record<never, never> extends CallOptions<R>
    ? [options?: CallOptions<R>]
    : [options: CallOptions<R>];

let onUnauthenticated: () => void = () => undefined;

/** Called once by the app: what to do when the session has ended. */
export function setUnauthenticatedHandler(handler: () => void): void {
  onUnauthenticated = handler;
}

/**
 * Calls one operation and returns its typed answer.
 *
 * The answer is not validated here: server tests hold it to the contract, and the schemas stay out
 * of the hot path. Throws `ApiProblem` for every failure, an abort and a lost connection included.
 */
export async function api<R extends RouteContract>(
  contract: R,
  ...[options]: Arguments<R>
): Promise<ResponseOf<R>> {
  const { response } = await send(contract, options ?? {});
  return (await bodyOf(response)) as ResponseOf<R>;
}

/** Like `api`, with the ETag of the answer, for edits that must not overwrite somebody else's. */
export async function apiWithEtag<R extends RouteContract>(
  contract: R,
  ...[options]: Arguments<R>
): Promise<{ data: ResponseOf<R>; etag: string | undefined }> {
  const { response } = await send(contract, options ?? {});
  const etag = response.headers.get('etag') ?? undefined;
  return { data: (await bodyOf(response)) as ResponseOf<R>, etag };
}

type LooseOptions = {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  signal?: AbortSignal;
  idempotencyKey?: string;
  ifMatch?: string;
  keepUnauthenticated?: boolean;
};

async function send(contract: RouteContract, options: LooseOptions) {
  const headers = new Headers({ accept: 'application/json' });
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  if (options.ifMatch) headers.set('if-match', options.ifMatch);
  const init: RequestInit = { method: contract.method, headers, credentials: 'same-origin' };
  if (options.signal) init.signal = options.signal;
  if (options.body instanceof FormData) {
    init.body = options.body;
  } else if (options.body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(options.body);
  }
  const url = urlOf(
    contract,
    options.params as Record<string, unknown> | undefined,
    options.query as Record<string, unknown> | undefined,
  );
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    const code = options.signal?.aborted ? 'aborted' : 'network_error';
    throw new ApiProblem({ status: 0, code });
  }
  if (!response.ok) {
    const problem = await problemFrom(response);
    if (response.status === 401 && !options.keepUnauthenticated) onUnauthenticated();
    throw problem;
  }
  return { response };
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return {};
  try {
    return await response.json();
  } catch {
    throw new ApiProblem({ status: response.status, code: 'unreadable_response' });
  }
}
