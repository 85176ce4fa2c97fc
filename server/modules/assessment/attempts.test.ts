import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contracts from '../../../contracts/assessment.ts';
import type { PaperQuestion } from '../../../contracts/attempts.ts';
import * as api from '../../../contracts/attempts.ts';
import type { StepAnswer } from '../../../contracts/learning.ts';
import { countStatements } from '../../testing/count-statements.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import { buildMaterial } from '../items/builders.testing.ts';
import { practise } from './practice.ts';
import { handInOverdueOf } from './sweep.ts';
import {
  approvedQuestions,
  at,
  type BuiltAssessment,
  buildAssessment,
  choice,
  movableClock,
  query,
} from './testing/class.ts';

const clock = movableClock();
const MINUTE = 60_000;
let app: TestApp;
let school: TestOrganization;
/** Of each the first option is right. */
let itemIds: string[];

beforeAll(async () => {
  app = await startTestApp({ clock });
  school = await app.organization({ name: 'School' });
  const material = await buildMaterial(app, school);
  itemIds = await approvedQuestions(
    app,
    school,
    material,
    Array.from({ length: 8 }, (_, n) => ({
      stem: `Which word is right in place ${n}?`,
      key: choice([`right ${n}`, `wrong ${n}`, `false ${n}`, `other ${n}`]),
    })),
  );
});
afterAll(() => app.close());

const exam = (settings: Parameters<typeof buildAssessment>[2]['settings'] = {}) =>
  buildAssessment(app, school, { itemIds: itemIds.slice(0, 4), settings });

async function learnerOf(built: BuiltAssessment): Promise<TestPerson> {
  const person = await school.join('learner');
  await built.enrol(person);
  return person;
}

const start = (person: TestPerson, { id }: BuiltAssessment) =>
  person.call(api.startAttempt, { params: { id } });

/** The answer that is right, or one that is not, by the words of the options. */
function answerTo({ question }: PaperQuestion, right: boolean): StepAnswer {
  const option = question.options.find(({ text }) => text.startsWith('right') === right);
  return { kind: 'option', optionId: option?.id ?? '', confidence: null };
}

function save(
  person: TestPerson,
  attemptId: string,
  position: number,
  answer: StepAnswer | null,
  revision = clock.now().getTime(),
) {
  return person.call(api.saveAnswer, {
    params: { id: attemptId, position },
    body: { answer, revision, elapsedMs: 4000 },
  });
}

/** Takes the whole paper with so many right answers. */
async function take(person: TestPerson, built: BuiltAssessment, right: number) {
  const { body: paper } = await start(person, built);
  for (const question of paper.questions)
    await save(person, paper.id, question.position, answerTo(question, question.position <= right));
  return person.call(api.submitAttempt, { params: { id: paper.id } });
}

const view = (person: TestPerson, { courseId, lessonId }: BuiltAssessment) =>
  person.call(api.getLearnerAssessment, { params: { id: courseId, lessonId } });

