import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type App, type AppOptions, buildApp } from './app.ts';
import { type Config, ConfigError } from './config.ts';
import { type Database, openDatabase } from './db/database.ts';
import { migrateUp } from './db/migrate.ts';
import type { Deps } from './deps.ts';
import { createQueue } from './jobs/queue.ts';
import { type AiPort, createAiPort } from './ports/ai/index.ts';
import { type Clock, systemClock } from './ports/clock.ts';
import { createMailer } from './ports/mail/index.ts';
import { createFfmpeg } from './ports/media/index.ts';
import { openStore, StorageError } from './ports/storage/index.ts';
import { createWebPort } from './ports/web/index.ts';

/** A started platform: database migrated, queue running, app built but not listening. */
export type Platform = { deps: Deps; app: App; migrated: string[]; close(): Promise<void> };

/**
 * A random text of 32 bytes: given, or made once and kept in the data folder, readable by its owner
 * alone. Of two processes that start at once, both use what the first wrote.
 */
async function readOrMake(
  { dataDir }: Config,
  name: string,
  given: string | null,
  encoding: 'base64' | 'base64url',
): Promise<string> {
  if (given) return given;
  const file = path.join(dataDir, name);
  const present = await readFile(file, 'utf8').catch(() => null);
  if (present) return present.trim();
  const secret = randomBytes(32).toString(encoding);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(file, secret, { mode: 0o600, flag: 'wx' }).catch(
    async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return (await readFile(file, 'utf8')).trim();
}

async function readMasterKey(config: Config): Promise<Buffer> {
  const text = await readOrMake(config, 'master-key', config.masterKey, 'base64');
  const key = Buffer.from(text, 'base64');
  if (key.length === 32) return key;
  throw new ConfigError(
    `${path.join(config.dataDir, 'master-key')} does not hold 32 bytes in base64. Put the right key there, or remove the file and enter the keys of the model providers again.`,
  );
}

/**
 * Opens the database, migrates it, and starts everything but the listener.
 *
 * @param options.work whether this process runs background jobs.
 * @param options.ai stands in for the real models, in tests.
 * @param options.clock stands in for the real time, in tests.
 */
export async function startPlatform(
  config: Config,
  options: AppOptions & {
    work: boolean;
    publicUrl: () => string;
    ai?: AiPort | undefined;
    clock?: Clock | undefined;
  },
): Promise<Platform> {
  const storage = await openStore(config.storage);
  await storage.check().catch((error: unknown) => {
    throw error instanceof StorageError ? new ConfigError(error.message) : error;
  });
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
      storage,
      media: createFfmpeg(config.ffmpeg),
      web: createWebPort({ allowPrivate: config.fetchPrivate }),
      ai: options.ai ?? createAiPort({ allowPrivate: config.aiPrivate }),
      mailer: createMailer(config.mail),
      clock: options.clock ?? systemClock,
      masterKey: await readMasterKey(config),
      secret: await readOrMake(config, 'secret', config.secret, 'base64url'),
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
