/**
 * Seconds that a heartbeat adds: what the device claims, never more than have gone by since the
 * last one that was counted (in any course: nobody is in two lessons at once) and never more than
 * `longest`. A learner's first heartbeat has nothing before it and is bound by `longest` alone.
 */
export function creditedSeconds(
  claimed: number,
  lastAt: Date | null,
  now: Date,
  longest: number,
): number {
  const gone = lastAt === null ? longest : (now.getTime() - lastAt.getTime()) / 1000;
  return Math.max(0, Math.floor(Math.min(claimed, gone, longest)));
}
