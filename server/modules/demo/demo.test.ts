import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getChanges, listCourses } from '../../../contracts/courses.ts';
import { listMyCertificates, listMyCourses } from '../../../contracts/enrolment.ts';
import { getWelcome, signIn, startDemo } from '../../../contracts/identity.ts';
import { getProgress } from '../../../contracts/learning.ts';
import { listMaterials } from '../../../contracts/library.ts';
import { answerMilestone, getPlayer, getPlayerMilestone } from '../../../contracts/player.ts';
import { listGradingQueue } from '../../../contracts/submissions.ts';
import { demoSubmissions } from '../../../demo/class.ts';
import { demoCourses } from '../../../demo/courses/index.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { answerOf } from './courses/answers.ts';

const PASSWORD = 'Demo123!';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ database: 'own', work: true });
});
afterAll(() => app.close());

async function built(): Promise<void> {
  for (;;) {
    const { demo } = (await app.anonymous(getWelcome)).body;
    if (demo.status === 'ready') return;
    if (demo.status === 'failed') throw new Error(demo.error ?? 'The demo failed.');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function cookieOf(email: string): Promise<{ role: string; headers: { cookie: string } }> {
  const answer = await app.anonymous(signIn, { body: { email, password: PASSWORD } });
  const cookie = [answer.headers['set-cookie']]
    .flat()
    .map((line) => String(line).split(';')[0])
    .join('; ');
  return { role: answer.body.role, headers: { cookie } };
}

describe('the demo', () => {
  it('becomes one organization with people of every role and weeks of study', async () => {
    await app.anonymous(startDemo);
    await built();
    const admin = await cookieOf('admin@example.com');
    const teacher = await cookieOf('teacher@example.com');
    const student = await cookieOf('student@example.com');
    expect([admin.role, teacher.role, student.role]).toEqual(['admin', 'instructor', 'learner']);
    const progress = await app.anonymous(getProgress, { query: {}, headers: student.headers });
    expect(progress.body.totalMinutes).toBeGreaterThan(20);
    expect(progress.body.activity.filter(({ answers }) => answers > 0).length).toBeGreaterThan(5);
    expect(progress.body.concepts.some(({ level }) => level !== null)).toBe(true);
  }, 150_000);

  it('is there once, however often it is asked for', async () => {
    const { headers } = await cookieOf('teacher@example.com');
    const materials = () => app.anonymous(listMaterials, { query: {}, headers });
    const before = (await materials()).body.items;
    expect((await app.anonymous(startDemo)).body.status).toBe('ready');
    await built();
    expect((await materials()).body.items).toEqual(before);
    expect(new Set(before.map(({ subject }) => subject)).size).toBe(3);
  });

  it('offers two courses that are published without a problem', async () => {
    const { headers } = await cookieOf('teacher@example.com');
    const { items } = (await app.anonymous(listCourses, { query: {}, headers })).body;
    expect(items.map(({ title }) => title).sort()).toEqual(
      demoCourses.map(({ title }) => title).sort(),
    );
    for (const course of items) {
      const draft = { params: { id: course.id }, headers };
      const { changes, problems } = (await app.anonymous(getChanges, draft)).body;
      expect([course.state, problems]).toEqual(['published', []]);
      expect(changes.lessons).toEqual([]);
      expect(course.lessonCount).toBe(
        demoCourses
          .find(({ title }) => title === course.title)
          ?.modules.flatMap(({ lessons }) => lessons).length,
      );
      const thumbnail = await app.platform.app.server.inject({
        url: course.thumbnailUrl ?? '',
        headers,
      });
      expect(thumbnail.headers['content-type']).toBe('image/webp');
    }
  });

  it('plays a film from storage, with captions, up to a milestone that can be answered', async () => {
    const { headers } = await cookieOf('student@example.com');
    const mine = (await app.anonymous(listMyCourses, { query: {}, headers })).body.items;
    const course = mine.find(({ status }) => status === 'active')!;
    expect(course.next?.kind).toBe('video');
    const lessonId = course.next!.lessonId;
    const player = (await app.anonymous(getPlayer, { params: { lessonId }, headers })).body;
    const part = { ...headers, range: 'bytes=4-7' };
    const film = await app.platform.app.server.inject({ url: player.video.src, headers: part });
    expect([film.statusCode, film.body]).toEqual([206, 'ftyp']);
    expect(player.tracks.map(({ language }) => language).sort()).toEqual(['ar', 'en']);
    expect(player.milestones.map(({ state }) => state)).toEqual([
      ...['passed', 'passed'],
      ...['open', 'open', 'open'],
    ]);
    expect(player.watch.positionSeconds).toBeLessThan(player.watch.gateSeconds!);
    const params = { lessonId, id: player.milestones[2]!.id };
    const { questions } = (await app.anonymous(getPlayerMilestone, { params, headers })).body;
    const cells = demoCourses.find(({ key }) => key === 'cells')!;
    for (const { itemId, item } of questions) {
      if (item.type !== 'question') throw new Error('A milestone asks questions.');
      const asked = Object.values(cells.questions).find(({ stem }) => stem === item.stem)!;
      const answer = answerOf(item, asked.answerKey, true);
      const body = { itemId, attempt: 1, answer, responseMs: 5000 };
      const told = (await app.anonymous(answerMilestone, { params, body, headers })).body;
      expect(told.result.correct).toBe(true);
      expect(told.backToSeconds).toBeGreaterThan(0);
    }
    const after = (await app.anonymous(getPlayer, { params: { lessonId }, headers })).body;
    expect(after.milestones[2]?.state).toBe('passed');
  });

  it('has work that waits for its grade, and a certificate for who has completed a course', async () => {
    const teacher = await cookieOf('teacher@example.com');
    const query = {};
    const queue = await app.anonymous(listGradingQueue, { query, headers: teacher.headers });
    const waiting = demoSubmissions.filter(({ graded }) => graded === null).length;
    expect(queue.body.items).toHaveLength(waiting);
    const student = await cookieOf('student@example.com');
    const own = await app.anonymous(listMyCertificates, { query, headers: student.headers });
    expect(own.body.items.map(({ courseTitle }) => courseTitle)).toEqual([demoCourses[0]!.title]);
  });
});
