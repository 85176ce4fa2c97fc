import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addLesson,
  deleteLesson,
  getCourse,
  publishCourse,
  putArticle,
  unpublishCourse,
} from '../../../contracts/courses.ts';
import * as contracts from '../../../contracts/enrolment.ts';
import { listOpenAnswers } from '../../../contracts/grading.ts';
import { reviewItem } from '../../../contracts/items.ts';
import { withTenant } from '../../db/tenant.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import {
  buildDraft,
  buildItems,
  buildMaterial,
  flashcard,
  nugget,
  question,
} from '../items/builders.testing.ts';
import { article, buildCourse } from './builders.testing.ts';
import { completeLesson, recordProgress } from './progress.ts';
import { recomputeCourse } from './recompute.ts';

let app: TestApp;
let school: TestOrganization;
let other: TestOrganization;
let now = new Date('2026-03-01T10:00:00Z');
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

beforeAll(async () => {
  app = await startTestApp({ clock: { now: () => now } });
  school = await app.organization({ name: 'School' });
  other = await app.organization({ name: 'Other' });
});
afterAll(() => app?.close());

/** A course that a new learner takes. */
async function taken(options: Parameters<typeof buildCourse>[2] = {}) {
  const course = await buildCourse(app, school, options);
  const learner = await school.join('learner');
  await learner.call(contracts.enrol, { params: { id: course.id } });
  const at = (place: number) => ({ id: course.id, lessonId: course.lessonIds[place] ?? '' });
  return { ...course, learner, at };
}

const complete = (learner: TestPerson, params: { id: string; lessonId: string }) =>
  learner.call(contracts.completeLesson, { params });

const mine = async (learner: TestPerson, id: string) => {
  const { body } = await learner.call(contracts.listMyCourses, { query: {} });
  return body.items.find(({ courseId }) => courseId === id);
};

/** What an instructor does to the draft, then publishes. */
async function publish(id: string, edit?: (headers: { 'if-match': string }) => Promise<unknown>) {
  const headers = async () => {
    const { body } = await school.instructor.call(getCourse, { params: { id } });
    return { 'if-match': `"${body.revision}"` };
  };
  await edit?.(await headers());
  const done = await school.instructor.call(publishCourse, {
    params: { id },
    headers: await headers(),
    body: {},
  });
  expect(done.status).toBe(200);
}

