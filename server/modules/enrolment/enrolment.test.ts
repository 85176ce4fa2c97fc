import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getCourse, putPrerequisites, updateCourse } from '../../../contracts/courses.ts';
import * as contracts from '../../../contracts/enrolment.ts';
import { withTenant } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import { buildCourse } from './builders.testing.ts';
import { enrolPeople } from './enrol-people.ts';

let app: TestApp;
let school: TestOrganization;
let other: TestOrganization;

beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization({ name: 'School' });
  other = await app.organization({ name: 'Other' });
});
afterAll(() => app?.close());

const course = (id: string) => ({ params: { id } });
const statusOf = async (person: TestPerson, id: string) =>
  (await person.call(contracts.getEnrolment, course(id))).body.enrolment;

/** Members by the database alone: nobody signs in as them. */
async function addMembers(
  count: number,
  name = 'Member',
): Promise<{ id: string; email: string }[]> {
  const people = Array.from({ length: count }, () => {
    const id = newId();
    return { id, email: `${id}@example.org` };
  });
  await app.database.kysely
    .insertInto('users')
    .values(people.map((person) => ({ ...person, name })))
    .execute();
  await withTenant(app.database, school.system, (trx) =>
    trx
      .insertInto('memberships')
      .values(
        people.map(({ id }) => ({
          organization_id: school.id,
          user_id: id,
          role: 'learner' as const,
        })),
      )
      .execute(),
  );
  return people;
}

async function patch(id: string, body: Record<string, unknown>) {
  const { body: draft } = await school.instructor.call(getCourse, course(id));
  const headers = { 'if-match': `"${draft.revision}"` };
  const changed = await school.instructor.call(updateCourse, { ...course(id), headers, body });
  expect(changed.status).toBe(200);
}

describe('enrolling oneself', () => {
  it('gives a place once, however often it is asked for', async () => {
    const { id } = await buildCourse(app, school);
    const first = await school.learner.call(contracts.enrol, course(id));
    const second = await school.learner.call(contracts.enrol, course(id));
    expect(first.body).toMatchObject({ status: 'active', source: 'self', waitingPlace: null });
    expect(second.body).toEqual(first.body);
  });

  it('is refused before the course is published, and where only instructors enrol', async () => {
    const draft = await buildCourse(app, school, { publish: false });
    const closed = await buildCourse(app, school, { enrolment: 'by_instructor' });
    const refused = async (id: string) =>
      (await school.learner.call(contracts.enrol, course(id))).problem.code;
    expect(await refused(draft.id)).toBe('course_not_published');
    expect(await refused(closed.id)).toBe('enrolment_closed');
    expect((await school.learner.call(contracts.getEnrolment, course(draft.id))).status).toBe(404);
    expect(
      (await school.learner.call(contracts.getEnrolment, course(closed.id))).body,
    ).toMatchObject({ enrolment: null, obstacles: ['not_open'], placesLeft: null });
  });

  it('is refused while a prerequisite is missing, which it names', async () => {
    const before = await buildCourse(app, school, { title: 'Basics' });
    const { id } = await buildCourse(app, school, { title: 'Advanced' });
    const { body: draft } = await school.instructor.call(getCourse, course(id));
    await school.instructor.call(putPrerequisites, {
      ...course(id),
      headers: { 'if-match': `"${draft.revision}"` },
      body: { courseIds: [before.id] },
    });
    const learner = await school.join('learner');
    const { problem } = await learner.call(contracts.enrol, course(id));
    expect(problem).toMatchObject({
      code: 'prerequisites_missing',
      errors: [{ path: before.id, message: 'Basics' }],
    });
    await learner.call(contracts.enrol, course(before.id));
    for (const lessonId of before.lessonIds)
      await learner.call(contracts.completeLesson, { params: { id: before.id, lessonId } });
    expect((await learner.call(contracts.enrol, course(id))).body.status).toBe('active');
  });

  it('takes a place again after leaving, with what was done', async () => {
    const { id, lessonIds } = await buildCourse(app, school);
    const learner = await school.join('learner');
    await learner.call(contracts.enrol, course(id));
    const [lessonId = ''] = lessonIds;
    await learner.call(contracts.completeLesson, { params: { id, lessonId } });
    const left = await learner.call(contracts.withdraw, course(id));
    expect(left.body).toMatchObject({ status: 'withdrawn', progressPercent: 50 });
    const read = await learner.call(contracts.readMyLesson, { params: { id, lessonId } });
    expect(read.problem.code).toBe('not_enrolled');
    const again = await learner.call(contracts.enrol, course(id));
    expect(again.body).toMatchObject({ status: 'active', progressPercent: 50 });
  });
});

