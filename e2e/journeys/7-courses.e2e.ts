import { deflateSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASE, launch, openDevice, overflow, settle, shoot, violations } from '../browser.ts';

let browser: Browser;
let page: Page;
let errors: string[];
const found: string[] = [];

/** The school of the first journey, or one like it where this journey runs alone. */
beforeAll(async () => {
  browser = await launch();
  ({ page, errors } = await openDevice(browser));
  const { canCreate } = await read('/welcome');
  const own = { email: 'ines@example.org', password: 'a long password' };
  if (canCreate)
    await send('/organizations', {
      ...own,
      organizationName: 'Harbour School',
      name: 'Ines Duarte',
    });
  else await send('/sign-in', own);
  await send('/ingestions/text', { title: 'Tides', text: TIDES });
  const questions = async () => await read('/items?type=question&status=in_review&limit=50');
  let waiting = await questions();
  for (let n = 0; n < 120 && waiting.items.length === 0; n += 1) {
    await page.waitForTimeout(500);
    waiting = await questions();
  }
  await send('/review/bulk', {
    decision: 'approve',
    itemIds: waiting.items.map(({ id }: { id: string }) => id),
  });
});
afterAll(() => browser.close());

async function send(path: string, data: unknown): Promise<void> {
  const answer = await page.request.post(`/api/v1${path}`, {
    data,
    headers: { origin: BASE },
  });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
}

async function read(path: string) {
  return (await page.request.get(`/api/v1${path}`)).json();
}

/** A small picture, made here. */
function png(width: number, height: number): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer) => {
    let c = 0xffffffff;
    for (const byte of bytes) c = table[(c ^ byte) & 0xff]! ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows.set([30, (90 + (x * 120) / width) | 0, 150], y * (width * 3 + 1) + 1 + x * 3);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Looks at the page at three widths and with axe. */
async function look(name: string): Promise<void> {
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await settle(page);
    await shoot(page, `${name}-${width}`);
    if ((await overflow(page)) > 0) found.push(`${name} is wider than ${width} px`);
    for (const violation of await violations(page)) found.push(`${name} ${width}: ${violation}`);
  }
}

const row = (name: string) => page.getByRole('treeitem', { name, exact: true });
const text = () => page.getByRole('textbox', { name: 'Text of the lesson' });
const saved = () => page.locator('[data-save-state=saved]').waitFor();

async function rename(name: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'New name' });
  await field.fill(name);
  await field.press('Enter');
}

async function insert(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Insert', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

/** The rows of the tree as they are read. */
const rows = async () =>
  page.getByRole('treeitem').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));

/** The titles as the server has them: moves show before they are stored. */
async function storedTitles(): Promise<string[]> {
  const id = new URL(page.url()).pathname.split('/')[2];
  const { modules } = await read(`/courses/${id}`);
  return modules.flatMap((module: { title: string; lessons: { title: string }[] }) => [
    module.title,
    ...module.lessons.map((lesson) => lesson.title),
  ]);
}

/** Until the focus has gone back from a dialog or menu to the text. */
const writing = () =>
  page.waitForFunction(() => document.activeElement?.matches('[role=textbox].article'));

const dialog = (): Locator => page.getByRole('dialog');