describe('taking a course', () => {
  it('goes on where the learner was, on any device', async () => {
    const { id, learner, at } = await taken();
    expect(await mine(learner, id)).toMatchObject({
      title: 'A course',
      progressPercent: 0,
      lessonCount: 2,
      next: { title: 'First', position: null },
    });
    const position = { kind: 'text', offset: 120 } as const;
    const put = (offset: number, seconds: number) =>
      learner.call(contracts.putPosition, {
        params: at(1),
        body: {
          position: { ...position, offset },
          at: new Date(now.getTime() + seconds * 1000).toISOString(),
        },
      });
    expect((await put(120, -10)).body.position).toEqual(position);
    expect((await put(40, -20)).body.position).toEqual(position);
    expect((await put(120, -10)).body.position).toEqual(position);
    expect(await mine(learner, id)).toMatchObject({ next: { title: 'Second', position } });
    const read = await learner.call(contracts.readMyLesson, { params: at(1) });
    expect(read.body).toMatchObject({
      lesson: { title: 'Second', kind: 'article' },
      progress: { state: 'started', position },
      previous: { title: 'First' },
      next: null,
    });
    await complete(learner, at(1));
    expect(await mine(learner, id)).toMatchObject({
      progressPercent: 50,
      completedCount: 1,
      next: { title: 'First' },
    });
  });

  it('shows the outline with the state of every lesson', async () => {
    const { id, learner, at } = await taken({ objectives: ['Know things'] });
    await complete(learner, at(0));
    const { body } = await learner.call(contracts.getMyCourse, { params: { id } });
    expect(body).toMatchObject({
      objectives: ['Know things'],
      requiredPercent: 100,
      course: { progressPercent: 50 },
      modules: [
        {
          title: 'Module',
          lessons: [
            { title: 'First', state: 'completed', isNew: false },
            { title: 'Second', state: 'new' },
          ],
        },
      ],
    });
  });

  it('counts time, but never more than has gone by, in however many lessons and courses', async () => {
    const one = await taken();
    const { learner } = one;
    const two = await buildCourse(app, school);
    await learner.call(contracts.enrol, { params: { id: two.id } });
    const beat = async (params: { id: string; lessonId: string }, seconds = 60) =>
      (await learner.call(contracts.sendHeartbeat, { params, body: { seconds } })).body
        .creditedSeconds;
    expect(await beat(one.at(0), 30)).toBe(30);
    later(40);
    expect(await beat(one.at(0))).toBe(40);
    expect(await beat(one.at(1))).toBe(0);
    expect(await beat({ id: two.id, lessonId: two.lessonIds[0] ?? '' })).toBe(0);
    later(3600);
    const both = await Promise.all([beat(one.at(0)), beat(one.at(1))]);
    expect(both.reduce((sum, seconds) => sum + seconds)).toBe(60);
    expect(await mine(learner, one.id)).toMatchObject({ timeSpentSeconds: 130 });
  });

  it('completes articles by hand, takes the mark back, and leaves the rest to its modules', async () => {
    const { id, learner, at } = await taken({
      lessons: [
        { kind: 'article', title: 'Text', document: article('Words.') },
        { kind: 'video', title: 'Film', notReady: null },
        { kind: 'assessment', title: 'Exam', notReady: null },
      ],
    });
    expect((await complete(learner, at(0))).body).toMatchObject({
      lesson: { state: 'completed' },
      progressPercent: 33.33,
      courseCompleted: false,
    });
    const undone = await learner.call(contracts.uncompleteLesson, { params: at(0) });
    expect(undone.body).toMatchObject({ lesson: { state: 'started' }, progressPercent: 0 });
    expect((await complete(learner, at(1))).problem.code).toBe('conflict');
    expect((await complete(learner, at(2))).problem.code).toBe('conflict');
    const scored = await withTenant(app.database, learner.tenant, async (trx) => {
      const key = { organizationId: school.id, userId: learner.userId, now };
      await recordProgress(trx, { ...key, lessonId: at(1).lessonId, seconds: 90 });
      await completeLesson(trx, { ...key, lessonId: at(2).lessonId, score: 80 });
      return completeLesson(trx, { ...key, lessonId: at(2).lessonId, score: 60 });
    });
    expect(scored).toMatchObject({ courseId: id, progressPercent: 33.33, courseCompleted: false });
    expect(await mine(learner, id)).toMatchObject({ averageScore: 80, timeSpentSeconds: 90 });
  });

  it('writes nothing for somebody without a place, such as an author who tries a lesson', async () => {
    const { at } = await taken();
    const { instructor } = school;
    const key = { organizationId: school.id, userId: instructor.userId, now, ...at(0) };
    const done = await withTenant(app.database, instructor.tenant, async (trx) => [
      await completeLesson(trx, key),
      await recordProgress(trx, { ...key, seconds: 10 }),
    ]);
    expect(done).toEqual([null, false]);
    expect((await complete(instructor, at(0))).problem.code).toBe('not_enrolled');
  });

  it('shows instructors how it goes, by lesson and by person', async () => {
    const { id, learner, at } = await taken();
    const second = await school.join('learner');
    await second.call(contracts.enrol, { params: { id } });
    await complete(learner, at(0));
    await withTenant(app.database, second.tenant, (trx) =>
      recordProgress(trx, {
        organizationId: school.id,
        userId: second.userId,
        lessonId: at(0).lessonId,
        seconds: 100,
        score: 70,
        now,
      }),
    );
    const { body } = await school.instructor.call(contracts.getCourseAnalytics, {
      params: { id },
    });
    expect(body).toMatchObject({
      enrolled: 2,
      completed: 0,
      activeThisWeek: 2,
      averageProgressPercent: 25,
      averageScore: 70,
      averageSeconds: 50,
      lessons: [
        {
          title: 'First',
          started: 2,
          completed: 1,
          completionPercent: 50,
          averageScore: 70,
          averageSeconds: 50,
        },
        { title: 'Second', started: 0, completed: 0, averageScore: null, averageSeconds: null },
      ],
    });
    const person = await school.instructor.call(contracts.getCoursePerson, {
      params: { id, userId: learner.userId },
    });
    expect(person.body).toMatchObject({
      person: { progressPercent: 50 },
      lessons: [{ state: 'completed' }, { state: 'new' }],
    });
    expect((await learner.call(contracts.getCourseAnalytics, { params: { id } })).status).toBe(403);
  });
});

