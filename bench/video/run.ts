import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { parseConfig } from '../../server/config.ts';
import { type TenantContext, type TenantTransaction, withTenant } from '../../server/db/tenant.ts';
import { newId } from '../../server/ids.ts';
import {
  insertCourse,
  insertModules,
  publishCourse,
  setLessonReadiness,
} from '../../server/modules/courses/index.ts';
import { makeDemoOrganization } from '../../server/modules/demo/build.ts';
import { createAddresses } from '../../server/modules/video/addresses.ts';
import { createLessonVideoService } from '../../server/modules/video/service/lessons.ts';
import { createMilestoneService } from '../../server/modules/video/service/milestones.ts';
import { createPlayerService } from '../../server/modules/video/service/player.ts';
import { startPlatform } from '../../server/platform.ts';
import { addLearners } from '../api/fill.ts';
import { createBenchDatabase } from '../support/database.ts';
import { describeMachine } from '../support/machine.ts';
import { quantile, row } from '../support/statistics.ts';

/*
 * node bench/video/run.ts [--learners N] [--videos N]
 * Milestones of a video, the player of a learner, a report of it, and the analytics of a lesson
 * that every learner has watched, with tries at all of its milestones.
 */

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '10000' },
    videos: { type: 'string', default: '1000' },
  },
});
const learners = Number(values.learners);
const videos = Number(values.videos);
const SECONDS = 3600;
const STOPS = 10;
const note = (line: string): void =>
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

