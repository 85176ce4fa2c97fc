import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contracts from '../../../contracts/assessment.ts';
import * as api from '../../../contracts/attempts.ts';
import * as books from '../../../contracts/gradebook.ts';
import { editItem, getItem } from '../../../contracts/items.ts';
import { urlOf } from '../../../contracts/route.ts';
import * as work from '../../../contracts/submissions.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import { type BuiltMaterial, buildMaterial } from '../items/builders.testing.ts';
import {
  approvedQuestions,
  at,
  type BuiltAssessment,
  buildAssessment,
  choice,
  essay,
  movableClock,
  query,
} from './testing/class.ts';

const clock = movableClock();
let app: TestApp;
let school: TestOrganization;
let material: BuiltMaterial;
let itemIds: string[];
let essayId: string;

beforeAll(async () => {
  app = await startTestApp({ clock });
  school = await app.organization({ name: 'School' });
  material = await buildMaterial(app, school);
  itemIds = await approvedQuestions(
    app,
    school,
    material,
    Array.from({ length: 3 }, (_, n) => ({
      stem: `Which one is it, ${n}?`,
      key: choice([`right ${n}`, `wrong ${n}`, `false ${n}`]),
    })),
  );
  [essayId] = (await approvedQuestions(app, school, material, [
    { stem: 'Why do cells shrink in salt water?', key: essay },
  ])) as [string];
});
afterAll(() => app.close());

async function learnerOf(built: BuiltAssessment): Promise<TestPerson> {
  const person = await school.join('learner');
  await built.enrol(person);
  return person;
}

/** Takes the paper; the right answer everywhere but at the places named, and a text for essays. */
async function take(person: TestPerson, built: BuiltAssessment, wrongAt: number[] = []) {
  const { body: paper } = await person.call(api.startAttempt, { params: { id: built.id } });
  for (const { position, question } of paper.questions) {
    const right = !wrongAt.includes(position);
    const option = question.options.find(({ text }) => text.startsWith('right') === right);
    await person.call(api.saveAnswer, {
      params: { id: paper.id, position },
      body: {
        answer:
          question.questionType === 'essay'
            ? { kind: 'text', text: 'Because water leaves them.', confidence: null }
            : { kind: 'option', optionId: option?.id ?? '', confidence: null },
        revision: clock.now().getTime(),
      },
    });
  }
  return (await person.call(api.submitAttempt, { params: { id: paper.id } })).body;
}

const lessonOf = async (built: BuiltAssessment, person: TestPerson) => {
  const rows = await query(
    app,
    school,
    'select status, score from lesson_progress where lesson_id = $1 and user_id = $2',
    [built.lessonId, person.userId],
  );
  return rows[0];
};

