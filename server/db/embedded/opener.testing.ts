import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type Line = {
  opened?: number;
  refused?: string;
  pid?: number | null;
  url?: string | null;
  afterMs?: number;
  id?: number;
};

export type Opener = { process: ChildProcess; lines: Line[]; first: Promise<Line> };

/** Starts another process that opens `dataDir`, and reads what it says. */
export function startOpener(dataDir: string, mode?: '--write'): Opener {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'opener.fixture.ts'), dataDir, ...(mode ? [mode] : [])],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const lines: Line[] = [];
  const first = new Promise<Line>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream })
      .on('line', (text) => {
        const line = JSON.parse(text) as Line;
        lines.push(line);
        resolve(line);
      })
      .on('close', () => reject(new Error('The opener ended and said nothing.')));
  });
  first.catch(() => {});
  return { process: child, lines, first };
}

/** Ends it as a crash would, and waits until it is gone. */
export async function killOpener(opener: Opener): Promise<void> {
  if (opener.process.exitCode !== null || opener.process.signalCode !== null) return;
  const gone = once(opener.process, 'close');
  opener.process.kill('SIGKILL');
  await gone;
}
