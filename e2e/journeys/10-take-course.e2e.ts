import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookPdf } from '../book.ts';
import { BASE, launch, openDevice, overflow, settle, shoot, violations } from '../browser.ts';
import { answerFor, type Key } from '../right-answers.ts';

const TITLE = 'Data protection handbook';
const COURSE = 'Handle data with care';
const REMARK = 'Name the law that it rests on.';
const INES = { email: 'ines@example.org', password: 'a long password' };
const LEARNER = 'Lena Vogt';
const FILM = path.join(import.meta.dirname, '../../demo/video/osmosis.mp4');

let films: Server;

let browser: Browser;
let teacher: Page;
let learner: Page;
/** The page that is looked at now. */
let page: Page;
let courseId: string;
const errors: string[] = [];
const found: string[] = [];

/** The school of the first journey, or one like it where this journey runs alone, and a learner. */
beforeAll(async () => {
  browser = await launch();
  teacher = await device();
  page = teacher;
  const { canCreate } = await call(teacher, 'get', '/welcome');
  if (canCreate)
    await call(teacher, 'post', '/organizations', {
      ...INES,
      organizationName: 'Harbour School',
      name: 'Ines Duarte',
    });
  else await call(teacher, 'post', '/sign-in', INES);
  learner = await device();
  const invitation = { email: `${Date.now()}@example.org`, role: 'learner' };
  const { link } = await call(teacher, 'post', '/invitations', invitation);
  await call(learner, 'post', `/invitation-links/${link.split('/').at(-1)}/accept`, {
    name: LEARNER,
    password: INES.password,
  });
  films = createServer((_request, response) => {
    response.setHeader('content-type', 'video/mp4');
    createReadStream(FILM).pipe(response);
  });
  await new Promise<void>((resolve) => films.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  films.close();
  await browser.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await shoot(page, 'FAILED-take-course');
  console.log(page.url(), found, errors);
});

async function device(width = 1440): Promise<Page> {
  const { page: one } = await openDevice(browser, { width });
  one.on('pageerror', (error) => errors.push(error.message));
  one.on('console', (line) => {
    // The browser itself reports each answer of 400 and above.
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
      errors.push(line.text());
  });
  return one;
}

type Method = 'get' | 'post' | 'put' | 'patch';

async function call(from: Page, method: Method, path: string, data?: unknown, etag?: number) {
  const answer = await from.request[method](`/api/v1${path}`, {
    ...(data === undefined ? {} : { data }),
    headers: { origin: BASE, ...(etag === undefined ? {} : { 'if-match': `"${etag}"` }) },
  });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** Looks at the page on a phone and on a desk, and with axe. */
async function look(name: string): Promise<void> {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await settle(page);
    await shoot(page, `course-${name}-${width}`);
    if ((await overflow(page)) > 0) found.push(`${name} is wider than ${width} px`);
    for (const violation of await violations(page)) found.push(`${name} ${width}: ${violation}`);
  }
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');

type Lesson = { id: string; kind: string; title: string };
const lessons = async (): Promise<Lesson[]> =>
  (await call(teacher, 'get', `/courses/${courseId}`)).modules.flatMap(
    (module: { lessons: Lesson[] }) => module.lessons,
  );
const lessonOf = async (kind: string, title?: string): Promise<string> =>
  (await lessons()).find((one) => one.kind === kind && (!title || one.title === title))?.id ?? '';
const openLesson = async (lessonId: string) => {
  await page.goto(`/courses/${courseId}/lessons/${lessonId}`);
  await settle(page);
};

describe('a teacher makes a course', () => {
  it('of a PDF, by a proposal', async () => {
    page = teacher;
    await page.goto('/library');
    await button('Add material').first().click();
    await page.getByLabel('Choose files').setInputFiles({
      name: 'handbook.pdf',
      mimeType: 'application/pdf',
      buffer: await bookPdf('workplace-data-protection.md', TITLE, 3),
    });
    await page.getByRole('heading', { name: TITLE }).waitFor({ timeout: 60_000 });
    await page.getByText('All work is done').waitFor({ timeout: 60_000 });
    await page.goto('/courses/new-from-materials');
    await page.getByRole('checkbox', { name: TITLE }).check();
    await page.getByText('None', { exact: true }).click();
    await button('Propose a course').click();
    await page.getByLabel('Title', { exact: true }).fill(COURSE);
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    await button('Look at a sample').click();
    await dialog()
      .getByRole('button', { name: /^Approve all/ })
      .click();
    await dialog().waitFor({ state: 'detached' });
    await button('Make the course').click();
    await page.waitForURL(/\/courses\/[^/]+\/edit/);
    courseId = new URL(page.url()).pathname.split('/')[2] ?? '';
    expect((await lessons()).map(({ kind }) => kind)).toContain('assessment');
  });

  it('adds a path, a film and an assignment, and sets the rules of the exam', async () => {
    const draft = () => call(teacher, 'get', `/courses/${courseId}`);
    const { revision, modules } = await draft();
    await call(teacher, 'patch', `/courses/${courseId}`, { hasCertificate: true }, revision);
    const moduleId = modules[0].id;
    const add = async (kind: string, title: string): Promise<string> => {
      const at = `/courses/${courseId}/modules/${moduleId}/lessons`;
      const now = (await draft()).revision;
      return (await call(teacher, 'post', at, { kind, title }, now)).lessonId;
    };
    const material = (await call(teacher, 'get', `/materials?q=${encodeURIComponent(TITLE)}`))
      .items[0].id;
    const itemsOf = async (type: string): Promise<{ id: string }[]> =>
      (
        await call(
          teacher,
          'get',
          `/items?materialId=${material}&type=${type}&status=approved&limit=2`,
        )
      ).items;
    const steps = await add('path', 'In small steps');
    const itemIds = [...(await itemsOf('nugget')), ...(await itemsOf('flashcard'))].map(
      ({ id }) => id,
    );
    const { revision: content } = await call(teacher, 'get', `/lessons/${steps}/items`);
    await call(teacher, 'put', `/lessons/${steps}/items`, { itemIds }, content);
    const film = await add('video', 'A film');
    const { port } = films.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/osmosis.mp4`;
    const { id: videoId } = await call(teacher, 'post', '/videos/url', { url: address });
    await expect
      .poll(async () => (await call(teacher, 'get', `/videos/${videoId}`)).status, {
        timeout: 60_000,
        interval: 500,
      })
      .toBe('ready');
    await call(teacher, 'put', `/lessons/${film}/video`, { videoId });
    const optional = (await call(teacher, 'get', `/lessons/${film}`)).revision;
    await call(teacher, 'patch', `/lessons/${film}`, { isRequired: false }, optional);
    const report = await add('assessment', 'A notice of your own');
    const made = (lessonId: string, kind: string) =>
      call(teacher, 'put', `/courses/${courseId}/lessons/${lessonId}/assessment`, { kind });
    const assignment = await made(report, 'assignment');
    const gradingCriteria = [
      { criterion: 'Purpose', description: 'Says what the data are for.', points: 6 },
      { criterion: 'Plain words', description: '', points: 4 },
    ];
    const rules = { gradingCriteria, instructions: 'Write a notice for a form of your choice.' };
    await call(teacher, 'patch', `/assessments/${assignment.id}`, rules, assignment.revision);
    const exam = await made(await lessonOf('assessment', 'Final exam'), 'exam');
    const limits = { maxAttempts: 2, timeLimitMinutes: 30, passingScore: 60 };
    await call(teacher, 'patch', `/assessments/${exam.id}`, limits, exam.revision);
  });

  it('sees what publishing changes, and publishes', async () => {
    await page.goto(`/courses/${courseId}/edit`);
    await button('Publish…').click();
    await dialog().getByText('In small steps').waitFor();
    await dialog().getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('Published', { exact: true }).first().waitFor();
  });
});

describe('a learner takes it', () => {
  it('finds it in the catalog and enrols', async () => {
    page = learner;
    await page.goto('/catalog');
    await page.getByLabel('Search courses').fill('handle data');
    await page.getByRole('heading', { name: COURSE }).waitFor();
    await look('catalog');
    await page.getByRole('link', { name: COURSE }).click();
    await button('Enrol').click();
    await page.getByRole('link', { name: 'Start', exact: true }).waitFor();
    await look('course');
  });

  it('reads an article, answers in it, keeps a note and a bookmark, and comes back to the place', async () => {
    await openLesson(await lessonOf('article'));
    await look('article');
    const choice = page.locator('.article-item').getByRole('group', { name: 'Choose an answer' });
    if ((await choice.count()) > 0) {
      await choice.first().getByRole('radio').first().check({ force: true });
      await page.locator('.article-item').getByRole('button', { name: 'Check' }).first().click();
      await page.locator('.article-item').getByRole('button', { name: 'Try again' }).waitFor();
    }
    await button('Bookmark').click();
    await page.getByText('Bookmark kept.').waitFor();
    await button('Notes').click();
    await page.getByLabel('New note').fill('Ask the works council.');
    await button('Add note').click();
    await page.getByText('Ask the works council.').nth(0).waitFor();
    await look('notes');
    await page.keyboard.press('Escape');
    await page.evaluate(() => window.scrollTo(0, 900));
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/position'));
    await kept;
    await page.reload();
    await settle(page);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(300);
  });

  it('takes the path and rates a card', async () => {
    await openLesson(await lessonOf('path'));
    const turn = button('Show the answer');
    while ((await turn.count()) === 0) await button('Next').click();
    await turn.click();
    await button('Good').click();
    await page.getByText(/^Comes back/).waitFor();
    await look('path');
  });

  it('sees a film', async () => {
    await openLesson(await lessonOf('video'));
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await look('film');
  });

  it('marks what was read as done', async () => {
    for (const { id, kind } of await lessons()) {
      if (kind !== 'article' && kind !== 'path') continue;
      await openLesson(id);
      await button('Mark as done').click();
      await page.getByText('Done', { exact: true }).waitFor();
    }
  });
});

describe('the exam', () => {
  let lessonId: string;

  it('is failed with an empty paper', async () => {
    lessonId = await lessonOf('assessment', 'Final exam');
    await openLesson(lessonId);
    await look('exam-rules');
    await button('Start').click();
    await page.getByRole('timer').waitFor();
    await look('exam-paper');
    await button('Hand in').click();
    await dialog()
      .getByText(/not answered/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Hand in' }).click();
    await page
      .getByText(/^Not passed yet/)
      .first()
      .waitFor();
    await look('exam-failed');
  });

  it('is begun again, goes on on another device, and is passed', async () => {
    await button('Try again').click();
    await page.getByRole('timer').waitFor();
    const mine = await call(
      learner,
      'get',
      `/my/courses/${courseId}/lessons/${lessonId}/assessment`,
    );
    const paper = await call(learner, 'get', `/my/attempts/${mine.openAttemptId}`);
    const keys = new Map<string, Key>();
    for (let cursor = ''; ; ) {
      const at = `/items?type=question&status=approved&limit=100${cursor ? `&cursor=${cursor}` : ''}`;
      const { items, nextCursor } = await call(teacher, 'get', at);
      for (const { content } of items) keys.set(content.stem, content.answerKey);
      if (!nextCursor) break;
      cursor = nextCursor;
    }
    let byHand = false;
    for (const { position, question } of paper.questions) {
      const answer = answerFor(question, keys.get(question.stem));
      if (answer?.kind === 'option' && !byHand) {
        // One by the page itself, which saves it by itself.
        byHand = true;
        const chosen = question.options.find(({ id }: { id: string }) => id === answer.optionId);
        const section = page.locator(`#question-${position}`);
        await section.getByRole('radio', { name: chosen.text, exact: false }).first().check();
        await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
      } else if (answer)
        await call(learner, 'put', `/my/attempts/${paper.id}/answers/${position}`, {
          answer,
          revision: Date.now(),
        });
    }
    const phone = await device(360);
    await phone.context().addCookies(await learner.context().cookies());
    await phone.goto(`/courses/${courseId}/lessons/${lessonId}`);
    await phone.getByRole('timer').waitFor();
    await expect
      .poll(() => phone.getByRole('button', { name: /, answered/ }).count())
      .toBeGreaterThan(0);
    page = phone;
    await shoot(phone, 'course-exam-phone-360');
    await button('Hand in').click();
    await dialog().getByRole('button', { name: 'Hand in' }).click();
    await phone
      .getByText(/^Passed with/)
      .first()
      .waitFor();
    await phone.context().close();
    page = learner;
    await openLesson(lessonId);
    await page
      .getByText(/^Passed with/)
      .first()
      .waitFor();
    await look('exam-passed');
  });
});