describe('an answer that a person grades', () => {
  it('waits in the queue, and its grade completes attempt, gradebook and lesson', async () => {
    const built = await buildAssessment(app, school, {
      itemIds: [itemIds[0] as string, essayId],
      settings: { passingScore: 60 },
    });
    const learner = await learnerOf(built);
    const handedIn = await take(learner, built);
    expect(handedIn).toMatchObject({ status: 'submitted', percent: null });
    const filter = { assessmentId: built.id };
    const waiting = await school.instructor.call(work.listGradingQueue, { query: filter });
    expect(waiting.body).toMatchObject({
      total: 1,
      items: [{ kind: 'answer', attemptId: handedIn.id, position: 2, userId: learner.userId }],
    });
    const other = await school.join('instructor');
    expect((await other.call(work.listGradingQueue, { query: filter })).body.total).toBe(0);
    const params = { id: handedIn.id, position: 2 };
    const criteria = (first: number) => [
      { points: first, comment: 'Yes' },
      { points: 1, comment: '' },
    ];
    const refused = await other.call(api.gradeAttemptAnswer, {
      params,
      body: { criteria: criteria(3) },
    });
    expect(refused.problem.code).toBe('forbidden');
    const tooMuch = await school.instructor.call(api.gradeAttemptAnswer, {
      params,
      body: { criteria: criteria(4) },
    });
    expect(tooMuch.problem.errors?.[0]?.path).toBe('criteria.0.points');
    const graded = await school.instructor.call(api.gradeAttemptAnswer, {
      params,
      body: { criteria: criteria(3), comment: 'Well seen' },
    });
    // One of one, and four of five.
    expect(graded.body).toMatchObject({ status: 'graded', percent: 83.33, passed: true });
    expect(
      (await school.instructor.call(work.listGradingQueue, { query: filter })).body.total,
    ).toBe(0);
    expect(await lessonOf(built, learner)).toEqual({ status: 'completed', score: 83.33 });
    const own = await learner.call(api.getResult, { params: { id: handedIn.id } });
    expect(own.body.questions[1]).toMatchObject({ comment: 'Well seen', score: 4 });
  });

  it('gets no suggestion where no model is connected', async () => {
    const built = await buildAssessment(app, school, { itemIds: [essayId] });
    const learner = await learnerOf(built);
    const { id } = await take(learner, built);
    const { problem } = await school.instructor.call(api.suggestAttemptGrade, {
      params: { id, position: 1 },
    });
    expect(problem.code).toBe('ai_not_configured');
  });
});

