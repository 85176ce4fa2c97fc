import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { parseConfig } from '../config.ts';
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
  const adminUrl = process.env.TEST_DATABASE_URL;
  if (adminUrl) {
    const template = await makeTemplate(adminUrl);
    project.provide('database', { kind: 'postgres', adminUrl, template });
    return () => dropTemplate(adminUrl);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-dump-'));
  const dump = path.join(folder, 'migrated.tar');
  const config = parseConfig({ LECTERN_DATA: folder, LECTERN_LOG: 'silent' });
  // Started once, so that the copies have the tables and queues of the background work as well.
  const platform = await startPlatform(
    { ...config, database: { ...config.database, dataDir: null } },
    { webRoot: null, checkResponses: false, work: false, publicUrl: () => '' },
  );
  await platform.deps.database.embedded?.dumpTo(dump);
  await platform.close();
  project.provide('database', { kind: 'embedded', dump });
  return () => rm(folder, { recursive: true, force: true });
}
