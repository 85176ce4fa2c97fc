import pg from 'pg';
import { vi } from 'vitest';

const NOBODYS = '00000000-0000-0000-0000-000000000000';

/**
 * How many statements `work` sends inside transactions of an organization. Finding out who asks is
 * left out: it happens again after some seconds, and so does the queue's own work.
 */
export async function countStatements<T>(work: () => Promise<T>): Promise<[number, T]> {
  const inside = new Set<pg.Client>();
  let count = 0;
  const original = pg.Client.prototype.query;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [text] = args;
    if (typeof text === 'string') {
      if (/^begin; set local role/i.test(text) && !text.includes(NOBODYS)) inside.add(this);
      else if (/^(?:commit|rollback)/i.test(text)) inside.delete(this);
      else if (inside.has(this)) count += 1;
    }
    return Reflect.apply(original, this, args);
  });
  try {
    const result = await work();
    return [count, result];
  } finally {
    spy.mockRestore();
  }
}
