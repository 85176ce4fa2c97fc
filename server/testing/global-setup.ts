import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Database } from '../db/database.ts';

/** Where the tests get their databases from: migrated once, copied for each worker. */
export type TestDatabaseSource =
  | { kind: 'embedded'; dump: string }
  | { kind: 'postgres'; adminUrl: string; template: string };

declare module 'vitest' {
  export interface ProvidedContext {
    database: TestDatabaseSource;
  }
}

const ROOT = path.join(import.meta.dirname, '../..');
const DUMPS = path.join(tmpdir(), 'lectern-test-databases');
/** A dump that no run has made or used for so long belongs to code of the past. */
const KEEP_MS = 24 * 3600_000;

/** TEST_DATABASE_URL names a PostgreSQL on which databases may be created; without it, embedded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const adminUrl = process.env.TEST_DATABASE_URL;
  if (adminUrl) {
    const { dropTemplate, makeTemplate } = await import('./postgres-template.ts');
    const template = await makeTemplate(adminUrl, fill);
    project.provide('database', { kind: 'postgres', adminUrl, template });
    return () => dropTemplate(adminUrl);
  }
  project.provide('database', { kind: 'embedded', dump: await dumpOfThisCode() });
  return async () => {};
}

/** Starts the platform once, so that the copies have the queues of the background work as well. */
async function fill(database: Database): Promise<void> {
  const { parseConfig } = await import('../config.ts');
  const { startPlatform } = await import('../platform.ts');
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-fill-'));
  const platform = await startPlatform(
    parseConfig({ LECTERN_DATA: folder, LECTERN_LOG: 'silent' }),
    { webRoot: null, checkResponses: false, work: false, database, publicUrl: () => '' },
  );
  await platform.close();
  await rm(folder, { recursive: true, force: true });
}

/**
 * The dump that goes with the migrations, the queue and the libraries of this working copy. It is
 * made once for all runs until one of these changes: it takes longer than most tests do.
 */
async function dumpOfThisCode(): Promise<string> {
  const dump = path.join(DUMPS, `${await hashOfDatabaseCode()}.tar`);
  const now = new Date();
  const isThere = await utimes(dump, now, now).then(
    () => true,
    () => false,
  );
  if (isThere) return dump;
  await mkdir(DUMPS, { recursive: true });
  await forgetOldDumps();
  const { openDatabase } = await import('../db/database.ts');
  const pool = { poolSize: 4, poolIdleSeconds: 60, poolLifetimeSeconds: 3600 };
  const database = await openDatabase({ url: null, dataDir: null, ...pool });
  await fill(database);
  // Under a name of its own until it is whole: another run may make the same one now.
  const made = `${dump}.${process.pid}`;
  await database.embedded?.dumpTo(made);
  await database.close();
  await rename(made, dump);
  return dump;
}

async function hashOfDatabaseCode(): Promise<string> {
  const hash = createHash('sha256');
  const files = ['package-lock.json', 'server/platform.ts'];
  for (const folder of ['server/db', 'server/jobs'])
    for (const entry of await readdir(path.join(ROOT, folder), {
      recursive: true,
      withFileTypes: true,
    }))
      if (entry.isFile() && !entry.name.includes('.test.'))
        files.push(path.relative(ROOT, path.join(entry.parentPath, entry.name)));
  for (const file of files.sort())
    hash.update(`${file}\n`).update(await readFile(path.join(ROOT, file)));
  return hash.digest('hex').slice(0, 32);
}

async function forgetOldDumps(): Promise<void> {
  for (const name of await readdir(DUMPS)) {
    const file = path.join(DUMPS, name);
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > KEEP_MS) await rm(file, { force: true });
  }
}
