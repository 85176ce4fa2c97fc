import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { retryAfterMs } from './errors.ts';
import { mayCall } from './guarded-fetch.ts';
import { AiError, createAiPort, type ModelRef } from './index.ts';
import { type FakeModelServer, startFakeModelServer } from './testing/openai-server.ts';

const port = createAiPort({ allowPrivate: true });
const Shape = z.object({ title: z.string(), score: z.number() });
let server: FakeModelServer;

beforeAll(async () => {
  server = await startFakeModelServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const model = (provider: ModelRef['provider'] = 'compatible'): ModelRef => ({
  provider,
  baseUrl: server.baseUrl,
  apiKey: 'sk-test-key-1234',
  model: 'gpt-5.1-mini',
});

const ask = (provider?: ModelRef['provider'], more: { timeoutMs?: number } = {}) =>
  port.object(model(provider), {
    system: 'Be brief.',
    prompt: 'Give a title.',
    schema: Shape,
    schemaName: 'titled',
    maxOutputTokens: 500,
    ...more,
  });

const failure = async (call: Promise<unknown>): Promise<AiError> => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AiError);
  return error as AiError;
};

describe.each(['openai', 'compatible'] as const)('a model over the protocol of %s', (provider) => {
  it('is sent the schema, the key and the limits, and its answer is read', async () => {
    server.script({ kind: 'answer', content: { title: 'A', score: 2 }, cached: 30 });
    const { object, usage } = await ask(provider);
    expect(object).toEqual({ title: 'A', score: 2 });
    expect(usage).toEqual({ tokensIn: 100, tokensOut: 20, tokensCached: 30 });
    const [request] = server.requests;
    expect(request?.path).toBe('/v1/chat/completions');
    expect(request?.headers.authorization).toBe('Bearer sk-test-key-1234');
    expect(request?.body.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { name: 'titled', strict: true },
    });
    expect(request?.body.messages.map((m: { role: string }) => m.role)).toEqual([
      expect.stringMatching(/system|developer/),
      'user',
    ]);
  });

  it('that refuses is an error of its own', async () => {
    server.script({ kind: 'refusal' });
    expect((await failure(ask(provider))).code).toBe('refused');
  });

  it('gives its vectors in the order of the texts', async () => {
    const { vectors } = await port.embed(model(provider), ['a', 'b', 'a'], { dimensions: 8 });
    expect(vectors.map((vector) => vector.length)).toEqual([8, 8, 8]);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
    expect(server.requests[0]?.body.dimensions).toBe(8);
  });
});

