import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as ai from '../../../contracts/ai.ts';
import { withTenant } from '../../db/tenant.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { answer, ask, connected, KEY, slot } from './fixture.testing.ts';
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

describe('a key', () => {
  it('goes to the provider, and comes back in no answer, no row and no audit entry', async () => {
    server.fallback(answer(10, 10));
    await ask(gateway, school);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    const { body } = await school.admin.call(ai.listAiConnections);
    expect(body.items[0]).toMatchObject({ hasKey: true, keyLast4: '9876', keyReadable: true });
    expect(JSON.stringify(body)).not.toContain('secret');
    const audit = await withTenant(app.database, school.system, async (trx) => {
      const found = await sql<{ entity: string; text: string }>`
        select entity_type as entity, concat(old_values, new_values) as text from audit_logs
      `.execute(trx);
      const keys = await sql<{ hex: string; raw: string }>`
        select encode(sealed, 'hex') as hex, encode(sealed, 'escape') as raw from ai_connection_keys
      `.execute(trx);
      return { found: found.rows, keys: keys.rows };
    });
    expect(audit.found.map(({ entity }) => entity)).toContain('ai_connections');
    expect(audit.found.map(({ entity }) => entity)).not.toContain('ai_connection_keys');
    const text = JSON.stringify(audit.found);
    expect(text).not.toContain('very-secret');
    expect(text).not.toContain(audit.keys[0]?.hex);
    expect(audit.keys[0]?.raw).not.toContain('secret');
  });

  it('under another master key is asked for again, and nothing breaks', async () => {
    const other = createGateway({ ...app.deps, masterKey: Buffer.alloc(32, 7) });
    const call = other.embed({ organizationId: school.id, userId: null }, ['a']);
    await expect(call).rejects.toMatchObject({ code: 'ai_key_unreadable' });
    await expect(call).rejects.toThrow('Enter the key again');
    expect(server.requests).toEqual([]);
  });

  it('is not sent to another address than it was entered for', async () => {
    const { body } = await school.admin.call(ai.listAiConnections);
    const params = { id: body.items[0]?.id ?? '' };
    const moved = { baseUrl: 'https://elsewhere.example/v1' };
    const refused = await school.admin.call(ai.updateAiConnection, { params, body: moved });
    expect([refused.status, refused.problem.errors?.[0]?.path]).toEqual([400, 'apiKey']);
    const again = { ...moved, apiKey: 'another-key-1111' };
    const allowed = await school.admin.call(ai.updateAiConnection, { params, body: again });
    expect(allowed.body).toMatchObject({ ...moved, keyLast4: '1111' });
  });
});

describe('the test of a connection', () => {
  const test = async (model?: string) => {
    const { body } = await school.admin.call(ai.listAiConnections);
    const params = { id: body.items[0]?.id ?? '' };
    return school.admin.call(ai.testAiConnection, { params, body: model ? { model } : {} });
  };

  it('lists the models and has the named one answer', async () => {
    expect((await test('m')).body).toMatchObject({ ok: true, problem: null });
    expect((await test()).body.models).toContain('gpt-5.1-mini');
    expect(server.requests.map(({ path }) => path)).toContain('/v1/chat/completions');
  });

  it('says in words what is wrong', async () => {
    server.script({ kind: 'error', status: 401 });
    const { status, body } = await test();
    expect([status, body.ok]).toEqual([200, false]);
    expect(body.problem).toContain('key');
  });
});

describe('the settings', () => {
  it('show what each slot comes to, and which models have no price', async () => {
    const { body } = await school.admin.call(ai.getAiConfig);
    expect(body.options).toMatchObject({ engine: 'builtin', fallbackToBuiltin: false });
    expect(body.resolved.find((r) => r.slot === 'contentGeneration')).toMatchObject({
      model: 'm',
      from: 'organization',
      temperature: 0.7,
    });
    const { body: prices } = await school.admin.call(ai.putAiPrices, { body: { items: [] } });
    expect(prices.withoutPrice).toEqual(['m']);
  });

  it('let a learner choose for tutoring alone', async () => {
    const put = (choices: Record<string, unknown>) =>
      school.learner.call(ai.putMyAiConfig, { body: { choices } as never });
    expect((await put({ contentGeneration: slot('mine') })).status).toBe(400);
    const { body } = await put({ tutoring: slot('mine') });
    expect(body.resolved.find((r) => r.slot === 'tutoring')).toMatchObject({
      model: 'mine',
      from: 'learner',
    });
    const theirs = await gateway.modelFor(
      { organizationId: school.id, userId: school.learner.userId },
      'tutor',
    );
    expect(theirs?.model).toBe('mine');
    const others = await gateway.modelFor({ organizationId: school.id, userId: null }, 'tutor');
    expect(others?.model).toBe('m');
  });

  it('refuse a connection of another organization', async () => {
    const other = await connected(app, server);
    const { body } = await other.admin.call(ai.listAiConnections);
    const connectionId = body.items[0]?.id ?? '';
    const choice = { ...slot('m'), connectionId };
    const { status } = await school.admin.call(ai.putAiConfig, {
      body: { choices: { tutoring: choice } },
    });
    expect(status).toBe(400);
    const params = { id: connectionId };
    expect((await school.admin.call(ai.deleteAiConnection, { params })).status).toBe(404);
  });

  it('are for administrators', async () => {
    for (const contract of [ai.listAiConnections, ai.getAiConfig, ai.getAiState, ai.listAiPrices]) {
      expect((await school.instructor.call(contract)).status).toBe(403);
    }
  });
});