describe('the assignment', () => {
  it('is handed in with a text and a file', async () => {
    await openLesson(await lessonOf('assessment', 'A notice of your own'));
    await button('Start working').click();
    await page.getByLabel('Text', { exact: true }).fill('We keep your name to answer you.');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByLabel('Add files').setInputFiles({
      name: 'form.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Name: ____'),
    });
    await page.getByRole('link', { name: 'form.txt' }).waitFor();
    await look('assignment');
    await button('Hand in').click();
    await dialog().getByRole('button', { name: 'Hand in' }).click();
    await page.getByText('Waits for a grade').first().waitFor();
  });

  it('is graded by its rubric, with a remark', async () => {
    page = teacher;
    await page.goto('/grading');
    await settle(page);
    await look('grading');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'We keep your name' })
      .getByRole('link')
      .click();
    await page.getByLabel('Comment on the work').fill(REMARK);
    await button('Add comment').click();
    await page.getByRole('list', { name: 'Comments' }).getByText(REMARK).waitFor();
    await page.getByLabel('Points of 6').fill('5');
    await page.getByLabel('Points of 4').fill('4');
    await look('grading-work');
    await button('Give this grade').click();
    await page
      .getByText(/^Graded:/)
      .first()
      .waitFor();
  });

  it('shows its grade and the remark', async () => {
    page = learner;
    await openLesson(await lessonOf('assessment', 'A notice of your own'));
    await page.getByText(REMARK).waitFor();
    await page.getByText(/9 of 10 points/).waitFor();
    await look('assignment-graded');
  });
});