describe('places', () => {
  it('are never given twice: of 50 who come at once the limit get in and the others wait in line', async () => {
    const { id } = await buildCourse(app, school, { maxStudents: 7 });
    const people = await addMembers(50);
    await Promise.all(
      people.map(({ id: userId }) =>
        withTenant(app.database, { ...school.system, userId }, (trx) =>
          enrolPeople(trx, {
            organizationId: school.id,
            courseId: id,
            userIds: [userId],
            source: 'self',
            enrolledBy: userId,
            clock: app.deps.clock,
          }),
        ),
      ),
    );
    const page = { ...course(id), query: { status: 'waiting', limit: 100 } } as const;
    const { body } = await school.instructor.call(contracts.listCoursePeople, page);
    expect(body.counts).toEqual({ active: 7, waiting: 43, completed: 0, withdrawn: 0 });
    expect(body.items.map(({ waitingPlace }) => waitingPlace)).toEqual(
      Array.from({ length: 43 }, (_, place) => place + 1),
    );
  });

  it('that become free go to the first who waits, in the same moment', async () => {
    const { id } = await buildCourse(app, school, { maxStudents: 1 });
    const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => school.join('learner')));
    if (!a || !b || !c || !d) throw new Error('people');
    for (const person of [a, b, c, d]) await person.call(contracts.enrol, course(id));
    expect([await statusOf(b, id), await statusOf(d, id)]).toMatchObject([
      { status: 'waiting', waitingPlace: 1 },
      { status: 'waiting', waitingPlace: 3 },
    ]);
    const mine = await c.call(contracts.listMyCourses, { query: {} });
    expect(mine.body.items[0]).toMatchObject({ courseId: id, waitingPlace: 2, next: null });

    const up = await school.instructor.call(contracts.movePersonUp, {
      params: { id, userId: d.userId },
    });
    expect(up.body).toMatchObject({ status: 'waiting', waitingPlace: 1 });
    await a.call(contracts.withdraw, course(id));
    expect(await statusOf(d, id)).toMatchObject({ status: 'active', waitingPlace: null });
    expect(await statusOf(b, id)).toMatchObject({ waitingPlace: 1 });

    await school.instructor.call(contracts.removePerson, { params: { id, userId: d.userId } });
    expect(await statusOf(b, id)).toMatchObject({ status: 'active' });
    await patch(id, { maxStudents: 2 });
    expect(await statusOf(c, id)).toMatchObject({ status: 'active' });
    await patch(id, { maxStudents: 1 });
    expect(await statusOf(c, id)).toMatchObject({ status: 'active' });
    const full = await a.call(contracts.getEnrolment, course(id));
    expect(full.body).toMatchObject({ placesLeft: 0, waiting: 0 });
  });

  it('are open to all of the line when the limit is taken away', async () => {
    const { id } = await buildCourse(app, school, { maxStudents: 1 });
    const people = await addMembers(4);
    const body = { userIds: people.map((person) => person.id) };
    const { body: done } = await school.instructor.call(contracts.enrolPeople, {
      ...course(id),
      body,
    });
    expect(done.results.map(({ outcome }) => outcome)).toEqual([
      'enrolled',
      'waiting',
      'waiting',
      'waiting',
    ]);
    await patch(id, { maxStudents: null });
    const list = await school.instructor.call(contracts.listCoursePeople, {
      ...course(id),
      query: {},
    });
    expect(list.body.counts).toMatchObject({ active: 4, waiting: 0 });
  });
});

