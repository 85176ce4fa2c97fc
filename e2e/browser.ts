import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const OUT = path.join(import.meta.dirname, '.out');
export const BASE = process.env.LECTERN_E2E_URL ?? 'http://localhost:3000';
export const WIDTHS = [360, 768, 1440] as const;

export type Theme = 'light' | 'dark';

export function launch(): Promise<Browser> {
  mkdirSync(OUT, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;
const signedIn = new Map<string, Cookies>();

/**
 * A device of somebody: its own browser context. `as` signs the person in; signing in is limited per
 * address, so a person who was in before comes back with the cookies of then.
 * Errors of the page fail the journey that looks at them.
 */
export async function openDevice(
  browser: Browser,
  options: { width?: number; theme?: Theme; as?: string } = {},
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({
    baseURL: BASE,
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  if (options.as !== undefined) {
    const cookies = signedIn.get(options.as);
    if (cookies) await context.addCookies(cookies);
    else {
      await signIn(page, options.as);
      signedIn.set(options.as, await context.cookies());
    }
  }
  return { context, page, errors };
}

export async function signIn(page: Page, email: string, password = 'Demo123!'): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
}

/** What axe finds on the page, one line a violation. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

/** How many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('domcontentloaded');
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy=true], main .animate-pulse') === null,
  );
  await page.waitForTimeout(250);
}

export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(OUT, `${name}.png`), fullPage: true });
}
