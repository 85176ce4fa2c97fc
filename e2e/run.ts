/**
 * Builds the web app and runs the journeys, each group against the real server on a data folder of
 * its own: the first six are one story, in which one uses what the other made; those of courses
 * begin anew each. With arguments, the journeys that they name run as one group.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const START_MS = 60_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No free port.');
  return address.port;
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The server was not ready within ${START_MS / 1000} s.`);
}

execFileSync('node', ['scripts/build-web.ts'], { cwd: root, stdio: 'inherit' });
const GROUPS = [
  ['1-newcomer', '2-demo', '3-pages', '4-sources', '5-watching', '6-question-types'],
  ['7-courses'],
  ['8-from-materials'],
  ['9-video'],
  ['10-take-course'],
];

const forgotten = readdirSync(path.join(import.meta.dirname, 'journeys'))
  .map((file) => file.replace('.e2e.ts', ''))
  .filter((journey) => !GROUPS.flat().includes(journey));
if (forgotten.length > 0) throw new Error(`In no group: ${forgotten.join(', ')}`);

/** @returns the exit code of the journeys. */
async function run(journeys: readonly string[]): Promise<number> {
  const data = mkdtempSync(path.join(tmpdir(), 'lectern-e2e-'));
  // The journeys put files here that the server watches, and serve pages of their own.
  const watched = mkdtempSync(path.join(tmpdir(), 'lectern-e2e-watched-'));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const server = spawn('node', ['server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      LECTERN_DATA: data,
      LECTERN_WATCH_ROOTS: watched,
      LECTERN_FETCH_PRIVATE: 'yes',
      DATABASE_URL: '',
    },
  });
  const kill = () => server.kill('SIGKILL');
  process.on('exit', kill);
  try {
    await untilReady(base);
    const tests = spawn('vitest', ['run', '--config', 'e2e/vitest.config.ts', ...journeys], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, LECTERN_E2E_URL: base, LECTERN_E2E_WATCHED: watched },
    });
    return await new Promise<number>((resolve) =>
      tests.on('exit', (status) => resolve(status ?? 1)),
    );
  } finally {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.on('exit', resolve));
    process.off('exit', kill);
    for (const folder of [data, watched]) rmSync(folder, { recursive: true, force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const named = process.argv.slice(2);
let code = 0;
for (const group of named.length > 0 ? [named] : GROUPS) code = Math.max(code, await run(group));
process.exit(code);
