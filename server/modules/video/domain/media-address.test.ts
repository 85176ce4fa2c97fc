import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRange } from './byte-range.ts';
import { expiryFrom, type Grant, isGranted, mediaKey, signAddress } from './signature.ts';

const key = mediaKey('a secret of the server');
const now = new Date('2026-03-01T12:00:00Z');
const grant: Grant = {
  organizationId: 'org',
  videoId: 'vid',
  file: 'video',
  expires: expiryFrom(now),
};
const signatureIn = (address: string) => new URL(address, 'http://x').searchParams.get('s') ?? '';

describe('a signed address', () => {
  it('opens what it was made for, for some hours', () => {
    const signature = signatureIn(signAddress(key, grant));
    expect(isGranted(key, grant, signature, now)).toBe(true);
    expect(isGranted(key, grant, signature, new Date(now.getTime() + 4 * 3_600_000 - 1))).toBe(
      true,
    );
    expect(isGranted(key, grant, signature, new Date(now.getTime() + 5 * 3_600_000))).toBe(false);
  });

  it.each([
    ['another organization', { ...grant, organizationId: 'other' }],
    ['another video', { ...grant, videoId: 'other' }],
    ['another file', { ...grant, file: 'poster' }],
    ['a later end', { ...grant, expires: grant.expires + 1 }],
  ])('does not open %s', (_, other) => {
    expect(isGranted(key, other, signatureIn(signAddress(key, grant)), now)).toBe(false);
  });

  it('does not open with a key of another server, or with nothing', () => {
    const foreign = signatureIn(signAddress(mediaKey('another secret'), grant));
    expect(isGranted(key, grant, foreign, now)).toBe(false);
    expect(isGranted(key, grant, '', now)).toBe(false);
  });

  it('is the same for a while, so that a browser can keep what it loaded', () => {
    expect(expiryFrom(new Date(now.getTime() + 1))).toBe(
      expiryFrom(new Date(now.getTime() + 60_000)),
    );
  });
});

describe('a Range header', () => {
  it.each([
    [undefined, { kind: 'whole' }],
    ['bytes=0-', { kind: 'part', start: 0, end: 99 }],
    ['bytes=10-19', { kind: 'part', start: 10, end: 19 }],
    ['bytes=90-200', { kind: 'part', start: 90, end: 99 }],
    ['bytes=-10', { kind: 'part', start: 90, end: 99 }],
    ['bytes=-200', { kind: 'part', start: 0, end: 99 }],
    ['bytes=100-', { kind: 'outside' }],
    ['bytes=-0', { kind: 'outside' }],
    ['bytes=5-2', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['lines=1-2', { kind: 'whole' }],
  ] as const)('%s of 100 bytes asks for %o', (header, wanted) => {
    expect(readRange(header, 100)).toEqual(wanted);
  });

  it('never leads outside the file', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1000), fc.nat(2000), fc.nat(2000), (noise, size, a, b) => {
        for (const header of [noise, `bytes=${a}-${b}`, `bytes=-${a}`, `bytes=${b}-`]) {
          const wanted = readRange(header, size);
          if (wanted.kind !== 'part') continue;
          expect(wanted.start).toBeGreaterThanOrEqual(0);
          expect(wanted.end).toBeGreaterThanOrEqual(wanted.start);
          expect(wanted.end).toBeLessThan(size);
        }
      }),
    );
  });
});
