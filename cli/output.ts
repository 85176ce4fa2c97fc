/** Data goes to stdout, everything said about it to stderr, so that a pipe gets data alone. */
export type Output = {
  json: boolean;
  /** One JSON object on a line of its own. */
  record(value: unknown): void;
  /** A line for people; nothing with --json. */
  line(text: string): void;
  /** A remark for people, on stderr. */
  note(text: string): void;
  /** Shows how far something is, in place, where a person watches. */
  progress(label: string, share: number): void;
  clearProgress(): void;
};

const BAR = 24;

export function createOutput(json: boolean): Output {
  const watched = process.stderr.isTTY === true;
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write('\r\x1b[2K');
    shown = false;
  };
  return {
    json,
    record(value) {
      clear();
      process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    line(text) {
      clear();
      if (!json) process.stdout.write(`${text}\n`);
    },
    note(text) {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress(label, share) {
      if (!watched) return;
      const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
      process.stderr.write(
        `\r\x1b[2K${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${label}`,
      );
      shown = true;
    },
    clearProgress: clear,
  };
}