describe('an assignment', () => {
  const gradingCriteria = [
    { criterion: 'Method', description: '', points: 6 },
    { criterion: 'Words', description: '', points: 4 },
  ];

  function upload(person: TestPerson, id: string, name: string, content: Buffer) {
    const boundary = 'xxBOUNDARYxx';
    return app.platform.app.server.inject({
      method: 'POST',
      url: urlOf(work.uploadSubmissionFiles, { id }),
      headers: {
        cookie: person.cookie,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload: Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n\r\n`,
        ),
        content,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
    });
  }

  it('is written, handed in, given back, improved and graded', async () => {
    const built = await buildAssessment(app, school, {
      settings: { kind: 'assignment', gradingCriteria, maxAttempts: 1, passingScore: 70 },
    });
    const learner = await learnerOf(built);
    const params = { id: built.id };
    const begin = () => learner.call(work.startSubmission, { params });
    const [{ body: draft }, again] = await Promise.all([begin(), begin()]);
    expect(again.body.id).toBe(draft.id);
    const empty = await learner.call(work.submitSubmission, { params: { id: draft.id } });
    expect(empty.problem.code).toBe('invalid_request');
    const text = 'Cells shrink. Water leaves them.';
    const saved = await learner.call(work.patchSubmission, {
      params: { id: draft.id },
      body: { text },
      headers: at(draft.revision),
    });
    const stale = await learner.call(work.patchSubmission, {
      params: { id: draft.id },
      body: { text: 'x' },
      headers: at(draft.revision),
    });
    expect([saved.status, stale.status]).toEqual([200, 412]);
    const first = await learner.call(work.submitSubmission, { params: { id: draft.id } });
    expect(first.body.status).toBe('submitted');
    expect((await begin()).problem.code).toBe('conflict');

    const grader = school.instructor;
    const comment = await grader.call(work.addComment, {
      params: { id: draft.id },
      body: { text: 'Why?', range: { start: 0, end: 13 } },
    });
    expect(comment.body.quote).toBe('Cells shrink.');
    const unseen = await learner.call(work.getOwnSubmission, { params: { id: draft.id } });
    expect(unseen.body.comments).toEqual([]);
    await grader.call(work.returnSubmission, {
      params: { id: draft.id },
      body: { feedback: 'Say why.' },
    });
    const returned = await learner.call(work.getOwnSubmission, { params: { id: draft.id } });
    expect(returned.body).toMatchObject({ status: 'returned', feedback: 'Say why.' });
    expect(returned.body.comments).toHaveLength(1);

    const { body: second } = await begin();
    expect(second).toMatchObject({ number: 2, text, status: 'draft' });
    await learner.call(work.submitSubmission, { params: { id: second.id } });
    const read = await grader.call(work.getSubmission, { params: { id: second.id } });
    const graded = await grader.call(work.gradeSubmission, {
      params: { id: second.id },
      body: {
        criteria: [
          { points: 5, comment: '' },
          { points: 3, comment: 'Clear' },
        ],
      },
      headers: at(read.body.revision),
    });
    expect(graded.body).toMatchObject({ status: 'graded', percent: 80, passed: true });
    expect(await lessonOf(built, learner)).toEqual({ status: 'completed', score: 80 });
    expect((await begin()).problem.code).toBe('no_attempts_left');
    const stranger = await learnerOf(built);
    expect((await stranger.call(work.getOwnSubmission, { params: { id: second.id } })).status).toBe(
      404,
    );
  });

  it('takes documents, and no programs under other names, and gives them to nobody else', async () => {
    const built = await buildAssessment(app, school, {
      settings: { kind: 'project', gradingCriteria },
    });
    const learner = await learnerOf(built);
    const { body: draft } = await learner.call(work.startSubmission, { params: { id: built.id } });
    const added = await upload(learner, draft.id, 'résumé, 1.txt', Buffer.from('My work'));
    expect(added.statusCode).toBe(201);
    const program = Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(120)]);
    expect((await upload(learner, draft.id, 'essay.pdf', program)).statusCode).toBe(415);
    expect((await upload(learner, draft.id, 'page.html', Buffer.from('<b>'))).statusCode).toBe(415);
    const [file] = added.json<work.Submission>().files;
    const get = (person: TestPerson) =>
      app.platform.app.server.inject({ url: file?.url ?? '', headers: { cookie: person.cookie } });
    const own = await get(learner);
    expect([own.statusCode, own.body]).toEqual([200, 'My work']);
    expect(own.headers['x-content-type-options']).toBe('nosniff');
    expect(own.headers['content-disposition']).toMatch(
      /^attachment; .*filename\*=UTF-8''r%C3%A9sum/,
    );
    expect((await get(school.instructor)).statusCode).toBe(200);
    expect((await get(await learnerOf(built))).statusCode).toBe(404);
  });
});

describe('a corrected question', () => {
  it('shows whom grading again would change, and changes them with a reason', async () => {
    const [itemId] = (await approvedQuestions(app, school, material, [
      { stem: 'Which sugar is it?', key: choice(['right sugar', 'wrong sugar', 'false sugar']) },
    ])) as [string];
    const built = await buildAssessment(app, school, {
      itemIds: [itemId, itemIds[0] as string],
      settings: { passingScore: 80 },
    });
    const [hurt, lucky] = await Promise.all([learnerOf(built), learnerOf(built)]);
    const chose = await take(hurt, built, [1]);
    await take(lucky, built);
    expect(chose.percent).toBe(50);
    // Which wrong option was taken depends on the order shown: that one is made right.
    const text = chose.questions[0]?.result.response ?? '';
    const { body: item } = await school.instructor.call(getItem, { params: { id: itemId } });
    if (item.content.type !== 'question' || !('options' in item.content.answerKey))
      throw new Error();
    const { stem, explanation, hints, answerKey } = item.content;
    const options = answerKey.options
      .map((option) => ({ ...option, correct: option.text === text }))
      .toReversed();
    const edited = await school.instructor.call(editItem, {
      params: { id: itemId },
      body: {
        content: {
          type: 'question',
          stem,
          explanation,
          hints,
          answerKey: { questionType: 'multiple_choice', options },
        },
      },
      headers: at(item.revision),
    });
    expect(edited.status).toBe(200);
    const params = { id: built.id };
    const preview = await school.instructor.call(contracts.getRegrade, { params });
    expect(preview.body).toMatchObject({
      questions: [{ itemId, version: 2, answers: 2, kept: 0 }],
      raised: 1,
      lowered: 1,
      newlyPassed: 1,
      newlyFailed: 1,
    });
    const body = { questions: [{ itemId, version: 2 }], allowLower: false, reason: 'Wrong key' };
    const wrongVersion = await school.instructor.call(contracts.applyRegrade, {
      params,
      body: { ...body, questions: [{ itemId, version: 3 }] },
    });
    expect(wrongVersion.problem.code).toBe('conflict');
    const applied = await school.instructor.call(contracts.applyRegrade, { params, body });
    expect(applied.body).toEqual({ raised: 1, lowered: 0, newlyPassed: 1, newlyFailed: 0 });
    expect(await lessonOf(built, hurt)).toEqual({ status: 'completed', score: 100 });
    const rows = await query(
      app,
      school,
      `select percent::float8 from assessment_attempts where assessment_id = $1 order by percent`,
      [built.id],
    );
    expect(rows.map(({ percent }) => percent)).toEqual([100, 100]);
    const after = await school.instructor.call(contracts.getRegrade, { params });
    expect(after.body.questions).toEqual([]);
    const audit = await query(
      app,
      school,
      `select new_values->>'reason' as reason from audit_logs where entity_type = 'regrades' and organization_id = $1`,
      [school.id],
    );
    expect(audit).toEqual([{ reason: 'Wrong key' }]);
  });
});

describe('the gradebook', () => {
  it('weighs, takes decisions with their reason, and tells learners their own', async () => {
    const built = await buildAssessment(app, school, { itemIds: itemIds.slice(0, 2) });
    const learner = await learnerOf(built);
    await take(learner, built, [1]);
    const params = { id: built.courseId };
    const { body: made } = await school.instructor.call(books.putGradeCategories, {
      params,
      body: {
        categories: [
          { name: 'Exams', weight: 60 },
          { name: 'Tasks', weight: 40 },
        ],
      },
    });
    const assessment = await school.instructor.call(contracts.getAssessment, {
      params: { id: built.id },
    });
    const put = await school.instructor.call(contracts.patchAssessment, {
      params: { id: built.id },
      body: { categoryId: made.categories[0]?.id ?? null },
      headers: at(assessment.body.revision),
    });
    expect(put.status).toBe(200);
    const book = await school.instructor.call(books.getGradebook, { params });
    expect(book.body.items).toMatchObject([
      { userId: learner.userId, coursePercent: 50, cells: [{ percent: 50, state: 'graded' }] },
    ]);
    const decide = (body: { percent: number | null; exempt?: boolean; reason: string }) =>
      school.instructor.call(books.putGrade, {
        params: { id: built.id, userId: learner.userId },
        body,
      });
    const raised = await decide({ percent: 90, reason: 'Oral exam' });
    expect(raised.body).toMatchObject({ percent: 90, earnedPercent: 50, overridden: true });
    expect((await lessonOf(built, learner))?.status).toBe('completed');
    const own = await learner.call(books.getOwnGrades, { params });
    expect(own.body).toMatchObject({
      coursePercent: 90,
      items: [{ cell: { reason: 'Oral exam' } }],
    });
    await decide({ percent: null, exempt: true, reason: 'Ill' });
    const exempt = await learner.call(books.getOwnGrades, { params });
    expect(exempt.body).toMatchObject({ coursePercent: null, items: [{ cell: { exempt: true } }] });
    const rows = await query(
      app,
      school,
      `select action, new_values->>'reason' as reason from audit_logs
       where entity_type = 'grades' and user_id = $1 and new_values ? 'reason' order by created_at`,
      [school.instructor.userId],
    );
    expect(rows.slice(-2).map(({ reason }) => reason)).toEqual(['Oral exam', 'Ill']);
    expect((await learner.call(books.getGradebook, { params })).status).toBe(403);
  });

  it('holds grades back until they are released', async () => {
    const built = await buildAssessment(app, school, {
      itemIds: itemIds.slice(0, 2),
      settings: { holdGrades: true },
    });
    const learner = await learnerOf(built);
    const result = await take(learner, built);
    expect(result).toMatchObject({ percent: null, answersHidden: 'held', questions: [] });
    const params = { id: built.courseId };
    const held = await learner.call(books.getOwnGrades, { params });
    expect(held.body.items[0]?.cell).toMatchObject({ percent: null, state: 'waiting' });
    expect((await lessonOf(built, learner))?.status).toBe('started');
    const release = () => school.instructor.call(books.releaseGrades, { params: { id: built.id } });
    expect((await release()).body).toEqual({ released: 1 });
    expect((await release()).body).toEqual({ released: 0 });
    const shown = await learner.call(api.getResult, { params: { id: result.id } });
    expect(shown.body.percent).toBe(100);
    expect(await lessonOf(built, learner)).toEqual({ status: 'completed', score: 100 });
  });

  it('goes out as a table in which nothing is run', async () => {
    const built = await buildAssessment(app, school, { itemIds: itemIds.slice(0, 2) });
    const learner = await learnerOf(built);
    await app.database.pool.query(`update users set name = '=cmd|x' where id = $1`, [
      learner.userId,
    ]);
    await take(learner, built);
    const get = (person: TestPerson, path: string) =>
      app.platform.app.server.inject({
        url: urlOf({ path: path as '/' }, { id: built.courseId }),
        headers: { cookie: person.cookie },
      });
    const csv = await get(school.instructor, books.GRADEBOOK_CSV_PATH);
    expect(csv.body).toContain(`'=cmd|x,${learner.email},100,100`);
    const xlsx = await get(school.instructor, books.GRADEBOOK_XLSX_PATH);
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await get(learner, books.GRADEBOOK_CSV_PATH)).statusCode).toBe(403);
  });
});