describe('an author', () => {
  it('begins a course', async () => {
    await page.goto('/courses');
    await page.getByRole('heading', { name: 'You have no courses yet' }).waitFor();
    await look('courses-none');
    await page.getByRole('button', { name: 'New course' }).first().click();
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('The sea and its tides');
    found.push(...(await violations(page)));
    await page.getByRole('button', { name: 'Create course' }).click();
    await page.getByRole('heading', { name: 'No modules yet' }).waitFor();
  });

  it('adds modules and lessons and names them in place', async () => {
    await page.getByRole('button', { name: 'Add module' }).click();
    await rename('Why tides happen');
    await row('Why tides happen').waitFor();
    await page.getByRole('button', { name: 'Add lesson' }).click();
    await page.getByRole('menuitem', { name: 'Add article' }).click();
    await rename('Gravity and water');
    await row('Gravity and water, Article').waitFor();
    await page.getByRole('button', { name: 'Add lesson' }).click();
    await page.getByRole('menuitem', { name: 'Add path of items' }).click();
    await rename('Practice');
    await row('Practice, Path').waitFor();
    await page.getByRole('button', { name: 'Add module' }).click();
    await rename('Spring and neap');
    await row('Spring and neap').waitFor();
  });

  it('writes an article with everything that an article can have', async () => {
    await row('Gravity and water, Article').click();
    await text().focus();
    await page.keyboard.type('## How it begins');
    await page.keyboard.press('Enter');
    await page.keyboard.type('The Moon pulls the water with a force of ');
    await insert('Formula in the line');
    await dialog().getByLabel('LaTeX').fill('F = G \\frac{m_1 m_2}{r^2}');
    await dialog().locator('.katex').waitFor();
    found.push(...(await violations(page)));
    await dialog().getByRole('button', { name: 'Insert formula' }).click();
    await writing();
    await page.keyboard.type(' and the Earth turns below.');
    await page.keyboard.press('Enter');
    await insert('Note');
    await writing();
    await page.keyboard.type('Most coasts have two high tides a day.');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await insert('Table');
    await writing();
    await page.keyboard.type('Tide');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Moon');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Range');
    await page.keyboard.press('Control+End');
    await insert('Image');
    await dialog()
      .getByLabel('File')
      .setInputFiles({ name: 'sea.png', mimeType: 'image/png', buffer: png(320, 120) });
    await dialog().getByLabel('What the image shows').fill('The sea at high tide');
    await shoot(page, 'article-image-dialog-1440');
    await dialog().getByRole('button', { name: 'Insert image' }).click();
    await dialog().waitFor({ state: 'detached' });
    await writing();
    await page.keyboard.press('Control+End');
    await insert('Block of code');
    await writing();
    await page.keyboard.type('const tides = 2;');
    await page.getByRole('button', { name: 'Language of the code: No language' }).click();
    await page.getByRole('menuitem', { name: 'TypeScript' }).click();
    await writing();
    await page.keyboard.press('Control+End');
    await insert('Formula on its own');
    await dialog().getByLabel('LaTeX').fill('\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}');
    await dialog().getByRole('button', { name: 'Insert formula' }).click();
    await writing();
    await page.keyboard.press('Control+End');
    await insert('Question');
    await shoot(page, 'article-question-dialog-1440');
    found.push(...(await violations(page)));
    await dialog().getByRole('listitem').getByRole('button').first().click();
    await page.locator('[data-save-state=saved]').waitFor();
    await look('article-editor');
  });

  it('pastes a page of a word processor and keeps what an article can hold', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await text().focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      data.setData('text/plain', 'pasted');
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, PASTED);
    const pasted = text();
    await pasted.locator('h2', { hasText: 'Pasted title' }).waitFor();
    await pasted.locator('li', { hasText: 'An entry' }).waitFor();
    await pasted.locator('a[href="https://example.org/sea"]').waitFor();
    const inner = await pasted.innerHTML();
    for (const gone of [
      'javascript:',
      'example.net',
      'MsoNormal',
      'font-family',
      '<script',
      'onclick',
    ])
      expect(inner).not.toContain(gone);
    await page.locator('[data-save-state=waiting], [data-save-state=saving]').waitFor();
    await saved();
  });

  it('undoes and does again', async () => {
    await page.keyboard.press('Control+z');
    await text().getByText('Pasted title').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+z');
    await text().getByText('Pasted title').waitFor();
  });

  it('sets a link by keyboard, and none that runs a program', async () => {
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+k');
    await dialog().getByLabel('Address').fill('javascript:alert(1)');
    await page.keyboard.press('Enter');
    await dialog().getByText('A link may lead to').waitFor();
    await dialog().getByLabel('Address').fill('example.org/moon');
    await page.keyboard.press('Enter');
    await writing();
    const link = text().locator('a[href="https://example.org/moon"]');
    await link.waitFor();
    await page.keyboard.type(' and on');
    expect(await link.textContent()).toBe('https://example.org/moon');
  });

  it('leaves the text for the toolbar by Escape, walks it by arrows, and comes back', async () => {
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      () => document.activeElement?.closest('[data-article-toolbar]') !== null,
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.locator('button[aria-label=Bold]:focus').waitFor();
    await page.keyboard.press('Escape');
    await writing();
  });

  it('finds the article again after a reload', async () => {
    await page.waitForTimeout(1500);
    await saved();
    await page.reload();
    await text().waitFor();
    for (const what of [
      'h2',
      'table',
      'img[alt="The sea at high tide"]',
      'pre .hljs-keyword',
      'aside[data-kind=note]',
      '[data-type=block-math] .katex',
      '[data-type=inline-math] .katex',
      '.article-item',
    ])
      await text().locator(what).first().waitFor();
  });

  it('sees it as a learner', async () => {
    await page.getByRole('link', { name: 'See it as a learner' }).click();
    await page.locator('.article .katex').first().waitFor();
    await page.locator('.article pre .hljs-keyword').first().waitFor();
    expect(
      await page.locator('.article img').evaluate((one: HTMLImageElement) => one.naturalWidth),
    ).toBe(320);
    await look('lesson-preview');
    await page.getByRole('link', { name: 'Back to the editor' }).click();
    await text().waitFor();
  });

  it('fills a path', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await row('Practice, Path').click();
    await page.getByRole('button', { name: 'Add items' }).click();
    await dialog().getByText('Questions', { exact: true }).click();
    await dialog().getByRole('listitem').getByRole('button').nth(0).click();
    await dialog().getByRole('listitem').getByRole('button').nth(1).click();
    await dialog().getByRole('button', { name: 'Done' }).click();
    await page
      .getByRole('button', { name: /^Move .* down$/ })
      .first()
      .click();
    await look('path-editor');
  });

  it('adds a link and a file to a lesson', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('tab', { name: 'Links and files' }).click();
    await page.getByLabel('Address').fill('example.org/tables');
    await page.getByRole('button', { name: 'Add link' }).click();
    await page.getByRole('link', { name: 'https://example.org/tables' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'tides.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('High 6:10'),
    });
    await page.getByRole('link', { name: 'tides.txt' }).waitFor();
    await page.getByRole('button', { name: 'Move tides.txt up' }).click();
    await expect
      .poll(() => page.getByRole('tabpanel').getByRole('link').allTextContents())
      .toEqual(['tides.txt', 'https://example.org/tables']);
    await look('lesson-resources');
  });

  it('moves lessons and modules by keyboard alone', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await row('Practice, Path').focus();
    await page.keyboard.press('Alt+ArrowDown');
    expect(await rows()).toEqual([
      'Why tides happen',
      'Gravity and water, Article',
      'Spring and neap',
      'Practice, Path',
    ]);
    expect(await page.getByText('Practice is lesson 1 of Spring and neap.').count()).toBe(1);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await expect
      .poll(storedTitles)
      .toEqual(['Spring and neap', 'Practice', 'Why tides happen', 'Gravity and water']);
    await page.reload();
    await row('Practice, Path').waitFor();
    expect(await rows()).toEqual([
      'Spring and neap',
      'Practice, Path',
      'Why tides happen',
      'Gravity and water, Article',
    ]);
    // The same by the handle: space picks it up, arrows move it, space drops it.
    await row('Gravity and water, Article').focus();
    await page.getByRole('button', { name: 'Move Gravity and water' }).focus();
    await page.keyboard.press('Space');
    await page.waitForTimeout(200);
    await page.keyboard.press('ArrowUp');
    await page.waitForTimeout(200);
    await page.keyboard.press('Space');
    await page.waitForTimeout(500);
    expect(await rows()).toEqual([
      'Spring and neap',
      'Practice, Path',
      'Gravity and water, Article',
      'Why tides happen',
    ]);
    await row('Gravity and water, Article').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await look('course-editor-tree');
  });

  it('moves them by hand as well, by dragging and by the menu', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const handle = async (name: string) =>
      (await page.getByRole('button', { name: `Move ${name}`, exact: true }).boundingBox())!;
    const from = await handle('Gravity and water');
    const to = await handle('Practice');
    await page.mouse.move(from.x + 8, from.y + 12);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y - 10, { steps: 4 });
    await page.mouse.move(to.x + 8, to.y + 10, { steps: 8 });
    await page.mouse.up();
    const dragged = [
      'Spring and neap',
      'Gravity and water, Article',
      'Practice, Path',
      'Why tides happen',
    ];
    await expect.poll(rows).toEqual(dragged);
    await page.getByRole('button', { name: 'Actions for Spring and neap' }).click();
    await page.getByRole('menuitem', { name: 'Move down' }).click();
    await expect
      .poll(rows)
      .toEqual([
        'Why tides happen',
        'Spring and neap',
        'Gravity and water, Article',
        'Practice, Path',
      ]);
    await page.getByRole('button', { name: 'Actions for Gravity and water' }).click();
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    await expect
      .poll(rows)
      .toEqual([
        'Why tides happen',
        'Gravity and water, Article',
        'Spring and neap',
        'Practice, Path',
      ]);
    await expect
      .poll(storedTitles)
      .toEqual(['Why tides happen', 'Gravity and water', 'Spring and neap', 'Practice']);
  });

  it('deletes and takes it back', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await row('Practice, Path').focus();
    await page.keyboard.press('Delete');
    await row('Practice, Path').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await row('Practice, Path').waitFor();
  });

  it('describes the course', async () => {
    await page.getByRole('button', { name: 'About the course' }).click();
    await page.getByLabel('Objectives').fill('Explain why tides happen');
    await page.getByLabel('Category').fill('Oceanography');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('status').getByText('Saved').waitFor();
    await look('course-about');
  });

  it('publishes it, changes it, and sees what changed', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByText('This is the first version').waitFor();
    await shoot(page, 'publish-first-1440');
    found.push(...(await violations(page)));
    await dialog().getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Version 1 is published.').waitFor();
    await row('Gravity and water, Article').click();
    await text().focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.type(' and where it ends');
    await page.locator('[data-save-state=waiting], [data-save-state=saving]').waitFor();
    await saved();
    await row('Practice, Path').focus();
    await page.keyboard.press('F2');
    await rename('Try it');
    await row('Try it, Path').waitFor();
    await page.getByRole('button', { name: 'Publish…' }).click();
    await dialog().getByText('before:').waitFor();
    await dialog()
      .getByRole('button', { name: 'What changed in the text of Gravity and water' })
      .click();
    await dialog().locator('ins').first().waitFor();
    await shoot(page, 'publish-changes-1440');
    await page.setViewportSize({ width: 360, height: 800 });
    await shoot(page, 'publish-changes-360');
    await page.setViewportSize({ width: 1440, height: 900 });
    found.push(...(await violations(page)));
    await dialog().getByLabel('Note').fill('A longer beginning');
    await dialog().getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Version 2 is published.').waitFor();
    await page.getByRole('button', { name: 'About the course' }).click();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByText('A longer beginning').waitFor();
    await look('course-versions');
  });

  it('finds the course in the list', async () => {
    await page.goto('/courses');
    await page.getByRole('link', { name: 'The sea and its tides' }).waitFor();
    await look('courses');
  });
});

