import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openDevice, overflow, settle, shoot, violations } from '../browser.ts';

let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await launch();
  ({ page, errors } = await openDevice(browser));
});
afterAll(() => browser.close());

describe('a newcomer', () => {
  it('is offered two doors', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Create your organization' }).waitFor();
    await page.getByRole('button', { name: 'Build the demo' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'welcome-1440-light');
  });

  it('is told what is wrong with a field', async () => {
    await page.getByRole('textbox', { name: 'Organization', exact: true }).fill('Harbour School');
    await page.getByRole('textbox', { name: 'Your name', exact: true }).fill('Ines Duarte');
    await page.getByLabel('E-mail').fill('ines@example.org');
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Create organization' }).click();
    expect(
      await page.getByLabel('Password').evaluate((field: HTMLInputElement) => field.validity.valid),
    ).toBe(false);
  });

  it('creates an organization and is in', async () => {
    await page.getByLabel('Password').fill('a long password');
    await page.getByRole('button', { name: 'Create organization' }).click();
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('pastes a text and sees it become material', async () => {
    await page.goto('/library');
    await page.getByRole('button', { name: 'Add material' }).first().click();
    await page.getByRole('tab', { name: 'Paste text' }).click();
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Tides');
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill(TIDES);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('link', { name: 'Tides' }).first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Tides' }).waitFor();
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/library');
    await settle(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('saw no error in the page', () => expect(errors).toEqual([]));
});

const TIDES = `# Tides

A tide is the regular rise and fall of the level of the sea. High tide is the moment at which the water stands highest. Low tide is the moment at which the water stands lowest.

## Why tides happen

Gravity is the force by which masses attract each other. The gravity of the Moon pulls the water on the near side of the Earth more strongly than the Earth itself. A tidal bulge is the raised water that this difference makes. The Earth turns under two tidal bulges, so most coasts have two high tides a day.

## Spring and neap tides

A spring tide is a tide with a large range that occurs when the Sun and the Moon pull along one line. A neap tide is a tide with a small range that occurs when the Sun and the Moon pull at right angles. The tidal range is the difference in height between high tide and low tide.
`;