describe('an author', () => {
  it('writes a question by hand, which a policy lets be asked at once', async () => {
    const built = await buildAssessment(app, school, { itemIds: itemIds.slice(0, 1) });
    const write = (stem: string, right: number) =>
      school.instructor.call(contracts.writeQuestion, {
        params: { id: built.courseId },
        body: { stem, answerKey: choice(['Water', 'Salt', 'Sugar'], right) },
      });
    const { status, body } = await write('What leaves the cell?', 0);
    expect([status, body.engine, body.materialTitle]).toEqual([201, null, 'Questions of Biology']);
    expect((await write('What leaves the cell?', 0)).problem.code).toBe('conflict');
    const second = await write('What stays in the cell?', 1);
    expect(second.body.materialId).toBe(body.materialId);
    expect(body.status).toBe('in_review');
  });

  it('reads how a paper went, and how it looks', async () => {
    const built = await buildAssessment(app, school, { itemIds });
    for (const wrongAt of [[], [1], [1, 2]]) await take(await learnerOf(built), built, wrongAt);
    const params = { id: built.id };
    const { body } = await school.instructor.call(contracts.getAnalysis, { params });
    expect(body).toMatchObject({ learners: 3, passed: 1, medianPercent: 66.67 });
    const first = body.questions.find(({ itemId }) => itemId === itemIds[0]);
    expect(first?.facility).toBeCloseTo(1 / 3);
    expect(first?.options.reduce((sum, { all }) => sum + all, 0)).toBeCloseTo(1);
    const preview = () =>
      school.instructor.call(api.previewPaper, { params, query: { seed: 'one' } });
    const [one, two] = [await preview(), await preview()];
    expect(one.body.questions).toEqual(two.body.questions);
    const list = await school.instructor.call(api.listAttempts, { params, query: { limit: 2 } });
    expect(list.body.items).toHaveLength(2);
    expect(list.body.nextCursor).not.toBeNull();
  });
});
