/** What a file system says about a file: bytes, and the time of its last change. */
export type Look = { sizeBytes: number; modifiedAt: Date };

export type FileState = 'settling' | 'found' | 'wanted' | 'added' | 'failed' | 'gone';

/** What is remembered of a file from the looks before. */
export type Remembered = Look & {
  state: FileState;
  stableSince: Date;
  /** How it looked when it was last added; null where it never was. */
  taken: Look | null;
  /** A failure that another try may mend though the file stays as it is: rights, a busy disk. */
  mayRetry: boolean;
};

export type Verdict = {
  state: FileState;
  stableSince: Date;
  /** Whether the file is to be read now. */
  take: boolean;
};

/** Size and time must be the same in two looks at least this far apart before a file is read. */
export const SETTLE_MS = 10_000;

/** The last moment that every part of the platform can write down. */
const LAST_MOMENT_MS = Date.UTC(9999, 11, 31);

/** Whole milliseconds; a time that no clock could have given is moved to the nearest that one can. */
export function lookOf({ size, mtimeMs }: { size: number; mtimeMs: number }): Look {
  const at = Math.min(LAST_MOMENT_MS, Math.max(0, Math.floor(mtimeMs)));
  return { sizeBytes: size, modifiedAt: new Date(at) };
}

export const isSameLook = (a: Look, b: Look): boolean =>
  a.sizeBytes === b.sizeBytes && a.modifiedAt.getTime() === b.modifiedAt.getTime();

/**
 * What one more look at a file means. A file is whole when it held still for `SETTLE_MS`, has
 * content, and was not changed in the future (a clock that is wrong, or a copy that sets its times
 * at the end). A file that a person was asked about waits for the answer; one that they want is
 * read as soon as it is whole.
 *
 * @param auto whether whole files are read without asking.
 */
export function judgeLook(
  before: Remembered | null,
  look: Look,
  { now, auto }: { now: Date; auto: boolean },
): Verdict {
  if (before === null) return { state: 'settling', stableSince: now, take: false };
  const asked = before.state === 'wanted';
  if (!isSameLook(before, look))
    return { state: asked ? 'wanted' : 'settling', stableSince: now, take: false };
  const known = { stableSince: before.stableSince, take: false };
  const isTaken = before.taken !== null && isSameLook(before.taken, look);
  switch (before.state) {
    case 'added':
      return { ...known, state: 'added' };
    case 'gone':
      return isTaken
        ? { ...known, state: 'added' }
        : { state: 'settling', stableSince: now, take: false };
    case 'failed':
      return { ...known, state: 'failed', take: before.mayRetry };
    case 'found':
      return { ...known, state: 'found', take: auto };
    case 'settling':
    case 'wanted': {
      const whole =
        look.sizeBytes > 0 &&
        look.modifiedAt <= now &&
        now.getTime() - before.stableSince.getTime() >= SETTLE_MS;
      if (!whole) return { ...known, state: before.state };
      // Touched and put back as it was, or set back from a backup: nothing to read.
      if (isTaken && !asked) return { ...known, state: 'added' };
      if (auto || asked) return { ...known, state: before.state, take: true };
      return { ...known, state: 'found' };
    }
  }
}