/** Material, questions, videos with ten milestones each, and one lesson that everybody watched. */
async function fill(trx: TenantTransaction, organizationId: string, userId: string) {
  const material = newId();
  await sql`
    insert into materials (organization_id, id, title, source_type, source_name, status, checksum, storage_key, size_bytes, created_by)
    values (${organizationId}, ${material}, 'Bench', 'text', 'Bench', 'ready', 'x', 'x', 1, ${userId})`.execute(
    trx,
  );
  await sql`
    with made as (
      insert into items (organization_id, id, type, material_id, status, title, body, difficulty, quality, position, draft_key, approved_at)
      select ${organizationId}, gen_random_uuid(), 'question', ${material}, 'approved', 'Q', 'Q', 3, 0.9, n, 'bench ' || n, now()
      from generate_series(1, 2000) n
      returning id
    ),
    asked as (
      insert into questions (organization_id, item_id, question_type)
      select ${organizationId}, id, 'short_answer' from made
      returning item_id
    )
    insert into question_versions (organization_id, question_id, version, stem, explanation, answer_key)
    select ${organizationId}, item_id, 1, 'What is it?', 'It is.', '{"questionType":"short_answer","accepted":["it"]}'
    from asked`.execute(trx);
  await sql`
    insert into videos (organization_id, id, title, status, source, source_name, media_type, size_bytes, storage_key, duration_seconds, created_by)
    select ${organizationId}, gen_random_uuid(), 'Video ' || n, 'ready', 'upload', 'v.mp4', 'video/mp4', 1000, 'x', ${SECONDS}, ${userId}
    from generate_series(1, ${videos}::int) n`.execute(trx);
  await sql`
    insert into milestones (organization_id, id, video_id, at_seconds, title, status, created_by)
    select ${organizationId}, gen_random_uuid(), v.id, s * ${Math.floor(SECONDS / (STOPS + 1))}::int, 'Stop ' || s, 'active', ${userId}
    from videos v, generate_series(1, ${STOPS}::int) s`.execute(trx);
  await sql`
    with
    stops as (select id, row_number() over () as n from milestones),
    asked as materialized (select item_id, row_number() over () - 1 as n from questions)
    insert into milestone_questions (organization_id, milestone_id, item_id, position)
    select ${organizationId}, m.id, q.item_id, k
    from stops m
    cross join generate_series(1, 2) k
    join asked q on q.n = (m.n * 2 + k) % 2000`.execute(trx);
  const courseId = await insertCourse(trx, { organizationId, title: 'Bench', ownerId: userId });
  const key = { organizationId, courseId };
  const [module] = await insertModules(trx, key, [
    { title: 'Module', lessons: [{ kind: 'video', title: 'Watch' }] },
  ]);
  const lessonId = module?.lessons[0]?.id ?? '';
  const { rows } = await sql<{ id: string }>`select id from videos limit 1`.execute(trx);
  const videoId = rows[0]?.id ?? '';
  await sql`insert into lesson_videos (organization_id, lesson_id, video_id) values (${organizationId}, ${lessonId}, ${videoId})`.execute(
    trx,
  );
  await setLessonReadiness(trx, { organizationId, lessonId, notReady: null });
  await publishCourse(trx, { ...key, publishedBy: userId });
  await sql`
    insert into course_enrollments (organization_id, course_id, user_id, status, source, enrolled_at)
    select ${organizationId}, ${courseId}, user_id, 'active', 'self', now() from learners`.execute(
    trx,
  );
  // Each watched five pieces somewhere; all answered everything, half of them twice.
  await sql`
    insert into video_views (organization_id, user_id, lesson_id, video_id, watched)
    select ${organizationId}, l.user_id, ${lessonId}, ${videoId}, (
      select range_agg(int4range(at, at + 300000))
      from (select (hashtext(l.user_id::text || k) & 3276799) as at from generate_series(1, 5) k) p
    )
    from learners l`.execute(trx);
  await sql`
    insert into question_attempts (organization_id, id, user_id, lesson_id, milestone_id, item_id, attempt, question_version, response, result, is_correct, score, response_ms)
    select ${organizationId}, gen_random_uuid(), l.user_id, ${lessonId}, mq.milestone_id, mq.item_id, k, 1, '{}', '{}', k = 2, k - 1, 4000
    from (select user_id, row_number() over () as n from learners) l
    cross join generate_series(1, 2) k
    join milestones m on m.video_id = ${videoId}
    join milestone_questions mq on mq.milestone_id = m.id
    where k = 1 or l.n % 2 = 0`.execute(trx);
  await sql`
    insert into milestone_results (organization_id, user_id, lesson_id, milestone_id, score, passed_at)
    select ${organizationId}, l.user_id, ${lessonId}, m.id, 1, now()
    from learners l cross join milestones m where m.video_id = ${videoId}`.execute(trx);
  return { lessonId, videoId };
}

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-video-'));
const url = await createBenchDatabase();
const platform = await startPlatform(
  parseConfig({
    LECTERN_DATA: dataDir,
    LECTERN_LOG: 'silent',
    ...(url ? { DATABASE_URL: url } : {}),
  }),
  { webRoot: null, checkResponses: false, work: false, publicUrl: () => 'http://localhost' },
);
const { deps } = platform;
try {
  const organizationId = await makeDemoOrganization(deps);
  const system: TenantContext = { organizationId, userId: null, role: 'system' };
  note(`${learners} learners`);
  await addLearners(deps.database, system, learners);
  const rows = await withTenant(deps.database, system, (trx) =>
    trx
      .selectFrom('memberships')
      .select(['user_id', 'role'])
      .where('organization_id', '=', organizationId)
      .orderBy('role')
      .orderBy('user_id')
      .execute(),
  );
  const admin = rows.find(({ role }) => role === 'admin')?.user_id ?? '';
  const people = rows.filter(({ role }) => role === 'learner').slice(-500);
  note(`${videos} videos`);
  const { lessonId, videoId } = await withTenant(deps.database, system, (trx) =>
    fill(trx, organizationId, admin),
  );
  // As autovacuum leaves it: rows that nobody changes any more are known to be seen by all.
  await deps.database.pool.query('vacuum (analyze)');
  const addresses = createAddresses(deps);
  const author = { organizationId, userId: admin, role: 'admin' as const };
  const lessons = createLessonVideoService(deps, addresses);
  const milestones = createMilestoneService(deps);
  const player = createPlayerService(deps, addresses);
  const someone = (n: number) => ({
    organizationId,
    userId: people[n % people.length]?.user_id ?? '',
    role: 'learner' as const,
  });
  const lines = [
    '# Video',
    '',
    describeMachine(),
    '',
    `${url ? 'PostgreSQL' : 'Embedded database'}, ${learners.toLocaleString('en')} learners, ${videos.toLocaleString('en')} videos of an hour with ${STOPS} milestones of two questions; one lesson that every learner has watched in five pieces, with ${(learners * STOPS * 3).toLocaleString('en')} tries. One request after another, through the service with its transaction.`,
    '',
    row('what', 'times', 'p50 ms', 'p95 ms'),
    row('---', '---:', '---:', '---:'),
  ];
  const measure = async (what: string, times: number, work: (n: number) => Promise<unknown>) => {
    note(what);
    for (let n = 0; n < 5; n += 1) await work(n);
    const taken: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const started = performance.now();
      await work(n);
      taken.push(performance.now() - started);
    }
    lines.push(row(what, times, quantile(taken, 0.5).toFixed(1), quantile(taken, 0.95).toFixed(1)));
  };
  await measure('milestones of a video, with their questions', 200, () =>
    milestones.list(author, videoId),
  );
  await measure('player of a learner', 200, (n) => player.get(someone(n), lessonId));
  await measure('report of a player', 200, (n) =>
    player.putPosition(someone(n), lessonId, {
      positionSeconds: 100 + n,
      ranges: [[100 + n, 110 + n]],
    }),
  );
  await measure('analytics of a lesson that everybody watched', 20, () =>
    lessons.analytics(author, lessonId),
  );
  lines.push('');
  await writeFile(path.join(import.meta.dirname, 'results.md'), lines.join('\n'));
  console.log(lines.join('\n'));
} finally {
  await platform.close();
  await rm(dataDir, { recursive: true, force: true });
}
