/** The alternative that was measured: PGlite in a worker thread behind a message port. */
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

type Request = { id: number; sql: string; parameters: unknown[] | null };

const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');
const database = await PGlite.create({
  ...(process.env.BENCH_DATA === undefined ? {} : { dataDir: process.env.BENCH_DATA }),
  extensions: { vector },
  relaxedDurability: true,
});
port.on('message', ({ id, sql, parameters }: Request) => {
  const work = parameters === null ? database.exec(sql) : database.query(sql, parameters);
  work.then(
    (result) => port.postMessage({ id, rows: Array.isArray(result) ? [] : result.rows }),
    (error: unknown) => port.postMessage({ id, error: String(error) }),
  );
});
port.postMessage({ ready: true });
