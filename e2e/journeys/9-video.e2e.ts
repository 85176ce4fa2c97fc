import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BASE, launch, openDevice, overflow, settle, shoot, violations } from '../browser.ts';
import {
  beginCourse,
  type Call,
  CUES,
  callerOf,
  enterSchool,
  joinSchool,
  makeFilm,
  SRT,
  VTT,
} from '../video-school.ts';

type Key =
  | { questionType: 'short_answer'; accepted: string[] }
  | { questionType: 'fill_blank'; gaps: { accepted: string[] }[] };
type Item = {
  id: string;
  status: string;
  content: { stem: string; answerKey: Key };
};
type Stop = {
  id: string;
  title: string;
  atSeconds: number;
  questions: { itemId: string; stem: string }[];
};
type Watch = { positionSeconds: number; watchedShare: number; completed: boolean };

let browser: Browser;
let context: BrowserContext;
let page: Page;
let shown: Page;
let teacher: Call;
let courseId: string;
let lessonId: string;
let videoId: string;
let items: Item[];
const folder = mkdtempSync(path.join(tmpdir(), 'lectern-film-'));
const film = makeFilm(folder);
const found: string[] = [];

/** What a browser complains of: also what its content security policy keeps from loading. */
function listen(one: Page, name: string): void {
  one.on('pageerror', (error) => found.push(`${name}: ${error.message}`));
  one.on('console', (message) => {
    // A refusal that the journey asks for, and what the page says before anybody is signed in.
    if (message.type() === 'error' && !/status of (409|401)/.test(message.text()))
      found.push(`${name}: ${message.text()}`);
  });
}

beforeAll(async () => {
  browser = await launch();
  ({ context, page } = await openDevice(browser));
  shown = page;
  listen(page, 'teacher');
  teacher = callerOf(context);
  await enterSchool(teacher);
  ({ courseId, lessonId } = await beginCourse(teacher));
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await shoot(shown, 'FAILED');
  console.log(found, await shown.evaluate(() => document.activeElement?.outerHTML.slice(0, 300)));
});

/** Looks at a page at two widths and with axe. */
async function look(one: Page, name: string, widths = [360, 1440]): Promise<void> {
  for (const width of widths) {
    await one.setViewportSize({ width, height: 900 });
    await settle(one);
    await one.evaluate(() => window.scrollTo(0, 0));
    await shoot(one, `${name}-${width}`);
    if ((await overflow(one)) > 0) found.push(`${name} is wider than ${width} px`);
    for (const violation of await violations(one)) found.push(`${name} ${width}: ${violation}`);
  }
}

const PRESSES = 'What presses against the wall of a plant cell?';

const dialog = () => page.getByRole('dialog');
const openEditor = async () => {
  await page.goto(`/courses/${courseId}/edit`);
  await page.getByRole('treeitem', { name: 'Osmosis, Video' }).click();
};
const openPart = (name: RegExp) => page.getByRole('tab', { name }).click();
const stops = async () =>
  (await teacher<{ items: Stop[] }>('GET', `/videos/${videoId}/milestones`)).items;

