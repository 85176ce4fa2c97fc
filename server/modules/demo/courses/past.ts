import type { Deps } from '../../../deps.ts';
import type { Queue } from '../../../jobs/queue.ts';
import type { Clock } from '../../../ports/clock.ts';

/** A clock that stands where it was put. */
export class PastClock implements Clock {
  #at: Date;

  constructor(at: Date) {
    this.#at = at;
  }

  now(): Date {
    return this.#at;
  }

  set(at: Date): void {
    this.#at = at;
  }
}

/**
 * The services' surroundings at another time. What they would leave to background work is dropped:
 * it would run now, and count what was done weeks ago as done today.
 */
export function depsAt(deps: Deps, clock: Clock): Deps {
  const queue: Queue = { ...deps.queue, enqueue: async () => {} };
  return { ...deps, clock, queue };
}
