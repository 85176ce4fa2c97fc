import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE, launch, openDevice, overflow, settle, shoot, violations } from '../browser.ts';

const BOOK = path.join(import.meta.dirname, '../../demo/documents/cell-biology.md');

let browser: Browser;
let page: Page;
let errors: string[];
const found: string[] = [];

/** The school of the first journey, or one like it, with one book of which everything waits for review. */
beforeAll(async () => {
  browser = await launch();
  ({ page, errors } = await openDevice(browser));
  const own = { email: 'ines@example.org', password: 'a long password' };
  const { canCreate } = await read('/welcome');
  if (canCreate)
    await send('/organizations', { ...own, organizationName: 'Cell School', name: 'Ines Amaral' });
  else await send('/sign-in', own);
  await send('/ingestions/text', {
    title: 'Energy in cells',
    text: readFileSync(BOOK, 'utf8'),
  });
  for (let tries = 0; tries < 240; tries += 1) {
    const { items } = await read('/ingestions');
    // The newest first.
    if (items[0]?.status === 'completed') return;
    await page.waitForTimeout(500);
  }
  throw new Error('The book was not read in time.');
}, 180_000);
afterAll(() => browser.close());

async function send(address: string, data: unknown): Promise<void> {
  const answer = await page.request.post(`/api/v1${address}`, { data, headers: { origin: BASE } });
  if (!answer.ok()) throw new Error(`${address}: ${answer.status()} ${await answer.text()}`);
}

async function read(address: string) {
  return (await page.request.get(`/api/v1${address}`)).json();
}

async function look(name: string): Promise<void> {
  await shoot(page, `from-materials-${name}`);
  for (const violation of await violations(page)) found.push(`${name}: ${violation}`);
  expect(await overflow(page), name).toBeLessThanOrEqual(0);
}

const saved = () => page.getByText('Saved', { exact: true }).waitFor();
const rows = () => page.getByRole('treeitem').allTextContents();

it('proposes a course from a material', async () => {
  await page.goto('/library');
  await page.getByRole('link', { name: 'Energy in cells' }).first().click();
  await page.getByRole('link', { name: 'Make a course' }).click();
  await settle(page);
  await look('choose');
  await page.getByRole('button', { name: 'Propose a course' }).click();
  await page.getByRole('tree').waitFor();
  await settle(page);
  expect((await rows()).some((text) => text.includes('Photosynthesis'))).toBe(true);
  await look('proposal');
});

it('is edited by the keyboard, undone, and still there after a reload', async () => {
  const before = await rows();
  await page.getByRole('treeitem').first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await saved();
  const moved = await rows();
  expect(moved).not.toEqual(before);
  await page.getByRole('treeitem').first().focus();
  await page.keyboard.press('Delete');
  await page.getByRole('heading', { name: 'Left out' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('treeitem').first().focus();
  await page.keyboard.press('F2');
  await page.getByLabel('New title').fill('Walls and gates');
  await page.keyboard.press('Enter');
  await page.getByRole('treeitem', { name: 'Walls and gates' }).waitFor();
  await page.waitForTimeout(700);
  await saved();
  await page.reload();
  await page.getByRole('treeitem', { name: 'Walls and gates' }).waitFor();
  expect((await rows()).length).toBe(before.length);
});

it('fits a phone', async () => {
  await page.setViewportSize({ width: 360, height: 800 });
  await settle(page);
  await look('phone');
  await page.getByRole('treeitem').nth(1).click();
  await page.getByRole('dialog').getByLabel('Objectives').waitFor();
  await look('phone-lesson');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1440, height: 900 });
});

it('approves what waits from a sample, and makes the course', async () => {
  await page.getByRole('button', { name: 'Look at a sample' }).click();
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  await look('sample');
  await page.getByRole('button', { name: /Approve all/ }).click();
  await page.getByText('Everything is reviewed').waitFor();
  await page.getByRole('button', { name: 'Make the course' }).click();
  await page.waitForURL(/\/courses\/[^/]+\/edit/);
  await settle(page);
  const titles = await rows();
  expect(titles.some((text) => text.includes('Walls and gates'))).toBe(true);
  expect(titles.some((text) => text.includes('Final exam'))).toBe(true);
  const id = /courses\/([^/]+)\/edit/.exec(page.url())?.[1];
  expect((await read(`/courses/${id}/changes`)).problems).toEqual([]);
});

it('broke no rule of accessibility and threw no error', () => {
  expect(found).toEqual([]);
  expect(errors).toEqual([]);
});
