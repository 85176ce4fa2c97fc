import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Database, openDatabase } from '../db/database.ts';
import { createQueue, type Queue } from './queue.ts';
import { defineTask } from './task.ts';

let folder: string;
let database: Database;
let queue: Queue;

const task = defineTask({
  name: 'test.nothing',
  payload: z.object({}),
  concurrency: 1,
  retries: 0,
  timeoutSeconds: 60,
  run: async () => {},
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-queue-'));
  const pool = { poolSize: 4, poolIdleSeconds: 60, poolLifetimeSeconds: 600 };
  database = await openDatabase({ url: null, dataDir: folder, ...pool });
  await database.pool.query('create role lectern_app');
  queue = createQueue(database, () => {});
  await queue.start([task], { work: false });
});
afterAll(async () => {
  await queue?.stop();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

it('takes the first job inside a transaction on the one session of the embedded database', async () => {
  await database.kysely.transaction().execute(async (trx) => {
    await queue.enqueue(trx, task, {}, { key: 'one' });
    await queue.enqueue(trx, task, {}, { key: 'one' });
  });
  const { rows } = await database.pool.query(
    "select singleton_key from pgboss.job where name = 'test.nothing'",
  );
  expect(rows).toEqual([{ singleton_key: 'one' }]);
});