describe('items in a lesson', () => {
  it('are graded as in a session: mastery, schedule and essays move', async () => {
    const material = await buildMaterial(app, school);
    const { insertedIds } = await buildItems(app, school, material, [
      buildDraft(material, question()),
      buildDraft(material, flashcard()),
      buildDraft(material, nugget()),
      buildDraft(material, {
        type: 'question',
        stem: 'Explain osmosis.',
        explanation: '',
        hints: ['Think of water.'],
        answerKey: {
          questionType: 'essay',
          rubric: [{ criterion: 'Names water', points: 5, description: '' }],
          sampleAnswer: 'Water moves.',
        },
      } as never),
    ]);
    for (const id of insertedIds)
      await school.instructor.call(reviewItem, { params: { id }, body: { decision: 'approve' } });
    const [choice = '', card = '', text = '', essay = ''] = insertedIds;
    const { learner, at } = await taken({
      lessons: [{ kind: 'path', title: 'Path', itemIds: insertedIds }],
    });
    const read = await learner.call(contracts.readMyLesson, { params: at(0) });
    const shown = read.body.lesson.items.find(({ itemId }) => itemId === choice)?.item;
    if (shown?.type !== 'question') throw new Error('not a question');
    const right = shown.options.find((option) => option.text === 'Water');
    const answer = (itemId: string, given: object) =>
      learner.call(contracts.answerItem, {
        params: at(0),
        body: { itemId, answer: given as never, responseMs: 4000 },
      });
    const graded = await answer(choice, {
      kind: 'option',
      optionId: right?.id ?? '',
      confidence: 'sure',
    });
    expect(graded.body.result).toMatchObject({ correct: true, score: 1, response: 'Water' });
    expect(graded.body.result.mastery[0]?.after).toBeGreaterThan(0);
    expect(graded.body.sources[0]?.quote).toBeTruthy();
    const again = await answer(choice, {
      kind: 'option',
      optionId: shown.options.find((option) => option !== right)?.id ?? '',
      confidence: null,
    });
    expect(again.body.result).toMatchObject({ correct: false, correctOptionIds: [right?.id] });
    expect(again.body.result.mastery[0]?.before).toBeCloseTo(
      graded.body.result.mastery[0]?.after ?? 0,
      3,
    );
    const rated = await answer(card, { kind: 'rating', rating: 'good' });
    expect(rated.body.result.nextDueAt).not.toBeNull();
    expect((await answer(text, { kind: 'read' })).status).toBe(200);
    expect((await answer(text, { kind: 'rating', rating: 'good' })).status).toBe(400);

    const hints = await learner.call(contracts.openHints, {
      params: at(0),
      body: { itemId: essay, count: 1 },
    });
    expect(hints.body.hints).toEqual(['Think of water.']);
    const written = await answer(essay, { kind: 'text', text: 'Water!', confidence: null });
    expect(written.body.result).toMatchObject({ pending: true, explanation: null });
    const open = await school.instructor.call(listOpenAnswers, { query: { status: 'pending' } });
    expect(open.body.items).toMatchObject([{ text: 'Water!', itemId: essay }]);

    const after = await learner.call(contracts.readMyLesson, { params: at(0) });
    expect(after.body.answered.find(({ itemId }) => itemId === choice)).toEqual({
      itemId: choice,
      seen: 2,
      correct: 1,
    });
    expect(after.body.progress.state).toBe('started');
    const elsewhere = await taken();
    const strange = await elsewhere.learner.call(contracts.answerItem, {
      params: elsewhere.at(0),
      body: { itemId: choice, answer: { kind: 'skip' }, responseMs: 1 },
    });
    expect(strange.problem.code).toBe('conflict');
  });
});

