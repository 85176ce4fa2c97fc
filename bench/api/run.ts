import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { demoPeople } from '../../demo/people.ts';
import { parseConfig } from '../../server/config.ts';
import { openingStatements, type TenantContext } from '../../server/db/tenant.ts';
import { buildDemo, DEMO_PASSWORD, makeDemoOrganization } from '../../server/modules/demo/build.ts';
import { startPlatform } from '../../server/platform.ts';
import { createBenchDatabase, recordStatements, type Statement } from '../support/database.ts';
import { describeMachine } from '../support/machine.ts';
import { row } from '../support/statistics.ts';
import { addInteractions, addLearners } from './fill.ts';
import type { LoadFigures, LoadPlan } from './load.ts';
import type { StudyFigures, StudyPlan } from './study.ts';

/*
 * node bench/api/run.ts [--learners N] [--interactions N]      : on the embedded database
 * node scripts/postgres.ts -- node bench/api/run.ts …          : on PostgreSQL
 * Each rewrites its own section of results.md.
 */

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '10000' },
    interactions: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '8' },
  },
});
const LEARNERS = Number(values.learners);
const INTERACTIONS = Number(values.interactions);
const SECONDS = Number(values.seconds);
const CONCURRENCY = 16;
const USERS = 50;
/** Fifty people who each ask once a second: quicker than anybody reads. */
const PACE = USERS;
const READ_BUDGET_MS = 25;
const WRITE_BUDGET_MS = 50;
const note = (line: string): void =>
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-api-'));
const url = await createBenchDatabase();
const config = parseConfig({
  LECTERN_DATA: dataDir,
  LECTERN_LOG: 'silent',
  ...(url ? { DATABASE_URL: url } : {}),
});
const platform = await startPlatform(config, {
  webRoot: null,
  checkResponses: false,
  work: true,
  publicUrl: () => 'http://localhost',
});
const { deps, app } = platform;
const organizationId = await makeDemoOrganization(deps);
await buildDemo(deps, organizationId, AbortSignal.timeout(1_800_000));
note('The demo is built');
const system: TenantContext = { organizationId, userId: null, role: 'system' };
await addLearners(deps.database, system, LEARNERS);
await addInteractions(deps.database, system, INTERACTIONS);
await deps.database.pool.query('analyze');
note(`${LEARNERS} learners, ${INTERACTIONS} interactions`);

await app.server.listen({ port: 0, host: '127.0.0.1' });
const origin = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;

