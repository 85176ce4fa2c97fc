import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

/** Keeps originals. Keys are slash-separated paths that the application makes itself. */
export type ObjectStore = {
  /** Moves a finished temporary file under a key. */
  putFile(key: string, file: string): Promise<void>;
  putText(key: string, text: string): Promise<void>;
  read(key: string): Promise<Uint8Array>;
  has(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
};

/** Storage in a folder of the local disk. */
export function createLocalStore(folder: string): ObjectStore {
  const disk = new Disk(new FSDriver({ location: path.resolve(folder), visibility: 'private' }));
  return {
    putFile: (key, file) => disk.putStream(key, createReadStream(file)),
    putText: (key, text) => disk.put(key, text),
    read: (key) => disk.getBytes(key),
    has: (key) => disk.exists(key),
    delete: (key) => disk.delete(key),
  };
}
