import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { parseConfig } from '../config.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { startPlatform } from '../platform.ts';
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

/** TEST_DATABASE_URL names a PostgreSQL on which databases may be created; without it, embedded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-dump-'));
  const config = parseConfig({ LECTERN_DATA: folder, LECTERN_LOG: 'silent' });
  /** Starts the platform once, so that the copies have the queues of the background work as well. */
  const fill = async (database: Database) => {
    const platform = await startPlatform(config, {
      webRoot: null,
      checkResponses: false,
      work: false,
      database,
      publicUrl: () => '',
    });
    await platform.close();
  };
  const adminUrl = process.env.TEST_DATABASE_URL;
  if (adminUrl) {
    const template = await makeTemplate(adminUrl, fill);
    project.provide('database', { kind: 'postgres', adminUrl, template });
    return async () => {
      await dropTemplate(adminUrl);
      await rm(folder, { recursive: true, force: true });
    };
  }
  const dump = path.join(folder, 'migrated.tar');
  const database = await openDatabase({ ...config.database, dataDir: null });
  await fill(database);
  await database.embedded?.dumpTo(dump);
  await database.close();
  project.provide('database', { kind: 'embedded', dump });
  return () => rm(folder, { recursive: true, force: true });
}
