import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as ai from '../../../contracts/ai.ts';
import { withTenant } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { answer, ask, KEY, Shape, slot } from './fixture.testing.ts';
import { type AiBatch, type AiGateway, AwaitBatch, createGateway } from './index.ts';

let app: TestApp;
let server: FakeModelServer;
let gateway: AiGateway;
let school: TestOrganization;
let now: Date;
let workId: string;

beforeAll(async () => {
  app = await startTestApp();
  server = await startFakeModelServer();
  gateway = createGateway({ ...app.deps, clock: { now: () => now } });
});
beforeEach(async () => {
  server.reset();
  now = new Date();
  workId = newId();
  school = await app.organization();
  const { admin } = school;
  await admin.call(ai.createAiConnection, {
    body: { provider: 'openai', name: 'Test', baseUrl: server.baseUrl, apiKey: KEY },
  });
  await options({ useBatches: true });
  const price = { model: 'm', inMicrousd: 1_000_000, cachedMicrousd: 0, outMicrousd: 1_000_000 };
  await admin.call(ai.putAiPrices, { body: { items: [price] } });
});
afterAll(async () => {
  await app.close();
  await server.close();
});

const options = (changed: { useBatches: boolean }) =>
  school.admin.call(ai.putAiConfig, {
    body: { choices: { contentGeneration: slot('m') }, options: changed },
  });

const budget = (monthlyMicrousd: number) =>
  school.admin.call(ai.putAiBudgets, { body: { monthlyMicrousd, userMonthlyMicrousd: null } });

const inSchool = <T>(work: Parameters<typeof withTenant<T>>[2]) =>
  withTenant(app.database, school.system, work);

/** A run of a material, to ask for. */
async function newRun(): Promise<string> {
  const key = { organization_id: school.id, id: newId() };
  const material = newId();
  await inSchool(async (trx) => {
    await trx
      .insertInto('materials')
      .values({
        organization_id: school.id,
        id: material,
        title: 'Sample',
        source_type: 'text',
        source_name: 'Sample',
        checksum: material,
        storage_key: 'x',
        size_bytes: 1,
        created_by: school.admin.userId,
      })
      .execute();
    await trx
      .insertInto('generations')
      .values({
        ...key,
        material_id: material,
        task: 'questions',
        input_hash: 'x',
        engine: 'llm',
        model: 'm',
        prompt_version: 'test-1',
      })
      .execute();
  });
  return key.id;
}

const asked = (batch: AiBatch, generationId: string) =>
  batch.object(
    { organizationId: school.id, userId: null, generationId },
    {
      task: 'questions',
      promptVersion: 'test-1',
      system: 'Be brief.',
      prompt: 'Give a title.',
      schema: Shape,
      schemaName: 'titled',
      maxOutputTokens: 500,
    },
  );

const open = () => gateway.openBatch({ organizationId: school.id, workId });
const planned = { reserved: async () => undefined };
const collect = (cancel = false) =>
  gateway.collectBatches({ organizationId: school.id, workId }, { cancel });

/** Sends one batch with a request for each run. */
async function sent(...runs: string[]): Promise<void> {
  const batch = open();
  for (const run of runs) await expect(asked(batch, run)).rejects.toBeInstanceOf(AwaitBatch);
  await batch.send(planned);
}

const month = () =>
  inSchool((trx) => trx.selectFrom('ai_budget_months').selectAll().executeTakeFirstOrThrow());
const requests = () =>
  inSchool((trx) =>
    trx.selectFrom('ai_batch_requests').selectAll().orderBy('created_at').orderBy('id').execute(),
  );
const batches = () => inSchool((trx) => trx.selectFrom('ai_batches').selectAll().execute());
const chats = () => server.requests.filter(({ path }) => path.endsWith('/chat/completions'));

