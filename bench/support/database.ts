import pg from 'pg';
import { type Database, openDatabase } from '../../server/db/database.ts';
import { migrateUp } from '../../server/db/migrate.ts';

const POOL = { poolSize: 20, poolIdleSeconds: 300, poolLifetimeSeconds: 3600 };
const NAME = 'lectern_bench';

/** The address of a fresh database on TEST_DATABASE_URL; null where that is not set. */
export async function createBenchDatabase(): Promise<string | null> {
  const adminUrl = process.env.TEST_DATABASE_URL;
  if (!adminUrl) return null;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${NAME} with (force)`);
  await admin.query(`create database ${NAME}`);
  await admin.end();
  const target = new URL(adminUrl);
  target.pathname = `/${NAME}`;
  return target.toString();
}

/** An empty migrated database: on TEST_DATABASE_URL where that is set, else embedded in `dataDir`. */
export async function openBenchDatabase(
  dataDir: string,
): Promise<{ kind: string; url: string | null; database: Database }> {
  const url = await createBenchDatabase();
  const database = await openDatabase({ url, dataDir: url === null ? dataDir : null, ...POOL });
  await migrateUp(database.kysely);
  const { rows } = await database.pool.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  return {
    kind: `${url === null ? 'embedded' : 'PostgreSQL'} ${rows[0]?.version ?? ''}`,
    url,
    database,
  };
}

export type Statement = { text: string; values: unknown[] };

/** What `work` sends inside tenant transactions, without the statements that open and close them. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const found: Statement[] = [];
  // The background work goes on meanwhile, on other clients and outside of tenant transactions.
  const inside = new Set<pg.Client>();
  const original = pg.Client.prototype.query;
  const recording = function (this: pg.Client, ...args: unknown[]): unknown {
    const [text, values] = args;
    if (typeof text === 'string') {
      if (/^begin; set local role/i.test(text)) inside.add(this);
      else if (/^(?:commit|rollback)/i.test(text)) inside.delete(this);
      else if (inside.has(this)) found.push({ text, values: Array.isArray(values) ? values : [] });
    }
    return Reflect.apply(original, this, args);
  };
  pg.Client.prototype.query = recording as typeof original;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return found;
}