describe('two authors', () => {
  it('do not overwrite each other: the second decides', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('link', { name: 'The sea and its tides' }).click();
    await row('Gravity and water, Article').click();
    await text().waitFor();
    const second = await page.context().newPage();
    await second.goto(page.url());
    const theirs = second.getByRole('textbox', { name: 'Text of the lesson' });
    await theirs.focus();
    await second.keyboard.press('Control+End');
    await second.keyboard.type('Theirs. ');
    await second.locator('[data-save-state=waiting], [data-save-state=saving]').waitFor();
    await second.locator('[data-save-state=saved]').waitFor();
    await second.close();
    await text().focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('Mine. ');
    await page.getByText('Somebody else changed this article').waitFor();
    await page.getByRole('button', { name: 'Compare' }).click();
    await shoot(page, 'article-conflict-1440');
    found.push(...(await violations(page)));
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await saved();
    await page.reload();
    await text().getByText('Mine.').waitFor();
    expect(await text().getByText('Theirs.').count()).toBe(0);
  });
});

describe('in Arabic and in the dark', () => {
  it('the editor runs from right to left and fits', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(() => localStorage.setItem('lectern.locale', 'ar'));
    await page.reload();
    await page.getByRole('toolbar').waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await look('article-editor-ar-dark');
  });
});