describe('an attempt', () => {
  it('is taken, handed in and graded, and passing it completes the lesson', async () => {
    const built = await exam({ passingScore: 70 });
    const learner = await learnerOf(built);
    const before = await view(learner, built);
    expect(before.body).toMatchObject({ questionCount: 4, totalPoints: 4, state: 'open' });
    const failed = await take(learner, built, 2);
    expect([failed.status, failed.body.percent, failed.body.passed]).toEqual([200, 50, false]);
    expect(failed.body.questions[0]?.result.correct).toBe(true);
    const passed = await take(learner, built, 3);
    expect([passed.body.percent, passed.body.passed]).toEqual([75, true]);
    const after = await view(learner, built);
    expect(after.body).toMatchObject({ finalPercent: 75, passed: true, attemptsLeft: 1 });
    const rows = await query(
      app,
      school,
      'select status, score, attempts from lesson_progress where lesson_id = $1 and user_id = $2',
      [built.lessonId, learner.userId],
    );
    expect(rows).toEqual([{ status: 'completed', score: 75, attempts: 2 }]);
  });

  it('tells nothing of the right answers while it is open', async () => {
    const built = await exam({ shuffleOptions: true });
    const learner = await learnerOf(built);
    const { body } = await start(learner, built);
    const text = JSON.stringify(body);
    for (const told of ['correct', 'explanation', 'So it says', 'version', 'answerKey', 'feedback'])
      expect(text).not.toContain(told);
    // Ids count places in the order shown, whatever the order of the key is.
    for (const { question } of body.questions)
      expect(question.options.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  });

  it('goes on on another device with what was saved, and an older request changes nothing', async () => {
    const built = await exam();
    const learner = await learnerOf(built);
    const { body: paper } = await start(learner, built);
    const [first] = paper.questions;
    const [right, wrong] = [
      answerTo(first as PaperQuestion, true),
      answerTo(first as PaperQuestion, false),
    ];
    const now = clock.now().getTime();
    expect((await save(learner, paper.id, 1, right, now)).body.applied).toBe(true);
    expect((await save(learner, paper.id, 1, wrong, now - 500)).body.applied).toBe(false);
    const elsewhere = await start(learner, built);
    expect(elsewhere.body.id).toBe(paper.id);
    expect(elsewhere.body.questions[0]?.answer).toEqual(right);
    // A device whose clock is an hour ahead does not win for an hour.
    await save(learner, paper.id, 2, right, now + 60 * MINUTE);
    clock.pass(3000);
    const later = await save(learner, paper.id, 2, null);
    expect(later.body.applied).toBe(true);
    const read = await learner.call(api.getAttempt, { params: { id: paper.id } });
    expect(read.body.questions[1]?.answer).toBeNull();
  });

  it('refuses an answer that the question does not take', async () => {
    const built = await exam();
    const learner = await learnerOf(built);
    const { body: paper } = await start(learner, built);
    const other = await save(learner, paper.id, 1, { kind: 'text', text: 'x', confidence: null });
    expect(other.problem.code).toBe('invalid_request');
    const nowhere = await save(learner, paper.id, 9, null);
    expect(nowhere.status).toBe(404);
  });

  it('is handed in once, however often and at once that is asked', async () => {
    const built = await exam();
    const learner = await learnerOf(built);
    const { body: paper } = await start(learner, built);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        learner.call(api.submitAttempt, { params: { id: paper.id } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body }) => body.submittedAt)).size).toBe(1);
    const late = await save(learner, paper.id, 1, null);
    expect([late.status, late.problem.code]).toEqual([409, 'attempt_over']);
    const rows = await query(
      app,
      school,
      `select count(*)::int as count from pgboss.job where name = 'assessment.practice' and data->>'attemptId' = $1`,
      [paper.id],
    );
    expect(rows[0]?.count).toBe(1);
  });

  it('counts as practice once it is handed in, once', async () => {
    const built = await exam();
    const learner = await learnerOf(built);
    const { body } = await take(learner, built, 4);
    const payload = { organizationId: school.id, attemptId: body.id };
    await practise(app.deps, payload);
    await practise(app.deps, payload);
    const rows = await query(
      app,
      school,
      'select count(*)::int as count, bool_and(is_correct) as correct from interactions where user_id = $1',
      [learner.userId],
    );
    expect(rows).toEqual([{ count: 4, correct: true }]);
    const mastery = await query(app, school, 'select level from mastery where user_id = $1', [
      learner.userId,
    ]);
    expect(mastery[0]?.level).toBeGreaterThan(50);
  });
});

