/**
 * Compares ways to run PGlite outside the thread that serves requests.
 * Run with `node bench/embedded-database/run.ts`; writes results.md beside it.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inChild, inChildBySocket, inWorker, type Way } from './ways.ts';

const SETUP = `
  create role lectern_app nologin;
  create table notes (organization_id uuid, id int, body text, primary key (organization_id, id));
  insert into notes select '00000000-0000-4000-8000-00000000000' || (i % 8), i, repeat('word ', 60)
    from generate_series(1, 20000) i;
  alter table notes enable row level security;
  alter table notes force row level security;
  create policy tenant on notes using
    (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
  grant select on notes to lectern_app;
  analyze notes;
`.replaceAll(
  "'00000000-0000-4000-8000-00000000000' || (i % 8)",
  "('00000000-0000-4000-8000-00000000000' || (i % 8))::uuid",
);
const SECONDS = 3;
const SLOW = 'select count(*) from generate_series(1, 6000000) i where i % 7 = 3';

function opening(organization: string, batched: boolean): string[] {
  const statements = [
    'begin',
    'set local role lectern_app',
    `set local app.organization_id = '${organization}'`,
    `set local app.user_id = '${organization}'`,
  ];
  return batched ? [statements.join('; ')] : statements;
}

async function transactions(way: Way, concurrency: number, batched: boolean) {
  const latencies: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  const one = async (worker: number) => {
    for (let turn = worker; performance.now() < end; turn++) {
      const tenant = turn % 8;
      const startedAt = performance.now();
      await way.transaction(async (query) => {
        const organization = `00000000-0000-4000-8000-00000000000${tenant}`;
        for (const sql of opening(organization, batched)) await query(sql, null);
        const id = ((turn * 8) % 19_000) + 8 + tenant;
        const rows = await query(
          'select id, body from notes where organization_id = $1 and id = $2',
          [organization, id],
        );
        if (rows.length !== 1) throw new Error(`Row ${id} of tenant ${tenant} is missing.`);
        await query('commit', null);
      });
      latencies.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => one(worker)));
  latencies.sort((a, b) => a - b);
  const at = (share: number) => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(2);
  return { perSecond: Math.round(latencies.length / SECONDS), p50: at(0.5), p95: at(0.95) };
}

/** The longest time for which this thread did nothing else while a statement of seconds ran. */
async function stall(way: Way): Promise<string> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const startedAt = performance.now();
  await way.transaction((query) => query(SLOW, null));
  clearInterval(timer);
  return `${longest.toFixed(0)} ms in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

const ROUNDS = 2;
const ways = [
  ['child process, own gateway, `pg`', inChild],
  ['child process, pglite-socket, `pg`', inChildBySocket],
  ['worker thread, message port', inWorker],
] as const;
const folder = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-'));
// Of the rounds the best counts: other work on the machine only ever makes one worse.
const best = new Map<string, { perSecond: number; p50: string; p95: string }>();
const others = new Map<string, { openMs: number; stall: string; memory: number }>();
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, open] of ways) {
    const dataDir = path.join(folder, open.name);
    if (round === 0) {
      const first = await open(dataDir);
      await first.transaction((query) => query(SETUP, null));
      await first.close();
    }
    const startedAt = performance.now();
    const way = await open(dataDir);
    const openMs = Math.round(performance.now() - startedAt);
    for (const concurrency of [1, 16]) {
      for (const batched of [false, true]) {
        const result = await transactions(way, concurrency, batched);
        const key = `| ${name} | ${concurrency} | ${batched ? 'one message' : 'one by one'} |`;
        console.log(key, result);
        if (result.perSecond > (best.get(key)?.perSecond ?? 0)) best.set(key, result);
      }
    }
    const memory = way.memoryMiB();
    const stalled = await stall(way);
    if (openMs < (others.get(name)?.openMs ?? Number.POSITIVE_INFINITY)) {
      others.set(name, { openMs, stall: stalled, memory });
    }
    await way.close();
  }
}
await rm(folder, { recursive: true, force: true });

const rows = [...best].map(
  ([key, { perSecond, p50, p95 }]) => `${key} ${perSecond} | ${p50} | ${p95} |`,
);
const otherRows = [...others].map(
  ([name, { openMs, stall, memory }]) => `| ${name} | ${openMs} ms | ${stall} | ${memory} MiB |`,
);
const cpus = os.cpus();
await writeFile(
  path.join(import.meta.dirname, 'results.md'),
  `# The embedded database, three ways

${new Date().toISOString().slice(0, 10)}; ${cpus.length} cores (${cpus[0]?.model.trim()}), ${os.platform()}, Node.js ${process.version}, PGlite 0.5.14 (PostgreSQL 18), pglite-socket 0.2.17, pg 8.23.1. Made by \`node bench/embedded-database/run.ts\`, ${SECONDS} s a row, the best of ${ROUNDS} rounds. Load average at the end: ${os.loadavg()[0]?.toFixed(1)} (above 2 other work was running, and the figures are low and uneven).

Tenant transactions: \`begin\`, three \`set local\`, a select by primary key under forced RLS, \`commit\`. "One message" sends the first four statements as one simple query.

| way | concurrency | opening | transactions/s | p50 ms | p95 ms |
|---|---|---|---|---|---|
${rows.join('\n')}

| way | open an existing folder | longest stall of the main thread during a slow statement | memory of the process that holds PGlite (before that statement) |
|---|---|---|---|
${otherRows.join('\n')}
`,
);
