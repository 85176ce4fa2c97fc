import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as ai from '../../../contracts/ai.ts';
import { AiError } from '../../ports/ai/index.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { answer, ask, connected, rows } from './fixture.testing.ts';
import { type AiGateway, createGateway } from './index.ts';

let app: TestApp;
let server: FakeModelServer;
let gateway: AiGateway;
let school: TestOrganization;

beforeAll(async () => {
  app = await startTestApp();
  server = await startFakeModelServer();
  gateway = createGateway(app.deps);
});
beforeEach(async () => {
  server.reset();
  school = await connected(app, server);
});
afterAll(async () => {
  await app.close();
  await server.close();
});

const state = async () => (await school.admin.call(ai.getAiState)).body;

describe('a call', () => {
  it('is one row with its tokens, cost and prompt', async () => {
    server.script(answer(100, 50));
    const result = await ask(gateway, school);
    expect(result).toMatchObject({
      object: { title: 'A' },
      model: 'm',
      costMicrousd: 150,
      repaired: false,
    });
    expect(await rows(app, school)).toEqual([
      {
        task: 'questions',
        status: 'ok',
        error_code: null,
        tokens_in: 100,
        tokens_out: 50,
        cost_microusd: 150,
        prompt_version: 'test-1',
      },
    ]);
    expect(await state()).toMatchObject({ spentMicrousd: 150, reservedMicrousd: 0, running: 0 });
  });

  it('is made again after 429 and 5xx, waits as asked, and each try is a row', async () => {
    server.script(
      { kind: 'error', status: 429, headers: { 'retry-after': '1' } },
      { kind: 'error', status: 503 },
      answer(1, 1),
    );
    await ask(gateway, school);
    const [first, second] = server.requests;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
    expect((await rows(app, school)).map((row) => row.error_code)).toEqual([
      'rate_limited',
      'unavailable',
      null,
    ]);
  });

  it('with an answer of the wrong shape is repaired once, and both are paid', async () => {
    server.script(
      { kind: 'answer', content: { name: 'A' }, tokensIn: 10, tokensOut: 5 },
      answer(20, 5),
    );
    expect(await ask(gateway, school)).toMatchObject({ repaired: true, costMicrousd: 40 });
    const sent = server.requests[1]?.body.messages;
    expect(sent.at(-2)).toMatchObject({ role: 'assistant', content: '{"name":"A"}' });
    expect(sent.at(-1).content).toContain('title');
  });

  it('that is wrong twice fails with what the model wrote', async () => {
    server.fallback({ kind: 'answer', content: 'No JSON at all.' });
    const error = await ask(gateway, school).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AiError);
    expect(error).toMatchObject({ code: 'invalid_output', rawText: 'No JSON at all.' });
    expect(server.requests.length).toBe(2);
  });

  it.each([
    [{ kind: 'refusal' } as const, 'refused'],
    [{ kind: 'truncated', content: '{"ti' } as const, 'truncated'],
    [{ kind: 'error', status: 401 } as const, 'unauthorized'],
  ])('after %j is not made again', async (reply, code) => {
    server.fallback(reply);
    await expect(ask(gateway, school)).rejects.toMatchObject({ code });
    expect([server.requests.length, (await rows(app, school))[0]?.error_code]).toEqual([1, code]);
    expect(await state()).toMatchObject({ reservedMicrousd: 0, running: 0 });
  });

  it('that is stopped while it hangs frees its place and its money', async () => {
    server.fallback({ kind: 'stall' });
    const stop = new AbortController();
    const call = ask(gateway, school, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped')), 200);
    await expect(call).rejects.toThrow('stopped');
    expect((await rows(app, school))[0]).toMatchObject({ status: 'failed', error_code: 'stopped' });
    expect(await state()).toMatchObject({ reservedMicrousd: 0, running: 0 });
  });

  it('without a connection says what to do', async () => {
    const bare = await app.organization();
    await expect(ask(gateway, bare)).rejects.toMatchObject({ code: 'ai_not_configured' });
  });
});