describe('limits', () => {
  it('let fifty starts at once begin one attempt, and never more than are allowed', async () => {
    const built = await exam({ maxAttempts: 2 });
    const learner = await learnerOf(built);
    for (const number of [1, 2]) {
      const starts = await Promise.all(Array.from({ length: 50 }, () => start(learner, built)));
      expect(starts.map(({ status }) => status)).toEqual(Array(50).fill(201));
      expect(new Set(starts.map(({ body }) => body.id)).size).toBe(1);
      expect(starts[0]?.body.number).toBe(number);
      const id = starts[0]?.body.id ?? '';
      // Some start again while the first hand in.
      await Promise.all([
        learner.call(api.submitAttempt, { params: { id } }),
        learner.call(api.submitAttempt, { params: { id } }),
      ]);
    }
    const more = await Promise.all(Array.from({ length: 50 }, () => start(learner, built)));
    expect(new Set(more.map(({ problem }) => problem.code))).toEqual(new Set(['no_attempts_left']));
    const rows = await query(
      app,
      school,
      'select count(*)::int as count from assessment_attempts where assessment_id = $1',
      [built.id],
    );
    expect(rows[0]?.count).toBe(2);
  });

  it('hold while attempts are handed in and begun at once', async () => {
    const built = await exam({ maxAttempts: 3 });
    const learner = await learnerOf(built);
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { status, body } = await start(learner, built);
        if (status === 201) await learner.call(api.submitAttempt, { params: { id: body.id } });
      }),
    );
    const rows = await query(
      app,
      school,
      'select number, status from assessment_attempts where assessment_id = $1 order by number',
      [built.id],
    );
    expect(rows.length).toBeLessThanOrEqual(3);
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  });

  it('give more attempts, more time and other dates to whom an instructor gives them', async () => {
    const closed = await exam({
      timeLimitMinutes: 20,
      maxAttempts: 1,
      closesAt: new Date(clock.now().getTime() - MINUTE).toISOString(),
    });
    const learner = await learnerOf(closed);
    expect((await start(learner, closed)).problem.code).toBe('assessment_not_open');
    const put = await school.instructor.call(contracts.putOverride, {
      params: { id: closed.id, userId: learner.userId },
      body: {
        timeFactor: 1.5,
        extraAttempts: 1,
        closesAt: new Date(clock.now().getTime() + 600 * MINUTE).toISOString(),
        reason: 'Was ill',
      },
    });
    expect(put.status).toBe(200);
    const { body } = await start(learner, closed);
    const minutes = (Date.parse(body.deadlineAt ?? '') - Date.parse(body.startedAt)) / MINUTE;
    expect(minutes).toBe(30);
    expect((await view(learner, closed)).body).toMatchObject({
      attemptsAllowed: 2,
      timeLimitMinutes: 30,
    });
    // More time reaches the attempt that is under way.
    await school.instructor.call(contracts.putOverride, {
      params: { id: closed.id, userId: learner.userId },
      body: { ...put.body, timeFactor: 2, reason: 'Still ill' },
    });
    const paper = await learner.call(api.getAttempt, { params: { id: body.id } });
    expect((Date.parse(paper.body.deadlineAt ?? '') - Date.parse(body.startedAt)) / MINUTE).toBe(
      40,
    );
  });
});