async function signIn(email: string): Promise<{ cookie: string; userId: string }> {
  const answer = await fetch(`${origin}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: DEMO_PASSWORD }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  const me = (await answer.json()) as { user: { id: string } };
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { cookie: cookie.join('; '), userId: me.user.id };
}

const student = await signIn('student@example.com');
const teacher = await signIn('teacher@example.com');

async function ask<T>(method: 'GET' | 'POST', address: string, cookie: string): Promise<T> {
  const answer = await fetch(`${origin}/api/v1${address}`, {
    method,
    headers: { cookie, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
}

await ask('POST', '/study/session', student.cookie);
const { items } = await ask<{ items: { id: string }[] }>('GET', '/items?limit=1', teacher.cookie);
const reads = [
  { name: "session's next item", path: '/study/session', who: student, role: 'learner' },
  { name: 'library list', path: '/materials', who: student, role: 'learner' },
  { name: 'search', path: '/search?q=sampling+error', who: student, role: 'learner' },
  { name: 'item', path: `/items/${items[0]?.id}`, who: teacher, role: 'instructor' },
] as const;

/** Runs a load in a process of its own. */
async function apart<T>(script: string, plan: object): Promise<T> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ ...plan, origin }));
  return JSON.parse(await text(child.stdout)) as T;
}

const load = (plan: Omit<LoadPlan, 'origin'>) => apart<LoadFigures>('load.ts', plan);

/** The same statements in the same kind of transaction, with nothing around them; transactions a second. */
async function bare(context: TenantContext, statements: readonly Statement[]): Promise<number> {
  const opening = openingStatements(context);
  const end = performance.now() + SECONDS * 1000;
  const started = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (performance.now() < end) {
        const client = await deps.database.pool.connect();
        try {
          await client.query(opening);
          for (const statement of statements) await client.query(statement.text, statement.values);
          await client.query('commit');
        } finally {
          client.release();
        }
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - started) / 1000);
}

const ratios: string[] = [];
const latencies: string[] = [];
for (const read of reads) {
  const address = `/api/v1${read.path}`;
  await ask('GET', read.path, read.who.cookie);
  const statements = await recordStatements(() => ask('GET', read.path, read.who.cookie));
  const context: TenantContext = { organizationId, userId: read.who.userId, role: read.role };
  const plan = { path: address, cookies: [read.who.cookie] };
  await load({ ...plan, users: CONCURRENCY, seconds: 2, perSecond: null });
  const api = await load({ ...plan, users: CONCURRENCY, seconds: SECONDS, perSecond: null });
  const direct = await bare(context, statements);
  const share = api.perSecond / direct;
  ratios.push(
    row(
      read.name,
      statements.length,
      api.perSecond.toFixed(0),
      direct.toFixed(0),
      `${(share * 100).toFixed(0)} %`,
    ),
  );
  const paced = await load({ ...plan, users: USERS, seconds: SECONDS, perSecond: PACE });
  const full = await load({ ...plan, users: USERS, seconds: SECONDS, perSecond: null });
  latencies.push(
    row(
      read.name,
      paced.p50.toFixed(1),
      paced.p95.toFixed(1),
      paced.p95 < READ_BUDGET_MS ? 'met' : 'MISSED',
      full.perSecond.toFixed(0),
      full.p50.toFixed(1),
      full.p95.toFixed(1),
    ),
  );
  note(`${read.name}: ${(share * 100).toFixed(0)} %, p95 ${paced.p95.toFixed(1)} ms`);
}
const learners = demoPeople.filter(({ role }) => role === 'learner');
const cookies: string[] = [];
for (const { email } of learners) cookies.push((await signIn(email)).cookie);
const study = await apart<StudyFigures>('study.ts', {
  cookies,
  seconds: SECONDS,
  perSecond: PACE,
} satisfies Omit<StudyPlan, 'origin'>);
const writes = Object.entries(study).map(([kind, { count, p50, p95 }]) =>
  row(kind, count, p50.toFixed(1), p95.toFixed(1), p95 < WRITE_BUDGET_MS ? 'met' : 'MISSED'),
);
note('Study: done');
const { rows } = await deps.database.pool.query<{ version: string }>(
  "select current_setting('server_version') as version",
);
const kind = `${url ? 'PostgreSQL' : 'embedded'} ${rows[0]?.version ?? ''}`;
await platform.close();
await rm(dataDir, { recursive: true, force: true });

const section = `## ${kind}

${describeMachine()}

The demo's material; ${LEARNERS.toLocaleString('en')} learners and ${INTERACTIONS.toLocaleString('en')} interactions stored. Server, database and load share the two cores; the bare driver runs without the load's process.

Concurrency ${CONCURRENCY}, each asking again as soon as it has its answer, against the same SQL through \`pg\` in the same kind of tenant transaction:

${[row('read', 'statements', 'API, 1/s', 'bare driver, 1/s', 'share'), row('---', '---', '---', '---', '---'), ...ratios].join('\n')}

${USERS} users. Paced: ${PACE} requests a second together. Full: each asks again at once.

${[row('read', 'paced p50, ms', 'paced p95, ms', `budget p95 < ${READ_BUDGET_MS} ms`, 'full, 1/s', 'full p50, ms', 'full p95, ms'), row('---', '---', '---', '---', '---', '---', '---'), ...latencies].join('\n')}

${cookies.length} learners who study, ${PACE} writes a second together: each answer with its mastery and schedule, each step with the choice of the next best item.

${[row('write', 'times', 'p50, ms', 'p95, ms', `budget p95 < ${WRITE_BUDGET_MS} ms`), row('---', '---', '---', '---', '---'), ...writes].join('\n')}
`;
const file = path.join(import.meta.dirname, 'results.md');
const before = await readFile(file, 'utf8').catch(() => '# The API under load\n');
const name = url ? 'PostgreSQL' : 'embedded';
const kept = before.split(/\n(?=## )/).filter((part) => !part.startsWith(`## ${name}`));
await writeFile(
  file,
  `${[...kept.map((part) => part.trimEnd()), section.trimEnd()].join('\n\n')}\n`,
);
console.log(section);
