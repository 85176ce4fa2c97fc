import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseInUseError, DataFolderError, EmbeddedDatabaseError } from './errors.ts';
import type { ChildOptions, Failure, FromChild, ToChild } from './messages.ts';

export {
  DatabaseInUseError,
  DataFolderError,
  EmbeddedDatabaseError,
  type Owner,
} from './errors.ts';
export { readOwner } from './owner.ts';

/** More clients gain nothing on one session; these let a few wait in the server, not in the pool. */
const MAX_CONNECTIONS = 10;
/** Room beside the pool for a listener, `psql` and the like. */
const SPARE_CONNECTIONS = 22;
const CLOSE_MS = 15_000;

export type OpenOptions = {
  /** The folder of the platform's data; null keeps the database in memory. */
  dataDir: string | null;
  /** A file made by `dumpTo`; it fills a database that does not exist yet. */
  loadDump?: string;
  /** A silent client in an open transaction makes all others wait; after so long it is cut off. */
  idleInTransactionMs?: number;
  onLog?: (line: string) => void;
};

export type EmbeddedDatabase = {
  /** For `pg`: the folder of a socket, or a loopback port with a password. */
  connection: { host: string; port: number; user: string; database: string; password?: string };
  /** The pool size to use. */
  maxConnections: number;
  /** Tells other processes where this one's HTTP interface is and with what token to use it. */
  announce(what: { url: string; token: string }): Promise<void>;
  /** Writes all data to a file that `loadDump` takes; gzipped where it ends in `.gz`. */
  dumpTo(file: string): Promise<void>;
  /** Rolls back what is open, closes and lets go of the folder. */
  close(): Promise<void>;
  /** Resolves when the database's process is gone, asked or not. */
  exited: Promise<{ code: number | null }>;
};

/**
 * Starts the embedded PostgreSQL in a process of its own and waits until it takes connections.
 *
 * @throws DatabaseInUseError where another process owns the folder.
 * @throws DataFolderError where the folder cannot be written or is of another PostgreSQL.
 */
export async function openEmbedded(options: OpenOptions): Promise<EmbeddedDatabase> {
  const dataDir = options.dataDir === null ? null : path.resolve(options.dataDir);
  const socketDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-db-'));
  const password = process.platform === 'win32' ? randomBytes(24).toString('base64url') : null;
  const link = new Link(socketDir, options.onLog);
  const port = await link.open({
    dataDir,
    loadDump: options.loadDump === undefined ? null : path.resolve(options.loadDump),
    socketDir,
    password,
    parentPid: process.pid,
    maxConnections: MAX_CONNECTIONS + SPARE_CONNECTIONS,
    idleInTransactionMs: options.idleInTransactionMs ?? 30_000,
  });
  return {
    connection: {
      host: password === null ? socketDir : '127.0.0.1',
      port,
      user: 'postgres',
      database: 'postgres',
      ...(password === null ? {} : { password }),
    },
    maxConnections: MAX_CONNECTIONS,
    announce: ({ url, token }) => link.ask((id) => ({ type: 'announce', id, url, token })),
    dumpTo: (file) => link.ask((id) => ({ type: 'dump', id, path: path.resolve(file) })),
    close: () => link.close(),
    exited: link.exited,
  };
}

function errorOf({ kind, message, owner }: Failure, dataDir: string | null): Error {
  if (kind === 'in-use') return new DatabaseInUseError(dataDir ?? '', owner);
  if (kind === 'folder') return new DataFolderError(message);
  return new EmbeddedDatabaseError(`The embedded database did not start: ${message}`);
}

/** The parent's end of the line to the database's process. */
class Link {
  readonly exited: Promise<{ code: number | null }>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (error: string | null) => void>();
  #nextId = 1;
  #closing: Promise<void> | undefined;

  constructor(socketDir: string, onLog: ((line: string) => void) | undefined) {
    this.#child = fork(path.join(import.meta.dirname, 'child.ts'), {
      // `node:sqlite` still announces itself as experimental.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => onLog?.(text.trimEnd()));
    }
    this.#child.on('message', (message: FromChild) => {
      if (message.type === 'log') onLog?.(message.line);
      else if (message.type === 'done') this.#waiting.get(message.id)?.(message.error);
    });
    // Without a listener a child that cannot be started or told would end this process.
    this.#child.on('error', (error) => onLog?.(error.message));
    this.exited = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        for (const done of this.#waiting.values()) done('the database process has ended');
        rm(socketDir, { recursive: true, force: true }).then(
          () => resolve({ code }),
          () => resolve({ code }),
        );
      });
    });
  }

  /** Returns the port to name to `pg`. */
  async open(options: ChildOptions): Promise<number> {
    const { dataDir } = options;
    const started = new Promise<number>((resolve, reject) => {
      this.#child.on('message', (message: FromChild) => {
        if (message.type === 'ready') resolve(message.port);
        else if (message.type === 'failed') reject(errorOf(message.failure, dataDir));
      });
      this.#child.once('close', (code) => {
        reject(new EmbeddedDatabaseError(`The embedded database ended at its start (${code}).`));
      });
    });
    this.#child.send({ type: 'open', options } satisfies ToChild);
    try {
      return await started;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async ask(make: (id: number) => ToChild): Promise<void> {
    const id = this.#nextId++;
    const error = await new Promise<string | null>((resolve) => {
      this.#waiting.set(id, resolve);
      if (!this.#child.connected) resolve('the database process has ended');
      else this.#child.send(make(id));
    });
    this.#waiting.delete(id);
    if (error !== null) throw new EmbeddedDatabaseError(error);
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      if (this.#child.connected) this.#child.send({ type: 'close' } satisfies ToChild);
      const tooLong = setTimeout(() => this.#child.kill('SIGKILL'), CLOSE_MS);
      await this.exited;
      clearTimeout(tooLong);
    })();
    return this.#closing;
  }
}
