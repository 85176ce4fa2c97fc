import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWatchedName } from './file-name.ts';
import { nextCheckAt } from './next-check.ts';
import { comparableText } from './page-text.ts';
import { isOverlapping, isWithin } from './within.ts';

describe('names of files', () => {
  it.each(['Rivers.pdf', 'a.b.PDF', 'ملف.pdf'])('looks at %s', (name) =>
    expect(isWatchedName(name, ['pdf'])).toBe(true),
  );

  it.each([
    '~$Rivers.pdf',
    '.Rivers.pdf',
    '.~lock.Rivers.pdf#',
    'Rivers.pdf.part',
    'Rivers.pdf.crdownload',
    'Rivers.pdf~',
    'Rivers.docx',
    'pdf',
    '.pdf',
  ])('passes over %s', (name) => expect(isWatchedName(name, ['pdf', 'part', 'pdf~'])).toBe(false));
});

describe('folders', () => {
  it.each([
    ['/srv/a', '/srv/a', true],
    ['/srv/a', '/srv/a/b/c', true],
    ['/srv/a', '/srv/ab', false],
    ['/srv/a', '/srv/..a', false],
    ['/srv/a', '/srv/a/..b', true],
    ['/srv/a', '/srv', false],
    ['/', '/etc', true],
  ])('%s holds %s: %s', (folder, candidate, expected) =>
    expect(isWithin(folder, candidate)).toBe(expected),
  );

  it('share files where one is watched with the folders in it', () => {
    const outer = { path: '/srv/a', recursive: true };
    const inner = { path: '/srv/a/b', recursive: false };
    expect(isOverlapping(outer, inner)).toBe(true);
    expect(isOverlapping(inner, outer)).toBe(true);
    expect(isOverlapping({ ...outer, recursive: false }, inner)).toBe(false);
    expect(isOverlapping(outer, { path: '/srv/ab', recursive: true })).toBe(false);
  });
});

describe('the next check of an address', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  const minutes = (check: Parameters<typeof nextCheckAt>[1]) =>
    (nextCheckAt(now, check).getTime() - now.getTime()) / 60_000;

  it('doubles the wait with each failure, up to a day', () => {
    const waits = [0, 1, 2, 3, 20].map((failures) => minutes({ intervalMinutes: 5, failures }));
    expect(waits).toEqual([5, 10, 20, 40, 1440]);
  });

  it('comes back within a day after a failure, however long the interval', () => {
    expect(minutes({ intervalMinutes: 43_200, failures: 1 })).toBe(1440);
    expect(minutes({ intervalMinutes: 43_200, failures: 0 })).toBe(43_200);
  });

  it('waits as long as the server asks, up to a day', () => {
    const check = { intervalMinutes: 5, failures: 1 };
    expect(minutes({ ...check, retryAfterSeconds: 7200 })).toBe(120);
    expect(minutes({ ...check, retryAfterSeconds: 1 })).toBe(10);
    expect(minutes({ ...check, retryAfterSeconds: 1e9 })).toBe(1440);
  });

  it('never comes sooner after more failures', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 43_200 }),
        fc.integer({ min: 1, max: 5000 }),
        (intervalMinutes, failures) => {
          const wait = minutes({ intervalMinutes, failures });
          expect(wait).toBeGreaterThan(0);
          expect(minutes({ intervalMinutes, failures: failures + 1 })).toBeGreaterThanOrEqual(wait);
        },
      ),
    );
  });
});

describe('the text by which two readings of a page are compared', () => {
  const text = (...lines: string[]) =>
    comparableText(lines.map((line) => ({ kind: 'paragraph' as const, text: line })));

  it.each([
    'Last updated: 12 May 2026, 10:22',
    'This page was last edited on 3 March 2025, at 11:04 (UTC).',
    'Updated 5 minutes ago',
    'Stand: 12.05.2026',
    'Dernière mise à jour : 12/05/2026',
    'آخر تحديث: ١٢/٠٥/٢٠٢٦',
    'Page views: 1,234',
  ])('leaves out the stamp "%s"', (stamp) => {
    expect(text('Rivers flow.', stamp)).toBe(text('Rivers flow.'));
  });

  it.each([
    'The exam begins at 10:00.',
    'Updated rules for all pupils',
    'Last updated fields win: where two people change a record in 2026, the one who saved last wins.',
    'As of 2024, three million people live here.',
  ])('keeps "%s"', (line) => expect(text(line)).toBe(line));

  it('does not depend on how the lines are broken', () => {
    expect(text('Rivers  flow\n to the sea.')).toBe(text('Rivers flow to the sea.'));
  });

  it('keeps code to the letter', () => {
    const code = { kind: 'code' as const, text: 'if a:\n  b()' };
    expect(comparableText([code])).toBe(code.text);
  });
});