describe('what was looked at', () => {
  it('fits every width and has nothing for axe to find', () => expect(found).toEqual([]));
  it('saw no error in the page', () => expect(errors).toEqual([]));
});

const PASTED = `<html><body><h1 class="MsoTitle" onclick="alert(1)">Pasted title</h1>
<p class="MsoNormal" style="font-family:Comic Sans MS;color:red">Some <b>bold</b> words<script>alert(1)</script> with
<a href="javascript:alert(1)">one link</a> and <a href="https://example.org/sea">another</a>.</p>
<img src="https://example.net/track.png"><ul><li>An entry</li></ul>
<table><tr><td style="text-align:justify" width="40">Cell</td></tr></table></body></html>`;

const TIDES = `# Tides

A tide is the regular rise and fall of the level of the sea. High tide is the moment at which the water stands highest. Low tide is the moment at which the water stands lowest.

## Why tides happen

Gravity is the force by which masses attract each other. The gravity of the Moon pulls the water on the near side of the Earth more strongly than the Earth itself. A tidal bulge is the raised water that this difference makes. The Earth turns under two tidal bulges, so most coasts have two high tides a day.

## Spring and neap tides

A spring tide is a tide with a large range that occurs when the Sun and the Moon pull along one line. A neap tide is a tide with a small range that occurs when the Sun and the Moon pull at right angles. The tidal range is the difference in height between high tide and low tide.
`;
