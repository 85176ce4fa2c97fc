import { inject } from 'vitest';
import { type Database, openDatabase } from '../db/database.ts';

const POOL = { poolSize: 10, poolIdleSeconds: 60, poolLifetimeSeconds: 3600 };

/** A fresh copy of the migrated database of the suite, embedded or on PostgreSQL. */
export async function ownDatabase(): Promise<Database> {
  const source = inject('database');
  if (source.kind === 'embedded')
    return openDatabase({ url: null, dataDir: null, loadDump: source.dump, ...POOL });
  const { createFromTemplate } = await import('./postgres-template.ts');
  const url = await createFromTemplate(source.adminUrl, source.template);
  return openDatabase({ url, dataDir: null, ...POOL });
}

/** Of this worker, which runs many test files in one process; it ends with the process. */
let shared: Promise<Database> | undefined;

/**
 * The database of this worker, with the rows that earlier test files left: they belong to
 * organizations of theirs. What all organizations have in common is cleared.
 */
export async function sharedDatabase(): Promise<Database> {
  shared ??= ownDatabase();
  const database = await shared;
  // A job would run in the platform of another test, and too many sign-ins would be refused there.
  await database.pool.query('delete from pgboss.job; delete from auth_rate_limits');
  // An object of its own: what a platform keeps beside its database is not another one's.
  return { ...database };
}