describe('an author', () => {
  it('uploads a video, and goes on with it after the page was left in the middle', async () => {
    await openEditor();
    const network = await context.newCDPSession(page);
    const limit = (uploadThroughput: number) =>
      network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await limit(1_000_000);
    await page.locator('input[type=file]').setInputFiles(film);
    const bar = page.getByRole('progressbar', { name: /Uploading/ });
    await bar.waitFor();
    await page.waitForFunction(
      () => Number(document.querySelector('[role=progressbar]')?.ariaValueNow ?? 0) >= 30,
    );
    await shoot(page, 'video-upload-1440');
    found.push(...(await violations(page)));
    await page.reload();
    await page.getByRole('treeitem', { name: 'Osmosis, Video' }).click();
    await page.getByText('An upload was interrupted').waitFor();
    await look(page, 'video-upload-interrupted');
    await limit(-1);
    const patch = page.waitForRequest(
      (request) => request.method() === 'PATCH' && request.url().includes('/uploads/videos/'),
    );
    await page.locator('input[type=file]').setInputFiles(film);
    expect(Number((await patch).headers()['upload-offset'])).toBeGreaterThan(0);
    await page.getByRole('tab', { name: 'Questions' }).waitFor({ timeout: 60_000 });
    const { video } = await teacher<{ video: { id: string; durationSeconds: number } }>(
      'GET',
      `/lessons/${lessonId}/video`,
    );
    videoId = video.id;
    expect(video.durationSeconds).toBeCloseTo(24, 0);
    await page.getByText('No questions in this video yet').waitFor();
    await look(page, 'video-editor-empty');
  });

  it('adds captions in two languages', async () => {
    await openPart(/Captions/);
    for (const [label, language, name, text] of [
      ['English', 'en', 'film.vtt', VTT],
      ['Deutsch', 'de', 'film.srt', SRT],
    ] as const) {
      await page.getByRole('button', { name: 'Add captions' }).first().click();
      await dialog().getByLabel('Name in the menu').fill(label);
      await dialog().getByLabel('Language code').fill(language);
      await dialog()
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
      await page.waitForFunction(
        () =>
          (document.querySelector<HTMLTextAreaElement>('[role=dialog] textarea')?.value ?? '') !==
          '',
      );
      if (language === 'en') found.push(...(await violations(page)));
      await dialog().getByRole('button', { name: 'Add captions' }).click();
      await dialog().waitFor({ state: 'detached' });
      await page.getByText(`${language} · ${CUES.length} lines`).waitFor();
    }
  });

  it('adds chapters', async () => {
    await openPart(/Chapters/);
    for (const [time, title] of [
      ['0:00', 'Water and walls'],
      ['0:12', 'Inside the plant'],
    ] as const) {
      await page.getByRole('button', { name: /^Add a chapter/ }).click();
      await page.getByLabel('Time').last().fill(time);
      await page.getByLabel('Chapter', { exact: true }).last().fill(title);
    }
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: /Chapters.*2/ }).waitFor();
    await look(page, 'video-chapters');
  });

  it('makes the transcript a material, whose questions are approved', async () => {
    await openPart(/Captions/);
    await page.getByRole('button', { name: 'Make it a material' }).first().click();
    await page.getByText('shown first').waitFor();
    await page.getByRole('link', { name: 'Open as material' }).waitFor();
    await look(page, 'video-captions');
    const { materialId } = await teacher<{ materialId: string }>('GET', `/videos/${videoId}`);
    const list = () =>
      teacher<{ items: Item[] }>(
        'GET',
        `/items?type=question&status=in_review&materialId=${materialId}&limit=50`,
      );
    const open = async () =>
      (await teacher<{ items: unknown[] }>('GET', '/ingestions?open=true&limit=10')).items.length;
    for (let n = 0; n < 120 && ((await list()).items.length === 0 || (await open()) > 0); n += 1)
      await page.waitForTimeout(250);
    // Those that are answered by a word: a short film has no others of one kind.
    items = (await list()).items.filter(({ content }) =>
      ['short_answer', 'fill_blank'].includes(content.answerKey.questionType),
    );
    expect(items.length).toBeGreaterThanOrEqual(5);
    await teacher('POST', '/review/bulk', {
      decision: 'approve',
      itemIds: items.map(({ id }) => id),
    });
  });

  it('has milestones proposed from it', async () => {
    await page.reload();
    await page.getByRole('treeitem', { name: 'Osmosis, Video' }).click();
    await page.getByRole('button', { name: 'Propose from the transcript' }).click();
    await page.getByText(/proposal.* added as/).waitFor();
    expect(
      (await stops()).map(({ atSeconds, questions }) => [atSeconds, questions.length]),
    ).toEqual([[23.5, 2]]);
  });

  it('sets two by hand, and moves one by arrow keys', async () => {
    const used = new Set(
      (await stops()).flatMap(({ questions }) => questions.map((q) => q.itemId)),
    );
    const first = items.find(({ id }) => !used.has(id));
    if (!first) throw new Error('Too few questions.');
    // One is answered by a choice, so that keys can be pressed for it.
    const written = await teacher<Item>('POST', `/courses/${courseId}/questions`, {
      stem: PRESSES,
      explanation: 'Turgor is the pressure of the water against the wall.',
      answerKey: {
        questionType: 'multiple_choice',
        options: ['Water', 'Sand', 'Air', 'Salt'].map((text, index) => ({
          text,
          correct: index === 0,
          feedback: '',
        })),
      },
    });
    if (written.status !== 'approved')
      await teacher('POST', `/items/${written.id}/review`, { decision: 'approve' });
    for (const [at, title, required, stem] of [
      [6, 'The skin of a cell', true, first.content.stem],
      [12, 'Pressure', false, PRESSES],
    ] as const) {
      await page.locator('video').evaluate((video: HTMLVideoElement, to) => {
        video.currentTime = to;
      }, at);
      await page
        .getByRole('button', { name: `Add questions at 0:${String(at).padStart(2, '0')}` })
        .click();
      await dialog().getByLabel('Title').fill(title);
      await dialog().getByLabel('Further tries').fill('1');
      if (!required) await dialog().getByLabel('Must be passed to go on').uncheck();
      await dialog().getByRole('button', { name: 'Add questions' }).click();
      if (!required) await dialog().getByLabel('Questions of all materials').check();
      await dialog()
        .getByRole('checkbox', { name: stem.replaceAll('____', '').trim() })
        .check();
      if (required) found.push(...(await violations(page)));
      await dialog().getByRole('button', { name: 'Use these' }).click();
      expect(await dialog().getByLabel('Title').inputValue()).toBe(title);
      if (required) {
        await shoot(page, 'video-milestone-form-1440');
        found.push(...(await violations(page)));
      }
      await dialog().getByRole('button', { name: 'Save' }).click();
      await dialog().waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Pressure, at 0:12' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Pressure, at 0:14' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.ariaLabel === 'Pressure, at 0:14');
    await page.getByRole('button', { name: 'Make 1 draft active' }).click();
    await page.getByText('draft', { exact: true }).waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await stops()).map(({ atSeconds }) => atSeconds))
      .toEqual([6, 14, 23.5]);
    await look(page, 'video-editor');
  });

  it('publishes the course', async () => {
    const { revision } = await teacher<{ revision: number }>('GET', `/courses/${courseId}`);
    await teacher('POST', `/courses/${courseId}/publish`, { revision });
  });
});