describe('notes and bookmarks', () => {
  it('are private until they are shared, and then for those alone who take the course', async () => {
    const { id, learner, at } = await taken();
    const friend = await school.join('learner');
    await friend.call(contracts.enrol, { params: { id } });
    const outsider = await school.join('learner');
    const note = await learner.call(contracts.createNote, {
      params: at(0),
      body: { text: 'Mind the gap', position: { kind: 'text', offset: 4 } },
    });
    expect(note).toMatchObject({ status: 201, body: { isPublic: false, lessonTitle: 'First' } });
    const shared = (person: TestPerson) =>
      person.call(contracts.listSharedNotes, { params: at(0), query: {} });
    const change = (person: TestPerson, body: object, revision: number) =>
      person.call(contracts.updateNote, {
        params: { id: note.body.id },
        headers: { 'if-match': `"${revision}"` },
        body,
      });
    expect((await shared(friend)).body.items).toEqual([]);
    expect((await change(learner, { isPublic: true }, 1)).body.revision).toBe(2);
    expect((await change(learner, { text: 'Old' }, 1)).problem.code).toBe('edit_conflict');
    expect((await shared(friend)).body.items).toMatchObject([
      { text: 'Mind the gap', authorName: learner.name },
    ]);
    expect((await shared(outsider)).problem.code).toBe('not_enrolled');
    expect((await change(friend, { text: 'Mine now' }, 2)).status).toBe(404);
    const remove = (person: TestPerson) =>
      person.call(contracts.deleteNote, { params: { id: note.body.id } });
    expect((await remove(friend)).status).toBe(404);

    // The database says so, whatever a query forgets.
    const seenBy = (person: TestPerson) =>
      withTenant(app.database, person.tenant, async (trx) => ({
        notes: await trx
          .selectFrom('user_notes')
          .select('text')
          .where('course_id', '=', id)
          .execute(),
        changed: (
          await trx
            .updateTable('user_notes')
            .set({ text: 'x' })
            .where('course_id', '=', id)
            .executeTakeFirst()
        ).numUpdatedRows,
        deleted: (await trx.deleteFrom('user_notes').where('course_id', '=', id).executeTakeFirst())
          .numDeletedRows,
      }));
    expect(await seenBy(friend)).toEqual({
      notes: [{ text: 'Mind the gap' }],
      changed: 0n,
      deleted: 0n,
    });
    expect((await seenBy(outsider)).notes).toEqual([]);
    expect((await seenBy(other.admin)).notes).toEqual([]);
    await friend.call(contracts.withdraw, { params: { id } });
    expect((await seenBy(friend)).notes).toEqual([]);
    expect((await remove(school.instructor)).status).toBe(200);
  });

  it('are listed newest first, by course and lesson, in pages', async () => {
    const { id, learner, at } = await taken();
    for (const text of ['one', 'two', 'three'])
      await learner.call(contracts.createNote, { params: at(0), body: { text } });
    const mark = await learner.call(contracts.createBookmark, {
      params: at(1),
      body: { label: 'Here', position: { kind: 'text', offset: 9 } },
    });
    const first = await learner.call(contracts.listNotes, { query: { courseId: id, limit: 2 } });
    expect(first.body.items.map(({ text }) => text)).toEqual(['three', 'two']);
    const second = await learner.call(contracts.listNotes, {
      query: { limit: 2, cursor: first.body.nextCursor ?? '' },
    });
    expect(second.body).toMatchObject({ items: [{ text: 'one' }], nextCursor: null });
    const none = await learner.call(contracts.listNotes, { query: { lessonId: at(1).lessonId } });
    expect(none.body.items).toEqual([]);
    const read = await learner.call(contracts.readMyLesson, { params: at(1) });
    expect(read.body.bookmarks).toMatchObject([{ id: mark.body.id, label: 'Here' }]);
    const params = { id: mark.body.id };
    expect((await school.learner.call(contracts.deleteBookmark, { params })).status).toBe(404);
    expect((await learner.call(contracts.deleteBookmark, { params })).status).toBe(200);
    expect((await learner.call(contracts.listBookmarks, { query: {} })).body.items).toEqual([]);
  });
});

