import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase } from '../db/database.ts';

const PREFIX = 'lectern_test_';

function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function asAdmin<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database to copy from, with what `fill` puts into it; returns its name. */
export async function makeTemplate(
  adminUrl: string,
  fill: (database: Database) => Promise<void>,
): Promise<string> {
  const template = `${PREFIX}template`;
  await dropTemplate(adminUrl);
  await asAdmin(adminUrl, (client) => client.query(`create database ${template}`));
  const database = await openDatabase({
    url: withDatabase(adminUrl, template),
    dataDir: null,
    poolSize: 2,
    poolIdleSeconds: 1,
    poolLifetimeSeconds: 3600,
  });
  await fill(database);
  await database.close();
  return template;
}

/** A new database that is a copy of the template; returns its URL. */
export async function createFromTemplate(adminUrl: string, template: string): Promise<string> {
  const name = `${PREFIX}${randomUUID().replaceAll('-', '')}`;
  await asAdmin(adminUrl, async (client) => {
    // Copying is refused while another copy of the same template runs.
    await client.query('select pg_advisory_lock(727)');
    await client.query(`create database ${name} template ${template}`);
  });
  return withDatabase(adminUrl, name);
}

/** Removes all databases of earlier and present test runs. */
export async function dropTemplate(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like '${PREFIX}%'`,
    );
    for (const { datname } of rows)
      await client.query(`drop database if exists ${datname} with (force)`);
  });
}