describe('a request in a batch', () => {
  it('waits until the batch has ended and then costs half, with a row of usage', async () => {
    const run = await newRun();
    await sent(run);
    expect(await collect()).toBe(true);
    await expect(asked(open(), run)).rejects.toBeInstanceOf(AwaitBatch);
    server.batches.end(() => answer(50, 400));
    expect(await collect()).toBe(false);
    expect(await asked(open(), run)).toMatchObject({
      object: { title: 'A' },
      model: 'm',
      usage: { tokensIn: 50, tokensOut: 400 },
      costMicrousd: 225,
      repaired: false,
    });
    expect(await month()).toMatchObject({ spent_microusd: 225, reserved_microusd: 0 });
    const usage = await inSchool((trx) => trx.selectFrom('ai_usage_logs').selectAll().execute());
    expect(usage).toMatchObject([
      { generation_id: run, task: 'questions', cost_microusd: 225, latency_ms: null, status: 'ok' },
    ]);
    expect(chats()).toEqual([]);
  });

  it('is sent once, though two workers have remembered it', async () => {
    const run = await newRun();
    const [one, other] = [open(), open()];
    await expect(asked(one, run)).rejects.toBeInstanceOf(AwaitBatch);
    await expect(asked(other, run)).rejects.toBeInstanceOf(AwaitBatch);
    await Promise.all([one.send(planned), other.send(planned)]);
    expect(server.batches.all()).toHaveLength(1);
    expect(await requests()).toHaveLength(1);
  });

  it('keeps an answer with signs that the database does not take', async () => {
    const run = await newRun();
    await sent(run);
    server.batches.end(() => ({ kind: 'answer', content: '{"title":"A"}\0' }));
    expect(await collect()).toBe(false);
    expect(await asked(open(), run)).toMatchObject({ object: { title: 'A' } });
  });

  it('whose answer was cut off says so, and is then asked by itself', async () => {
    const run = await newRun();
    await sent(run);
    server.batches.end(() => ({ kind: 'truncated', content: '{"ti' }));
    await collect();
    await expect(asked(open(), run)).rejects.toMatchObject({ code: 'truncated' });
    server.fallback(answer(50, 400));
    expect(await asked(open(), run)).toMatchObject({ costMicrousd: 450 });
  });

  it('is still waited for when batches are switched off, and others are asked at once', async () => {
    const [run, later] = [await newRun(), await newRun()];
    await sent(run);
    await options({ useBatches: false });
    server.fallback(answer(50, 400));
    await expect(asked(open(), run)).rejects.toBeInstanceOf(AwaitBatch);
    expect(await asked(open(), later)).toMatchObject({ object: { title: 'A' } });
  });

  it('leaves no text when its material is deleted, and is booked all the same', async () => {
    const [answered, under] = [await newRun(), await newRun()];
    await sent(answered);
    server.batches.end(() => answer(50, 400));
    await collect();
    expect((await requests())[0]?.answer).toContain('title');
    await sent(under);
    await inSchool((trx) => trx.deleteFrom('materials').execute());
    server.batches.end(() => answer(50, 400));
    expect(await collect()).toBe(false);
    expect((await requests()).map((row) => row.answer)).toEqual([null, null]);
    expect(await month()).toMatchObject({ spent_microusd: 450, reserved_microusd: 0 });
    await gateway.forgetBatches({ organizationId: school.id, workId });
    expect(await batches()).toEqual([]);
  });
});

describe('the money of a batch', () => {
  it('is refused at once to a call that would have to wait for a day', async () => {
    await sent(await newRun());
    const { reserved_microusd } = await month();
    // A single call may cost twice as much: not enough beside the batch, enough after it.
    await budget(Math.round(reserved_microusd * 2.8));
    await expect(ask(gateway, school)).rejects.toMatchObject({ code: 'ai_budget_exhausted' });
    server.batches.end(() => answer(50, 400));
    await collect();
    server.fallback(answer(1, 1));
    expect(await ask(gateway, school)).toMatchObject({ costMicrousd: 2 });
  });

  it('is shown as set aside and takes no place among the calls under way', async () => {
    await sent(await newRun());
    const { body } = await school.admin.call(ai.getAiState);
    expect(body).toMatchObject({ running: 0, spentMicrousd: 0 });
    expect(body.reservedMicrousd).toBe((await month()).reserved_microusd);
  });

  it('is free again when the batch can no longer come, even if nobody looked', async () => {
    await sent(await newRun());
    await budget(2_000);
    now = new Date(now.getTime() + 27 * 3_600_000);
    server.fallback(answer(1, 1));
    await ask(gateway, school);
    const months = await inSchool((trx) =>
      trx.selectFrom('ai_budget_months').select('reserved_microusd').execute(),
    );
    expect(months.every(({ reserved_microusd }) => Number(reserved_microusd) === 0)).toBe(true);
  });
});

describe('a batch', () => {
  it('that the provider never ends is lost after its time, and asked by single calls', async () => {
    const run = await newRun();
    await sent(run);
    now = new Date(now.getTime() + 27 * 3_600_000);
    expect(await collect()).toBe(false);
    expect(server.batches.all()[0]?.status).toBe('cancelled');
    server.fallback(answer(50, 400));
    expect(await asked(open(), run)).toMatchObject({ costMicrousd: 450 });
  });

  it('is looked at again where the provider cannot say how it stands', async () => {
    const run = await newRun();
    await sent(run);
    server.script({ kind: 'error', status: 500 }, { kind: 'error', status: 401 });
    expect(await collect()).toBe(true);
    expect(await collect()).toBe(true);
    server.batches.end(() => answer(50, 400));
    expect(await collect()).toBe(false);
    expect(await asked(open(), run)).toMatchObject({ costMicrousd: 225 });
  });

  it('that is refused for the rate of calls leaves nothing behind, and can be asked again', async () => {
    const run = await newRun();
    const batch = open();
    await expect(asked(batch, run)).rejects.toBeInstanceOf(AwaitBatch);
    server.script({ kind: 'error', status: 429, headers: { 'retry-after': '3600' } });
    await expect(batch.send(planned)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await batches()).toEqual([]);
    expect(await month()).toMatchObject({ reserved_microusd: 0 });
    await sent(run);
    expect(server.batches.all()).toHaveLength(1);
  });

  it('that is cancelled books what was answered until then', async () => {
    const [one, two] = [await newRun(), await newRun()];
    await sent(one, two);
    server.batches.end((_request, index) => (index === 0 ? answer(50, 400) : null), 'cancelled');
    expect(await collect(true)).toBe(false);
    expect((await requests()).map(({ status }) => status).sort()).toEqual(['answered', 'failed']);
    expect(await month()).toMatchObject({ spent_microusd: 225, reserved_microusd: 0 });
  });
});
