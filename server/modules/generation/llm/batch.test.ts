import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createAiConnection,
  deleteAiConnection,
  getAiState,
  getAiUsage,
  listAiConnections,
  putAiBudgets,
  putAiConfig,
  putAiPrices,
} from '../../../../contracts/ai.ts';
import { cancelIngestion, getIngestion, ingestText } from '../../../../contracts/ingestion.ts';
import { listItems } from '../../../../contracts/items.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../../testing/test-app.ts';
import { goodModel, RIVERS, schemaOf } from './testing/good-model.ts';

let app: TestApp;
let server: FakeModelServer;
let school: TestOrganization;

beforeAll(async () => {
  server = await startFakeModelServer();
  app = await startTestApp({ work: true });
});
afterAll(async () => {
  await app.close();
  await server.close();
});
beforeEach(async () => {
  server.reset();
  server.fallback(goodModel);
  school = await organization();
});

// Jobs that a test leaves waiting would go on in the next one.
afterEach(() =>
  app.database.pool.query(
    "delete from pgboss.job where name in ('generation.batches', 'generation.resume')",
  ),
);

/** Works with a model, in batches; each token costs a millionth of a dollar. */
async function organization(
  options: { provider?: 'openai' | 'compatible'; baseUrl?: string } = {},
): Promise<TestOrganization> {
  const made = await app.organization();
  const { provider = 'openai', baseUrl = server.baseUrl } = options;
  await made.admin.call(createAiConnection, {
    body: { provider, name: 'Test', baseUrl, apiKey: 'sk-batches-test' },
  });
  const model = { connectionId: null, model: 'gpt-5.1-mini', temperature: null };
  const config = await made.admin.call(putAiConfig, {
    body: {
      choices: { contentGeneration: model, metadata: model },
      options: { engine: 'llm', fallbackToBuiltin: false, useBatches: true },
    },
  });
  expect(config.body.options.useBatches).toBe(true);
  const price = { inMicrousd: 1_000_000, cachedMicrousd: 1_000_000, outMicrousd: 1_000_000 };
  await made.admin.call(putAiPrices, { body: { items: [{ model: 'gpt-5.1-mini', ...price }] } });
  return made;
}

const budget = (monthlyMicrousd: number) =>
  school.admin.call(putAiBudgets, { body: { monthlyMicrousd, userMonthlyMicrousd: null } });

const state = async () => (await school.admin.call(getAiState)).body;

async function add(): Promise<string> {
  const { body } = await school.instructor.call(ingestText, {
    body: { title: 'Water', text: RIVERS },
  });
  return body.id;
}

const jobOf = async (id: string) =>
  (await school.instructor.call(getIngestion, { params: { id } })).body;

type Job = Awaited<ReturnType<typeof jobOf>>;

/** The looks after the batches of this organization. */
const looks = () => ({ task: 'generation.batches', organizationId: school.id });

const until = (id: string, wanted: (job: Job) => boolean, hurry?: ReturnType<typeof looks>) =>
  app.background.until(
    'the job got there',
    async () => {
      const job = await jobOf(id);
      return wanted(job) && job;
    },
    hurry && { hurry },
  );

/** Waits until the job waits for batches, of which there are so many by then. */
const untilSent = (id: string, batches: number) =>
  until(id, ({ paused }) => server.batches.all().length === batches && paused?.code === 'ai_batch');

/** Somebody looks now and not in a minute. */
const look = (work = looks()) => app.background.run(work);

const chats = () => server.requests.filter(({ path }) => path.endsWith('/chat/completions'));

const today = new Date().toISOString().slice(0, 10);
const spent = async () =>
  (await school.admin.call(getAiUsage, { query: { from: today, to: today, by: 'model' } })).body
    .total;

/** As the platform itself: who connects to PostgreSQL sees no tenant's rows otherwise. */
const change = (work: (trx: TenantTransaction) => Promise<unknown>) =>
  withTenant(app.database, school.system, work);

