import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { getIngestion, ingestText } from '../../../../contracts/ingestion.ts';
import { getEmbedder, putEmbedder, search } from '../../../../contracts/search.ts';
import { withTenant } from '../../../db/tenant.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../../testing/test-app.ts';
import { DELTAS, RIVERS } from '../../generation/llm/testing/good-model.ts';
import { portModels, type TestModels } from '../../generation/llm/testing/port-models.ts';
import { setModels } from '../../library/index.ts';

let app: TestApp;
let school: TestOrganization;
let server: FakeModelServer;
let models: TestModels;

beforeAll(async () => {
  server = await startFakeModelServer();
  app = await startTestApp({ work: true });
});
afterAll(async () => {
  await app.close();
  await server.close();
});
beforeEach(async () => {
  school = await app.organization();
  server.reset();
  models = portModels(server);
  models.settings.engine = 'builtin';
  models.settings.embedModel = 'text-embedding-3-small';
  setModels(app.deps, models);
});

const until = <T>(look: () => Promise<T>, test: (state: T) => boolean): Promise<T> =>
  app.background.until('it got there', async () => {
    const state = await look();
    return test(state) && state;
  });

async function add(text: string) {
  const { body } = await school.instructor.call(ingestText, { body: { title: 'Water', text } });
  return until(
    async () => (await school.instructor.call(getIngestion, { params: { id: body.id } })).body,
    ({ status }) => status === 'completed',
  );
}

const state = async () => (await school.admin.call(getEmbedder)).body;

/** Names of embedders by set, over all rows that have vectors. */
const vectorsOf = () =>
  withTenant(app.database, school.system, async (trx) => {
    const chunks = await trx.selectFrom('chunks').select(['embedder', 'embedder_b']).execute();
    const items = await trx.selectFrom('items').select(['embedder', 'embedder_b']).execute();
    const concepts = await trx.selectFrom('concepts').select(['embedder', 'embedder_b']).execute();
    const rows = [...chunks, ...items, ...concepts];
    return {
      a: [...new Set(rows.map(({ embedder }) => embedder))],
      b: [...new Set(rows.map(({ embedder_b }) => embedder_b))],
    };
  });

const found = async (q: string) =>
  (await school.instructor.call(search, { query: { q, kind: 'passage' } })).body.hits.length;

it('changes over when all vectors of the model are there, and searches the old ones until then', async () => {
  await add(RIVERS);
  models.settings.budgetLeft = 1;
  const begun = await school.admin.call(putEmbedder, { body: { use: 'model' } });
  expect(begun.body).toMatchObject({ builtin: true, next: 'text-embedding-3-small@1536' });
  const waiting = await until(state, ({ problem }) => problem !== null);
  expect(waiting.name).toBe('builtin-hash-2');
  const asked = server.requests.length;
  expect(await found('rivers')).toBe(1);
  expect(server.requests).toHaveLength(asked);

  models.settings.budgetLeft = 100;
  await school.admin.call(putEmbedder, { body: { use: 'model' } });
  const changed = await until(state, ({ next }) => next === null);
  expect(changed).toMatchObject({
    name: 'text-embedding-3-small@1536',
    builtin: false,
    problem: null,
  });
  await until(vectorsOf, ({ a }) => a.length === 1 && a[0] === null);
  expect((await vectorsOf()).b).toEqual(['text-embedding-3-small@1536']);
  server.requests.length = 0;
  expect(await found('rivers')).toBe(1);
  expect(server.requests.map(({ path, body }) => [path, body.input])).toEqual([
    ['/v1/embeddings', ['rivers']],
  ]);
});

it('embeds new material with the model, and keeps it findable by words where that fails', async () => {
  await school.admin.call(putEmbedder, { body: { use: 'model' } });
  await until(state, ({ next }) => next === null);
  await add(RIVERS);
  expect((await vectorsOf()).b).toEqual(['text-embedding-3-small@1536']);
  models.settings.budgetLeft = 0;
  await add(DELTAS);
  expect(await found('delta sediment')).toBe(1);
  expect((await vectorsOf()).b).toContain(null);
});

it('goes back to the built-in embedder without a call', async () => {
  await school.admin.call(putEmbedder, { body: { use: 'model' } });
  await until(state, ({ next }) => next === null);
  await add(RIVERS);
  server.requests.length = 0;
  await school.admin.call(putEmbedder, { body: { use: 'builtin' } });
  await until(state, ({ builtin, next }) => builtin && next === null);
  await until(vectorsOf, ({ b }) => b.length === 1 && b[0] === null);
  expect((await vectorsOf()).a).toEqual(['builtin-hash-2']);
  expect(server.requests).toEqual([]);
});

it('refuses where no embedding model is connected, and from others than administrators', async () => {
  models.settings.embedModel = null;
  const refused = await school.admin.call(putEmbedder, { body: { use: 'model' } });
  expect([refused.status, refused.problem.code]).toEqual([409, 'ai_not_configured']);
  expect((await school.instructor.call(getEmbedder)).status).toBe(403);
  expect((await school.learner.call(putEmbedder, { body: { use: 'builtin' } })).status).toBe(403);
});
