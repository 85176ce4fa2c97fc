type Range = [number, number];

/** A step of the playhead longer than this, in seconds, was a jump and not watching. */
const JUMP_SECONDS = 2.5;

/** Gathers what is watched between two reports to the server. */
export class WatchLog {
  #done: Range[] = [];
  #open: Range | null = null;

  /** The playhead moved on to `seconds` while playing, at a speed of `rate`. */
  play(seconds: number, rate = 1): void {
    const open = this.#open;
    if (open && seconds >= open[1] && seconds - open[1] <= JUMP_SECONDS * Math.max(1, rate))
      open[1] = seconds;
    else {
      this.stop();
      this.#open = [seconds, seconds];
    }
  }

  /** Playing stopped, or the playhead jumped. */
  stop(): void {
    if (this.#open && this.#open[1] > this.#open[0]) this.#done.push(this.#open);
    this.#open = null;
  }

  /** What was watched since the last time; the rest is told the next time. */
  take(): Range[] {
    const open = this.#open;
    this.stop();
    if (open) this.#open = [open[1], open[1]];
    const taken = this.#done.slice(-50);
    this.#done = [];
    return taken;
  }

  /** Puts back what could not be reported. */
  giveBack(ranges: readonly Range[]): void {
    this.#done = [...ranges, ...this.#done];
  }
}
