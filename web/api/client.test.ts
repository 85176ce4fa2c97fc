import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineRoute, urlOf } from '../../contracts/route.ts';
import { api, setUnauthenticatedHandler } from './client.ts';
import { ApiProblem } from './problem.ts';
import { shouldRetry } from './query-client.ts';

const getThing = defineRoute({
  method: 'GET',
  path: '/things/:id',
  summary: 'A thing',
  params: z.object({ id: z.string() }),
  query: z.object({ tag: z.array(z.string()).optional(), q: z.string().optional() }),
  response: z.object({ name: z.string() }),
});

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetched = vi.fn(
    async () =>
      new Response(typeof body === 'string' ? body : JSON.stringify(body), {
        status,
        headers: { 'content-type': 'application/problem+json', ...headers },
      }),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => {
  vi.unstubAllGlobals();
  setUnauthenticatedHandler(() => undefined);
});

describe('the typed client', () => {
  it('fills in parameters and query, encoded, and leaves empty filters out', () => {
    expect(urlOf(getThing, { id: 'a/b' }, { tag: ['x', 'y'], q: '' })).toBe(
      '/api/v1/things/a%2Fb?tag=x&tag=y',
    );
  });

  it('returns the answer', async () => {
    const fetched = answer(200, { name: 'n' });
    await expect(api(getThing, { params: { id: '1' } })).resolves.toEqual({ name: 'n' });
    expect(fetched).toHaveBeenCalledWith(
      '/api/v1/things/1',
      expect.objectContaining({ method: 'GET', credentials: 'same-origin' }),
    );
  });

  it('throws the problem that the server describes', async () => {
    answer(422, {
      code: 'invalid',
      status: 422,
      requestId: 'r1',
      errors: [{ path: 'name', message: 'm' }],
    });
    const error = await api(getThing, { params: { id: '1' } }).catch((one: unknown) => one);
    expect(error).toMatchObject({ status: 422, code: 'invalid', requestId: 'r1' });
    expect((error as ApiProblem).errorFor('name')).toBe('m');
  });

  it("makes a problem of a proxy's HTML page and keeps the request id", async () => {
    answer(502, '<html>', { 'content-type': 'text/html', 'x-request-id': 'r2' });
    await expect(api(getThing, { params: { id: '1' } })).rejects.toMatchObject({
      status: 502,
      code: 'unreadable_response',
      requestId: 'r2',
    });
  });

  it('tells the app when the session has ended, unless the caller wants the answer', async () => {
    const ended = vi.fn();
    setUnauthenticatedHandler(ended);
    answer(401, { code: 'unauthenticated', status: 401 });
    await api(getThing, { params: { id: '1' }, keepUnauthenticated: true }).catch(() => undefined);
    expect(ended).not.toHaveBeenCalled();
    await api(getThing, { params: { id: '1' } }).catch(() => undefined);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('says when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(api(getThing, { params: { id: '1' } })).rejects.toMatchObject({
      status: 0,
      code: 'network_error',
    });
  });
});

describe('retries', () => {
  it('happen twice for a lost connection or a failing server, never for a refusal', () => {
    expect(shouldRetry(0, new ApiProblem({ status: 0, code: 'network_error' }))).toBe(true);
    expect(shouldRetry(2, new ApiProblem({ status: 503, code: 'internal' }))).toBe(false);
    expect(shouldRetry(0, new ApiProblem({ status: 404, code: 'not_found' }))).toBe(false);
    expect(shouldRetry(0, new ApiProblem({ status: 429, code: 'rate_limited' }))).toBe(true);
  });
});
