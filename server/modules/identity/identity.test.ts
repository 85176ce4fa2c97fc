import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acceptInvitation,
  createOrganization,
  getInvitation,
  getMe,
  getWelcome,
  signIn,
  signOut,
  switchOrganization,
  updatePreferences,
} from '../../../contracts/identity.ts';
import { createInvitation } from '../../../contracts/tenancy.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ database: 'own' });
});
afterAll(() => app.close());

const NEW = {
  organizationName: 'Harbour School',
  name: 'Ines Duarte',
  email: 'Ines@Example.org',
  password: 'a long password',
};

function cookieOf(headers: Record<string, unknown>): string {
  return [headers['set-cookie']]
    .flat()
    .map((line) => String(line).split(';')[0])
    .join('; ');
}

describe('the first organization', () => {
  it('refuses a short password and keeps nothing', async () => {
    const { status, problem } = await app.anonymous(createOrganization, {
      body: { ...NEW, password: 'short' },
    });
    expect(status).toBe(400);
    expect(problem.errors?.[0]?.path).toContain('password');
    expect((await app.anonymous(getWelcome)).body).toMatchObject({ canCreate: true });
  });

  it('is created by one alone where several ask at the same moment', async () => {
    const other = await startTestApp({ database: 'own' });
    const rivals = ['one@example.org', 'two@example.org', 'three@example.org'];
    const answers = await Promise.all(
      [NEW, ...rivals.map((email) => ({ ...NEW, email }))].map((body) =>
        other.anonymous(createOrganization, { body }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403]);
    const left = await other.database.pool.query('select count(*)::int as users from users');
    expect(left.rows).toEqual([{ users: 1 }]);
    await other.close();
  });

  it('is created by whoever comes first, who is its administrator and signed in', async () => {
    const answer = await app.anonymous(createOrganization, { body: NEW });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ role: 'admin', user: { email: 'ines@example.org' } });
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly/i);
    const me = await app.anonymous(getMe, { headers: { cookie: cookieOf(answer.headers) } });
    expect(me.body.user.name).toBe('Ines Duarte');
  });

  it('stays the only one that can be created without being asked to', async () => {
    expect((await app.anonymous(getWelcome)).body).toMatchObject({
      hasOrganizations: true,
      canCreate: false,
    });
    const { status, problem } = await app.anonymous(createOrganization, {
      body: { ...NEW, email: 'second@example.org' },
    });
    expect(status).toBe(403);
    expect(problem.detail).toContain('invite');
  });
});

describe('signing in', () => {
  it('says the same of a wrong password and of nobody', async () => {
    const wrong = await app.anonymous(signIn, {
      body: { email: 'ines@example.org', password: 'a wrong password' },
    });
    const nobody = await app.anonymous(signIn, {
      body: { email: 'nobody@example.org', password: 'a wrong password' },
    });
    expect(wrong.status).toBe(401);
    expect(nobody.status).toBe(401);
    expect(nobody.problem.detail).toBe(wrong.problem.detail);
  });

  it('reads the address in any case, and ends with signing out', async () => {
    const answer = await app.anonymous(signIn, {
      body: { email: 'INES@example.org', password: NEW.password },
    });
    expect(answer.status).toBe(200);
    const headers = { cookie: cookieOf(answer.headers) };
    expect((await app.anonymous(signOut, { headers })).status).toBe(200);
    expect((await app.anonymous(getMe, { headers })).status).toBe(401);
  });

  it('is held back after ten tries at one address', async () => {
    const email = 'guessed@example.org';
    for (let n = 0; n < 10; n += 1) {
      await app.anonymous(signIn, { body: { email, password: `guess number ${n}` } });
    }
    const { status, problem } = await app.anonymous(signIn, { body: { email, password: 'x' } });
    expect(status).toBe(429);
    expect(problem.detail).toMatch(/minute/);
  });
});

describe('an invitation', () => {
  it('lets a new person in once, with the role that was given', async () => {
    const { admin } = await app.organization({ name: 'Night School' });
    const made = await admin.call(createInvitation, {
      body: { email: 'guest@example.org', role: 'instructor' },
    });
    const token = made.body.link.split('/').at(-1) ?? '';
    const offer = await app.anonymous(getInvitation, { params: { token } });
    expect(offer.body).toEqual({
      organizationName: 'Night School',
      email: 'guest@example.org',
      role: 'instructor',
      hasAccount: false,
    });
    const body = { name: 'Guest', password: 'guest password' };
    const joined = await app.anonymous(acceptInvitation, { params: { token }, body });
    expect(joined.status).toBe(201);
    expect(joined.body.role).toBe('instructor');
    const again = await app.anonymous(acceptInvitation, { params: { token }, body });
    expect(again.problem.code).toBe('invitation_over');
  });

  it('cannot be made up', async () => {
    const { admin, id } = await app.organization();
    const made = await admin.call(createInvitation, {
      body: { email: 'other@example.org', role: 'admin' },
    });
    const [, invitation] = (made.body.link.split('/').at(-1) ?? '').split('.');
    const { status } = await app.anonymous(getInvitation, {
      params: { token: `${id}.${invitation}.${'A'.repeat(32)}` },
    });
    expect(status).toBe(410);
  });
});

describe('a person', () => {
  it('cannot work in an organization of others', async () => {
    const mine = await app.organization();
    const other = await app.organization();
    const { status } = await mine.learner.call(switchOrganization, {
      body: { organizationId: other.id },
    });
    expect(status).toBe(404);
    expect((await mine.learner.call(getMe)).body.organization.id).toBe(mine.id);
  });

  it('keeps theme, language and a time zone that exists', async () => {
    const { learner } = await app.organization();
    const saved = await learner.call(updatePreferences, {
      body: { theme: 'dark', timeZone: 'Europe/Rome' },
    });
    expect(saved.body).toMatchObject({ theme: 'dark', timeZone: 'Europe/Rome' });
    const wrong = await learner.call(updatePreferences, { body: { timeZone: 'Mars/Olympus' } });
    expect(wrong.status).toBe(400);
    expect((await learner.call(getMe)).body.preferences.timeZone).toBe('Europe/Rome');
  });
});
