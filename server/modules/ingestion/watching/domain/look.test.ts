import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeLook, type Look, lookOf, type Remembered, SETTLE_MS, type Verdict } from './look.ts';

const START = new Date('2026-01-01T00:00:00Z');
const at = (ms: number) => new Date(START.getTime() + ms);
const FILE: Look = { sizeBytes: 10, modifiedAt: at(-60_000) };

/** What the next look remembers of this one, as the database keeps it. */
const after = (look: Look, verdict: Verdict, before: Remembered | null): Remembered => ({
  ...look,
  state: verdict.take ? 'added' : verdict.state,
  stableSince: verdict.stableSince,
  taken: verdict.take ? look : (before?.taken ?? null),
  mayRetry: false,
});

const settling: Remembered = {
  ...FILE,
  state: 'settling',
  stableSince: START,
  taken: null,
  mayRetry: false,
};
const added: Remembered = { ...settling, state: 'added', taken: FILE };
const auto = (now: Date) => ({ now, auto: true });

describe('a look at a file', () => {
  it.each([
    [-5, '1970-01-01T00:00:00.000Z'],
    [1.9, '1970-01-01T00:00:00.001Z'],
    [1e18, '9999-12-31T00:00:00.000Z'],
  ])('can write down a time of %d ms', (mtimeMs, expected) =>
    expect(lookOf({ size: 1, mtimeMs }).modifiedAt.toISOString()).toBe(expected),
  );

  it('does not take a file at first sight', () => {
    expect(judgeLook(null, FILE, auto(START))).toEqual({
      state: 'settling',
      stableSince: START,
      take: false,
    });
  });

  it('takes a file that held still long enough, and not before', () => {
    expect(judgeLook(settling, FILE, auto(at(SETTLE_MS - 1))).take).toBe(false);
    expect(judgeLook(settling, FILE, auto(at(SETTLE_MS))).take).toBe(true);
  });

  it.each([
    ['has grown', { ...FILE, sizeBytes: 11 }],
    ['has another time', { ...FILE, modifiedAt: at(-59_000) }],
  ])('begins to wait anew where the file %s', (_name, look) => {
    const now = at(10 * SETTLE_MS);
    expect(judgeLook(settling, look, auto(now))).toEqual({
      state: 'settling',
      stableSince: now,
      take: false,
    });
  });

  it.each([
    ['has nothing in it yet', { ...FILE, sizeBytes: 0 }],
    ['was changed in the future', { ...FILE, modifiedAt: at(24 * 3600_000) }],
  ])('waits for a file that %s', (_name, look) => {
    const known = { ...settling, ...look };
    expect(judgeLook(known, look, auto(at(100 * SETTLE_MS)))).toMatchObject({
      state: 'settling',
      take: false,
    });
  });

  it('asks a person where nothing is added by itself, and takes what they want', () => {
    const ask = { now: at(SETTLE_MS), auto: false };
    const found = judgeLook(settling, FILE, ask);
    expect(found).toMatchObject({ state: 'found', take: false });
    expect(judgeLook({ ...settling, state: 'found' }, FILE, ask).take).toBe(false);
    expect(judgeLook({ ...settling, state: 'wanted' }, FILE, ask).take).toBe(true);
  });

  it('takes what waited for a person once files are added by themselves', () => {
    expect(judgeLook({ ...settling, state: 'found' }, FILE, auto(START)).take).toBe(true);
  });

  it('keeps what a person wants while the file is still written', () => {
    const look = { ...FILE, sizeBytes: 11 };
    expect(
      judgeLook({ ...settling, state: 'wanted' }, look, { now: at(1), auto: false }),
    ).toMatchObject({ state: 'wanted', take: false });
  });

  it('leaves alone what was added and did not change', () => {
    expect(judgeLook(added, FILE, auto(at(1e9)))).toMatchObject({ state: 'added', take: false });
  });

  it('reads nothing where a file comes back as it was', () => {
    const gone: Remembered = { ...added, state: 'gone' };
    expect(judgeLook(gone, FILE, auto(at(1)))).toMatchObject({ state: 'added', take: false });
    expect(judgeLook(gone, { ...FILE, sizeBytes: 12 }, auto(at(1)))).toMatchObject({
      state: 'settling',
      take: false,
    });
  });

  it('tries again what failed for a reason that may pass, and nothing else', () => {
    const failed: Remembered = { ...settling, state: 'failed' };
    expect(judgeLook(failed, FILE, auto(START)).take).toBe(false);
    expect(judgeLook({ ...failed, mayRetry: true }, FILE, auto(START)).take).toBe(true);
    expect(judgeLook(failed, { ...FILE, sizeBytes: 12 }, auto(START)).state).toBe('settling');
  });

  it('never takes a file that changed within the time of settling, and takes each content once', () => {
    const look = fc.record({
      step: fc.integer({ min: 1, max: 2 * SETTLE_MS }),
      sizeBytes: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 40 }), fc.boolean(), (looks, isAuto) => {
        let known: Remembered | null = null;
        let now = START;
        let since = START;
        let size: number | null = null;
        const taken: number[] = [];
        for (const { step, sizeBytes } of looks) {
          now = new Date(now.getTime() + step);
          if (sizeBytes !== size) since = now;
          size = sizeBytes;
          const seen: Look = { sizeBytes, modifiedAt: START };
          const verdict = judgeLook(known, seen, { now, auto: isAuto });
          if (verdict.take) {
            expect(now.getTime() - since.getTime()).toBeGreaterThanOrEqual(SETTLE_MS);
            expect(sizeBytes).toBeGreaterThan(0);
            expect(sizeBytes).not.toBe(taken.at(-1));
            taken.push(sizeBytes);
          }
          known = after(seen, verdict, known);
        }
        if (!isAuto) expect(taken).toEqual([]);
      }),
    );
  });
});
