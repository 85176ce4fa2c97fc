import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { AiError, createAiPort, type ModelRef } from './index.ts';
import { type FakeModelServer, startFakeModelServer } from './testing/openai-server.ts';
import { startRoutesServer } from './testing/routes-server.ts';

let server: FakeModelServer;
beforeAll(async () => {
  server = await startFakeModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const port = createAiPort({ allowPrivate: true });
const ref = (provider: ModelRef['provider'] = 'openai'): ModelRef => ({
  provider,
  baseUrl: server.baseUrl,
  apiKey: 'sk-batch-test-123456',
  model: 'gpt-5.1-mini',
});
const request = (id: string) => ({
  id,
  system: 'Be brief.',
  prompt: `Give a title for ${id}.`,
  schema: z.object({ title: z.string() }),
  schemaName: 'titled',
  temperature: 0.7,
  maxOutputTokens: 500,
});

it('sends the wanted shape with each request and finds every answer by its id', async () => {
  const reference = await port.startBatch(ref(), [request('one'), request('two')], {});
  const kept = JSON.parse(JSON.stringify(reference));
  const [batch] = server.batches.all();
  expect(batch?.requests.map(({ id }) => id)).toEqual(['one', 'two']);
  expect(batch?.requests[0]?.body).toMatchObject({
    model: 'gpt-5.1-mini',
    max_tokens: 500,
    response_format: {
      type: 'json_schema',
      json_schema: { type: 'json_schema', name: 'titled', strict: true },
    },
  });
  expect(JSON.stringify(batch?.requests[1]?.body.messages)).toContain('Give a title for two.');
  expect(server.requests[0]?.headers.authorization).toBe('Bearer sk-batch-test-123456');

  expect(await port.batchStatus(ref(), kept, {})).toEqual({ ended: false, reason: null });
  server.batches.end((_request, index) =>
    index === 0
      ? { kind: 'answer', content: { title: 'A' }, tokensIn: 70, tokensOut: 7, cached: 10 }
      : { kind: 'failed', message: 'Too hot.' },
  );
  expect(await port.batchStatus(ref(), kept, {})).toEqual({ ended: true, reason: null });
  expect(await port.batchResults(ref(), kept, {})).toEqual([
    {
      id: 'one',
      text: '{"title":"A"}',
      finishReason: 'stop',
      usage: { tokensIn: 70, tokensOut: 7, tokensCached: 10 },
    },
    { id: 'two', status: 'failed', error: 'Too hot.' },
  ]);
});

it('says of a cut answer that it is cut, and of an expired batch that it ended', async () => {
  const reference = await port.startBatch(ref(), [request('one'), request('two')], {});
  server.batches.end(
    (_request, index) => (index === 0 ? { kind: 'truncated', content: '{"ti' } : null),
    'expired',
  );
  expect(await port.batchStatus(ref(), reference, {})).toEqual({ ended: true, reason: 'expired' });
  expect(await port.batchResults(ref(), reference, {})).toMatchObject([
    { id: 'one', text: '{"ti', finishReason: 'length' },
  ]);
});

it('takes a batch that ended without a file of answers for one without answers', async () => {
  const reference = await port.startBatch(ref(), [request('one')], {});
  server.batches.end(() => null);
  expect(await port.batchResults(ref(), reference, {})).toEqual([]);
});

it('speaks to Anthropic, with the shape as it takes it', async () => {
  const batch = (status: string, origin: string) => ({
    id: 'msgbatch_1',
    type: 'message_batch',
    processing_status: status,
    request_counts: { processing: 0, succeeded: 1, errored: 0, canceled: 0, expired: 1 },
    created_at: '2026-01-01T00:00:00Z',
    expires_at: '2026-01-02T00:00:00Z',
    results_url: status === 'ended' ? `${origin}/v1/messages/batches/msgbatch_1/results` : null,
  });
  const message = {
    type: 'message',
    id: 'msg_1',
    role: 'assistant',
    model: 'claude-haiku-4-5',
    content: [{ type: 'text', text: '{"title":"A"}' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 60, output_tokens: 6, cache_read_input_tokens: 10 },
  };
  const lines = [
    { custom_id: 'one', result: { type: 'succeeded', message } },
    { custom_id: 'two', result: { type: 'expired' } },
  ];
  const anthropic = await startRoutesServer(({ method, path }, origin) => {
    if (path.endsWith('/results')) return lines.map((line) => JSON.stringify(line)).join('\n');
    return batch(method === 'POST' ? 'in_progress' : 'ended', origin);
  });
  const to = {
    ...ref('anthropic'),
    baseUrl: `${anthropic.origin}/v1`,
    model: 'claude-haiku-4-5',
  };
  const reference = await port.startBatch(to, [request('one'), request('two')], {});
  expect(anthropic.requests[0]?.body.requests[0]).toMatchObject({
    custom_id: 'one',
    params: { model: 'claude-haiku-4-5', max_tokens: 500 },
  });
  expect(JSON.stringify(anthropic.requests[0]?.body)).toContain('"json_schema"');
  expect(await port.batchStatus(to, reference, {})).toMatchObject({ ended: true });
  expect(await port.batchResults(to, reference, {})).toMatchObject([
    {
      id: 'one',
      text: '{"title":"A"}',
      finishReason: 'stop',
      usage: { tokensIn: 70, tokensOut: 6, tokensCached: 10 },
    },
    { id: 'two', status: 'expired' },
  ]);
  await anthropic.close();
});

it('speaks to Google, with the shape as it takes it', async () => {
  const response = {
    candidates: [
      { content: { role: 'model', parts: [{ text: '{"title":"A"}' }] }, finishReason: 'STOP' },
    ],
    usageMetadata: { promptTokenCount: 70, candidatesTokenCount: 7, totalTokenCount: 77 },
  };
  const google = await startRoutesServer(({ method }) => ({
    name: 'batches/one',
    metadata: { state: method === 'POST' ? 'BATCH_STATE_PENDING' : 'BATCH_STATE_SUCCEEDED' },
    done: method !== 'POST',
    response: {
      inlinedResponses: {
        inlinedResponses: [
          { metadata: { key: 'one' }, response },
          { metadata: { key: 'two' }, error: { code: 8, message: 'Too much.' } },
        ],
      },
    },
  }));
  const to = { ...ref('google'), baseUrl: `${google.origin}/v1beta`, model: 'gemini-2.5-flash' };
  const reference = await port.startBatch(to, [request('one'), request('two')], {});
  expect(google.requests[0]?.path).toBe('/v1beta/models/gemini-2.5-flash:batchGenerateContent');
  expect(JSON.stringify(google.requests[0]?.body)).toContain('application/json');
  expect(await port.batchStatus(to, reference, {})).toEqual({ ended: true, reason: null });
  expect(await port.batchResults(to, reference, {})).toEqual([
    {
      id: 'one',
      text: '{"title":"A"}',
      finishReason: 'stop',
      usage: { tokensIn: 70, tokensOut: 7, tokensCached: 0 },
    },
    { id: 'two', status: 'failed', error: 'Too much.' },
  ]);
  await google.close();
});

it('stops a batch', async () => {
  const reference = await port.startBatch(ref(), [request('one')], {});
  await port.cancelBatch(ref(), reference, {});
  expect(server.batches.all()[0]?.status).toBe('cancelled');
});

it('has no batches where the protocol is spoken by any server', async () => {
  expect(port.hasBatches('compatible')).toBe(false);
  const refused = await port.startBatch(ref('compatible'), [request('one')], {}).catch((e) => e);
  expect(refused).toBeInstanceOf(AiError);
  expect(refused.code).toBe('bad_request');
  expect(server.requests).toEqual([]);
});

it('asks an older model of Anthropic in words for the shape that it cannot be given', async () => {
  const old = { ...ref('anthropic'), model: 'claude-3-haiku-20240307' };
  await port.startBatch(old, [request('one')], {}).catch(() => undefined);
  const sent = server.requests.find(({ path }) => path.endsWith('/batches'));
  expect(JSON.stringify(sent?.body)).toContain('Answer with JSON of this schema');
});

it('makes an error of the provider one of the closed set', async () => {
  server.script({ kind: 'error', status: 401 });
  const refused = await port.startBatch(ref(), [request('one')], {}).catch((e) => e);
  expect(refused).toMatchObject({ name: 'AiError', code: 'unauthorized' });
});
