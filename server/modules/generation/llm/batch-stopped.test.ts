import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createAiConnection, putAiConfig, putAiPrices } from '../../../../contracts/ai.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { AiPort } from '../../../ports/ai/index.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../../testing/test-app.ts';
import { insertJob } from '../../ingestion/repo.ts';
import { buildMaterial } from '../../items/builders.testing.ts';
import { modelsOf } from '../../library/index.ts';
import { createBuiltinEngine } from '../builtin/index.ts';
import { chooseEngines } from '../choose.ts';
import { createGenerationTasks } from '../jobs.ts';
import { goodModel, schemaOf } from './testing/good-model.ts';

let app: TestApp;
let school: TestOrganization;
let server: FakeModelServer;
beforeAll(async () => {
  server = await startFakeModelServer();
  app = await startTestApp();
});
beforeEach(async () => {
  server.reset();
  server.fallback(goodModel);
  school = await app.organization();
  await school.admin.call(createAiConnection, {
    body: { provider: 'openai', name: 'Test', baseUrl: server.baseUrl, apiKey: 'sk-stopped-test' },
  });
  await model('gpt-5.1-mini');
  const price = { inMicrousd: 1_000_000, cachedMicrousd: 1_000_000, outMicrousd: 1_000_000 };
  await school.admin.call(putAiPrices, {
    body: { items: ['gpt-5.1-mini', 'other'].map((name) => ({ model: name, ...price })) },
  });
});
afterAll(async () => {
  await app.close();
  await server.close();
});

function model(name: string) {
  const choice = { connectionId: null, model: name, temperature: null };
  return school.admin.call(putAiConfig, {
    body: {
      choices: { contentGeneration: choice, metadata: choice },
      options: { engine: 'llm', useBatches: true },
    },
  });
}

/** A process with nothing in its memory: what it does with a job, and its look after batches. */
function process(ai: Partial<AiPort> = {}) {
  const deps = { ...app.deps, ai: { ...app.deps.ai, ...ai } };
  const tasks = createGenerationTasks(
    deps,
    chooseEngines(deps, createBuiltinEngine(), modelsOf(deps)),
  );
  const named = (name: string) => tasks.find((task) => task.name === name);
  const forever = new AbortController().signal;
  return {
    work: (source: Source, signal = forever) =>
      named('generation.model')?.run(source, { signal }) ?? Promise.reject(),
    look: (source: Source) =>
      named('generation.batches')?.run(source, { signal: forever }) ?? Promise.reject(),
  };
}

type Source = { organizationId: string; jobId: string; materialId: string; version: number };

async function newSource(): Promise<Source> {
  const { id: materialId } = await buildMaterial(app, school, { chunks: 2 });
  const jobId = await inSchool((trx) =>
    insertJob(trx, {
      organizationId: school.id,
      sourceType: 'text',
      source: 'Cells',
      createdBy: school.instructor.userId,
      materialId,
      version: 1,
      stage: 'concepts',
      duplicateAt: null,
    }),
  );
  return { organizationId: school.id, jobId, materialId, version: 1 };
}

const inSchool = <T>(work: Parameters<typeof withTenant<T>>[2]) =>
  withTenant(app.database, school.system, work);
const batches = () => inSchool((trx) => trx.selectFrom('ai_batches').selectAll().execute());
const money = async () => {
  const row = await inSchool((trx) =>
    trx
      .selectFrom('ai_budget_months')
      .select(['spent_microusd', 'reserved_microusd'])
      .executeTakeFirstOrThrow(),
  );
  return { spent: Number(row.spent_microusd), reserved: Number(row.reserved_microusd) };
};
const jobOf = ({ jobId }: Source) =>
  inSchool((trx) =>
    trx
      .selectFrom('ingestion_jobs')
      .select(['status', 'waiting_for'])
      .where('id', '=', jobId)
      .executeTakeFirst(),
  );

it('goes on in another process between each step', async () => {
  const source = await newSource();
  await process().work(source);
  expect(await jobOf(source)).toEqual({ status: 'queued', waiting_for: 'ai_batch' });
  await process().look(source);
  expect(await jobOf(source)).toEqual({ status: 'queued', waiting_for: 'ai_batch' });
  server.batches.end(goodModel);
  await process().look(source);
  expect(await jobOf(source)).toEqual({ status: 'queued', waiting_for: null });
  await process().work(source);
  expect(server.batches.all()).toHaveLength(2);
  server.batches.end(goodModel);
  await process().look(source);
  await process().work(source);
  expect(await jobOf(source)).toEqual({ status: 'completed', waiting_for: null });
  const asked = server.batches.all().flatMap(({ requests }) => requests);
  expect(await money()).toEqual({ spent: asked.length * 300, reserved: 0 });
});

it('stopped while a batch is being sent, keeps no money and sends it the next time', async () => {
  const source = await newSource();
  const stopped = new AbortController();
  const first = process({
    startBatch: (_ref, _requests, { signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        stopped.abort();
      }),
  });
  await expect(first.work(source, stopped.signal)).rejects.toThrow();
  expect([await batches(), (await money()).reserved]).toEqual([[], 0]);
  await process().work(source);
  expect(server.batches.all()).toHaveLength(1);
});

it('finds a batch that it sent before it died, and sends nothing twice', async () => {
  const source = await newSource();
  await process().work(source);
  // What the queue does with the work of a worker that has fallen silent.
  await inSchool((trx) =>
    trx
      .updateTable('ingestion_jobs')
      .set({ waiting_for: null, status: 'running' })
      .where('id', '=', source.jobId)
      .execute(),
  );
  await process().work(source);
  expect(await jobOf(source)).toEqual({ status: 'queued', waiting_for: 'ai_batch' });
  expect(server.batches.all()).toHaveLength(1);
});

it('whose material is deleted meanwhile pays what was answered and forgets it', async () => {
  const source = await newSource();
  await process().work(source);
  await inSchool((trx) =>
    trx.deleteFrom('materials').where('id', '=', source.materialId).execute(),
  );
  server.batches.end(goodModel);
  await process().look(source);
  await process().work(source);
  expect(await money()).toEqual({ spent: 300, reserved: 0 });
  expect(await batches()).toEqual([]);
});

it('whose model is changed meanwhile asks the new one, in batches again', async () => {
  const source = await newSource();
  await process().work(source);
  await model('other');
  server.batches.end(goodModel);
  await process().look(source);
  await process().work(source);
  const [, second] = server.batches.all();
  expect(second?.requests.map(schemaOf)).toEqual(['concepts']);
  expect(second?.requests[0]?.body.model).toBe('other');
});
