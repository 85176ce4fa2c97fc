import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type App, type AppOptions, buildApp } from './app.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './db/database.ts';
import { migrateUp } from './db/migrate.ts';
import type { Deps } from './deps.ts';
import { createQueue } from './jobs/queue.ts';
import { systemClock } from './ports/clock.ts';
import { createMailer } from './ports/mail/index.ts';
import { createLocalStore } from './ports/storage/index.ts';
import { createWebPort } from './ports/web/index.ts';

/** A started platform: database migrated, queue running, app built but not listening. */
export type Platform = { deps: Deps; app: App; migrated: string[]; close(): Promise<void> };

/** The secret that signs cookies: given, or kept in the data folder, readable by its owner alone. */
async function readSecret(config: Config): Promise<string> {
  if (config.secret) return config.secret;
  const file = path.join(config.dataDir, 'secret');
  const present = await readFile(file, 'utf8').catch(() => null);
  if (present) return present.trim();
  const secret = randomBytes(32).toString('base64url');
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  await writeFile(file, secret, { mode: 0o600, flag: 'wx' }).catch(
    async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return (await readFile(file, 'utf8')).trim();
}

/**
 * Opens the database, migrates it, and starts everything but the listener.
 *
 * @param options.work whether this process runs background jobs.
 */
export async function startPlatform(
  config: Config,
  options: AppOptions & { work: boolean; publicUrl: () => string },
): Promise<Platform> {
  const database: Database = await openDatabase(config.database);
  try {
    const migrated = await migrateUp(database.kysely);
    const queue = createQueue(database, (error) =>
      console.error(`Background work: ${error.message}`),
    );
    const deps: Deps = {
      config,
      database,
      queue,
      storage: createLocalStore(path.join(config.dataDir, 'files')),
      web: createWebPort({ allowPrivate: config.fetchPrivate }),
      mailer: createMailer(config.mail),
      clock: systemClock,
      secret: await readSecret(config),
      operatorToken: randomBytes(32).toString('base64url'),
      publicUrl: options.publicUrl,
    };
    const app = await buildApp(deps, options);
    for (const module of app.modules) await module.start?.();
    await queue.start(
      app.modules.flatMap((module) => [...(module.tasks ?? [])]),
      { work: options.work },
    );
    return {
      deps,
      app,
      migrated,
      async close() {
        await queue.stop();
        await app.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