describe('the people of a course', () => {
  it('are enrolled by its instructor, whatever stands in the way of learners', async () => {
    const { id } = await buildCourse(app, school, { enrolment: 'by_instructor' });
    const userIds = [school.learner.userId, other.learner.userId, school.learner.userId];
    const { body } = await school.instructor.call(contracts.enrolPeople, {
      ...course(id),
      body: { userIds },
    });
    expect(body.results).toEqual([
      { userId: school.learner.userId, outcome: 'enrolled' },
      { userId: other.learner.userId, outcome: 'not_a_member' },
      { userId: school.learner.userId, outcome: 'enrolled' },
    ]);
    expect(await statusOf(school.learner, id)).toMatchObject({ source: 'instructor' });
  });

  it('are listed in pages and found by a part of name or address', async () => {
    const { id } = await buildCourse(app, school);
    const people = await addMembers(5, 'Zed 100%');
    await school.instructor.call(contracts.enrolPeople, {
      ...course(id),
      body: { userIds: [...people.map((person) => person.id), school.learner.userId] },
    });
    const page = (query: object) =>
      school.instructor.call(contracts.listCoursePeople, { ...course(id), query });
    const first = await page({ limit: 4 });
    const second = await page({ limit: 4, cursor: first.body.nextCursor ?? '' });
    const seen = [...first.body.items, ...second.body.items].map(({ userId }) => userId);
    expect(new Set(seen).size).toBe(6);
    expect(second.body.nextCursor).toBeNull();
    expect((await page({ q: '100%' })).body.items).toHaveLength(5);
    expect((await page({ q: school.learner.email })).body.items).toMatchObject([
      { userId: school.learner.userId },
    ]);
    expect((await page({ status: 'completed' })).body.items).toEqual([]);
  });

  it('come as a file in which no name is run by a spreadsheet', async () => {
    const { id } = await buildCourse(app, school);
    const [person] = await addMembers(1, '=HYPERLINK("http://evil")');
    await school.instructor.call(contracts.enrolPeople, {
      ...course(id),
      body: { userIds: [person?.id ?? ''] },
    });
    const file = (cookie: string) =>
      app.platform.app.server.inject({
        url: `/api/v1/courses/${id}/people.csv`,
        headers: { cookie },
      });
    const csv = await file(school.instructor.cookie);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body.split('\r\n')[1]).toContain(`"'=HYPERLINK(""http://evil"")",`);
    expect((await file(school.learner.cookie)).statusCode).toBe(403);
    expect((await file(other.instructor.cookie)).statusCode).toBe(404);
    expect((await file('')).statusCode).toBe(401);
  });

  it('are changed by the owner of the course and administrators alone', async () => {
    const { id } = await buildCourse(app, school);
    const colleague = await school.join('instructor');
    const enrolAs = (person: TestPerson) =>
      person.call(contracts.enrolPeople, {
        ...course(id),
        body: { userIds: [school.learner.userId] },
      });
    expect((await enrolAs(colleague)).problem.code).toBe('forbidden');
    expect((await enrolAs(school.learner)).problem.code).toBe('forbidden');
    expect((await enrolAs(school.admin)).status).toBe(200);
    const seen = await colleague.call(contracts.listCoursePeople, { ...course(id), query: {} });
    expect(seen.body.items).toHaveLength(1);
  });

  it('are not there for another organization', async () => {
    const { id } = await buildCourse(app, school);
    const calls = await Promise.all([
      other.learner.call(contracts.enrol, course(id)),
      other.learner.call(contracts.getEnrolment, course(id)),
      other.learner.call(contracts.getMyCourse, course(id)),
      other.instructor.call(contracts.listCoursePeople, { ...course(id), query: {} }),
      other.instructor.call(contracts.getCourseAnalytics, course(id)),
      other.instructor.call(contracts.enrolPeople, {
        ...course(id),
        body: { userIds: [other.learner.userId] },
      }),
    ]);
    expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 404));
    const { problem } = await app.anonymous(contracts.enrol, course(id));
    expect(problem.code).toBe('not_signed_in');
  });

  it('leave a trace for administrators: who enrolled whom', async () => {
    const { id } = await buildCourse(app, school);
    await school.learner.call(contracts.enrol, course(id));
    await school.instructor.call(contracts.removePerson, {
      params: { id, userId: school.learner.userId },
    });
    const rows = await withTenant(app.database, school.admin.tenant, (trx) =>
      trx
        .selectFrom('audit_logs')
        .innerJoin('course_enrollments as e', 'e.id', 'audit_logs.entity_id')
        .select(['action', 'audit_logs.user_id as by', 'new_values as values'])
        .where('entity_type', '=', 'course_enrollments')
        .where('e.course_id', '=', id)
        .orderBy('audit_logs.created_at')
        .execute(),
    );
    expect(rows).toMatchObject([
      { action: 'insert', by: school.learner.userId, values: { user_id: school.learner.userId } },
      { action: 'update', by: school.instructor.userId, values: { status: 'withdrawn' } },
    ]);
  });
});

describe('a list of people', () => {
  it('is shown row by row and then imported exactly so, or not at all', async () => {
    const { id } = await buildCourse(app, school, { maxStudents: 3 });
    await school.learner.call(contracts.enrol, course(id));
    const people = await addMembers(3);
    const csv = [
      'name,email',
      `Known,${school.learner.email}`,
      ...people.map(({ email }) => `New,${email.toUpperCase()}`),
      `Again,${people[0]?.email}`,
      `Stranger,${other.learner.email}`,
      'Nobody,nowhere',
    ].join('\n');
    const preview = await school.instructor.call(contracts.previewCsv, {
      ...course(id),
      body: { csv },
    });
    expect(preview.body.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'already'],
      [3, 'will_enrol'],
      [4, 'will_enrol'],
      [5, 'will_wait'],
      [6, 'duplicate'],
      [7, 'not_a_member'],
      [8, 'invalid_address'],
    ]);
    const body = { csv, token: preview.body.token };
    const extra = await school.join('learner');
    await extra.call(contracts.enrol, course(id));
    const stale = await school.instructor.call(contracts.importCsv, { ...course(id), body });
    expect(stale.problem.code).toBe('conflict');
    await extra.call(contracts.withdraw, course(id));
    const done = await school.instructor.call(contracts.importCsv, { ...course(id), body });
    expect(done.body).toEqual({ enrolled: 2, waiting: 1 });
    const list = await school.instructor.call(contracts.listCoursePeople, {
      ...course(id),
      query: { status: 'waiting' },
    });
    expect(list.body.items).toMatchObject([{ email: people[2]?.email, source: 'csv' }]);
  });

  it('that is none says what it needs', async () => {
    const { id } = await buildCourse(app, school);
    const { problem } = await school.instructor.call(contracts.previewCsv, {
      ...course(id),
      body: { csv: 'who\nAda\n' },
    });
    expect(problem).toMatchObject({ code: 'invalid_request' });
    expect(problem.detail).toContain('"email"');
  });
});