/** What is right at a question. */
async function wordOf(stop: Stop, n: number): Promise<string> {
  const { content } = await teacher<Item>('GET', `/items/${stop.questions[n]?.itemId}`);
  const key = content.answerKey;
  const words = key.questionType === 'fill_blank' ? key.gaps[0]?.accepted : key.accepted;
  return words?.[0] ?? '';
}

const WRONG = 'sandstone';

/** Answers the question on the page. */
async function answer(one: Page, word: string): Promise<void> {
  await one.locator('form input').fill(word);
  await one.getByRole('button', { name: 'Check' }).click();
}

const question = (one: Page, title: string) => one.getByRole('region', { name: title });
const seconds = (one: Page) =>
  one.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);

async function play(one: Page): Promise<void> {
  await one.getByLabel('Speed').selectOption('2');
  const button = one.getByRole('button', { name: 'Play', exact: true });
  if (await button.isVisible()) await button.click();
}

/** The question stands there again, and the video at it, after the page was loaded anew. */
async function reloadAt(one: Page, stop: Stop): Promise<void> {
  await one.waitForTimeout(300);
  await one.reload();
  await question(one, stop.title).getByRole('button', { name: 'Check' }).waitFor();
  expect(await seconds(one)).toBeCloseTo(stop.atSeconds, 1);
}

