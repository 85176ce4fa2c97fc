/**
 * The process that is the embedded database: it owns the data folder, runs PGlite and serves it.
 * Started by `openEmbedded`, never by hand; it ends when its parent does, however that ended.
 */
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { DatabaseInUseError, DataFolderError } from './errors.ts';
import { Gateway } from './gateway.ts';
import type { ChildOptions, Failure, FromChild, ToChild } from './messages.ts';
import { type Ownership, takeOwnership } from './owner.ts';
import { folderError, openPostgres, prepareFolder } from './postgres.ts';

/** When a service manager ends all processes at once, the parent may still need its database. */
const TERM_GRACE_MS = 5_000;
const SOCKET_NAME = '.s.PGSQL.5432';

type Running = {
  options: ChildOptions;
  ownership: Ownership | null;
  database: PGlite;
  gateway: Gateway;
};

let opening: Promise<Running> | null = null;
let closing: Promise<void> | null = null;

function tell(message: FromChild): void {
  // A parent that is gone is told nothing; the disconnect ends this process.
  if (process.connected) process.send?.(message, () => {});
}

async function own(options: ChildOptions): Promise<Ownership | null> {
  const { dataDir, parentPid } = options;
  if (dataDir === null) return null;
  await prepareFolder(dataDir);
  try {
    return await takeOwnership(dataDir, parentPid);
  } catch (error) {
    throw error instanceof DatabaseInUseError ? error : folderError(dataDir, error);
  }
}

async function open(options: ChildOptions): Promise<Running> {
  const ownership = await own(options);
  const database = await openPostgres(options.dataDir, options.loadDump).catch(async (error) => {
    await ownership?.release();
    throw error;
  });
  const { rows } = await database.query<{ server_version: string }>('show server_version');
  const gateway = new Gateway({
    ...options,
    database,
    serverVersion: rows[0]?.server_version ?? '',
    onLog: (line) => tell({ type: 'log', line }),
  });
  const port = await gateway.listen(
    options.password === null
      ? { path: path.join(options.socketDir, SOCKET_NAME) }
      : { host: '127.0.0.1', port: 0 },
  );
  tell({ type: 'ready', port: port ?? 5432 });
  return { options, ownership, database, gateway };
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DatabaseInUseError) {
    const owner = error.pid === null ? null : { pid: error.pid, url: error.url };
    return { kind: 'in-use', message, owner };
  }
  return { kind: error instanceof DataFolderError ? 'folder' : 'other', message, owner: null };
}

/** Closes PGlite before it lets go of the folder; the kernel's lock goes last, with the process. */
async function close(): Promise<void> {
  const running = await opening?.catch(() => null);
  if (!running) return;
  await running.gateway.stop();
  await running.database.close();
  await running.ownership?.release();
  await rm(running.options.socketDir, { recursive: true, force: true });
}

function closeAndExit(): void {
  closing ??= close();
  closing.then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}

async function dumpTo(file: string): Promise<void> {
  const running = await opening;
  if (!running) return;
  const { database, gateway } = running;
  await gateway.exclusively(async () => {
    await database.execProtocolRaw(Buffer.from('Q\0\0\0\x0fcheckpoint\0', 'latin1'));
    const dump = await database.dumpDataDir(file.endsWith('.gz') ? 'gzip' : 'none');
    await writeFile(`${file}.new`, dump.stream());
    await rename(`${file}.new`, file);
  });
}

function answer(id: number, work: Promise<unknown> | undefined): void {
  Promise.resolve(work).then(
    () => tell({ type: 'done', id, error: null }),
    (error: unknown) =>
      tell({ type: 'done', id, error: error instanceof Error ? error.message : String(error) }),
  );
}

function receive(message: ToChild): void {
  if (message.type === 'open') {
    opening ??= open(message.options);
    opening.catch((error: unknown) => {
      tell({ type: 'failed', failure: failureOf(error) });
      process.exitCode = 1;
      process.disconnect?.();
    });
  } else if (message.type === 'announce') {
    const { id, url, token } = message;
    answer(
      id,
      opening?.then((running) => running.ownership?.announce({ url, token })),
    );
  } else if (message.type === 'dump') {
    answer(message.id, dumpTo(message.path));
  } else {
    closeAndExit();
  }
}

// Ctrl-C and a closed terminal reach the whole process group; the parent decides what follows.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('SIGTERM', () => setTimeout(closeAndExit, TERM_GRACE_MS));
process.on('disconnect', closeAndExit);
process.on('message', receive);