describe('a new version', () => {
  it('computes the progress of everybody anew; who completed the course has completed it', async () => {
    const { id, moduleId, learner, at } = await taken({ hasCertificate: true });
    const half = await school.join('learner');
    await half.call(contracts.enrol, { params: { id } });
    await complete(half, at(0));
    await complete(learner, at(0));
    expect((await complete(learner, at(1))).body).toMatchObject({
      status: 'completed',
      courseCompleted: true,
    });
    later(60);
    await publish(id, async (headers) => {
      const added = await school.instructor.call(addLesson, {
        params: { id, moduleId },
        headers,
        body: { kind: 'article', title: 'Third' },
      });
      expect(added.status).toBe(201);
      await school.instructor.call(putArticle, {
        params: { id: added.body.lessonId },
        headers: { 'if-match': '"1"' },
        body: { document: article('The third lesson.') },
      });
    });
    expect(await recomputeCourse(app.deps, { organizationId: school.id, courseId: id })).toEqual({
      people: 2,
    });
    expect(await recomputeCourse(app.deps, { organizationId: school.id, courseId: id })).toEqual({
      people: 0,
    });
    expect(await mine(learner, id)).toMatchObject({
      status: 'completed',
      progressPercent: 66.66,
      next: { title: 'Third' },
    });
    expect(await mine(half, id)).toMatchObject({ status: 'active', progressPercent: 33.33 });
    const outline = await learner.call(contracts.getMyCourse, { params: { id } });
    expect(outline.body.modules[0]?.lessons.map(({ isNew }) => isNew)).toEqual([
      false,
      false,
      true,
    ]);

    // Without the two lessons that are open, half has done all there is.
    const { body: draft } = await school.instructor.call(getCourse, { params: { id } });
    for (const lesson of draft.modules[0]?.lessons.slice(1) ?? [])
      await publish(id, (headers) =>
        school.instructor.call(deleteLesson, { params: { id, lessonId: lesson.id }, headers }),
      );
    await recomputeCourse(app.deps, { organizationId: school.id, courseId: id });
    const done = await mine(half, id);
    expect(done).toMatchObject({ status: 'completed', progressPercent: 100 });
    expect(done?.certificateId).not.toBeNull();
  });

  it('that is taken back closes the lessons and keeps the record', async () => {
    const { id, learner, at } = await taken();
    await complete(learner, at(0));
    const { body } = await school.instructor.call(getCourse, { params: { id } });
    await school.instructor.call(unpublishCourse, {
      params: { id },
      headers: { 'if-match': `"${body.revision}"` },
    });
    const read = await learner.call(contracts.readMyLesson, { params: at(0) });
    expect(read.problem.code).toBe('course_not_published');
    expect(await mine(learner, id)).toMatchObject({
      isPublished: false,
      progressPercent: 50,
      next: null,
    });
  });
});

