import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ConfigError, parseConfig } from './config.ts';
import { DatabaseInUseError, DataFolderError } from './db/embedded/index.ts';
import { SchemaTooNewError } from './db/migrate.ts';
import { type Platform, startPlatform } from './platform.ts';

const WEB_ROOT = path.join(import.meta.dirname, '..', 'dist', 'web');

/** Errors that a person can act on: their message says all. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof ConfigError ||
    error instanceof DatabaseInUseError ||
    error instanceof DataFolderError ||
    error instanceof SchemaTooNewError
  );
}

function explain(error: unknown, port: number | undefined): string {
  if (isExpected(error)) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `PORT ${port} is taken by another program. Stop that one, or set PORT to another number.`;
  }
  if (code === 'EACCES')
    return `PORT ${port} needs more rights than this user has; set PORT to 1024 or more.`;
  if (
    code === 'ECONNREFUSED' ||
    code === 'ENOTFOUND' ||
    code?.startsWith('28') ||
    code?.startsWith('3D')
  ) {
    return `DATABASE_URL: the database cannot be reached (${message}).`;
  }
  return error instanceof Error ? (error.stack ?? message) : String(error);
}

async function main(): Promise<void> {
  const started = performance.now();
  const config = parseConfig(process.env);
  let address = config.publicUrl ?? `http://localhost:${config.port}`;
  const serves = config.role !== 'worker';
  let platform: Platform | undefined;
  let stopping = false;

  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    if (process.stdout.isTTY) process.stdout.write('\nStopping…\n');
    await platform?.close();
    process.exit(process.exitCode ?? 0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());

  platform = await startPlatform(config, {
    webRoot: serves && existsSync(path.join(WEB_ROOT, 'index.html')) ? WEB_ROOT : null,
    checkResponses: false,
    work: config.role !== 'web',
    publicUrl: () => address,
  });
  const { deps, app } = platform;
  void deps.database.embedded?.exited.then(() => {
    if (stopping) return;
    console.error(
      'The embedded database has stopped. Nothing that was saved is lost; start Lectern again.',
    );
    process.exitCode = 1;
    void stop();
  });
  if (serves) {
    try {
      await app.server.listen({ port: config.port, host: config.host });
    } catch (error) {
      console.error(explain(error, config.port));
      process.exitCode = 1;
      return stop();
    }
    const port = (app.server.server.address() as AddressInfo).port;
    const local = `http://localhost:${port}`;
    address = config.publicUrl ?? local;
    await deps.database.embedded?.announce({ url: local, token: deps.operatorToken });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const data = config.database.url
    ? `PostgreSQL at ${new URL(config.database.url).host}`
    : config.dataDir;
  console.log(
    [
      serves ? `Lectern is at ${address}` : 'Lectern is working in the background',
      `Data: ${data}${config.database.url ? `, originals in ${config.dataDir}` : ''}`,
      `Ready in ${seconds} s. Ctrl-C stops it.`,
    ].join('\n'),
  );
}

main().catch((error: unknown) => {
  console.error(explain(error, undefined));
  process.exit(1);
});
