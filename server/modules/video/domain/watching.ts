import { COMPLETE_SHARE, MAX_PLAYBACK_RATE } from '../../../../contracts/player.ts';
import { coveredMs, cutAt, firstMs, mergeRanges, type Range, withoutRanges } from './ranges.ts';

/** What is kept of a learner's watching. Times of the video in milliseconds. */
export type Watching = {
  watched: readonly Range[];
  positionMs: number;
  /** Milliseconds of video that can have been watched since, as time has passed. */
  allowanceMs: number;
  reportedAt: Date;
};

/** What a player reports. */
export type Report = { positionMs: number; ranges: readonly Range[] };

export type Gate = { milestoneId: string; atMs: number };

/** Reports come late: timers drift, and a connection holds them up. */
const SLACK_MS = 15_000;
/** After so long without a report somebody is away, not watching; what it allows grows no more. */
const LONGEST_SILENCE_MS = 15 * 60_000;
/** A player stops a little past the moment at which it should. */
export const GATE_TOLERANCE_MS = 1000;
/** How near to the end of a piece another one begins that a player left out between two reports. */
const SEAM_MS = 400;

/** What a learner who opens a video begins with. */
export function beginWatching(now: Date): Watching {
  return { watched: [], positionMs: 0, allowanceMs: SLACK_MS, reportedAt: now };
}

/** The first required milestone that is not passed: nothing behind it is open. */
export function gateOf(
  milestones: readonly { id: string; atMs: number; isRequired: boolean; passed: boolean }[],
): Gate | null {
  const closed = milestones
    .filter(({ isRequired, passed }) => isRequired && !passed)
    .toSorted((left, right) => left.atMs - right.atMs)[0];
  return closed === undefined ? null : { milestoneId: closed.id, atMs: closed.atMs };
}

/** Whether a report claims what lies behind a gate, by more than a player overshoots. */
export function isBehind(gate: Gate | null, { positionMs, ranges }: Report): boolean {
  if (gate === null) return false;
  const furthest = Math.max(positionMs, ...ranges.map(([, to]) => to));
  return furthest > gate.atMs + GATE_TOLERANCE_MS;
}

/**
 * Takes in a report. Of what is new only so much counts as can be watched in the time since the
 * last report at the highest speed; what was watched before counts no second time and costs nothing.
 * The same report sent again changes nothing but the clock.
 */
export function takeReport(
  before: Watching,
  report: Report,
  { now, durationMs, gate }: { now: Date; durationMs: number | null; gate: Gate | null },
): Watching {
  const silence = Math.max(0, now.getTime() - before.reportedAt.getTime());
  const allowance = Math.min(
    before.allowanceMs + Math.min(silence, LONGEST_SILENCE_MS) * MAX_PLAYBACK_RATE,
    SLACK_MS + LONGEST_SILENCE_MS * MAX_PLAYBACK_RATE,
  );
  const end = Math.min(
    durationMs ?? Number.POSITIVE_INFINITY,
    gate?.atMs ?? Number.POSITIVE_INFINITY,
  );
  const claimed = cutAt(mergeRanges(report.ranges), end);
  const fresh = firstMs(withoutRanges(claimed, before.watched), allowance);
  return {
    watched: joinSeams(mergeRanges([...before.watched, ...fresh])),
    positionMs: Math.min(report.positionMs, end),
    allowanceMs: allowance - coveredMs(fresh),
    reportedAt: now,
  };
}

/** Between two reports a player loses a few frames, which would else stay holes for ever. */
function joinSeams(ranges: readonly Range[]): Range[] {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && from - last[1] <= SEAM_MS) last[1] = to;
    else joined.push([from, to]);
  }
  return joined;
}

/** 0-1; 0 where nobody knows how long the video is. */
export function watchedShare(watched: readonly Range[], durationMs: number | null): number {
  if (durationMs === null || durationMs <= 0) return 0;
  return Math.min(1, coveredMs(cutAt(watched, durationMs)) / durationMs);
}

/** Enough was watched, and no required milestone is open. */
export function isComplete(
  watched: readonly Range[],
  durationMs: number | null,
  gate: Gate | null,
): boolean {
  return gate === null && watchedShare(watched, durationMs) >= COMPLETE_SHARE;
}