describe('the end of the course', () => {
  let verify: string;

  it('is a certificate that anybody can verify', async () => {
    await page.goto(`/courses/${courseId}`);
    await page.getByText('You completed this course').waitFor();
    await look('course-completed');
    const link = page.getByRole('link', { name: 'Download certificate' });
    const file = await page.request.get((await link.getAttribute('href')) ?? '');
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
    const { items } = await call(learner, 'get', '/my/certificates');
    const one = items.find((each: { courseId: string }) => each.courseId === courseId);
    verify = new URL(one.verifyUrl).pathname;
    page = await device();
    await page.goto(verify);
    await page.getByText('This certificate is valid').waitFor();
    await page.getByText(COURSE).waitFor();
    await look('verify');
  });

  it('can be revoked, which the verification says from then on', async () => {
    const stranger = page;
    page = teacher;
    await page.goto(`/courses/${courseId}/people`);
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await dialog().getByLabel('Reason').fill('Given by mistake.');
    await dialog().getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Revoked', { exact: true }).waitFor();
    await look('people');
    page = stranger;
    await page.reload();
    await page.getByText('This certificate was revoked').waitFor();
  });
});

describe('the grades', () => {
  it('stand in the gradebook, can be decided otherwise, and are exported', async () => {
    page = teacher;
    await page.goto(`/courses/${courseId}/grades`);
    await page
      .getByRole('button', { name: new RegExp(`${LEARNER}, A notice of your own: 90`) })
      .click();
    await dialog().getByLabel('Other grade, in %').fill('95');
    await dialog().getByLabel('Reason').fill('A second look.');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /A notice of your own: 95/ }).waitFor();
    await look('gradebook');
    const href = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href');
    const csv = await (await page.request.get(href ?? '')).text();
    expect(csv).toMatch(new RegExp(`${LEARNER}.*95`));
  });

  it('are analysed question by question', async () => {
    const lessonId = await lessonOf('assessment', 'Final exam');
    await page.goto(`/courses/${courseId}/edit?lesson=${lessonId}`);
    await page.getByRole('tab', { name: 'Analysis' }).click();
    await page.getByText('Learners by percent').waitFor();
    await look('analysis');
  });
});

describe('what was looked at', () => {
  it('fits a phone and a desk and has nothing for axe to find', () => expect(found).toEqual([]));
  it('saw no error in the page', () => expect(errors).toEqual([]));
});
