import { type CompiledQuery, sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { Database } from '../db/database.ts';
import type { Queryable } from '../db/tenant.ts';
import { newId } from '../ids.ts';
import type { Task } from './task.ts';

const SCHEMA = 'pgboss';
const POLL_SECONDS = 0.5;
const HEARTBEAT_SECONDS = 20;
const STOP_MS = 3_000;
/** After a job was queued here, its workers look for it then: most transactions have ended by the first. */
const WAKE_MS = [20, 120];
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The queue of background work. It lives in the database, so that a job can be part of a change. */
export type Queue = {
  /** Makes the queues ready; with `work`, this process also runs their jobs. */
  start(tasks: readonly Task[], options: { work: boolean }): Promise<void>;
  /**
   * Queues a job inside the transaction of the change that asks for it. A second job with the same
   * `key` is dropped while the first one waits. `delaySeconds` is how long it waits at least.
   */
  enqueue<P>(
    trx: Queryable,
    task: Pick<Task<P>, 'name' | 'payload'>,
    payload: P,
    options?: { key?: string; delaySeconds?: number },
  ): Promise<void>;
  /** Has the workers of this process look for due jobs of a task at once. */
  wake(task: string): void;
  /** Lets running jobs finish for up to a few seconds, then hands the rest back to the queue. */
  stop(): Promise<void>;
};

/** The queue on pg-boss; every statement goes through the pool of `database`. */
export function createQueue(database: Database, onError: (error: Error) => void): Queue {
  const boss = new PgBoss({
    db: {
      async executeSql(text, values) {
        const result = await database.pool.query(text, values ? [...values] : undefined);
        // A text of several statements answers a list; pg-boss reads the rows of the last one.
        return Array.isArray(result) ? (result.at(-1) ?? { rows: [] }) : result;
      },
    },
    schema: SCHEMA,
  });
  boss.on('error', onError);
  /** Workers of this process, by task. */
  let workers = new Map<string, string[]>();

  function wake(name: string): void {
    for (const id of workers.get(name) ?? []) boss.notifyWorker(id);
  }

  /** Polling goes on for jobs that other processes queue, and for what the nudges miss. */
  function wakeSoon(name: string): void {
    for (const delay of WAKE_MS) setTimeout(() => wake(name), delay).unref();
  }

  return {
    async start(tasks, { work }) {
      await boss.start();
      await database.pool.query(
        `grant usage on schema ${SCHEMA} to lectern_app; grant select, insert on all tables in schema ${SCHEMA} to lectern_app`,
      );
      for (const task of tasks) {
        await boss.createQueue(task.name, {
          retryLimit: task.retries,
          retryBackoff: true,
          retryDelay: 2,
          expireInSeconds: task.timeoutSeconds,
          // A worker that was killed is noticed by its silence, long before the timeout.
          heartbeatSeconds: HEARTBEAT_SECONDS,
          policy: 'short',
        });
        // pg-boss looks a queue up at its first use, on a connection of its own. Inside a
        // transaction on the embedded database, which has one session, that would wait for ever.
        await boss.findJobs(task.name, { id: NOBODY });
      }
      if (!work) return;
      for (const task of tasks) {
        for (let n = 0; n < task.concurrency; n += 1) {
          const id = await boss.work(
            task.name,
            { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 },
            async (jobs) => {
              for (const job of jobs) {
                const payload = task.payload.parse(job.data ?? {});
                await task.run(payload, { signal: job.signal });
              }
            },
          );
          workers.set(task.name, [...(workers.get(task.name) ?? []), id]);
        }
        if (task.cron) await boss.schedule(task.name, task.cron, {}, { tz: 'UTC' });
      }
    },
    async enqueue(trx, task, payload, { key, delaySeconds } = {}) {
      await boss.send(task.name, task.payload.parse(payload) as object, {
        // The queue keeps one waiting job a key; a job without one is its own.
        singletonKey: key ?? newId(),
        ...(delaySeconds === undefined ? {} : { startAfter: delaySeconds }),
        db: {
          async executeSql(text, values = []) {
            const query: CompiledQuery = {
              ...sql.raw(text).compile(trx),
              parameters: values,
            };
            const { rows } = await trx.executeQuery(query);
            return { rows: rows as object[] };
          },
        },
      });
      if (delaySeconds === undefined) wakeSoon(task.name);
    },
    wake,
    async stop() {
      workers = new Map();
      await boss.stop({ graceful: true, timeout: STOP_MS, close: false });
    },
  };
}
