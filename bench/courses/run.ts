import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { parseConfig } from '../../server/config.ts';
import { openingStatements, type TenantContext, withTenant } from '../../server/db/tenant.ts';
import { createCatalogService } from '../../server/modules/courses/service/catalog.ts';
import { makeDemoOrganization } from '../../server/modules/demo/build.ts';
import { recomputeCourse } from '../../server/modules/enrolment/index.ts';
import { createAnalyticsService } from '../../server/modules/enrolment/service/analytics.ts';
import { createLessonService } from '../../server/modules/enrolment/service/lesson.ts';
import { createMyCoursesService } from '../../server/modules/enrolment/service/my-courses.ts';
import { createPeopleService } from '../../server/modules/enrolment/service/people.ts';
import { createReadLesson } from '../../server/modules/enrolment/service/read-lesson.ts';
import { startPlatform } from '../../server/platform.ts';
import { addLearners } from '../api/fill.ts';
import { createBenchDatabase, recordStatements } from '../support/database.ts';
import { describeMachine } from '../support/machine.ts';
import { quantile, randomFrom, row } from '../support/statistics.ts';
import { addCourses, addEnrolments } from './fill.ts';

/*
 * node bench/courses/run.ts [--learners N] [--courses N] [--each N]   : on the embedded database
 * node scripts/postgres.ts -- node bench/courses/run.ts …             : on PostgreSQL
 * What learners and teachers ask of courses, one request after the other, each with its
 * transaction. Each database rewrites its own section of results.md.
 */

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '10000' },
    courses: { type: 'string', default: '1000' },
    each: { type: 'string', default: '10' },
    times: { type: 'string', default: '200' },
  },
});
const TIMES = Number(values.times);
const BUDGET_MS = 100;
const note = (line: string): void =>
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-courses-'));
const url = await createBenchDatabase();
const config = parseConfig({
  LECTERN_DATA: dataDir,
  LECTERN_LOG: 'silent',
  ...(url ? { DATABASE_URL: url } : {}),
});
const platform = await startPlatform(config, {
  webRoot: null,
  checkResponses: false,
  work: false,
  publicUrl: () => 'http://localhost',
});
const { deps } = platform;
try {
  const organizationId = await makeDemoOrganization(deps);
  const system: TenantContext = { organizationId, userId: null, role: 'system' };
  await addLearners(deps.database, system, Number(values.learners));
  const users = await withTenant(deps.database, system, async (trx) => {
    const rows = await trx.selectFrom('learners').select('user_id').execute();
    return rows.map((one) => one.user_id);
  });
  const staffId = await withTenant(deps.database, system, async (trx) => {
    const one = await trx
      .selectFrom('memberships')
      .select('user_id')
      .where('role', '=', 'admin')
      .executeTakeFirstOrThrow();
    return one.user_id;
  });
  note('courses');
  await addCourses(deps.database, system, { owner: staffId, count: Number(values.courses) });
  note('enrolments');
  await addEnrolments(deps.database, system, Number(values.each));
  await deps.database.pool.query('analyze');
  const { rows: stored } = await withTenant(deps.database, system, (trx) =>
    sql<{ enrolments: number; progress: number; big: string }>`
      select (select count(*) from course_enrollments) as enrolments, (select count(*) from lesson_progress) as progress,
        (select course_id from course_enrollments group by course_id order by count(*) desc limit 1) as big`.execute(
      trx,
    ),
  );
  const [{ enrolments, progress, big } = { enrolments: 0, progress: 0, big: '' }] = stored;
  note(`${enrolments} enrolments, ${progress} lessons begun`);

  const staff = { organizationId, userId: staffId, role: 'admin' } as const;
  const random = randomFrom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const learner = () => ({ organizationId, userId: pick(users), role: 'learner' }) as const;
  const { rows: places } = await withTenant(deps.database, system, (trx) =>
    sql<{ userId: string; courseId: string; lessonId: string }>`
      select e.user_id as "userId", e.course_id as "courseId", l.lesson_id as "lessonId"
      from course_enrollments e tablesample system (5)
      join course_version_lessons l on l.course_id = e.course_id and l.organization_id = e.organization_id and l.position = 2
      limit 5000`.execute(trx),
  );
  const place = () => {
    const { userId, courseId, lessonId } = pick(places);
    return {
      person: { organizationId, userId, role: 'learner' } as const,
      params: { id: courseId, lessonId },
    };
  };

  const myCourses = createMyCoursesService(deps);
  const people = createPeopleService(deps);
  const analytics = createAnalyticsService(deps);
  const catalog = createCatalogService(deps);
  const lesson = createLessonService(deps);
  const readLesson = createReadLesson(deps);
  const words = [
    'statistics',
    'welding',
    'first aid',
    'introduction',
    'poetry 7',
    'advanced logic',
  ];
  const asked: [string, () => Promise<unknown>][] = [
    ["learner's dashboard", () => myCourses.list(learner(), { limit: 30 })],
    [
      'outline of a course',
      () => {
        const { person, params } = place();
        return myCourses.get(person, params.id);
      },
    ],
    [
      'a lesson',
      () => {
        const { person, params } = place();
        return readLesson(person, params);
      },
    ],
    [
      'keep a position',
      () => {
        const { person, params } = place();
        const position = { kind: 'text', offset: 100 } as const;
        return lesson.putPosition(person, params, { position, at: new Date().toISOString() });
      },
    ],
    [
      'heartbeat',
      () => {
        const { person, params } = place();
        return lesson.heartbeat(person, params, 30);
      },
    ],
    [
      'complete a lesson',
      () => {
        const { person, params } = place();
        return lesson.complete(person, params);
      },
    ],
    ['analytics of the largest course', () => analytics.course(staff, big)],
    ['analytics of any course', () => analytics.course(staff, pick(places).courseId)],
    ['people of the largest course, first page', () => people.list(staff, big, { limit: 30 })],
    [
      'people of it, by part of the address',
      () => people.list(staff, big, { q: 'a7f', limit: 30 }),
    ],
    ['catalog, newest', () => catalog.list(learner(), { limit: 30 })],
    ['catalog, words', () => catalog.list(learner(), { q: pick(words), limit: 30 })],
  ];
  const table: string[] = [];
  const plans: string[] = [];
  for (const [name, ask] of asked) {
    for (let n = 0; n < 10; n += 1) await ask();
    const took: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const started = performance.now();
      await ask();
      took.push(performance.now() - started);
    }
    const p95 = quantile(took, 0.95);
    table.push(
      row(name, quantile(took, 0.5).toFixed(1), p95.toFixed(1), p95 < BUDGET_MS ? 'met' : 'MISSED'),
    );
    note(`${name}: p95 ${p95.toFixed(1)} ms`);
    if (!url) continue;
    const [slowest] = await explained(await recordStatements(ask), staff);
    if (slowest && /dashboard|largest course|recompute/.test(name))
      plans.push(`### ${name}`, '', '```', slowest, '```', '');
  }
  await withTenant(deps.database, system, (trx) =>
    trx
      .updateTable('course_enrollments')
      .set({ progress_version: null })
      .where('course_id', '=', big)
      .execute(),
  );
  const started = performance.now();
  const computed = await recomputeCourse(deps, { organizationId, courseId: big });
  const seconds = (performance.now() - started) / 1000;
  note(`recomputed ${computed.people} in ${seconds.toFixed(1)} s`);

  const { rows } = await deps.database.pool.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  const kind = url ? 'PostgreSQL' : 'embedded';
  const section = `## ${kind} ${rows[0]?.version ?? ''}

${describeMachine()}

${Number(values.learners).toLocaleString('en')} learners, ${Number(values.courses).toLocaleString('en')} courses of 20 lessons, ${enrolments.toLocaleString('en')} enrolments, ${progress.toLocaleString('en')} lessons begun; everybody takes the largest course. Each ${TIMES} times, one after the other, with its transaction.

${[row('what', 'p50, ms', 'p95, ms', `budget p95 < ${BUDGET_MS} ms`), row('---', '---:', '---:', '---'), ...table].join('\n')}

After a publication the progress of the ${computed.people.toLocaleString('en')} people of the largest course was computed anew in ${seconds.toFixed(1)} s, in transactions of 500 people.
${plans.length === 0 ? '' : `\n${plans.join('\n')}`}`;
  const file = path.join(import.meta.dirname, 'results.md');
  const before = await readFile(file, 'utf8').catch(() => '# Courses\n');
  const kept = before.split(/\n(?=## )/).filter((part) => !part.startsWith(`## ${kind}`));
  await writeFile(
    file,
    `${[...kept.map((part) => part.trimEnd()), section.trimEnd()].join('\n\n')}\n`,
  );
  console.log(section);
} finally {
  await platform.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** Plans of reading statements, the slowest first. */
async function explained(
  statements: readonly { text: string; values: unknown[] }[],
  context: TenantContext,
): Promise<string[]> {
  const found: { plan: string; time: number }[] = [];
  for (const { text, values: given } of statements) {
    if (!/^\s*(?:select|with \w+ as (?:materialized )?\(\s*select)/i.test(text)) continue;
    const client = await deps.database.pool.connect();
    try {
      await client.query(openingStatements(context));
      const { rows } = await client.query<Record<string, string>>(
        `explain (analyze, costs off, timing off, summary on) ${text}`,
        given,
      );
      const plan = rows.map((line) => line['QUERY PLAN']).join('\n');
      found.push({ plan, time: Number(/Execution Time: ([\d.]+)/.exec(plan)?.[1] ?? 0) });
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  return found.sort((a, b) => b.time - a.time).map(({ plan }) => plan);
}
