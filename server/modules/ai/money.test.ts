import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as ai from '../../../contracts/ai.ts';
import { withTenant } from '../../db/tenant.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { answer, ask, connected, rows, Shape, slot } from './fixture.testing.ts';
import { type AiGateway, createAiService, createGateway } from './index.ts';
import { monthOf } from './wire.ts';

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

const budget = (monthlyMicrousd: number | null, userMonthlyMicrousd: number | null = null) =>
  school.admin.call(ai.putAiBudgets, { body: { monthlyMicrousd, userMonthlyMicrousd } });

const state = async () => (await school.admin.call(ai.getAiState)).body;

describe('the budget', () => {
  it('is not overshot by 50 calls at once', async () => {
    // Each costs 450 at the end and may cost at most what is set aside for it, 500 and the prompt.
    server.fallback({ kind: 'slow', ms: 20, reply: answer(50, 400) });
    await budget(9_000);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => ask(gateway, school)),
    );
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    const refused = results.filter(
      (result) => result.status === 'rejected' && result.reason.code === 'ai_budget_exhausted',
    ).length;
    expect(done + refused).toBe(50);
    expect(done).toBeGreaterThan(10);
    expect(server.requests.length).toBe(done);
    const now = await state();
    expect(now.spentMicrousd).toBe(done * 450);
    expect(now.spentMicrousd).toBeLessThanOrEqual(9_000);
    expect(now).toMatchObject({ reservedMicrousd: 0, running: 0, paused: true });
  });

  it('that is used up pauses calls until it is raised', async () => {
    await budget(100);
    await expect(ask(gateway, school)).rejects.toMatchObject({ code: 'ai_budget_exhausted' });
    expect((await state()).paused).toBe(true);
    expect(server.requests).toEqual([]);
    await budget(1_000_000);
    expect((await state()).paused).toBe(false);
    server.script(answer(1, 1));
    await ask(gateway, school);
  });

  it('begins anew with the next month', async () => {
    await budget(100);
    await expect(ask(gateway, school)).rejects.toMatchObject({ code: 'ai_budget_exhausted' });
    const now = app.deps.clock.now();
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2));
    const later = createAiService({ ...app.deps, clock: { now: () => next } });
    expect(await later.isPaused(school.id)).toBe(false);
  });

  it('gets back what a process that died had set aside', async () => {
    const month = monthOf(app.deps.clock.now());
    server.fallback(answer(1, 1));
    await ask(gateway, school);
    await withTenant(app.database, school.system, (trx) =>
      sql`with call as (
            insert into ai_running_calls (organization_id, id, month, reserved_microusd, expires_at)
            values (${school.id}, gen_random_uuid(), ${month}::date, 5000, now() - interval '1 second')
            returning 1)
          update ai_budget_months set reserved_microusd = 5000 where organization_id = ${school.id}`.execute(
        trx,
      ),
    );
    await budget(3_000);
    await ask(gateway, school);
    expect(await state()).toMatchObject({ reservedMicrousd: 0, running: 0, paused: false });
  });

  it('of a person warns and refuses nothing', async () => {
    await budget(null, 100);
    server.fallback(answer(60, 20));
    const { userId, name } = school.learner;
    expect((await ask(gateway, school, { userId })).overUserBudget).toBe(false);
    expect((await ask(gateway, school, { userId })).overUserBudget).toBe(true);
    expect((await state()).peopleOverBudget).toEqual([{ userId, name, spentMicrousd: 160 }]);
  });
});

describe('usage', () => {
  it('is told by day, task, model and person, with the same totals', async () => {
    server.fallback(answer(10, 10));
    await ask(gateway, school, { userId: school.learner.userId });
    await ask(gateway, school);
    await gateway.embed({ organizationId: school.id, userId: null }, ['a']);
    const today = app.deps.clock.now().toISOString().slice(0, 10);
    for (const by of ['day', 'task', 'model', 'person'] as const) {
      const { status, body } = await school.admin.call(ai.getAiUsage, {
        query: { from: today, to: today, by },
      });
      expect(status).toBe(200);
      expect(body.total).toMatchObject({ requests: 3, failed: 0, costMicrousd: 41 });
      expect(body.items.reduce((sum, item) => sum + item.costMicrousd, 0)).toBe(41);
      const labels = {
        day: [today],
        task: ['questions', 'embed'],
        model: ['m', 'text-embedding-3-small'],
        person: [null, school.learner.name],
      };
      expect(body.items.map(({ label }) => label)).toEqual(labels[by]);
    }
    const monthly = await school.admin.call(ai.getMonthlyAiUsage);
    expect(monthly.body.items.map(({ task, requests }) => [task, requests])).toEqual([
      ['questions', 2],
      ['embed', 1],
    ]);
  });

  it('is not told for a period that ends before it begins', async () => {
    const query = { from: '2026-02-01', to: '2026-01-01' };
    expect((await school.admin.call(ai.getAiUsage, { query })).status).toBe(400);
  });
});

it('runs no more calls at once than the organization allows', async () => {
  await school.admin.call(ai.putAiConfig, {
    body: { choices: { contentGeneration: slot('m') }, options: { concurrency: 2 } },
  });
  let running = 0;
  let most = 0;
  const real = app.deps.ai;
  const counted = createGateway({
    ...app.deps,
    ai: {
      ...real,
      async object(model, request) {
        running += 1;
        most = Math.max(most, running);
        return real.object(model, request).finally(() => {
          running -= 1;
        });
      },
    },
  });
  server.fallback({ kind: 'slow', ms: 30, reply: answer(1, 1) });
  const caller = { organizationId: school.id, userId: null };
  const request = { task: 'nuggets', promptVersion: '1', system: '', prompt: 'x' } as const;
  await Promise.all(
    Array.from({ length: 8 }, () =>
      counted.object(caller, { ...request, schema: Shape, schemaName: 'titled' }),
    ),
  );
  expect([most, server.requests.length]).toEqual([2, 8]);
});

it('embeds in batches, in order, at the stored width', async () => {
  const texts = Array.from({ length: 130 }, (_, index) => `text ${index % 100}`);
  const { vectors, embedder } = await gateway.embed(
    { organizationId: school.id, userId: null },
    texts,
  );
  expect(embedder).toBe('text-embedding-3-small@1536');
  expect([vectors.length, vectors[0]?.length, server.requests.length]).toEqual([130, 1536, 2]);
  expect(vectors[100]).toEqual(vectors[0]);
  expect((await rows(app, school)).map((row) => row.task)).toEqual(['embed', 'embed']);
});
