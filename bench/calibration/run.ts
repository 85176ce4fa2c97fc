import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { parseConfig } from '../../server/config.ts';
import { type TenantContext, withTenant } from '../../server/db/tenant.ts';
import { calibrate } from '../../server/modules/calibration/index.ts';
import { buildDemo, makeDemoOrganization } from '../../server/modules/demo/build.ts';
import { startPlatform } from '../../server/platform.ts';
import { addInteractions, addLearners } from '../api/fill.ts';
import { createBenchDatabase, recordStatements } from '../support/database.ts';
import { describeMachine } from '../support/machine.ts';
import { row } from '../support/statistics.ts';

/*
 * node bench/calibration/run.ts [--learners N] [--interactions N]
 * The statistics of all questions of an organization, then of those that 1,000 new answers touch,
 * and the plans of the statements that read the answers.
 */

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '5000' },
    interactions: { type: 'string', default: '1000000' },
  },
});
const NEW_ANSWERS = 1000;
const note = (line: string): void =>
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-calibration-'));
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
const { deps } = platform;
try {
  const organizationId = await makeDemoOrganization(deps);
  await buildDemo(deps, organizationId, AbortSignal.timeout(1_800_000));
  const system: TenantContext = { organizationId, userId: null, role: 'system' };
  await addLearners(deps.database, system, Number(values.learners));
  note(`${values.interactions} answers`);
  await addInteractions(deps.database, system, Number(values.interactions));
  await deps.database.pool.query('analyze');
  await withTenant(deps.database, system, (trx) => trx.deleteFrom('calibrations').execute());

  const timed = async () => {
    const started = performance.now();
    const { questions } = await calibrate(deps, organizationId);
    return { questions, seconds: (performance.now() - started) / 1000 };
  };
  note('all questions');
  const all = await timed();
  // Ten minutes are read again each time, so what was filled in must be older than that.
  await withTenant(deps.database, system, (trx) =>
    sql`delete from interactions where created_at > now() - interval '20 minutes'`.execute(trx),
  );
  await withTenant(deps.database, system, (trx) =>
    sql`
      insert into interactions (organization_id, id, created_at, user_id, item_id, item_version, kind, is_correct, score, response_ms)
      select ${organizationId}, gen_random_uuid(), now(), l.user_id, q.item_id, 1, 'answer', true, 1, 9000
      from (select user_id, row_number() over () as n from learners limit ${NEW_ANSWERS}) l
      join (select item_id, row_number() over (order by item_id) as n from questions limit 10) q
        on q.n = l.n % 10 + 1`.execute(trx),
  );
  note('questions with new answers');
  let some = { questions: 0, seconds: 0 };
  const statements = await recordStatements(async () => {
    some = await timed();
  });
  const reads = statements.filter(({ text }) =>
    /from interactions|interactions a|interactions i/.test(text),
  );
  const plans: string[] = [];
  const asked = new Set<string>();
  for (const { text, values: given } of reads) {
    if (asked.has(text)) continue;
    asked.add(text);
    const client = await deps.database.pool.connect();
    try {
      await client.query(
        `begin; set local role lectern_app; set local app.organization_id = '${organizationId}'; set local app.role = 'system'`,
      );
      const { rows } = await client.query(
        `explain (analyze, costs off, timing off, summary on) ${text}`,
        given,
      );
      plans.push(rows.map((line: Record<string, string>) => line['QUERY PLAN']).join('\n'));
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  const lines = [
    '# Calibration',
    '',
    describeMachine(),
    '',
    `${url ? 'PostgreSQL' : 'Embedded database'}, ${Number(values.interactions).toLocaleString('en')} answers of ${values.learners} learners over all items of the demo.`,
    '',
    row('what', 'questions', 'seconds', 'ms a question'),
    row('---', '---:', '---:', '---:'),
    row(
      'all, as at the first time',
      all.questions,
      all.seconds.toFixed(1),
      ((1000 * all.seconds) / Math.max(1, all.questions)).toFixed(0),
    ),
    row(
      `after ${NEW_ANSWERS} new answers to ten questions`,
      some.questions,
      some.seconds.toFixed(1),
      ((1000 * some.seconds) / Math.max(1, some.questions)).toFixed(0),
    ),
    '',
    `The second run took ${((100 * some.seconds) / all.seconds).toFixed(1)} % of the time of the first.`,
    '',
    '## Plans of the second run',
    '',
    ...plans.flatMap((plan) => ['```', plan, '```', '']),
  ];
  await writeFile(path.join(import.meta.dirname, 'results.md'), lines.join('\n'));
  console.log(lines.slice(0, 12).join('\n'));
} finally {
  await platform.close();
  await rm(dataDir, { recursive: true, force: true });
}
