import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as identity from '../../../contracts/identity.ts';
import * as tenancy from '../../../contracts/tenancy.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';

let app: TestApp;
let school: TestOrganization;
let company: TestOrganization;

beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization({ name: 'School' });
  company = await app.organization({ name: 'Company' });
});
afterAll(() => app.close());

describe('people', () => {
  it('lists the people of the organization and nobody else', async () => {
    const { status, body } = await school.admin.call(tenancy.listMembers, { query: {} });
    expect(status).toBe(200);
    expect(body.items.map((member) => member.userId).sort()).toEqual(
      [school.admin.userId, school.instructor.userId, school.learner.userId].sort(),
    );
  });

  it('pages through everybody once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await company.admin.call(tenancy.listMembers, {
        query: cursor === undefined ? { limit: 1 } : { limit: 1, cursor },
      });
      seen.push(...body.items.map((member) => member.userId));
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
  });

  it('refuses a cursor that it did not give', async () => {
    const { status, problem } = await school.admin.call(tenancy.listMembers, {
      query: { cursor: 'x' },
    });
    expect([status, problem.code]).toEqual([400, 'invalid_request']);
  });

  it('does not let the last administrator step down', async () => {
    const { status, problem } = await school.admin.call(tenancy.updateMember, {
      params: { id: school.admin.userId },
      body: { role: 'learner' },
    });
    expect([status, problem.code]).toEqual([409, 'last_admin']);
  });

  it('does not find people of another organization', async () => {
    const { status } = await school.admin.call(tenancy.updateMember, {
      params: { id: company.learner.userId },
      body: { role: 'admin' },
    });
    expect(status).toBe(404);
  });

  it('shows them to those who teach, and lets administrators alone change them', async () => {
    const list = { query: {} };
    const asInstructor = await school.instructor.call(tenancy.listMembers, list);
    const asLearner = await school.learner.call(tenancy.listMembers, list);
    const asNobody = await app.anonymous(tenancy.listMembers, list);
    expect([asInstructor.status, asLearner.status, asNobody.status]).toEqual([200, 403, 401]);
    const change = await school.instructor.call(tenancy.updateMember, {
      params: { id: school.learner.userId },
      body: { role: 'instructor' },
    });
    expect(change.status).toBe(403);
  });
});

describe('invitations', () => {
  it('makes an account and a membership out of a link, once', async () => {
    const invited = await school.admin.call(tenancy.createInvitation, {
      body: { email: 'New@example.com', role: 'instructor' },
    });
    expect(invited.status).toBe(201);
    const token = invited.body.link.split('/invitations/')[1] ?? '';
    const offer = await app.anonymous(identity.getInvitation, { params: { token } });
    expect(offer.body).toMatchObject({
      organizationName: 'School',
      hasAccount: false,
      role: 'instructor',
    });
    const joined = await app.anonymous(identity.acceptInvitation, {
      params: { token },
      body: { name: 'Newcomer', password: 'long enough' },
    });
    expect([joined.status, joined.body.role]).toEqual([201, 'instructor']);
    const again = await app.anonymous(identity.acceptInvitation, {
      params: { token },
      body: { name: 'Newcomer', password: 'long enough' },
    });
    expect([again.status, again.problem.code]).toEqual([410, 'invitation_over']);
  });

  it('is worth nothing with a changed secret', async () => {
    const { body } = await school.admin.call(tenancy.createInvitation, {
      body: { email: 'other@example.com', role: 'learner' },
    });
    const token = `${body.link.split('/invitations/')[1]}x`;
    const { status } = await app.anonymous(identity.getInvitation, { params: { token } });
    expect(status).toBe(410);
  });
});

describe('settings', () => {
  it('start from the defaults and keep what is changed', async () => {
    const changed = await school.admin.call(tenancy.updateSettings, {
      body: { reviewPolicy: 'review_flagged', organizationName: 'Old School' },
    });
    expect(changed.body).toMatchObject({
      reviewPolicy: 'review_flagged',
      sessionMinutes: 10,
      organizationName: 'Old School',
    });
    const other = await company.admin.call(tenancy.getSettings);
    expect(other.body.reviewPolicy).toBe('review_all');
  });

  it('refuse a value that is not one of the choices', async () => {
    const { status, problem } = await school.admin.call(tenancy.updateSettings, {
      body: { reviewPolicy: 'none' as 'publish_all' },
    });
    expect([status, problem.errors?.[0]?.path]).toEqual([400, 'reviewPolicy']);
  });
});

describe('requests', () => {
  it('answer the first result for a repeated Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'invite-0001' };
    const body = { email: 'twice@example.com', role: 'learner' as const };
    const first = await company.admin.call(tenancy.createInvitation, { body, headers });
    const second = await company.admin.call(tenancy.createInvitation, { body, headers });
    expect(second.body.id).toBe(first.body.id);
    const other = await company.admin.call(tenancy.createInvitation, {
      body: { ...body, email: 'else@example.com' },
      headers,
    });
    expect([other.status, other.problem.code]).toEqual([422, 'idempotency_reuse']);
  });

  it('that write are refused from another site', async () => {
    const { status, problem } = await company.admin.call(tenancy.updateSettings, {
      body: { sessionMinutes: 20 },
      headers: { origin: 'https://evil.example' },
    });
    expect([status, problem.code]).toEqual([403, 'wrong_origin']);
  });
});
