import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { parseConfig } from '../../server/config.ts';
import { withTenant } from '../../server/db/tenant.ts';
import { newId } from '../../server/ids.ts';
import { insertOrganization } from '../../server/modules/identity/repo.ts';
import { startPlatform } from '../../server/platform.ts';
import { createBenchDatabase } from '../support/database.ts';
import { describeMachine } from '../support/machine.ts';
import { row } from '../support/statistics.ts';
import type { ClassFigures, ClassPlan, Operation } from './load.ts';
import { addPeople, makeExam } from './school.ts';

/*
 * node scripts/postgres.ts -- node bench/class/run.ts [--learners N] [--scale X] [--largest N]
 *
 * A class takes an exam of 16 questions: all start within a minute, answer for three minutes and
 * hand in within ten seconds. `--scale 0.2` makes all that five times as fast, which asks five
 * times as much of the server. `--largest` then doubles the class up to that size, until an
 * operation takes longer than the budget. Without TEST_DATABASE_URL it runs on the embedded
 * database. Rewrites its section of results.md.
 */

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '500' },
    scale: { type: 'string', default: '1' },
    largest: { type: 'string', default: '0' },
  },
});
const LEARNERS = Number(values.learners);
const SCALE = Number(values.scale);
const LARGEST = Math.max(LEARNERS, Number(values.largest));
const BUDGET_MS = 250;
const START_SECONDS = 60 * SCALE;
const ANSWER_SECONDS = 180 * SCALE;
const SUBMIT_SECONDS = 10 * SCALE;
const OPERATIONS: Operation[] = ['start', 'save', 'submit'];
const note = (line: string): void =>
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-class-'));
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
await app.server.listen({ port: 0, host: '127.0.0.1' });
const origin = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;

const organizationId = newId();
const system = { organizationId, userId: null, role: 'system' } as const;
await withTenant(deps.database, system, (trx) =>
  insertOrganization(trx, { id: organizationId, name: 'School', isDemo: false }),
);
const teacher = await addPeople(deps, organizationId, 'instructor', 1);
const learners = await addPeople(deps, organizationId, 'learner', LARGEST);
const assessmentId = await makeExam(origin, teacher.cookies[0] ?? '', learners.ids);
await deps.database.pool.query('analyze');
note(`An exam of 16 questions, and ${LARGEST} learners`);

async function takeExam(size: number): Promise<ClassFigures> {
  const plan: ClassPlan = {
    origin,
    cookies: learners.cookies.slice(0, size),
    assessmentId,
    startSeconds: START_SECONDS,
    answerSeconds: ANSWER_SECONDS,
    submitSeconds: SUBMIT_SECONDS,
  };
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'load.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(plan));
  return JSON.parse(await text(child.stdout)) as ClassFigures;
}

/** Answers that learners were told to be saved and the database does not have so, or that do not count. */
async function countLost({ acknowledged }: ClassFigures): Promise<number> {
  const ids = acknowledged.map(({ attemptId }) => attemptId);
  const { rows } = await withTenant(deps.database, system, (trx) =>
    sql<{
      attemptId: string;
      position: number;
      chosen: number | null;
      score: number | null;
      status: string;
    }>`
      select q.attempt_id as "attemptId", q.position,
        array_position(q.option_order, (n.response->>'optionIndex')::smallint) as chosen,
        t.score, t.status
      from attempt_questions q
      join assessment_attempts t on t.organization_id = q.organization_id and t.id = q.attempt_id
      left join attempt_answers n
        on n.organization_id = q.organization_id and n.attempt_id = q.attempt_id
        and n.position = q.position
      where q.organization_id = ${organizationId} and q.attempt_id = any(${ids}::uuid[])`.execute(
      trx,
    ),
  );
  const stored = new Map(rows.map((line) => [`${line.attemptId} ${line.position}`, line]));
  let lost = 0;
  for (const { attemptId, answers, score } of acknowledged)
    for (const [index, optionId] of answers.entries()) {
      const line = stored.get(`${attemptId} ${index + 1}`);
      const same = line?.chosen === Number(optionId) && line.score === score;
      if (!same || line.status !== 'graded') lost += 1;
    }
  return lost;
}

const lines: string[] = [];
let largestHeld = 0;
for (let size = LEARNERS; size <= LARGEST; size *= 2) {
  const result = await takeExam(size);
  const lost = await countLost(result);
  const worst = Math.max(...OPERATIONS.map((operation) => result.figures[operation].p95));
  for (const operation of OPERATIONS) {
    const { count, p50, p95, p99, longest } = result.figures[operation];
    lines.push(row(size, operation, count, ...[p50, p95, p99, longest].map((ms) => ms.toFixed(1))));
  }
  lines.push(
    row(size, `errors: ${result.errors.length}, lost answers: ${lost}`, '', '', '', '', ''),
  );
  note(`${size}: worst p95 ${worst.toFixed(0)} ms, ${result.errors.length} errors, ${lost} lost`);
  for (const error of result.errors.slice(0, 3)) note(error);
  if (result.errors.length > 0 || lost > 0) process.exitCode = 1;
  if (worst >= BUDGET_MS || result.errors.length > 0) break;
  largestHeld = size;
}

const { rows } = await deps.database.pool.query<{ version: string }>(
  "select current_setting('server_version') as version",
);
const name = url ? 'PostgreSQL' : 'embedded';
await platform.close();
await rm(dataDir, { recursive: true, force: true });

const section = `## ${name} ${rows[0]?.version ?? ''}

${describeMachine()}

An exam of 16 questions. All start within ${START_SECONDS} s, answer for ${ANSWER_SECONDS} s and hand in within ${SUBMIT_SECONDS} s. Server, database and load share the cores. Every answer that was acknowledged is compared with the database afterwards.

${[row('learners', 'operation', 'times', 'p50, ms', 'p95, ms', 'p99, ms', 'longest, ms'), row('---', '---', '---', '---', '---', '---', '---'), ...lines].join('\n')}

Largest class of those tried with every p95 below ${BUDGET_MS} ms: ${largestHeld === 0 ? 'none' : largestHeld}.
`;
const file = path.join(import.meta.dirname, 'results.md');
const before = await readFile(file, 'utf8').catch(() => '# A class that takes an exam\n');
const kept = before.split(/\n(?=## )/).filter((part) => !part.startsWith(`## ${name}`));
await writeFile(
  file,
  `${[...kept.map((part) => part.trimEnd()), section.trimEnd()].join('\n\n')}\n`,
);
console.log(section);
