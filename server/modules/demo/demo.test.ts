import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getWelcome, signIn, startDemo } from '../../../contracts/identity.ts';
import { getProgress } from '../../../contracts/learning.ts';
import { listMaterials } from '../../../contracts/library.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

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
});