describe('a call that fails', () => {
  it.each([
    [{ kind: 'error', status: 429, headers: { 'retry-after': '7' } }, 'rate_limited', 7000],
    [{ kind: 'error', status: 500 }, 'unavailable', undefined],
    [{ kind: 'error', status: 401 }, 'unauthorized', undefined],
    [{ kind: 'error', status: 400 }, 'bad_request', undefined],
    [{ kind: 'garbage' }, 'unavailable', undefined],
    [{ kind: 'truncated', content: '{"title":"A' }, 'truncated', undefined],
    [{ kind: 'answer', content: 'Sure! Here it is.' }, 'invalid_output', undefined],
    [{ kind: 'answer', content: { title: 'A', score: 'many' } }, 'invalid_output', undefined],
  ] as const)('after %j says %s, in one request', async (reply, code, wait) => {
    server.script(reply);
    const error = await failure(ask());
    expect([error.code, error.retryAfterMs, server.requests.length]).toEqual([code, wait, 1]);
  });

  it('keeps what the model wrote and what is wrong with it', async () => {
    server.script({ kind: 'answer', content: { title: 'A', score: 'many' }, tokensOut: 9 });
    const error = await failure(ask());
    expect(error.rawText).toBe('{"title":"A","score":"many"}');
    expect(error.complaint).toContain('score');
    expect(error.usage?.tokensOut).toBe(9);
  });

  it('never shows the key', async () => {
    server.script({ kind: 'error', status: 400, message: 'Bad key sk-test-key-1234 given' });
    expect((await failure(ask())).message).not.toContain('test-key');
  });

  it('ends when the model stalls', async () => {
    server.script({ kind: 'stall' });
    expect((await failure(ask('compatible', { timeoutMs: 150 }))).code).toBe('timeout');
  });

  it('says that nobody listens', async () => {
    const gone = { ...model(), baseUrl: 'http://127.0.0.1:9/v1' };
    const error = await failure(port.text(gone, { prompt: 'Hi' }));
    expect(error.code).toBe('unavailable');
  });

  it('that the caller stopped is no failure of the model', async () => {
    server.script({ kind: 'stall' });
    const stop = new AbortController();
    const call = port.text(model(), { prompt: 'Hi', signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped by me')), 50);
    await expect(call).rejects.toThrow('stopped by me');
  });
});

it('reads JSON in a fence, as small models write it', async () => {
  server.script({ kind: 'answer', content: 'Here:\n```json\n{"title":"A","score":1}\n```' });
  expect((await ask()).object).toEqual({ title: 'A', score: 1 });
});

it('does not ask for a strict schema where a property is optional', async () => {
  server.script({ kind: 'answer', content: {} });
  await port.object(model('openai'), {
    prompt: 'x',
    schema: z.object({ note: z.string().optional() }),
    schemaName: 'noted',
  });
  expect(server.requests[0]?.body.response_format.json_schema.strict).toBe(false);
});

describe('a stream', () => {
  it('gives the text in pieces and the usage at the end', async () => {
    server.script({ kind: 'answer', content: 'A longer answer in pieces.' });
    const { chunks, usage } = port.stream(model(), { prompt: 'Hi' });
    const pieces: string[] = [];
    for await (const piece of chunks) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe('A longer answer in pieces.');
    expect((await usage).tokensOut).toBe(20);
  });

  it('that stalls halfway ends with a timeout', async () => {
    server.script({ kind: 'stream-stall', content: 'Half' });
    const { chunks } = port.stream(model(), { prompt: 'Hi', timeoutMs: 200 });
    const read = async () => {
      let text = '';
      for await (const piece of chunks) text += piece;
      return text;
    };
    expect((await failure(read())).code).toBe('timeout');
  });
});

it('lists the models of a connection', async () => {
  expect(await port.models(model(), {})).toContain('gpt-5.1-mini');
});

describe.each([
  [
    'anthropic',
    /^\/base\/messages$/,
    'x-api-key',
    {
      id: 'm',
      type: 'message',
      role: 'assistant',
      model: 'claude',
      content: [{ type: 'text', text: '{"title":"A","score":1}' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 11, output_tokens: 5 },
    },
  ],
  [
    'google',
    /^\/base\/models\/some-model:generateContent$/,
    'x-goog-api-key',
    {
      candidates: [
        {
          content: { role: 'model', parts: [{ text: '{"title":"A","score":1}' }] },
          finishReason: 'STOP',
        },
      ],
      usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 5, totalTokenCount: 16 },
    },
  ],
] as const)('the protocol of %s', (provider, path, header, answer) => {
  it('goes to the address given, with the key in its header', async () => {
    const seen: { url: string; key: unknown }[] = [];
    const http = createServer((request, response) => {
      seen.push({ url: request.url ?? '', key: request.headers[header] });
      request.resume();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    const { port: at } = http.address() as AddressInfo;
    const ref: ModelRef = {
      provider,
      baseUrl: `http://127.0.0.1:${at}/base`,
      apiKey: 'their-key',
      model: 'some-model',
    };
    const { object, usage } = await port.object(ref, {
      prompt: 'x',
      schema: Shape,
      schemaName: 'titled',
    });
    http.closeAllConnections();
    http.close();
    expect(object).toEqual({ title: 'A', score: 1 });
    expect([usage.tokensIn, usage.tokensOut]).toEqual([11, 5]);
    expect(seen[0]?.url).toMatch(path);
    expect(seen[0]?.key).toBe('their-key');
  });
});

describe('addresses', () => {
  it.each([
    ['93.184.216.34', true, true],
    ['127.0.0.1', true, false],
    ['10.1.2.3', true, false],
    ['::1', true, false],
    ['::ffff:192.168.1.1', true, false],
    ['169.254.169.254', false, false],
    ['fe80::1', false, false],
    ['fd00:ec2::254', false, false],
    ['0.0.0.0', false, false],
    ['100.100.100.200', false, false],
  ])('%s may be called: %s where private ones are allowed, else %s', (address, open, closed) => {
    expect([mayCall(address, true), mayCall(address, false)]).toEqual([open, closed]);
  });

  it('of private networks are not called where they are not allowed', async () => {
    const strict = createAiPort({ allowPrivate: false });
    const error = await failure(strict.text(model(), { prompt: 'Hi' }));
    expect([error.code, server.requests.length]).toEqual(['bad_request', 0]);
    const byName = { ...model(), baseUrl: server.baseUrl.replace('127.0.0.1', 'localhost') };
    expect((await failure(strict.text(byName, { prompt: 'Hi' }))).code).toBe('bad_request');
    expect(server.requests).toEqual([]);
  });
});

it('reads Retry-After as seconds, milliseconds or a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(retryAfterMs({ 'retry-after': '2' }, now)).toBe(2000);
  expect(retryAfterMs({ 'retry-after-ms': '250', 'retry-after': '2' }, now)).toBe(250);
  expect(retryAfterMs({ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, now)).toBe(5000);
  expect(retryAfterMs({ 'retry-after': 'soon' }, now)).toBeUndefined();
});
