import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../db/database.ts';
import { migrateUp } from '../db/migrate.ts';
import { dropTemplate, makeTemplate } from './postgres-template.ts';

/** Where the tests get their databases from: migrated once, copied for each test file. */
export type TestDatabaseSource =
  | { kind: 'embedded'; dump: string }
  | { kind: 'postgres'; adminUrl: string; template: string };

declare module 'vitest' {
  export interface ProvidedContext {
    database: TestDatabaseSource;
  }
}

const POOL = { poolSize: 4, poolIdleSeconds: 60, poolLifetimeSeconds: 3600 };

/** TEST_DATABASE_URL names a PostgreSQL on which databases may be created; without it, embedded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const adminUrl = process.env.TEST_DATABASE_URL;
  if (adminUrl) {
    const template = await makeTemplate(adminUrl);
    project.provide('database', { kind: 'postgres', adminUrl, template });
    return () => dropTemplate(adminUrl);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-dump-'));
  const dump = path.join(folder, 'migrated.tar');
  const database = await openDatabase({ url: null, dataDir: null, ...POOL });
  await migrateUp(database.kysely);
  await database.embedded?.dumpTo(dump);
  await database.close();
  project.provide('database', { kind: 'embedded', dump });
  return () => rm(folder, { recursive: true, force: true });
}
