/** The compared ways to run PGlite, behind one shape. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { openEmbedded, readOwner } from '../../server/db/embedded/index.ts';

/** Null parameters: the SQL may hold several statements, and rows are not needed. */
export type Query = (sql: string, parameters: unknown[] | null) => Promise<unknown[]>;
export type Way = {
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  memoryMiB(): number;
  close(): Promise<void>;
};

function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

function overPool(pool: pg.Pool): Way['transaction'] {
  return async (work) => {
    const client = await pool.connect();
    try {
      return await work(async (sql, parameters) => {
        const result = await (parameters ? client.query(sql, parameters) : client.query(sql));
        return result.rows ?? [];
      });
    } finally {
      client.release();
    }
  };
}

export async function inChild(dataDir: string): Promise<Way> {
  const database = await openEmbedded({ dataDir });
  const pool = new pg.Pool({ ...database.connection, max: database.maxConnections });
  await pool.query('select 1');
  const pid = (await readOwner(dataDir))?.databasePid ?? 0;
  return {
    transaction: overPool(pool),
    memoryMiB: () => residentMiB(pid),
    async close() {
      await pool.end();
      await database.close();
    },
  };
}

export async function inChildBySocket(dataDir: string): Promise<Way> {
  const socketDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-socket-'));
  const child = fork(path.join(import.meta.dirname, 'socket-server.ts'), [
    dataDir,
    path.join(socketDir, '.s.PGSQL.5432'),
  ]);
  await once(child, 'message');
  const pool = new pg.Pool({ host: socketDir, user: 'postgres', database: 'postgres', max: 10 });
  await pool.query('select 1');
  return {
    transaction: overPool(pool),
    memoryMiB: () => residentMiB(child.pid ?? 0),
    async close() {
      await pool.end();
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

type Answer = { id: number; rows?: unknown[]; error?: string };

export async function inWorker(dataDir: string): Promise<Way> {
  const worker = new Worker(path.join(import.meta.dirname, 'worker.ts'), {
    env: { ...process.env, BENCH_DATA: dataDir },
  });
  await once(worker, 'message');
  const waiting = new Map<number, (answer: Answer) => void>();
  let nextId = 1;
  worker.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  const query: Query = async (sql, parameters) => {
    const id = nextId++;
    const { rows, error } = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      worker.postMessage({ id, sql, parameters });
    });
    if (error !== undefined) throw new Error(error);
    return rows ?? [];
  };
  // One connection: transactions take turns, as in Kysely's PGlite dialect.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    transaction(work) {
      const mine = turn.then(() => work(query));
      turn = mine.catch(() => {});
      return mine;
    },
    memoryMiB: () => residentMiB(process.pid),
    async close() {
      await turn;
      await worker.terminate();
    },
  };
}
