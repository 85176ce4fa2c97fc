import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit, admitAll } from './admission.ts';
import { laterPosition } from './position.ts';
import { creditedSeconds } from './time-spent.ts';

describe('admission', () => {
  it('gives places while there are some, then a place in the line', () => {
    const course = { maxStudents: 2, taken: 0, waiting: 0 };
    const people = [null, 'withdrawn', null, 'active', null] as const;
    expect(
      admitAll(
        people.map((current) => ({ current })),
        course,
      ).map(({ admission }) => admission),
    ).toEqual(['enrol', 'enrol', 'wait', 'keep', 'wait']);
  });

  it('lets nobody pass those who wait, even where a place is free', () => {
    expect(admit(null, { maxStudents: 5, taken: 3, waiting: 1 })).toBe('wait');
  });

  it('never gives more places than there are, whoever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(null, 'withdrawn', 'active', 'waiting', 'completed')),
        fc.integer({ min: 1, max: 10 }),
        (currents, maxStudents) => {
          const course = { maxStudents, taken: 0, waiting: 0 };
          const given = admitAll(
            currents.map((current) => ({ current })),
            course,
          ).filter(({ admission }) => admission === 'enrol').length;
          const asking = currents.filter((one) => one === null || one === 'withdrawn').length;
          expect(given).toBe(Math.min(maxStudents, asking));
        },
      ),
    );
  });
});

describe('the position in a lesson', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  const place = (offset: number, second: number) => ({
    position: { kind: 'text' as const, offset },
    at: at(second),
  });

  it('is the later one by the clock of the device, in whatever order requests arrive', () => {
    expect(laterPosition(place(10, 5), place(20, 6), at(9))).toEqual(place(20, 6));
    expect(laterPosition(place(20, 6), place(10, 5), at(9))).toEqual(place(20, 6));
  });

  it('is taken at most at the time of the server, so that a wrong clock does not win for ever', () => {
    const kept = laterPosition(place(10, 5), place(20, 50), at(9));
    expect(kept).toEqual(place(20, 9));
    expect(laterPosition(kept, place(30, 10), at(10))).toEqual(place(30, 10));
  });

  it('may go back to the beginning of the lesson', () => {
    expect(laterPosition(place(500, 5), place(0, 6), at(9)).position).toEqual({
      kind: 'text',
      offset: 0,
    });
  });
});

describe('time spent', () => {
  const start = new Date('2026-01-01T00:00:00Z');
  const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

  it('is what the device claims, within what has gone by', () => {
    expect(creditedSeconds(30, start, later(31), 60)).toBe(30);
    expect(creditedSeconds(60, start, later(12.9), 60)).toBe(12);
    expect(creditedSeconds(60, start, later(3600), 60)).toBe(60);
    expect(creditedSeconds(60, null, start, 60)).toBe(60);
    expect(creditedSeconds(60, later(10), start, 60)).toBe(0);
  });

  it('never adds up to more than the clock on the wall and one heartbeat', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.integer({ min: 0, max: 300 }), claimed: fc.nat(1000) })),
        (beats) => {
          let now = start;
          let last: Date | null = null;
          let sum = 0;
          for (const { gap, claimed } of beats) {
            now = new Date(now.getTime() + gap * 1000);
            sum += creditedSeconds(claimed, last, now, 60);
            last = now;
          }
          expect(sum).toBeLessThanOrEqual((now.getTime() - start.getTime()) / 1000 + 60);
        },
      ),
    );
  });
});
