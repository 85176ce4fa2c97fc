/** One entry as the archive's central directory states it; sizes are claims until unpacked. */
export type ZipEntry = {
  name: string;
  method: number;
  encrypted: boolean;
  compressedSize: number;
  declaredSize: number;
  crc: number;
  /** Where the entry's local header begins. */
  offset: number;
};

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record may be followed by a comment of this length at most. */
const MAX_COMMENT = 0xffff;

/**
 * Reads the central directory of a ZIP archive (APPNOTE 6.3.9, sections 4.3.12-4.3.16), ZIP64
 * too. The local headers are not trusted for names and sizes: streamed archives leave them empty.
 * @throws Error where the directory is missing or cut off
 */
export function readZipDirectory(bytes: Uint8Array, maxEntries: number): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  let count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  if (count === 0xffff || offset === 0xffffffff) {
    const record = findEnd64(view, end);
    count = Number(view.getBigUint64(record + 32, true));
    offset = Number(view.getBigUint64(record + 48, true));
  }
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count && entries.length <= maxEntries; index += 1) {
    if (view.getUint32(offset, true) !== ENTRY) throw new Error('A directory entry is missing.');
    const nameLength = view.getUint16(offset + 28, true);
    const extraLength = view.getUint16(offset + 30, true);
    const nameStart = offset + 46;
    const entry: ZipEntry = {
      name: decodeName(bytes.subarray(nameStart, nameStart + nameLength)),
      method: view.getUint16(offset + 10, true),
      encrypted: (view.getUint16(offset + 8, true) & 1) !== 0,
      crc: view.getUint32(offset + 16, true),
      compressedSize: view.getUint32(offset + 20, true),
      declaredSize: view.getUint32(offset + 24, true),
      offset: view.getUint32(offset + 42, true),
    };
    widen(entry, view, nameStart + nameLength, extraLength);
    entries.push(entry);
    offset = nameStart + nameLength + extraLength + view.getUint16(offset + 32, true);
  }
  return entries;
}

/** The packed bytes of an entry. */
export function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(entry.offset, true) !== LOCAL) throw new Error('A local header is missing.');
  const start =
    entry.offset +
    30 +
    view.getUint16(entry.offset + 26, true) +
    view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.compressedSize);
  if (packed.length < entry.compressedSize) throw new Error('The archive ends too early.');
  return packed;
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - MAX_COMMENT);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new Error('The archive has no directory.');
}

function findEnd64(view: DataView, end: number): number {
  const locator = end - 20;
  if (view.getUint32(locator, true) !== LOCATOR_64) throw new Error('No ZIP64 locator.');
  const record = Number(view.getBigUint64(locator + 8, true));
  if (view.getUint32(record, true) !== END_64) throw new Error('No ZIP64 end record.');
  return record;
}

/** Takes the 64-bit values of the ZIP64 extra field for those that say 0xffffffff. */
function widen(entry: ZipEntry, view: DataView, start: number, length: number): void {
  for (let at = start; at + 4 <= start + length; ) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let value = at + 4;
      for (const key of ['declaredSize', 'compressedSize', 'offset'] as const) {
        if (entry[key] !== 0xffffffff) continue;
        entry[key] = Number(view.getBigUint64(value, true));
        value += 8;
      }
      return;
    }
    at += 4 + size;
  }
}

/** Names that are not UTF-8 come from old tools; Latin-1 keeps them apart at least. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
