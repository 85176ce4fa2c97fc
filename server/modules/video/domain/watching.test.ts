import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredMs, type Range } from './ranges.ts';
import {
  beginWatching,
  gateOf,
  isBehind,
  isComplete,
  takeReport,
  type Watching,
  watchedShare,
} from './watching.ts';

const start = new Date('2026-01-01T10:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const open = { durationMs: 600_000, gate: null };
const required = (atMs: number, passed = false) => ({
  id: `m${atMs}`,
  atMs,
  isRequired: true,
  passed,
});

describe('watching', () => {
  it('adds up what a player reports as it plays', () => {
    let state = beginWatching(start);
    for (let beat = 1; beat <= 6; beat += 1) {
      const ranges: Range[] = [[(beat - 1) * 10_000, beat * 10_000]];
      state = takeReport(
        state,
        { positionMs: beat * 10_000, ranges },
        { ...open, now: later(beat * 10) },
      );
    }
    expect(state.watched).toEqual([[0, 60_000]]);
    expect(watchedShare(state.watched, open.durationMs)).toBe(0.1);
  });

  it('does not believe ten minutes in one', () => {
    const state = takeReport(
      beginWatching(start),
      { positionMs: 600_000, ranges: [[0, 600_000]] },
      { ...open, now: later(60) },
    );
    expect(state.watched).toEqual([[0, 135_000]]);
  });

  it('never counts more than time allows, however reports are cut', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 120_000 }),
      from: fc.integer({ min: 0, max: 5_000_000 }),
      length: fc.integer({ min: 0, max: 5_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let state: Watching = beginWatching(start);
        let passed = 0;
        for (const { wait, from, length } of steps) {
          passed += wait;
          const now = new Date(start.getTime() + passed);
          const report = { positionMs: from, ranges: [[from, from + length]] as Range[] };
          state = takeReport(state, report, { now, durationMs: null, gate: null });
        }
        // Holes between reports are closed: a few hundred milliseconds each.
        expect(coveredMs(state.watched)).toBeLessThanOrEqual(
          passed * 2 + 15_000 + steps.length * 400,
        );
      }),
    );
  });

  it('is the same after a report that is sent twice', () => {
    const report = { positionMs: 10_000, ranges: [[0, 10_000]] as Range[] };
    const once = takeReport(beginWatching(start), report, { ...open, now: later(10) });
    const twice = takeReport(once, report, { ...open, now: later(10) });
    expect(twice).toEqual(once);
  });

  it('closes the hole of a few frames between two reports', () => {
    const first = takeReport(
      beginWatching(start),
      { positionMs: 9_900, ranges: [[0, 9_900]] },
      { ...open, now: later(10) },
    );
    const second = takeReport(
      first,
      { positionMs: 20_000, ranges: [[10_100, 20_000]] },
      { ...open, now: later(20) },
    );
    expect(second.watched).toEqual([[0, 20_000]]);
  });

  it('lets a silence of hours count as minutes', () => {
    const state = takeReport(
      beginWatching(start),
      { positionMs: 0, ranges: [[0, 7_200_000]] },
      { now: later(36_000), durationMs: 7_200_000, gate: null },
    );
    expect(coveredMs(state.watched)).toBeLessThan(2_000_000);
  });
});

describe('a gate', () => {
  it('is the first required milestone that is not passed', () => {
    expect(gateOf([required(90_000), required(30_000, true), required(60_000)])).toEqual({
      milestoneId: 'm60000',
      atMs: 60_000,
    });
    expect(gateOf([{ ...required(10_000), isRequired: false }])).toBeNull();
  });

  it('closes what is behind it, but for what a player overshoots', () => {
    const gate = { milestoneId: 'm', atMs: 60_000 };
    expect(isBehind(gate, { positionMs: 60_400, ranges: [[50_000, 60_400]] })).toBe(false);
    expect(isBehind(gate, { positionMs: 62_000, ranges: [] })).toBe(true);
    expect(isBehind(gate, { positionMs: 10, ranges: [[70_000, 80_000]] })).toBe(true);
    expect(isBehind(null, { positionMs: 1e6, ranges: [] })).toBe(false);
  });

  it('is never crossed by what is kept', () => {
    const gate = { milestoneId: 'm', atMs: 60_000 };
    const state = takeReport(
      beginWatching(start),
      { positionMs: 60_400, ranges: [[0, 60_400]] },
      { durationMs: 600_000, gate, now: later(60) },
    );
    expect(state).toMatchObject({ positionMs: 60_000, watched: [[0, 60_000]] });
  });

  it('keeps a lesson from being complete, however much was watched', () => {
    const all: Range[] = [[0, 600_000]];
    expect(isComplete(all, 600_000, null)).toBe(true);
    expect(isComplete(all, 600_000, { milestoneId: 'm', atMs: 599_000 })).toBe(false);
    expect(isComplete([[0, 539_000]], 600_000, null)).toBe(false);
    expect(isComplete([[0, 540_000]], 600_000, null)).toBe(true);
  });
});