const kept = () =>
  withTenant(app.database, school.system, async (trx) => ({
    batches: await trx.selectFrom('ai_batches').selectAll().execute(),
    requests: await trx.selectFrom('ai_batch_requests').selectAll().execute(),
    runs: await trx.selectFrom('generations').selectAll().execute(),
  }));

describe('a material of an organization that wants batch prices', () => {
  it('is made of two batches at half the price, and nothing of them stays behind', async () => {
    const id = await add();
    const waiting = await untilSent(id, 1);
    expect(waiting.paused?.message).toContain('within a day');
    expect((await state()).reservedMicrousd).toBeGreaterThan(0);
    expect(await state()).toMatchObject({ running: 0, spentMicrousd: 0 });
    expect(server.batches.all()[0]?.requests.map(schemaOf)).toEqual(['concepts']);

    await look();
    server.batches.end(goodModel);
    await look();
    await untilSent(id, 2);
    expect(server.batches.all()[1]?.requests.map(schemaOf).sort()).toEqual([
      'flashcards',
      'nuggets',
      'questions',
      'summaries',
      'summaries',
    ]);
    server.batches.end(goodModel);
    await look();
    const done = await until(id, ({ status }) => status === 'completed');

    const { items } = (
      await school.instructor.call(listItems, {
        query: { materialId: done.materialId ?? '', limit: 100 },
      })
    ).body;
    expect(new Set(items.map(({ type }) => type)).size).toBe(4);
    expect(chats()).toEqual([]);
    // 600 tokens a request, of which half is paid.
    expect(await spent()).toMatchObject({ requests: 6, failed: 0, costMicrousd: 6 * 300 });
    expect(await state()).toMatchObject({ spentMicrousd: 1800, reservedMicrousd: 0 });
    const { batches, requests, runs } = await kept();
    expect([batches, requests]).toEqual([[], []]);
    expect(runs.map(({ cost_microusd }) => Number(cost_microusd))).toEqual(Array(6).fill(300));
  });

  it('asks by itself for what failed in the batch or is not in the form', async () => {
    const id = await add();
    await untilSent(id, 1);
    server.batches.end(goodModel);
    await look();
    await untilSent(id, 2);
    server.batches.end((request) => {
      if (schemaOf(request) === 'questions') return { kind: 'failed', message: 'Overheated.' };
      if (schemaOf(request) === 'nuggets')
        return { kind: 'answer', content: { no: 'such form' }, tokensIn: 500, tokensOut: 100 };
      return goodModel(request);
    });
    await look();
    await until(id, ({ status }) => status === 'completed');
    expect(chats().map(schemaOf).sort()).toEqual(['nuggets', 'questions']);
    const mended = chats().find((request) => schemaOf(request) === 'nuggets');
    expect(JSON.stringify(mended?.body.messages)).toContain('That answer cannot be used.');
    // Five answers at half the price, and two at the whole.
    expect(await spent()).toMatchObject({
      requests: 8,
      failed: 1,
      costMicrousd: 5 * 300 + 2 * 600,
    });
    expect(await state()).toMatchObject({ reservedMicrousd: 0, spentMicrousd: 2700 });
  });

  it('asks at once for what an expired batch did not answer', async () => {
    const id = await add();
    await untilSent(id, 1);
    server.batches.end(() => null, 'expired');
    await look();
    await untilSent(id, 2);
    expect(chats().map(schemaOf)).toEqual(['concepts']);
    expect((await state()).spentMicrousd).toBe(600);
    const { requests } = await kept();
    expect(requests.filter(({ status }) => status === 'failed')).toMatchObject([
      { task: 'concepts', error: 'expired' },
    ]);
  });

  it('is asked at once where the provider has no batches', async () => {
    school = await organization({ provider: 'compatible' });
    await until(await add(), ({ status }) => status === 'completed');
    expect(chats()).toHaveLength(6);
    expect(await spent()).toMatchObject({ costMicrousd: 6 * 600 });
  });

  it('is asked at once where a server behind the protocol refuses batches', async () => {
    const plain = await startFakeModelServer({ batches: false });
    plain.fallback(goodModel);
    school = await organization({ baseUrl: plain.baseUrl });
    const id = await add();
    await until(id, ({ status }) => status === 'completed', looks());
    expect(await spent()).toMatchObject({ requests: 6, failed: 0, costMicrousd: 6 * 600 });
    expect((await state()).reservedMicrousd).toBe(0);
    await plain.close();
  });
});

