import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { type ObjectStore, StorageError } from './port.ts';

/** Storage in a folder of the local disk. */
export function createLocalStore(folder: string): ObjectStore {
  const root = path.resolve(folder);
  const disk = new Disk(new FSDriver({ location: root, visibility: 'private' }));

  /** As FlyDrive resolves it; a key that leads out of the folder is a fault of ours. */
  function fileOf(key: string): string {
    const file = path.resolve(root, key);
    if (!file.startsWith(root + path.sep)) throw new StorageError('A key leads out of the folder.');
    return file;
  }
  const sizeOf = async (key: string): Promise<number | null> => {
    const found = await stat(fileOf(key)).catch(() => null);
    return found?.isFile() ? found.size : null;
  };

  return {
    async check() {
      await mkdir(root, { recursive: true, mode: 0o700 });
    },
    async putFile(key, file) {
      const target = fileOf(key);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      try {
        await rename(file, target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
        // From another disk: written beside it first, so that nobody reads half a file.
        const copy = `${target}.${randomUUID()}`;
        try {
          await copyFile(file, copy);
          await rename(copy, target);
        } finally {
          await rm(copy, { force: true });
        }
      }
    },
    putText: (key, text) => disk.put(key, text),
    read: (key) => disk.getBytes(key),
    async stream(key, range, signal) {
      if ((await sizeOf(key)) === null) throw new StorageError('The stored file is not there.');
      return createReadStream(fileOf(key), { ...range, ...(signal ? { signal } : {}) });
    },
    size: sizeOf,
    has: (key) => disk.exists(key),
    delete: (key) => disk.delete(key),
  };
}
