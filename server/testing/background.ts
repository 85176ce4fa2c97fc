import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import type { Queue } from '../jobs/queue.ts';

const LOOK_MS = 40;
const PATIENCE_MS = 55_000;

/** A task, for all organizations or for one alone. */
type Work = { task: string; organizationId?: string };

/** How a test waits for background work, without waiting for the clock of the queue. */
export type Background = {
  /**
   * What `read` gives once it gives anything but `undefined` or `false`. Meanwhile workers are sent
   * to what is due, and jobs of `hurry` that are planned for later, those of a moment ago too, are
   * due at once.
   *
   * @throws after a time that is long even on a busy machine, with `what`.
   */
  until<T>(
    what: string,
    read: () => Promise<T | undefined | false>,
    options?: { hurry?: Work },
  ): Promise<T>;
  /** Has planned jobs run now, until one that began after this call has ended well. */
  run(work: Work): Promise<void>;
  /** Until no job of the task is due or under way. */
  idle(work: Work): Promise<void>;
};

export function createBackground(database: Database, queue: Queue): Background {
  const count = async (condition: string, values: unknown[]): Promise<number> => {
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*) from pgboss.job
        where name = $1 and ($2::text is null or data ->> 'organizationId' = $2) and ${condition}`,
      values,
    );
    return rows[0]?.count ?? 0;
  };

  async function nudge(): Promise<void> {
    const { rows } = await database.pool.query<{ name: string }>(
      `select distinct name from pgboss.job where state in ('created', 'retry') and start_after <= now()`,
    );
    for (const { name } of rows) queue.wake(name);
  }

  const makeDue = ({ task, organizationId }: Work) =>
    database.pool.query(
      `update pgboss.job set start_after = now()
        where name = $1 and ($2::text is null or data ->> 'organizationId' = $2)
          and state in ('created', 'retry') and start_after > now()`,
      [task, organizationId],
    );

  const background: Background = {
    async until(what, read, { hurry } = {}) {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const value = await read();
        if (value !== undefined && value !== false) return value;
        if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
        if (hurry) await makeDue(hurry);
        await nudge();
        await delay(LOOK_MS);
      }
    },
    async run(work) {
      const { rows } = await database.pool.query<{ now: string }>('select now()::text as now');
      const values = [work.task, work.organizationId, rows[0]?.now];
      await background.until(
        `a job of ${work.task} had run`,
        async () => (await count(`state = 'completed' and started_on >= $3`, values)) > 0,
        { hurry: work },
      );
    },
    async idle({ task, organizationId }) {
      const values = [task, organizationId];
      const open = `(state = 'active' or state in ('created', 'retry') and start_after <= now())`;
      await background.until(
        `no job of ${task} was open`,
        async () => (await count(open, values)) === 0,
      );
    },
  };
  return background;
}