describe('a certificate', () => {
  const certified = async () => {
    const course = await taken({ title: 'Cells & <Co>', hasCertificate: true });
    await complete(course.learner, course.at(0));
    const { body } = await complete(course.learner, course.at(1));
    const list = await course.learner.call(contracts.listMyCertificates, { query: {} });
    const [certificate] = list.body.items;
    if (!certificate) throw new Error('no certificate');
    expect(certificate.id).toBe(body.certificateId);
    return { ...course, certificate };
  };
  const verify = (code: string, organizationId = school.id) =>
    app.anonymous(contracts.verifyCertificate, { params: { organizationId, code } });
  const decide =
    (contract: typeof contracts.revokeCertificate | typeof contracts.reinstateCertificate) =>
    (person: TestPerson, id: string, certificateId: string) =>
      person.call(contract, { params: { id, certificateId }, body: { reason: 'Because' } });

  it('comes with the completion, once, and anybody with its code can check it', async () => {
    const { learner, at, certificate } = await certified();
    await learner.call(contracts.uncompleteLesson, { params: at(0) });
    await complete(learner, at(0));
    const list = await learner.call(contracts.listMyCertificates, { query: {} });
    expect(list.body.items).toHaveLength(1);
    expect(certificate.verifyUrl).toBe(
      `http://localhost:3000/verify/${school.id}/${certificate.code}`,
    );
    const valid = await verify(certificate.code.toLowerCase().replaceAll('-', ' '));
    expect(valid.body).toEqual({
      status: 'valid',
      learnerName: learner.name,
      courseTitle: 'Cells & <Co>',
      organizationName: 'School',
      issuedAt: certificate.issuedAt,
    });
    for (const unknown of [
      verify('00000-00000-00000'),
      verify('nonsense'),
      verify(certificate.code, other.id),
      verify(certificate.code, learner.userId),
    ])
      expect((await unknown).body).toEqual({ status: 'unknown' });
  });

  it('is revoked and made valid again with a reason, by those who manage the course', async () => {
    const { id, learner, at, certificate } = await certified();
    const revoke = decide(contracts.revokeCertificate);
    const reinstate = decide(contracts.reinstateCertificate);
    expect((await revoke(learner, id, certificate.id)).status).toBe(403);
    expect((await revoke(await school.join('instructor'), id, certificate.id)).status).toBe(403);
    expect((await revoke(other.admin, id, certificate.id)).status).toBe(404);
    const revoked = await revoke(school.instructor, id, certificate.id);
    expect(revoked.body).toMatchObject({ revokeReason: 'Because' });
    expect((await verify(certificate.code)).body).toMatchObject({ status: 'revoked' });
    // Completing once more brings none back.
    await learner.call(contracts.uncompleteLesson, { params: at(0) });
    expect((await complete(learner, at(0))).body.certificateId).toBeNull();
    const again = await reinstate(school.admin, id, certificate.id);
    expect(again.body).toMatchObject({ revokedAt: null, revokeReason: null });
    expect((await verify(certificate.code)).body).toMatchObject({ status: 'valid' });
  });

  it('prints as a PDF for its learner and for staff, and for nobody else', async () => {
    const { certificate, learner } = await certified();
    const print = (cookie: string) =>
      app.platform.app.server.inject({
        url: `/api/v1/certificates/${certificate.id}/pdf`,
        headers: { cookie },
      });
    const own = await print(learner.cookie);
    expect(own.statusCode).toBe(200);
    expect(own.headers['content-type']).toBe('application/pdf');
    expect(own.headers['content-disposition']).toContain(certificate.code);
    expect(own.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await print(school.instructor.cookie)).statusCode).toBe(200);
    expect((await print(school.learner.cookie)).statusCode).toBe(404);
    expect((await print(other.admin.cookie)).statusCode).toBe(404);
    expect((await print('')).statusCode).toBe(401);
  });

  it('cannot be guessed at: an address gets 30 tries in five minutes', async () => {
    later(600);
    const answers: number[] = [];
    for (let n = 0; n < 31; n += 1) answers.push((await verify('00000-00000-00001')).status);
    expect(answers.slice(0, 30).every((status) => status === 200)).toBe(true);
    expect(answers[30]).toBe(429);
  });
});