describe('the budget', () => {
  it('that is too small for a batch lets the job wait for it, with nothing sent', async () => {
    await budget(1);
    const id = await add();
    await until(id, ({ paused }) => paused?.code === 'ai_budget');
    expect(server.requests).toEqual([]);
    expect((await kept()).batches).toEqual([]);
    await budget(100_000_000);
    await look({ ...looks(), task: 'generation.resume' });
    await untilSent(id, 1);
  });

  it('that is enough for a part of a stage pays for this part first', async () => {
    const id = await add();
    await untilSent(id, 1);
    const [first] = (await kept()).batches;
    const one = Number(first?.reserved_microusd);
    server.batches.end(goodModel);
    // Enough for each request, and not for all of them at once.
    const limit = 300 + one * 4;
    await budget(limit);
    await look();
    await untilSent(id, 2);
    const part = server.batches.all()[1]?.requests.length ?? 0;
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(5);
    const now = await state();
    expect(now.spentMicrousd + now.reservedMicrousd).toBeLessThanOrEqual(limit);
    for (let batches = 2; (await jobOf(id)).status !== 'completed' && batches < 8; batches += 1) {
      server.batches.end(goodModel);
      await look();
      await until(
        id,
        ({ paused, status }) =>
          status === 'completed' ||
          (paused?.code === 'ai_batch' && server.batches.all().length > batches),
      );
    }
    expect(await state()).toMatchObject({ spentMicrousd: 1800, reservedMicrousd: 0 });
  });
});

describe('what happens meanwhile', () => {
  it('a person stops the job: the batch is cancelled and its money comes back', async () => {
    const id = await add();
    await untilSent(id, 1);
    await school.instructor.call(cancelIngestion, { params: { id } });
    await until(id, ({ status }) => status === 'cancelled');
    await app.background.until(
      'nothing of the batch was kept',
      async () => (await kept()).batches.length === 0,
      { hurry: looks() },
    );
    expect(server.batches.all()[0]?.status).toBe('cancelled');
    expect((await state()).reservedMicrousd).toBe(0);
  });

  it('the connection is deleted: the job goes on with what is set now', async () => {
    const id = await add();
    await untilSent(id, 1);
    const { items } = (await school.admin.call(listAiConnections)).body;
    await school.admin.call(deleteAiConnection, { params: { id: items[0]?.id ?? '' } });
    await school.admin.call(putAiConfig, {
      body: { choices: {}, options: { engine: 'builtin' } },
    });
    await look();
    await until(id, ({ status }) => status === 'completed');
    expect(await state()).toMatchObject({ spentMicrousd: 0, reservedMicrousd: 0 });
  });

  it('a worker dies before the batch has a name: it is sent again after a while', async () => {
    const id = await add();
    await untilSent(id, 1);
    await change((trx) =>
      trx.updateTable('ai_batches').set({ status: 'sending', reference: null }).execute(),
    );
    await look();
    expect((await jobOf(id)).paused?.code).toBe('ai_batch');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await change((trx) => trx.updateTable('ai_batches').set({ created_at: anHourAgo }).execute());
    expect(server.batches.all()).toHaveLength(1);
    await look();
    await untilSent(id, 2);
    const { batches } = await kept();
    expect(batches).toHaveLength(1);
    expect((await state()).reservedMicrousd).toBe(Number(batches[0]?.reserved_microusd));
  });
});
