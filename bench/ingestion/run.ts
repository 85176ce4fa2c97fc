import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readOwner } from '../../server/db/embedded/index.ts';
import { describeMachine } from '../support/machine.ts';
import { row } from '../support/statistics.ts';
import { readMemory } from './memory.ts';
import { printBook } from './print.ts';

/*
 * node bench/ingestion/run.ts [FILE] : a server on a fresh data folder with the embedded database
 * ingests FILE, or else a book of 500 pages that is made on the spot and is the same every time.
 */

const SAMPLE_MS = 200;
const MEBIBYTE = 2 ** 20;
const BUDGET = { searchable: 60, total: 180, mebibytes: 1024 };
const root = path.join(import.meta.dirname, '..', '..');
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-ingestion-'));
const given = process.argv[2];
const source = given ?? path.join(dataDir, 'invented-ideas.pdf');
if (given === undefined) await printBook(source);
const environment = { ...process.env, LECTERN_DATA: dataDir };

const server = spawn(process.execPath, [path.join(root, 'server/main.ts')], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...environment, PORT: '3918' },
});
const serverGone = once(server, 'exit');
for (let ready = false; !ready; ) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  ready = (await fetch('http://127.0.0.1:3918/readyz').catch(() => null))?.ok ?? false;
}
const owner = await readOwner(dataDir);

/** Runs a command of the CLI, which hands its work to the server. */
async function cli(...args: string[]): Promise<{ stdout: string; code: number | null }> {
  const child = spawn(process.execPath, [path.join(root, 'cli/main.ts'), ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { stdout, code };
}

const made = await cli(
  'org',
  'create',
  'Bench',
  '--name',
  'Bench',
  '--email',
  'bench@example.com',
  '--password',
  'correct horse',
);
if (made.code !== 0) throw new Error('The organization could not be made.');

const peak = { own: 0, below: 0, all: 0 };
const stages = new Map<string, number>();
const started = performance.now();
const memoryTimer = setInterval(() => {
  const { own, below } = readMemory(server.pid ?? 0);
  peak.own = Math.max(peak.own, own);
  peak.below = Math.max(peak.below, below);
  peak.all = Math.max(peak.all, own + below);
}, SAMPLE_MS);
const stageTimer = setInterval(async () => {
  const answer = await fetch('http://127.0.0.1:3918/api/v1/ingestions', {
    headers: { authorization: `Bearer ${owner?.token ?? ''}`, 'lectern-organization': 'Bench' },
  }).catch(() => null);
  const body = (await answer?.json().catch(() => null)) as { items?: { stage: string }[] } | null;
  const stage = body?.items?.[0]?.stage;
  if (stage !== undefined && !stages.has(stage))
    stages.set(stage, (performance.now() - started) / 1000);
}, SAMPLE_MS);
const done = await cli('ingest', source);
const total = (performance.now() - started) / 1000;
clearInterval(memoryTimer);
clearInterval(stageTimer);
server.kill('SIGTERM');
await serverGone;
const result = JSON.parse(done.stdout.trim().split('\n').at(-1) || '{}') as Record<string, unknown>;
const searchable = stages.get('concepts') ?? Number.NaN;
const pages = Number(result.pages ?? Number.NaN);
const begun = [...stages].filter(([stage]) => stage !== 'done');
const mib = (bytes: number) => `${(bytes / MEBIBYTE).toFixed(0)} MiB`;
const verdict = (met: boolean) => (met ? 'met' : 'MISSED');
const text = [
  '# Ingestion of a long PDF',
  '',
  describeMachine(),
  '',
  `Source: ${given === undefined ? 'the book of bench/ingestion/book.ts, printed by Chromium' : path.basename(given)}.`,
  '',
  row('what', 'value'),
  row('---', '---'),
  ...Object.entries(result)
    .filter(([key]) => !['source', 'materialId', 'elapsedMs'].includes(key))
    .map(([key, value]) => row(key, String(value))),
  ...begun.map(([stage, at], index) =>
    row(`stage ${stage}`, `${((begun[index + 1]?.[1] ?? total) - at).toFixed(1)} s`),
  ),
  row('searchable after', `${searchable.toFixed(1)} s`),
  row('all items after (with the start of the command)', `${total.toFixed(1)} s`),
  row('pages a second', (pages / total).toFixed(1)),
  row('peak memory of the server process with its threads', mib(peak.own)),
  row('peak memory of the database process', mib(peak.below)),
  row('peak memory of both at one moment', mib(peak.all)),
  '',
  `Stages and memory are sampled each ${SAMPLE_MS} ms. Budgets for 500 pages: ` +
    `searchable within ${BUDGET.searchable} s ${verdict(searchable <= BUDGET.searchable)}; ` +
    `all items within ${BUDGET.total} s ${verdict(done.code === 0 && total <= BUDGET.total)}; ` +
    `under 1 GiB ${verdict(peak.all < BUDGET.mebibytes * MEBIBYTE)}.`,
  '',
].join('\n');
await writeFile(path.join(import.meta.dirname, 'results.md'), text);
console.log(text);
await rm(dataDir, { recursive: true, force: true });
process.exitCode = done.code ?? 1;