describe('the end of the time', () => {
  it('hands in what was saved when the learner looks again, and takes nothing after it', async () => {
    const built = await exam({ timeLimitMinutes: 10 });
    const learner = await learnerOf(built);
    const { body: paper } = await start(learner, built);
    for (const question of paper.questions.slice(0, 3))
      await save(learner, paper.id, question.position, answerTo(question, true));
    clock.pass(10 * MINUTE + 3000);
    expect((await save(learner, paper.id, 4, null)).status).toBe(200);
    clock.pass(4000);
    expect((await save(learner, paper.id, 4, null)).problem.code).toBe('attempt_over');
    const seen = await view(learner, built);
    expect(seen.body.attempts[0]).toMatchObject({
      status: 'graded',
      submittedBy: 'time',
      submittedAt: paper.deadlineAt,
      percent: 75,
    });
    const result = await learner.call(api.submitAttempt, { params: { id: paper.id } });
    expect(result.body.submittedBy).toBe('time');
  });

  it('hands in for everybody who is not there any more, once', async () => {
    const built = await exam({ timeLimitMinutes: 10 });
    const people = await Promise.all([learnerOf(built), learnerOf(built)]);
    for (const person of people) await start(person, built);
    clock.pass(11 * MINUTE);
    const signal = AbortSignal.timeout(20_000);
    await Promise.all([
      handInOverdueOf(app.deps, school.id, signal),
      handInOverdueOf(app.deps, school.id, signal),
    ]);
    const rows = await query(
      app,
      school,
      'select status, submitted_by, percent from assessment_attempts where assessment_id = $1',
      [built.id],
    );
    expect(rows).toEqual(Array(2).fill({ status: 'graded', submitted_by: 'time', percent: 0 }));
  });
});

describe('one question after another', () => {
  it('shows only the open one, and never one that was left', async () => {
    const built = await exam({ questionLayout: 'one', allowBack: false });
    const learner = await learnerOf(built);
    const { body: first } = await start(learner, built);
    expect(first.questions.map(({ position }) => position)).toEqual([1]);
    const ahead = await save(learner, first.id, 2, null);
    expect(ahead.problem.code).toBe('conflict');
    await save(learner, first.id, 1, answerTo(first.questions[0] as PaperQuestion, true));
    const next = () =>
      learner.call(api.nextQuestion, { params: { id: first.id }, body: { from: 1 } });
    expect((await next()).body.questions.map(({ position }) => position)).toEqual([2]);
    expect((await next()).body.currentPosition).toBe(2);
    expect((await save(learner, first.id, 1, null)).problem.code).toBe('conflict');
    const result = await learner.call(api.submitAttempt, { params: { id: first.id } });
    expect(result.body.percent).toBe(25);
  });
});

describe('right answers', () => {
  it('are told never, or after the last learner is through', async () => {
    const never = await exam({ showAnswers: 'never' });
    const learner = await learnerOf(never);
    const hidden = await take(learner, never, 4);
    expect(hidden.body).toMatchObject({ percent: 100, answersHidden: 'never', questions: [] });
    const closesAt = new Date(clock.now().getTime() + 60 * MINUTE).toISOString();
    const later = await exam({ showAnswers: 'after_close', closesAt });
    await later.enrol(learner);
    const taken = await take(learner, later, 4);
    expect(taken.body).toMatchObject({ answersHidden: 'after_close', answersFrom: closesAt });
    const other = await learnerOf(later);
    const until = new Date(clock.now().getTime() + 90 * MINUTE).toISOString();
    await school.instructor.call(contracts.putOverride, {
      params: { id: later.id, userId: other.userId },
      body: { closesAt: until, reason: 'Travels' },
    });
    clock.pass(61 * MINUTE);
    const result = () => learner.call(api.getResult, { params: { id: taken.body.id } });
    expect((await result()).body).toMatchObject({
      answersHidden: 'after_close',
      answersFrom: until,
    });
    clock.pass(30 * MINUTE);
    expect((await result()).body.questions).toHaveLength(4);
  });
});

