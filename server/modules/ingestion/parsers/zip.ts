import { crc32, inflateRawSync } from 'node:zlib';
import { SourceError } from '../domain/source-error.ts';
import { packedBytes, readZipDirectory, type ZipEntry } from './zip-directory.ts';

/** Limits on what one archive may unpack to, counted in bytes that really come out. */
export type ZipLimits = { total: number; entry: number; entries: number };

const LIMITS: ZipLimits = { total: 256 * 2 ** 20, entry: 96 * 2 ** 20, entries: 20_000 };

export type ZipArchive = {
  names: ReadonlySet<string>;
  /**
   * The content of an entry, undefined where there is none. Unpacked anew at each call, and each
   * call counts towards the total.
   * @throws SourceError
   */
  read(name: string): Uint8Array | undefined;
};

/** Opens an archive; nothing is unpacked before it is read. @throws SourceError */
export function openZip(bytes: Uint8Array, limits: ZipLimits = LIMITS): ZipArchive {
  const entries = new Map<string, ZipEntry>();
  const listed = mended(() => readZipDirectory(bytes, limits.entries));
  if (listed.length > limits.entries) throw tooLarge();
  // The first of two entries of one name wins; office programs disagree, and none writes two.
  for (const entry of listed) if (!entries.has(entry.name)) entries.set(entry.name, entry);
  let total = 0;
  return {
    names: new Set(entries.keys()),
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      const allowed = Math.min(limits.entry, limits.total - total);
      const content = mended(() => unpack(bytes, entry, allowed));
      total += content.length;
      return content;
    },
  };
}

function unpack(bytes: Uint8Array, entry: ZipEntry, allowed: number): Uint8Array {
  if (entry.encrypted) {
    throw new SourceError(
      'encrypted',
      'The file is protected by a password. Remove the password and upload it again.',
    );
  }
  const packed = packedBytes(bytes, entry);
  const content = entry.method === 0 ? packed : inflate(entry, packed, allowed);
  if (content.length > allowed) throw tooLarge();
  if (crc32(content) !== entry.crc) throw new Error(`The checksum of ${entry.name} is wrong.`);
  return content;
}

function inflate(entry: ZipEntry, packed: Uint8Array, allowed: number): Uint8Array {
  if (entry.method !== 8) throw new Error(`Compression method ${entry.method} is not known.`);
  if (allowed <= 0) throw tooLarge();
  try {
    return inflateRawSync(packed, { maxOutputLength: allowed });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : error;
  }
}

function mended<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      'damaged',
      'The file is damaged: it ends too early or its contents cannot be read. Open it in its own program, save it again and upload the new copy.',
      { cause: error },
    );
  }
}

function tooLarge(): SourceError {
  return new SourceError(
    'too_large',
    'This file unpacks to more than one document may hold. Split it and upload the parts.',
  );
}
