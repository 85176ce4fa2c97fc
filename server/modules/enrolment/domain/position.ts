import type { LessonPosition } from '../../../../contracts/enrolment.ts';

export type PlacedAt = { position: LessonPosition; at: Date };

/**
 * The place to keep of the one known and one that a device reports. The later one by the devices'
 * clocks wins, so that a request that was held up on its way never takes a learner back. A clock
 * that runs ahead is taken to be at `now`: else its place would hold against all others for as long
 * as it is wrong. At the same time the reported one wins, so that sending twice changes nothing.
 */
export function laterPosition(known: PlacedAt | null, reported: PlacedAt, now: Date): PlacedAt {
  const at = reported.at.getTime() > now.getTime() ? now : reported.at;
  if (known !== null && known.at.getTime() > at.getTime()) return known;
  return { position: reported.position, at };
}
