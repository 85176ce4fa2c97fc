import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  launch,
  openDevice,
  overflow,
  settle,
  shoot,
  type Theme,
  violations,
  WIDTHS,
} from '../browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const PAGES: [string, string, string][] = [
  ['home-learner', '/', 'student@example.com'],
  ['study', '/study', 'student@example.com'],
  ['progress', '/progress', 'student@example.com'],
  ['progress-map', '/progress?view=map', 'student@example.com'],
  ['library-learner', '/library', 'student@example.com'],
  ['home-admin', '/', 'admin@example.com'],
  ['library', '/library', 'admin@example.com'],
  ['library-list', '/library?view=list', 'admin@example.com'],
  ['review', '/review', 'admin@example.com'],
  ['review-table', '/review?view=table', 'admin@example.com'],
  ['courses', '/courses?view=all', 'admin@example.com'],
  ['search', '/search?q=sample', 'admin@example.com'],
  ['people', '/people', 'admin@example.com'],
  ['settings', '/settings', 'admin@example.com'],
  ['sources-none', '/sources', 'admin@example.com'],
  ['grading', '/grading', 'admin@example.com'],
  ['audit', '/audit', 'admin@example.com'],
];

describe.each(['student@example.com', 'admin@example.com'])('the pages of %s', (email) => {
  const pages = PAGES.filter(([, , who]) => who === email);
  it.each<[number, Theme]>(
    WIDTHS.flatMap((width): [number, Theme][] => [
      [width, 'light'],
      [width, 'dark'],
    ]),
  )('fit %i px and have nothing for axe to find, %s', async (width, theme) => {
    const { context, page } = await openDevice(browser, { width, theme, as: email });
    const found: string[] = [];
    for (const [name, address] of pages) {
      await page.goto(address);
      await settle(page);
      await shoot(page, `${name}-${width}-${theme}`);
      if ((await overflow(page)) > 0) found.push(`${name} is wider than the window`);
      for (const violation of await violations(page)) found.push(`${name}: ${violation}`);
    }
    expect(found).toEqual([]);
    await context.close();
  });
});

describe('in Arabic', () => {
  it('everything runs from right to left and fits', async () => {
    const { context, page } = await openDevice(browser, { width: 360 });
    await page.addInitScript(() => localStorage.setItem('lectern.locale', 'ar'));
    await page.goto('/sign-in');
    await page.locator('input[type=email]').fill('student@example.com');
    await page.locator('input[type=password]').fill('Demo123!');
    await page.locator('button[type=submit]').click();
    await page.getByRole('navigation').first().waitFor();
    for (const [name, address] of PAGES.filter(([, , who]) => who === 'student@example.com')) {
      await page.goto(address);
      await settle(page);
      await shoot(page, `${name}-360-ar`);
      expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
});

describe('with the keyboard alone', () => {
  it('a learner signs in and studies an item', async () => {
    const { context, page } = await openDevice(browser);
    await page.goto('/sign-in');
    await settle(page);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('E-mail').focus();
    await page.keyboard.type('student@example.com');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Demo123!');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL('**/study');
    await settle(page);
    const start = page.getByRole('button', { name: /Start|Study more/ });
    if (await start.isVisible()) {
      await start.focus();
      await page.keyboard.press('Enter');
    }
    await page.getByRole('button', { name: 'Why this?' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await context.close();
  });
});
