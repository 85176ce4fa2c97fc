import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createAiConnection,
  getAiUsage,
  putAiBudgets,
  putAiConfig,
  putAiPrices,
} from '../../../../contracts/ai.ts';
import { getIngestion, ingestText } from '../../../../contracts/ingestion.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp } from '../../../testing/test-app.ts';
import { goodModel, RIVERS, schemaOf } from './testing/good-model.ts';

let app: TestApp;
let server: FakeModelServer;
beforeAll(async () => {
  server = await startFakeModelServer();
  app = await startTestApp({ work: true });
});
afterAll(async () => {
  await app.close();
  await server.close();
});

it('works by the settings of the organization, waits for its budget and goes on', async () => {
  const { admin, instructor } = await app.organization();
  server.fallback(goodModel);
  await admin.call(createAiConnection, {
    body: { provider: 'openai', name: 'Test', baseUrl: server.baseUrl, apiKey: 'sk-settings-test' },
  });
  await admin.call(putAiConfig, {
    body: { choices: {}, options: { engine: 'llm', fallbackToBuiltin: false } },
  });
  const price = { inMicrousd: 1_000_000, cachedMicrousd: 1_000_000, outMicrousd: 1_000_000 };
  await admin.call(putAiPrices, { body: { items: [{ model: 'gpt-5.1-mini', ...price }] } });
  await admin.call(putAiBudgets, { body: { monthlyMicrousd: 1, userMonthlyMicrousd: null } });
  const { body } = await instructor.call(ingestText, { body: { title: 'Rivers', text: RIVERS } });
  const job = async () => (await instructor.call(getIngestion, { params: { id: body.id } })).body;
  await app.background.until(
    'the job waited for money',
    async () => (await job()).paused?.code === 'ai_budget',
  );
  expect(server.requests).toEqual([]);

  await admin.call(putAiBudgets, {
    body: { monthlyMicrousd: 100_000_000, userMonthlyMicrousd: null },
  });
  await app.background.until('the job was done', async () => (await job()).status === 'completed', {
    hurry: { task: 'generation.resume' },
  });
  const calls = server.requests.map(schemaOf);
  expect(calls.length).toBeGreaterThanOrEqual(6);
  const today = new Date().toISOString().slice(0, 10);
  const usage = await admin.call(getAiUsage, { query: { from: today, to: today, by: 'model' } });
  expect(usage.body.items.find(({ key }) => key === 'gpt-5.1-mini')).toMatchObject({
    requests: calls.length,
    costMicrousd: calls.length * 600,
  });
});
