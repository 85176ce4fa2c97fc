import { createHash } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { type FileHandle, open, realpath, rm, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isSameLook, type Look, lookOf } from './domain/look.ts';
import { type Limits, rootOf, whyNotSeen } from './roots.ts';

/** Why a file could not be copied. `changed`: it is being written; look again later. */
export type Refusal = { code: 'changed' | 'unreadable' | 'outside' | 'too_large'; message: string };

export type Copied = { ok: true; checksum: string } | ({ ok: false } & Refusal);

/**
 * Opens a file and makes sure that what was opened lies below an allowed root: a link may have
 * been put in its place since it was seen, so the opened file itself is compared with the one at
 * the path that was checked.
 */
async function openInside(file: string, limits: Limits): Promise<FileHandle | Refusal> {
  const outside: Refusal = {
    code: 'outside',
    message: 'The file is a link that leads out of the folders that may be watched.',
  };
  let handle: FileHandle | undefined;
  try {
    const real = await realpath(file);
    if ((await rootOf(real, limits)) === null) return outside;
    // A pipe that took the file's place would hold the worker for ever.
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
    handle = await open(real, flags);
    const opened = await handle.stat({ bigint: true });
    const again = await realpath(file);
    const there = await stat(again, { bigint: true });
    const isSame = opened.dev === there.dev && opened.ino === there.ino;
    if (opened.isFile() && isSame && (await rootOf(again, limits)) !== null) {
      const kept = handle;
      handle = undefined;
      return kept;
    }
    return opened.isFile() && !isSame
      ? { code: 'changed', message: 'The file was replaced while it was read.' }
      : outside;
  } catch (error) {
    return { code: 'unreadable', message: whyNotSeen('The file', error) };
  } finally {
    await handle?.close();
  }
}

/**
 * Copies a file of a watched folder to a temporary one, and says its SHA-256. Nothing is left at
 * `target` where it fails, or where the file no longer looks as it was `expected`.
 */
export async function copyWatchedFile(
  file: string,
  target: string,
  options: { expected: Look; maxBytes: number; limits: Limits; signal: AbortSignal },
): Promise<Copied> {
  const handle = await openInside(file, options.limits);
  if ('code' in handle) return { ok: false, ...handle };
  const changed: Copied = {
    ok: false,
    code: 'changed',
    message: 'The file was changed while it was read.',
  };
  let copied = false;
  try {
    const before = lookOf(await handle.stat());
    if (!isSameLook(before, options.expected)) return changed;
    if (before.sizeBytes > options.maxBytes)
      return {
        ok: false,
        code: 'too_large',
        message: `The file is larger than ${options.maxBytes / 2 ** 20} MB; split it, or save a smaller one.`,
      };
    const hash = createHash('sha256');
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(
      // A file that grows meanwhile is cut here, and found changed below.
      handle.createReadStream({ autoClose: false, end: options.expected.sizeBytes - 1 }),
      meter,
      createWriteStream(target),
      { signal: options.signal },
    );
    if (!isSameLook(lookOf(await handle.stat()), options.expected)) return changed;
    copied = true;
    return { ok: true, checksum: hash.digest('hex') };
  } catch (error) {
    options.signal.throwIfAborted();
    return { ok: false, code: 'unreadable', message: whyNotSeen('The file', error) };
  } finally {
    await handle.close();
    if (!copied) await rm(target, { force: true });
  }
}
