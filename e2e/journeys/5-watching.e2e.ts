import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openDevice, overflow, settle, shoot, signIn, violations } from '../browser.ts';

/** A folder that the server may watch. */
const ROOT = process.env.LECTERN_E2E_WATCHED ?? '';
const INES = { email: 'ines@example.org', password: 'a long password' };

let browser: Browser;
let page: Page;
let errors: string[];
let site: Server;
let address: string;
let guide: string;

const html = (text: string) =>
  `<!doctype html><html lang="en"><title>Harbour guide</title><main><h1>Harbour guide</h1><p>${text}</p><p>A harbour is a place on the coast where ships find shelter.</p></main></html>`;

beforeAll(async () => {
  browser = await launch();
  ({ page, errors } = await openDevice(browser));
  guide = html('A pilot is a person who guides ships through the harbour.');
  site = createServer((request, response) =>
    request.url === '/guide'
      ? response.setHeader('content-type', 'text/html').end(guide)
      : response.writeHead(404).end(),
  );
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  await page.goto('/welcome');
  await settle(page);
  if (await page.getByRole('button', { name: 'Create organization' }).isVisible()) {
    await page.getByRole('textbox', { name: 'Organization', exact: true }).fill('Harbour School');
    await page.getByRole('textbox', { name: 'Your name', exact: true }).fill('Ines Duarte');
    await page.getByLabel('E-mail').fill(INES.email);
    await page.getByLabel('Password').fill(INES.password);
    await page.getByRole('button', { name: 'Create organization' }).click();
    await page.getByRole('navigation').first().waitFor();
  } else await signIn(page, INES.email, INES.password);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

const put = (name: string, text: string) => writeFile(path.join(ROOT, 'lectures', name), text);
const panel = (name: string) => page.getByRole('listitem').filter({ hasText: name }).first();

describe('a watched folder', () => {
  it('is found from the library, and the first one is offered', async () => {
    await page.goto('/library');
    await page.getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('heading', { name: 'Sources', exact: true }).waitFor();
    await page.getByText('No folder is watched.').waitFor();
    await settle(page);
    await shoot(page, 'sources-empty-1440-light');
    expect(await violations(page)).toEqual([]);
  });

  it('says how to allow folders where the operator allows none', async () => {
    await page.route('**/api/v1/watched-folders', (route) =>
      route.fulfill({ json: { roots: [], items: [] } }),
    );
    await page.setViewportSize({ width: 360, height: 740 });
    await page.reload();
    await page.getByText('LECTERN_WATCH_ROOTS').waitFor();
    await settle(page);
    await shoot(page, 'sources-not-allowed-360-light');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/api/v1/watched-folders');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.reload();
  });

  it('is refused where the operator does not allow it, in plain words', async () => {
    await page.getByRole('button', { name: 'Watch a folder' }).click();
    await page.getByLabel('Folder on the server').fill('/etc');
    await page.getByRole('button', { name: 'Watch it' }).click();
    await page.getByText('/etc is not in a folder that may be watched').waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'sources-refused-1440-light');
  });

  it('brings in a file once it is whole', async () => {
    await mkdir(path.join(ROOT, 'lectures'));
    await put(
      'lighthouses.txt',
      'A lighthouse is a tower with a light that guides ships at night.\n\nA keeper is the person who tends the light of a lighthouse.\n',
    );
    await page.getByLabel('Folder on the server').fill(path.join(ROOT, 'lectures'));
    await page.getByRole('button', { name: 'Watch it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await panel('lectures').getByText('1 still being written').waitFor();
    await panel('lectures').getByText('1 in the library').waitFor({ timeout: 60_000 });
    await panel('lectures').getByRole('button', { name: 'Show files' }).click();
    await page.getByRole('link', { name: 'lighthouses.txt' }).waitFor();
  });

  it('asks before it adds, where that is wanted, and says what went wrong', async () => {
    await panel('lectures').getByRole('button', { name: 'Change' }).click();
    await page.getByLabel('Add files without asking').uncheck();
    await page.getByRole('checkbox', { name: 'md', exact: true }).check();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'sources-dialog-1440-light');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await put('buoys.md', '# Buoys\n\nA buoy is a float that marks a channel or a danger.\n');
    await put('broken.pdf', '%PDF-1.7 and nothing else');
    await panel('lectures').getByRole('button', { name: 'Look now' }).click();
    await panel('lectures').getByText('2 waiting for you').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Add broken.pdf' }).click();
    await panel('lectures').getByText('1 failed').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Add buoys.md' }).waitFor();
    await settle(page);
    await shoot(page, 'sources-files-1440-light');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add buoys.md' }).click();
    await panel('lectures').getByText('2 in the library').waitFor({ timeout: 60_000 });
  });
});

describe('a watched page', () => {
  it('is read, and becomes a new version where it changes', async () => {
    await page.getByLabel('Address').fill(`${address}/guide`);
    await page.getByLabel('How often', { exact: true }).selectOption('Every hour');
    await page.getByRole('button', { name: 'Watch this page' }).click();
    await page.getByRole('link', { name: 'Harbour guide' }).waitFor({ timeout: 60_000 });
    await panel('Harbour guide').getByText('Watching').waitFor({ timeout: 60_000 });
    guide = html('A pilot is a sailor with a licence who guides ships through the harbour.');
    await panel('Harbour guide').getByRole('button', { name: 'Check now' }).click();
    await panel('Harbour guide').getByText('a new version was made').waitFor({ timeout: 60_000 });
  });

  it('says why another cannot be read', async () => {
    await page.getByLabel('Address').fill(`${address}/missing`);
    await page.getByRole('button', { name: 'Watch this page' }).click();
    await panel('/missing').getByText('The server answered 404').waitFor({ timeout: 60_000 });
    await panel('/missing').getByText('Needs attention').waitFor();
    await panel('/missing').getByRole('button', { name: 'Pause' }).click();
    await panel('/missing').getByText('Paused').waitFor();
  });

  it('is offered where the versions of its material are', async () => {
    await panel('Harbour guide').getByRole('link', { name: 'Harbour guide' }).click();
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByText('This page is watched: Every hour.').waitFor();
    await settle(page);
    await shoot(page, 'sources-follow-1440-light');
    expect(await violations(page)).toEqual([]);
  });
});

describe('the page of sources', () => {
  it.each([
    [360, 'light'],
    [768, 'light'],
    [1440, 'light'],
    [360, 'dark'],
    [1440, 'dark'],
  ] as const)('fits %i px and has nothing for axe to find, %s', async (width, theme) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: theme });
    await page.goto('/sources');
    await settle(page);
    await page.getByRole('button', { name: 'Show files' }).click();
    await page.getByRole('link', { name: 'lighthouses.txt' }).waitFor();
    await settle(page);
    await shoot(page, `sources-${width}-${theme}`);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
  });

  it('runs from right to left in Arabic', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate(() => localStorage.setItem('lectern.locale', 'ar'));
    await page.goto('/sources');
    await settle(page);
    await shoot(page, 'sources-360-ar');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('saw no error in the page', () => expect(errors).toEqual([]));
});
