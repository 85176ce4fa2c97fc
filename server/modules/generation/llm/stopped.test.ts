import { afterAll, beforeAll, expect, it } from 'vitest';
import { withTenant } from '../../../db/tenant.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../../testing/test-app.ts';
import { insertJob, updateJob } from '../../ingestion/repo.ts';
import { buildMaterial } from '../../items/builders.testing.ts';
import { createBuiltinEngine } from '../builtin/index.ts';
import { chooseEngines } from '../choose.ts';
import { createGenerationTasks } from '../jobs.ts';
import { goodModel, schemaOf } from './testing/good-model.ts';
import { portModels } from './testing/port-models.ts';

let app: TestApp;
let school: TestOrganization;
let server: FakeModelServer;
beforeAll(async () => {
  server = await startFakeModelServer();
  app = await startTestApp();
  school = await app.organization();
});
afterAll(async () => {
  await app.close();
  await server.close();
});

it('asks again for nothing that was kept when the process was stopped', async () => {
  const { id: materialId } = await buildMaterial(app, school, { chunks: 2 });
  const jobId = await withTenant(app.database, school.system, (trx) =>
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
  const source = { organizationId: school.id, jobId, materialId, version: 1 };
  const models = portModels(server);
  models.settings.concurrency = 1;
  const tasks = createGenerationTasks(
    app.deps,
    chooseEngines(app.deps, createBuiltinEngine(), models),
  );
  const work = tasks.find(({ name }) => name === 'generation.model');

  const process = new AbortController();
  server.fallback((request) => {
    if (schemaOf(request) !== 'flashcards') return goodModel(request);
    setTimeout(() => process.abort(), 50);
    return { kind: 'stall' };
  });
  await expect(work?.run(source, { signal: process.signal })).rejects.toThrow();
  expect(server.requests.map(schemaOf)).toEqual(['concepts', 'nuggets', 'flashcards']);

  server.reset();
  server.fallback(goodModel);
  await work?.run(source, { signal: new AbortController().signal });
  expect(server.requests.map(schemaOf)).toEqual([
    'flashcards',
    'questions',
    'summaries',
    'summaries',
  ]);

  server.requests.length = 0;
  await work?.run(source, { signal: new AbortController().signal });
  await withTenant(app.database, school.system, (trx) =>
    updateJob(
      trx,
      { organizationId: school.id, id: jobId },
      { status: 'queued', finishedAt: null },
    ),
  );
  await work?.run(source, { signal: new AbortController().signal });
  expect(server.requests).toEqual([]);
});
