import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebPort, ServerBusy } from './index.ts';
import { createRobots } from './robots.ts';

let server: Server;
let base: string;
let folder: string;
let robots: { status: number; text: string };
let answer: (request: IncomingMessage, response: ServerResponse) => unknown;
let asked: string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-revisit-'));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/robots.txt') response.writeHead(robots.status).end(robots.text);
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  robots = { status: 404, text: '' };
  asked = [];
  answer = (_request, response) => response.end('Rivers');
});

const signal = new AbortController().signal;
const nothing = { etag: null, lastModified: null };
const file = () => path.join(folder, 'answer');
/** A port of its own for each visit: rules are remembered. */
const visit = (validators = nothing as Parameters<typeof revisit>[1], page = '/page') =>
  revisit(page, validators);
const revisit = (
  page: string,
  validators: { etag: string | null; lastModified: Date | null },
  web = createWebPort({ allowPrivate: true }),
) => web.revisit(`${base}${page}`, file(), { validators, maxBytes: 1000, signal });

describe('reading an address again', () => {
  it('saves the answer and what it can be recognized by', async () => {
    answer = (_request, response) =>
      response
        .setHeader('etag', '"one"')
        .setHeader('last-modified', 'Wed, 21 Oct 2026 07:28:00 GMT')
        .setHeader('content-type', 'text/plain')
        .end('Rivers');
    expect(await visit()).toMatchObject({
      kind: 'fetched',
      contentType: 'text/plain',
      validators: { etag: '"one"', lastModified: new Date('2026-10-21T07:28:00Z') },
    });
    expect(await readFile(file(), 'utf8')).toBe('Rivers');
  });

  it('sends them back, and hears that nothing has changed', async () => {
    let headers: IncomingMessage['headers'] = {};
    answer = (request, response) => {
      headers = request.headers;
      response.writeHead(304).end();
    };
    const lastModified = new Date('2026-10-21T07:28:00Z');
    expect(await visit({ etag: 'W/"two"', lastModified })).toEqual({ kind: 'not_modified' });
    expect(headers).toMatchObject({
      'if-none-match': 'W/"two"',
      'if-modified-since': 'Wed, 21 Oct 2026 07:28:00 GMT',
    });
  });

  it('does not believe in "not modified" where it asked without a condition', async () => {
    answer = (_request, response) => response.writeHead(304).end();
    await expect(visit()).rejects.toMatchObject({ code: 'source_unreachable' });
  });

  it.each([
    [429, '120', 120],
    [503, '60', 60],
  ])('says when a server that answers %i wants to be asked again', async (status, after, wait) => {
    answer = (_request, response) => response.writeHead(status, { 'retry-after': after }).end();
    const error = await visit().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ServerBusy);
    expect((error as ServerBusy).retryAfterSeconds).toBe(wait);
  });

  it('is not done where robots.txt refuses it', async () => {
    robots = { status: 200, text: 'User-agent: lectern\nDisallow: /page\nAllow: /page/open' };
    expect(await visit()).toEqual({ kind: 'refused', url: `${base}/page` });
    expect(asked).toEqual(['/robots.txt']);
    expect((await visit(nothing, '/page/open')).kind).toBe('fetched');
  });

  it('asks for the rules of every address on the way', async () => {
    robots = { status: 200, text: 'User-agent: *\nDisallow: /private' };
    answer = (_request, response) => response.writeHead(302, { location: '/private/x' }).end();
    expect(await visit()).toEqual({ kind: 'refused', url: `${base}/private/x` });
    expect(asked).not.toContain('/private/x');
  });

  it.each([
    [404, 'fetched'],
    [403, 'fetched'],
    [500, 'rules_unreachable'],
    [503, 'rules_unreachable'],
  ])('takes a robots.txt that answers %i for: %s', async (status, kind) => {
    robots = { status, text: '' };
    expect((await visit()).kind).toBe(kind);
  });

  it('asks for the rules once an hour at most', async () => {
    const web = createWebPort({ allowPrivate: true });
    await revisit('/page', nothing, web);
    await revisit('/other', nothing, web);
    expect(asked).toEqual(['/robots.txt', '/page', '/other']);
  });

  it('does not read private networks', async () => {
    const closed = createWebPort({ allowPrivate: false });
    const options = { validators: nothing, maxBytes: 1000, signal };
    for (const address of [base, base.replace('127.0.0.1', 'localhost')])
      await expect(closed.revisit(`${address}/page`, file(), options)).rejects.toMatchObject({
        message: expect.stringContaining('private network'),
      });
    expect(asked).toEqual([]);
  });
});

describe('rules that are remembered', () => {
  const page = new URL('https://example.com/page');
  const rules = (text: string, status = 200) => ({ status, text });

  it('are asked for again after an hour, and serve on while the site fails', async () => {
    let time = 0;
    const answers = [rules('User-agent: *\nDisallow: /page'), null, rules('')];
    const robotsOf = createRobots(
      async () => answers.shift() ?? null,
      () => time,
    );
    expect(await robotsOf.mayRead(page, signal)).toBe('refused');
    time = 59 * 60_000;
    expect(await robotsOf.mayRead(page, signal)).toBe('refused');
    expect(answers).toHaveLength(2);
    time = 61 * 60_000;
    expect(await robotsOf.mayRead(page, signal)).toBe('refused');
    time = 67 * 60_000;
    expect(await robotsOf.mayRead(page, signal)).toBe('allowed');
  });

  it('forbid all where they were never reached', async () => {
    expect(await createRobots(async () => null).mayRead(page, signal)).toBe('unknown');
  });
});