describe('who may', () => {
  it('take it: people of the course alone', async () => {
    const built = await exam();
    const stranger = await school.join('learner');
    expect((await start(stranger, built)).problem.code).toBe('not_enrolled');
    expect((await app.anonymous(api.startAttempt, { params: { id: built.id } })).status).toBe(401);
    const elsewhere = await app.organization({ name: 'Elsewhere' });
    expect((await start(elsewhere.learner, built)).status).toBe(404);
    const learner = await learnerOf(built);
    const { body } = await start(learner, built);
    const other = await learnerOf(built);
    expect((await other.call(api.getAttempt, { params: { id: body.id } })).status).toBe(404);
    expect((await save(other, body.id, 1, null)).status).toBe(404);
  });

  it('edit it: the owner of the course and administrators, the second of two by its revision', async () => {
    const built = await exam();
    const params = { id: built.id };
    const other = await school.join('instructor');
    const read = await other.call(contracts.getAssessment, { params });
    const patch = (person: TestPerson, revision: number) =>
      person.call(contracts.patchAssessment, {
        params,
        body: { weight: 2 },
        headers: at(revision),
      });
    expect((await patch(other, read.body.revision)).problem.code).toBe('forbidden');
    expect((await patch(school.admin, read.body.revision)).status).toBe(200);
    expect((await patch(school.instructor, read.body.revision)).status).toBe(412);
    const learner = await school.learner.call(contracts.getAssessment, { params });
    expect(learner.status).toBe(403);
  });
});

describe('the paper', () => {
  it('is put together from sections, questions and pools, in any order', async () => {
    const built = await buildAssessment(app, school, { itemIds: itemIds.slice(0, 2) });
    const author = school.instructor;
    const params = { id: built.id };
    const section = await author.call(contracts.addSection, {
      params,
      body: { title: 'Part two' },
    });
    const [one, two] = section.body.sections;
    const pooled = await author.call(contracts.addPool, {
      params,
      body: {
        sectionId: two?.id ?? '',
        questions: { itemIds: itemIds.slice(2) },
        drawCount: 3,
        points: 2,
      },
    });
    expect(pooled.body).toMatchObject({ questionCount: 5, totalPoints: 8, notReady: null });
    const entry = pooled.body.sections[1]?.entries[0];
    const greedy = await author.call(contracts.patchEntry, {
      params: { ...params, entryId: entry?.id ?? '' },
      body: { drawCount: 7 },
    });
    expect(greedy.body.notReady).toBe('pool_too_small');
    const moved = await author.call(contracts.patchEntry, {
      params: { ...params, entryId: entry?.id ?? '' },
      body: { drawCount: 2, sectionId: one?.id ?? '', position: 1 },
    });
    expect(moved.body.sections[0]?.entries.map(({ content }) => content.type)).toEqual([
      'pool',
      'question',
      'question',
    ]);
    const reordered = await author.call(contracts.patchSection, {
      params: { ...params, sectionId: two?.id ?? '' },
      body: { position: 1 },
    });
    expect(reordered.body.sections.map(({ title }) => title)).toEqual(['Part two', '']);
    const removed = await author.call(contracts.deleteSection, {
      params: { ...params, sectionId: one?.id ?? '' },
    });
    expect(removed.body).toMatchObject({ questionCount: 0, notReady: 'no_questions' });
  });

  it('asks only what is approved', async () => {
    const built = await exam();
    const material = await buildMaterial(app, school);
    const [rejected] = await approvedQuestions(app, school, material, [
      { stem: 'Is it so?', key: choice(['yes', 'no']) },
    ]);
    await query(app, school, `update items set status = 'rejected' where id = $1`, [rejected]);
    const { status, problem } = await school.instructor.call(contracts.addQuestions, {
      params: { id: built.id },
      body: { questions: { itemIds: [rejected as string] } },
    });
    expect([status, problem.code]).toEqual([409, 'conflict']);
  });
});

describe('for a class that starts at once', () => {
  it('starting takes few statements and saving two, whatever the paper', async () => {
    const small = await buildAssessment(app, school, { itemIds: itemIds.slice(0, 1) });
    const large = await buildAssessment(app, school, { itemIds });
    const counts: number[] = [];
    for (const built of [small, large]) {
      const learner = await learnerOf(built);
      const [starting, { body: paper }] = await countStatements(() => start(learner, built));
      const [saving] = await countStatements(() => save(learner, paper.id, 1, null));
      counts.push(starting, saving);
    }
    expect(counts).toEqual([7, 2, 7, 2]);
  });
});
