import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { SourceError } from '../domain/source-error.ts';
import { openZip } from './zip.ts';

/** Overwrites the size that the central directory declares for the only entry. */
function declare(zip: Uint8Array, size: number): Uint8Array {
  const copy = zip.slice();
  const at = Buffer.from(copy).lastIndexOf(Buffer.from('PK\u0001\u0002'));
  new DataView(copy.buffer).setUint32(at + 24, size, true);
  return copy;
}

const codeOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof SourceError) return error.code;
    throw error;
  }
  return null;
};

describe('openZip', () => {
  test('gives back what was packed, whatever the entries are', () => {
    const files = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}\.xml$/u),
      fc.uint8Array({ maxLength: 400 }),
      { minKeys: 1, maxKeys: 8 },
    );
    fc.assert(
      fc.property(files, fc.constantFrom(0 as const, 9 as const), (entries, level) => {
        const zip = openZip(zipSync({ ...entries }, { level }));
        expect([...zip.names].sort()).toEqual(Object.keys(entries).sort());
        for (const [name, content] of Object.entries(entries)) {
          expect(Buffer.from(zip.read(name) ?? []).equals(content)).toBe(true);
        }
      }),
    );
  });

  test('stops an entry that unpacks to more than it declares', () => {
    const bomb = declare(zipSync({ 'a.xml': new Uint8Array(5_000_000) }), 10);
    const limits = { total: 1_000_000, entry: 1_000_000, entries: 10 };
    expect(codeOf(() => openZip(bomb, limits).read('a.xml'))).toBe('too_large');
  });

  test('believes the content and not a declared size that is too high', () => {
    const zip = openZip(declare(zipSync({ 'a.xml': strToU8('text') }), 2 ** 31));
    expect(zip.read('a.xml')).toEqual(Buffer.from('text'));
  });

  test('counts all that is unpacked towards the total', () => {
    const bytes = zipSync({ a: new Uint8Array(600), b: new Uint8Array(600) });
    const zip = openZip(bytes, { total: 1000, entry: 1000, entries: 10 });
    zip.read('a');
    expect(codeOf(() => zip.read('b'))).toBe('too_large');
  });

  test('refuses an archive of too many entries', () => {
    const names = Array.from({ length: 30 }, (_, index) => [`${index}`, new Uint8Array()]);
    const bytes = zipSync(Object.fromEntries(names));
    expect(codeOf(() => openZip(bytes, { total: 9, entry: 9, entries: 20 }))).toBe('too_large');
  });

  test('notices content that was changed after packing', () => {
    const bytes = zipSync({ a: strToU8('plain text') }, { level: 0 });
    bytes[Buffer.from(bytes).indexOf('plain')] = 80;
    expect(codeOf(() => openZip(bytes).read('a'))).toBe('damaged');
  });

  test('calls an archive that is cut off anywhere damaged', () => {
    const whole = zipSync({ a: strToU8('some text'.repeat(20)) });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(codeOf(() => openZip(whole.slice(0, length)).read('a'))).toBe('damaged');
      }),
    );
  });
});
