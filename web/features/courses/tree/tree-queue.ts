import type { CourseDraft } from '../../../../contracts/courses.ts';

export type TreeChange<Result> = {
  /** What it makes of the tree, shown before the server has answered. */
  apply?: (draft: CourseDraft) => CourseDraft;
  /** Sends it on the given revision of the course. */
  send: (revision: number) => Promise<{ course: CourseDraft; result: Result }>;
};

export type TreeQueueOptions = {
  read: () => CourseDraft | undefined;
  write: (draft: CourseDraft) => void;
  /** A change was refused or lost: what the server has must be read again. */
  onFailure: (error: unknown) => void;
};

/**
 * Sends changes of the tree one after the other, each on the revision that the one before made, and
 * shows them at once. Where one fails, those behind it are dropped: they were made on a tree that
 * does not exist.
 */
export class TreeQueue {
  readonly #options: TreeQueueOptions;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #round = 0;

  constructor(options: TreeQueueOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** Null where it was not made; `onFailure` has been told why. */
  run<Result>({ apply, send }: TreeChange<Result>): Promise<Result | null> {
    const { read, write } = this.#options;
    const before = read();
    if (before && apply) write(apply(before));
    this.#waiting += 1;
    const round = this.#round;
    const done = this.#last.then(() => this.#send(round, send));
    this.#last = done;
    return done;
  }

  async #send<Result>(round: number, send: TreeChange<Result>['send']): Promise<Result | null> {
    const { read, write, onFailure } = this.#options;
    const draft = read();
    if (round !== this.#round || !draft) {
      this.#waiting -= 1;
      return null;
    }
    try {
      const { course, result } = await send(draft.revision);
      this.#waiting -= 1;
      const shown = read();
      // What waits behind it is on the page already; only the last answer may replace the tree.
      if (this.#waiting === 0 || !shown) write(course);
      else write({ ...shown, revision: course.revision });
      return result;
    } catch (error) {
      this.#waiting -= 1;
      this.#round += 1;
      onFailure(error);
      return null;
    }
  }
}