describe.each([
  ['Wanda', 1440],
  ['Piet', 360],
] as const)('a learner, %s, at %d px', (name, width) => {
  let learner: Call;
  let device: BrowserContext;
  let one: Page;
  let userId: string;
  let skin: Stop;
  let pressure: Stop;
  let last: Stop;

  beforeAll(async () => {
    const opened = await openDevice(browser, { width });
    device = opened.context;
    one = opened.page;
    shown = one;
    listen(one, name);
    learner = callerOf(device);
    ({ userId } = await joinSchool(teacher, learner, name));
    await learner('POST', `/courses/${courseId}/enrolment`);
    [skin, pressure, last] = (await stops()) as [Stop, Stop, Stop];
  });
  afterAll(() => device.close());

  const watch = async () =>
    (await learner<{ watch: Watch }>('GET', `/my/lessons/${lessonId}/player`)).watch;

  it('cannot pass over a required question by the bar, by keys or by the API', async () => {
    await one.goto(`/courses/${courseId}/lessons/${lessonId}`);
    await one.locator('video').waitFor();
    await one.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 1);
    await look(one, `video-lesson-${name}`, [width]);
    await one.getByLabel('Place in the video').focus();
    await one.keyboard.press('End');
    await question(one, skin.title).waitFor();
    await one.getByText('The question at 0:06 comes first').last().waitFor();
    expect(await seconds(one)).toBeCloseTo(6, 1);
    await one.getByLabel('Place in the video').focus();
    await one.keyboard.press('Home');
    await question(one, skin.title).waitFor({ state: 'detached' });
    await one.keyboard.press('9');
    await question(one, skin.title).waitFor();
    await one.getByLabel('Place in the video').fill('0');
    await one.locator('video').evaluate((video: HTMLVideoElement) => {
      video.currentTime = 20;
    });
    await question(one, skin.title).waitFor();
    const refused = await device.request.put(`${BASE}/api/v1/my/lessons/${lessonId}/position`, {
      headers: { origin: BASE },
      data: { positionSeconds: 20, ranges: [[0, 20]] },
    });
    expect(refused.status()).toBe(409);
    const ahead = await device.request.get(
      `${BASE}/api/v1/my/lessons/${lessonId}/milestones/${last.id}`,
    );
    expect(ahead.status()).toBe(409);
    await one.getByLabel('Place in the video').fill('0');
  });

  it('is paused at it, and finds it again after a reload', async () => {
    await play(one);
    await question(one, skin.title).getByText('2 tries left').waitFor();
    expect(await seconds(one)).toBeCloseTo(6, 1);
    await one.waitForFunction(() => document.activeElement?.tagName === 'H2');
    await look(one, `video-question-${name}`, [width]);
    await reloadAt(one, skin);
    await question(one, skin.title).getByText('2 tries left').waitFor();
  });

  it('answers wrongly, is led back to what explains it, and then answers rightly by keys alone', async () => {
    await one.locator('form input').focus();
    await one.keyboard.type('sandstone');
    await one.keyboard.press('Enter');
    await one.getByText('Not quite').waitFor();
    await shoot(one, `video-wrong-${name}`);
    found.push(...(await violations(one)));
    await reloadAt(one, skin);
    await question(one, skin.title).getByText('1 try left').waitFor();
    if (width === 360) {
      await answer(one, WRONG);
      await one.getByText('No tries are left').first().waitFor();
      await look(one, `video-no-tries-${name}`, [width]);
      await teacher('POST', `/lessons/${lessonId}/milestones/${skin.id}/reset`, { userId });
      await reloadAt(one, skin);
      await answer(one, WRONG);
      await one.getByRole('button', { name: /^Back to 0:0/ }).click();
      await question(one, skin.title).waitFor({ state: 'detached' });
      expect(await seconds(one)).toBeLessThan(5.9);
      await question(one, skin.title).getByText('1 try left').waitFor();
      await answer(one, await wordOf(skin, 0));
    } else {
      await one.getByLabel('Place in the video').fill('3');
      await question(one, skin.title).waitFor({ state: 'detached' });
      await play(one);
      await question(one, skin.title).getByText('1 try left').waitFor();
      // From the title, which has the focus, by Tab to the field, and on by Enter.
      await one.waitForFunction(() => document.activeElement?.tagName === 'H2');
      await one.keyboard.press('Tab');
      await one.keyboard.type(await wordOf(skin, 0));
      await one.keyboard.press('Enter');
    }
    await one.getByText('Right', { exact: true }).last().waitFor();
    await shoot(one, `video-right-${name}`);
    found.push(...(await violations(one)));
    const go = one.getByRole('button', { name: 'Continue the video' });
    if (width === 360) await go.click();
    else {
      for (let n = 0; n < 4 && !(await go.evaluate((it) => it === document.activeElement)); n += 1)
        await one.keyboard.press('Tab');
      await one.keyboard.press('Enter');
    }
    await question(one, skin.title).waitFor({ state: 'detached' });
    await one.waitForFunction(() => document.activeElement?.closest('fieldset') !== null);
  });

  it('answers an optional one by a choice', async () => {
    await question(one, pressure.title).getByRole('button', { name: 'Check' }).waitFor();
    await reloadAt(one, pressure);
    await look(one, `video-optional-${name}`, [width]);
    if (width === 360) {
      await one.getByText('Water', { exact: true }).click();
      await one.getByRole('button', { name: 'Check' }).click();
    } else {
      const options = await one.locator('form label').allTextContents();
      await one.keyboard.press(String(1 + options.findIndex((text) => text.includes('Water'))));
      await one.keyboard.press('Enter');
    }
    await one.getByText('Right', { exact: true }).last().waitFor();
    await one.getByRole('button', { name: 'Continue the video' }).click();
    await play(one);
  });

  it('has the same place on another device', async () => {
    const before = (await watch()).positionSeconds;
    expect(before).toBeGreaterThanOrEqual(14);
    const other = await openDevice(browser, { width: width === 360 ? 1440 : 360 });
    await other.context.addCookies(await device.cookies());
    await other.page.goto(`/courses/${courseId}/lessons/${lessonId}`);
    await other.page.waitForFunction(
      (least) => (document.querySelector('video')?.currentTime ?? 0) >= least,
      before - 0.1,
    );
    await other.context.close();
  });

  it('reads the captions of one language at a time, and searches the transcript', async () => {
    const showing = () =>
      one
        .locator('video')
        .evaluate((video: HTMLVideoElement) =>
          [...video.textTracks]
            .filter(({ kind, mode }) => kind !== 'chapters' && mode === 'showing')
            .map(({ label }) => label),
        );
    expect(await showing()).toEqual(['English']);
    await one.getByLabel('Captions', { exact: true }).selectOption({ label: 'Deutsch' });
    expect(await showing()).toEqual(['Deutsch']);
    await one.getByLabel('Captions', { exact: true }).selectOption({ label: 'No captions' });
    expect(await showing()).toEqual([]);
    await one.getByLabel('Search in the transcript').fill('diffusion');
    await one.getByRole('button', { name: /Diffusion is the spread/ }).click();
    await one.waitForFunction(() => {
      const at = document.querySelector('video')?.currentTime ?? 0;
      return at >= 6 && at < 9;
    });
    await one.getByLabel('Search in the transcript').fill('');
    await one.locator('[aria-current=true]').waitFor();
    await one.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await one.getByRole('button', { name: /Teilchen verteilen sich/ }).waitFor();
    await look(one, `video-transcript-${name}`, [width]);
  });

  it('answers two questions at the end, with reloads between, and has done the lesson', async () => {
    await one.getByLabel('Place in the video').fill('14');
    await play(one);
    await question(one, last.title).getByText('Question 1 of 2').waitFor({ timeout: 30_000 });
    await reloadAt(one, last);
    await answer(one, await wordOf(last, 0));
    await one.getByText('Right', { exact: true }).last().waitFor();
    await reloadAt(one, last);
    await question(one, last.title).getByText('Question 2 of 2').waitFor();
    await answer(one, await wordOf(last, 1));
    await one.getByText('Right', { exact: true }).last().waitFor();
    await one.getByRole('button', { name: 'Continue the video' }).click();
    await one.getByText(/^Done/).waitFor();
    expect((await watch()).completed).toBe(true);
    await look(one, `video-done-${name}`, [width]);
  });
});

describe('the author afterwards', () => {
  it('sees who watched what', async () => {
    shown = page;
    await openEditor();
    await openPart(/How it is watched/);
    await page.getByText('Learners who watched each part').waitFor();
    await look(page, 'video-analytics');
  });
});

describe('what was looked at', () => {
  it('fits, has nothing for axe to find, and no error in the console', () =>
    expect(found).toEqual([]));
});
