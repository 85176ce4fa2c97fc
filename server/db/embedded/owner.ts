import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseInUseError, type Owner } from './errors.ts';

const RETRY_MS = 50;
/** How long an owner whose parent died may take to close before the folder is refused. */
const DYING_OWNER_MS = 5_000;

const lockFile = (dataDir: string) => path.join(dataDir, 'owner.lock');
const ownerFile = (dataDir: string) => path.join(dataDir, 'owner.json');

/** The owner as announced, with the token that its HTTP interface takes; null where none is. */
export async function readOwner(
  dataDir: string,
): Promise<(Owner & { token: string | null }) | null> {
  try {
    const value: unknown = JSON.parse(await readFile(ownerFile(dataDir), 'utf8'));
    if (typeof value !== 'object' || value === null) return null;
    const text = (key: string): string | null => {
      const found: unknown = Reflect.get(value, key);
      return typeof found === 'string' ? found : null;
    };
    const pid: unknown = Reflect.get(value, 'pid');
    const databasePid: unknown = Reflect.get(value, 'databasePid');
    if (typeof pid !== 'number' || typeof databasePid !== 'number') return null;
    return {
      pid,
      databasePid,
      startedAt: text('startedAt') ?? '',
      url: text('url'),
      token: text('token'),
    };
  } catch {
    return null;
  }
}

/** Whether a process of this number exists; a reused number counts, so this is a hint. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export type Ownership = {
  announce(what: { url: string; token: string }): Promise<void>;
  /** Forgets the owner; the kernel frees the lock when the process ends, and not before. */
  release(): Promise<void>;
};

/**
 * Takes the data folder for this process.
 *
 * SQLite's exclusive lock on `owner.lock` is a lock of the kernel on the file's inode: it cannot
 * be taken twice, by whatever path, and it is gone with the process, so a crash leaves nothing
 * stale. `owner.json` beside it only tells others whom to ask.
 *
 * @throws DatabaseInUseError at once where the owner is alive, or after 5 s where it seems to be
 *   ending and does not.
 */
export async function takeOwnership(dataDir: string, parentPid: number): Promise<Ownership> {
  const lock = new DatabaseSync(lockFile(dataDir));
  const deadline = Date.now() + DYING_OWNER_MS;
  while (!tryLock(lock)) {
    const owner = await readOwner(dataDir);
    if ((owner && isAlive(owner.pid)) || Date.now() > deadline) {
      lock.close();
      throw new DatabaseInUseError(dataDir, owner);
    }
    await delay(RETRY_MS);
  }

  let current = {
    pid: parentPid,
    databasePid: process.pid,
    startedAt: new Date().toISOString(),
    url: null as string | null,
    token: null as string | null,
  };
  const write = async () => {
    const temporary = `${ownerFile(dataDir)}.new`;
    await rm(temporary, { force: true });
    await writeFile(temporary, `${JSON.stringify(current)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(temporary, ownerFile(dataDir));
  };
  await write();
  return {
    async announce(what) {
      current = { ...current, ...what };
      await write();
    },
    async release() {
      await rm(ownerFile(dataDir), { force: true });
    },
  };
}

/** Held in a module variable too, so that the collector never closes the file and with it the lock. */
const held: DatabaseSync[] = [];

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('pragma busy_timeout = 0; pragma journal_mode = off; begin exclusive');
    held.push(lock);
    return true;
  } catch (error) {
    const SQLITE_BUSY = 5;
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
