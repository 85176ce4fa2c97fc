import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frame, int32 } from './frames.ts';
import { type EmbeddedDatabase, openEmbedded } from './index.ts';

let database: EmbeddedDatabase;
let pool: pg.Pool;
const logged: string[] = [];

beforeAll(async () => {
  database = await openEmbedded({
    dataDir: null,
    idleInTransactionMs: 400,
    onLog: (line) => logged.push(line),
  });
  pool = new pg.Pool({ ...database.connection, max: 8 });
  await pool.query('create table counters (id int primary key, value int not null)');
  await pool.query('insert into counters select generate_series(0, 7), 0');
});

afterAll(async () => {
  await pool.end();
  await database.close();
});

/** A client that sends messages one by one, as slow networks and large values make it. */
async function rawClient(): Promise<{
  send(bytes: Buffer): void;
  received(): string;
  end(): void;
}> {
  const socket = net.connect(path.join(database.connection.host, '.s.PGSQL.5432'));
  let received = '';
  socket.on('data', (data) => {
    received += data.toString('latin1');
  });
  const startup = Buffer.concat([int32(196_608), Buffer.from('user\0postgres\0\0')]);
  socket.write(Buffer.concat([int32(startup.length + 4), startup]));
  await expect.poll(() => received).toContain('Z\0\0\0\x05I');
  received = '';
  return {
    send: (bytes) => socket.write(bytes),
    received: () => received,
    end: () => socket.destroy(),
  };
}

const int16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const parse = (sql: string) => frame('P', '', sql, int16(0));
const bindExecuteSync = Buffer.concat([
  frame('B', '', '', int16(0), int16(0), int16(0)),
  frame('E', '', int32(0)),
  frame('S'),
]);

describe('clients on the one session stay apart', () => {
  test('transactions of eight pooled clients', async () => {
    await Promise.all(
      Array.from({ length: 8 }, async (_, id) => {
        for (let turn = 0; turn < 50; turn++) {
          const client = await pool.connect();
          await client.query(`begin; set local app.organization_id = 'org-${id}'`);
          const { rows } = await client.query(
            "select value, current_setting('app.organization_id') as org from counters where id = $1",
            [id],
          );
          expect(rows[0].org).toBe(`org-${id}`);
          await client.query('update counters set value = $2 where id = $1', [
            id,
            rows[0].value + 1,
          ]);
          await client.query(turn % 5 === 0 ? 'rollback' : 'commit');
          client.release();
        }
      }),
    );
    const { rows } = await pool.query('select distinct value from counters');
    expect(rows).toEqual([{ value: 40 }]);
  });

  test('a statement sent in pieces is never bound to that of another client', async () => {
    const slow = await rawClient();
    slow.send(parse("select 'mine'"));
    const { rows } = await pool.query("select 'other' as v where $1 = 1", [1]);
    expect(rows).toEqual([{ v: 'other' }]);
    slow.send(bindExecuteSync);
    await expect.poll(slow.received).toContain('mine');
    slow.end();
  });

  test('a long value arrives whole while others work', async () => {
    const long = 'é'.repeat(300_000);
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        i % 4 === 0
          ? pool.query('select $1::int as i, length($2::text) as n', [i, long])
          : pool.query('select $1::int as i', [i]),
      ),
    );
    expect(results.map((result) => result.rows[0].i)).toEqual(
      Array.from({ length: 40 }, (_, i) => i),
    );
    expect(results[0]!.rows[0].n).toBe(300_000);
  });

  test('an error in one client leaves the others, and itself, well', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => pool.query('select 10 / $1::int as v', [i % 3])),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(20);
    expect((await pool.query('select 1 as v')).rows).toEqual([{ v: 1 }]);
  });
});

describe('a client that goes or stalls', () => {
  async function lostClient(): Promise<pg.Client> {
    const client = new pg.Client(database.connection);
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  test('is rolled back when it disconnects', async () => {
    const client = await lostClient();
    await client.query('begin; update counters set value = -1');
    Reflect.get(client, 'connection').stream.destroy();
    const { rows } = await pool.query('select count(*)::int as n from counters where value = -1');
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('is cut off when it keeps a transaction open and says nothing', async () => {
    const client = await lostClient();
    await client.query('begin; update counters set value = -1');
    const startedAt = Date.now();
    const { rows } = await pool.query('select count(*)::int as n from counters where value = -1');
    expect(rows).toEqual([{ n: 0 }]);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    expect(logged.join()).toContain('rolled back');
  });

  test('does no harm with a broken message, or a wish that is not granted', async () => {
    const broken = await rawClient();
    broken.send(Buffer.from('Q\x7f\xff\xff\xffgarbage', 'latin1'));
    await expect.poll(broken.received).toContain('08P01');
    broken.end();
    const unknown = await rawClient();
    unknown.send(frame('~', 'what'));
    await expect.poll(unknown.received).toContain('08P01');
    const garbled = await rawClient();
    garbled.send(Buffer.concat([frame('B', int16(-1)), frame('E'), frame('S')]));
    await expect.poll(garbled.received).toContain('08P01');
    await expect.poll(garbled.received).toContain('Z\0\0\0\x05I');
    garbled.end();
    const copying = await lostClient();
    await expect(copying.query('copy counters from stdin')).rejects.toThrow('COPY');
    unknown.end();
    expect((await pool.query('select 1 as v')).rows).toEqual([{ v: 1 }]);
  });
});

test('a notification reaches the client that listens', async () => {
  const client = new pg.Client(database.connection);
  await client.connect();
  await client.query('listen news');
  const heard = new Promise<pg.Notification>((resolve) => client.once('notification', resolve));
  await pool.query("select pg_notify('news', 'hello')");
  expect((await heard).payload).toBe('hello');
  await client.end();
});

test('this thread is free while a statement takes long', async () => {
  const began = performance.now();
  const running = pool.query('select count(*) from generate_series(1, 3000000)');
  let longest = 0;
  let last = began;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await running;
  clearInterval(timer);
  // Were it held up, it would be so for as long as the statement takes.
  expect(longest).toBeLessThan((performance.now() - began) / 2);
});

test('a dump fills another database', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lectern-dump-'));
  const file = path.join(folder, 'dump.tar');
  await database.dumpTo(file);
  const copy = await openEmbedded({ dataDir: null, loadDump: file });
  const client = new pg.Client(copy.connection);
  await client.connect();
  expect((await client.query('select count(*)::int as n from counters')).rows).toEqual([{ n: 8 }]);
  await client.end();
  await copy.close();
  await rm(folder, { recursive: true });
});

test('the parent learns that its database is gone', async () => {
  const lost = await openEmbedded({ dataDir: null });
  const client = new pg.Client(lost.connection);
  client.on('error', () => {});
  await client.connect();
  await lost.close();
  expect(await lost.exited).toEqual({ code: 0 });
  await expect(lost.dumpTo('/nowhere/dump.tar')).rejects.toThrow('has ended');
});
