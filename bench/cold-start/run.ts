import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describeMachine } from '../support/machine.ts';
import { quantile, row } from '../support/statistics.ts';

/* node bench/cold-start/run.ts: from the start of the process until /readyz answers, on a folder that is there already. */

const PORT = 3917;
const RUNS = 5;
const BUDGET_MS = 3000;
const root = path.join(import.meta.dirname, '..', '..');
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-start-'));

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function start(): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'server/main.ts')], {
    stdio: 'ignore',
    env: { ...process.env, PORT: String(PORT), LECTERN_DATA: dataDir },
  });
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`The server ended (${child.exitCode}).`);
      const answer = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => null);
      if (answer?.ok) return performance.now() - from;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    await stop(child);
  }
}

const first = await start();
const times: number[] = [];
for (let i = 0; i < RUNS; i += 1) times.push(await start());
const median = quantile(times, 0.5);
const text = [
  '# Cold start of the embedded platform',
  '',
  describeMachine(),
  '',
  row('start', 'ms until /readyz'),
  row('---', '---'),
  row('first, with initialization and migrations', first.toFixed(0)),
  ...times.map((time, index) => row(`again, ${index + 1}`, time.toFixed(0))),
  row('**median of the later ones**', median.toFixed(0)),
  '',
  `Budget (initialized, < ${BUDGET_MS} ms): ${median < BUDGET_MS ? 'met' : `MISSED by ${(median - BUDGET_MS).toFixed(0)} ms`}.`,
  '',
].join('\n');
await writeFile(path.join(import.meta.dirname, 'results.md'), text);
console.log(text);
await rm(dataDir, { recursive: true, force: true });
