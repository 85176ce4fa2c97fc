import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import type { Deps } from '../../deps.ts';
import { type Format, formatOf, readBox } from './domain/playable.ts';

/** Where the files of a video are kept. */
export const keysOf = (organizationId: string, videoId: string) => {
  const folder = `${organizationId}/videos/${videoId}`;
  return {
    original: `${folder}/original`,
    rendition: `${folder}/rendition.mp4`,
    poster: `${folder}/poster.jpg`,
  };
};

/** The format of a file by its content; null where it is none that is taken. */
export async function recognize(file: string): Promise<Format | null> {
  return formatOf((await fileTypeFromFile(file))?.mime);
}

/** SHA-256 in hexadecimal; `onProgress` is told the bytes read. */
export async function checksumOf(
  file: string,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(file, { highWaterMark: 2 ** 20, signal })) {
    hash.update(part as Buffer);
    bytes += (part as Buffer).length;
    onProgress(bytes);
  }
  return hash.digest('hex');
}

const MAX_BOXES = 64;

/** Whether an MP4 has its index before its pictures, so that it plays while it loads. */
export async function hasIndexFirst(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    let at = 0;
    for (let n = 0; n < MAX_BOXES && at < size; n += 1) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, at);
      const box = readBox(buffer.subarray(0, bytesRead));
      if (box === null || box.type === 'mdat') return false;
      if (box.type === 'moov') return true;
      if (box.size === 0) return false;
      at += box.size;
    }
    return false;
  } finally {
    await handle.close();
  }
}

export async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}

/** Copies what is kept under a key to a file. */
export async function download(
  storage: Deps['storage'],
  key: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  await pipeline(await storage.stream(key, undefined, signal), createWriteStream(file), { signal });
}

/** The names of the files that lie beside an upload while it is worked on. */
export const workFiles = (folder: string, name: string) => ({
  source: path.join(folder, name),
  info: path.join(folder, `${name}.json`),
  rendition: path.join(folder, `${name}.rendition.mp4`),
  poster: path.join(folder, `${name}.poster.jpg`),
});

export async function removeAll(files: Record<string, string>): Promise<void> {
  await Promise.all(Object.values(files).map((file) => rm(file, { force: true })));
}
