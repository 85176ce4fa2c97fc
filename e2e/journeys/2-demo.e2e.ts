import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openDevice, settle, shoot, signIn, violations } from '../browser.ts';

let browser: Browser;
const open: { close(): Promise<void> }[] = [];

async function device(email?: string): Promise<Page> {
  const { context, page } = await openDevice(browser, email ? { as: email } : {});
  open.push(context);
  return page;
}

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('the demo', () => {
  it('is built from the first page, with visible progress, and lets people in by role', async () => {
    const page = await device();
    await page.goto('/welcome');
    await page.getByRole('button', { name: 'Build the demo' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Teacher' }).click({ timeout: 230_000 });
    await page.getByRole('link', { name: 'Review now' }).waitFor();
  }, 240_000);
});

describe('a teacher', () => {
  let page: Page;
  beforeAll(async () => {
    page = await device('teacher@example.com');
  });

  it('reads items beside their source, and sees the span of the one chosen', async () => {
    await page.goto('/library');
    await page.getByRole('link', { name: 'How cells get and use energy' }).click();
    const items = page.getByRole('region', { name: 'Items' });
    await items.getByRole('button', { pressed: false }).first().click();
    await page.locator('mark[data-strong]').first().waitFor();
    await shoot(page, 'material-selected-1440-light');
    expect(await violations(page)).toEqual([]);
  });

  it('says more about a material', async () => {
    await page.getByRole('button', { name: 'Edit details' }).click();
    await page.getByLabel('Tags, separated by commas').fill('cells, energy');
    await page.getByLabel('Level').selectOption('beginner');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Edit details' }).click();
    expect(await page.getByLabel('Tags, separated by commas').inputValue()).toBe('cells, energy');
    await page.keyboard.press('Escape');
  });

  it('adds files, leaves the page and finds the same job', async () => {
    await page.goto('/library');
    await page.getByRole('button', { name: 'Add material' }).click();
    await page.getByLabel('Choose files').setInputFiles([
      { name: 'rivers.md', mimeType: 'text/markdown', buffer: Buffer.from(RIVERS) },
      { name: 'clouds.html', mimeType: 'text/html', buffer: Buffer.from(CLOUDS) },
    ]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.goto('/');
    await page.goto('/library');
    await page.getByRole('heading', { name: 'Rivers' }).waitFor({ timeout: 60_000 });
    await page.getByRole('heading', { name: 'Clouds' }).waitFor({ timeout: 60_000 });
  });

  it('says why a file cannot be added', async () => {
    await page.getByRole('button', { name: 'Add material' }).click();
    await page
      .getByLabel('Choose files')
      .setInputFiles([{ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') }]);
    await page.getByText('photo.png is of a kind that cannot be read.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('reviews by keyboard alone: approve, undo, edit, reject, regenerate', async () => {
    await page.goto('/review');
    // The files of before are still being read; their items must not change the count.
    await page.getByLabel('Material').selectOption({ label: 'How cells get and use energy' });
    await page.waitForURL('**/review?material=*');
    await page.getByRole('button', { name: /^Approve/ }).waitFor();
    await settle(page);
    await shoot(page, 'review-item-1440-light');
    const left = async () =>
      Number(
        /\d+/.exec(
          (await page
            .getByText(/\d+ left/)
            .first()
            .textContent()) ?? '',
        )?.[0],
      );
    const before = await left();
    await page.keyboard.press('a');
    await page.getByText('Approved').first().waitFor();
    await page.waitForFunction((n) => document.body.textContent?.includes(`${n} left`), before - 1);
    await page.keyboard.press('u');
    await page.waitForFunction((n) => document.body.textContent?.includes(`${n} left`), before);
    await page.keyboard.press('e');
    const field = page.getByRole('textbox').first();
    await field.press('End');
    await field.pressSequentially(' indeed');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('Saved').first().waitFor();
    await page.locator('article[aria-busy=false]').waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('Why is it rejected?').fill('Not worth asking');
    await page.keyboard.press('Enter');
    await page.getByText('Rejected').first().waitFor();
    await page.locator('article[aria-busy=false]').waitFor();
    await page.waitForFunction((n) => document.body.textContent?.includes(`${n} left`), before - 1);
    await page.keyboard.press('g');
    await page
      .getByText(/A new item waits|nothing else to make/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('approves many at once', async () => {
    await page.goto('/review?view=table');
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText(/\d+ approved/).waitFor();
  });

  it('finds a passage and opens it at the place', async () => {
    await page.goto('/search');
    await page.getByLabel('What are you looking for?').fill('osmosis water membrane');
    await page.getByRole('list').getByRole('link').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'search-results-1440-light');
    await page.getByText('Passage ·').first().waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Passage ·' })
      .getByRole('link')
      .first()
      .click();
    await page.locator('mark[data-strong]').first().waitFor();
  });
});

describe('a learner', () => {
  let page: Page;
  beforeAll(async () => {
    page = await device('student@example.com');
  });

  async function answerStep(): Promise<void> {
    const turn = page.getByRole('button', { name: 'Show the answer' });
    const option = page.getByRole('radio', { name: /.+/ }).first();
    const check = page.getByRole('button', { name: 'Check' });
    await page.locator('main h1').waitFor({ state: 'attached' });
    if (await turn.isVisible()) {
      await turn.click();
      await page.getByRole('button', { name: /^Good/ }).click();
    } else if (await check.isVisible()) {
      const group = page.getByRole('group', { name: 'Choose an answer' });
      if (await group.isVisible()) await option.check();
      else
        for (const field of await page.locator('form').getByRole('textbox').all())
          await field.fill('energy');
      await page.getByRole('radio', { name: 'Unsure' }).check({ force: true });
      await check.click();
    } else {
      await page.getByRole('button', { name: 'Continue' }).click();
    }
  }

  it('studies, and goes on at the same step after a reload and on another device', async () => {
    await page.goto('/study');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Why this?' }).click();
    await settle(page);
    const shown = await page.locator('main h2').first().textContent();
    await page.reload();
    await page.locator('main h2').first().waitFor();
    expect(await page.locator('main h2').first().textContent()).toBe(shown);
    const tablet = await device();
    await signIn(tablet, 'student@example.com');
    await tablet.goto('/study');
    await tablet.locator('main h2').first().waitFor();
    expect(await tablet.locator('main h2').first().textContent()).toBe(shown);
  });

  it('answers, sees the result with its source, and what it changed', async () => {
    let sources = 0;
    let changes = 0;
    for (let n = 0; n < 8; n += 1) {
      await answerStep();
      const go = page.getByRole('button', { name: 'Continue' });
      await go.waitFor();
      sources += await page.getByRole('link', { name: 'Open at this place' }).count();
      changes += await page.getByRole('heading', { name: 'What changed' }).count();
      if (n === 2) {
        expect(await violations(page)).toEqual([]);
        await shoot(page, 'study-result-1440-light');
      }
      const number = await page.locator('main h1').textContent();
      await go.click();
      await page.waitForFunction(
        (old) => document.querySelector('main h1')?.textContent !== old,
        number,
      );
    }
    expect(sources).toBeGreaterThan(0);
    expect(changes).toBeGreaterThan(0);
  });

  it('ends the session and sees the progress', async () => {
    await page.getByRole('button', { name: 'End session' }).click();
    await page.getByRole('link', { name: 'See your progress' }).click();
    await page.getByRole('heading', { name: 'Mastery by concept' }).waitFor();
    await page.getByRole('table').first().waitFor();
  });

  it('cannot open the pages of staff', async () => {
    await page.goto('/review');
    await settle(page);
    expect(await page.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
  });

  it('loads less than 200 kB of compressed script at first', async () => {
    const { context, page: fresh } = await openDevice(browser, { as: 'student@example.com' });
    open.push(context);
    let bytes = 0;
    const session = await context.newCDPSession(fresh);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const scripts = new Set<string>();
    session.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await fresh.goto('/study');
    await settle(fresh);
    console.info(`First load of /study: ${Math.round(bytes / 1024)} kB of script`);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(200 * 1024);
  });
});

describe('an administrator', () => {
  let page: Page;
  beforeAll(async () => {
    page = await device('admin@example.com');
  });

  it('changes a setting, and the audit shows it', async () => {
    await page.goto('/settings');
    await page.getByLabel('Length of a study session, minutes').fill('15');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Settings saved').waitFor();
    await page.goto('/audit?entity=system_settings');
    await page.getByText('Amara Okafor').first().waitFor();
  });

  it('invites a person, who joins by the link', async () => {
    await page.goto('/people');
    await page.getByRole('heading', { name: 'Invite a person' }).waitFor();
    await page.getByLabel('E-mail', { exact: true }).fill('guest@example.org');
    await page.getByRole('button', { name: 'Make invitation' }).click();
    const link = await page.locator('code').textContent();
    expect(await violations(page)).toEqual([]);
    const guest = await device();
    await guest.goto(new URL(link ?? '').pathname);
    await guest.getByLabel('Your name').waitFor();
    expect(await violations(guest)).toEqual([]);
    await guest.getByLabel('Your name').fill('Guest Person');
    await guest.getByLabel('Password').fill('guest password');
    await guest.getByRole('button', { name: 'Join' }).click();
    await guest.getByRole('heading', { name: /Guest/ }).waitFor();
  });
});

const RIVERS = `# Rivers

A river is a natural stream of water that flows to a sea, a lake or another river. The source of a river is the place where it begins. The mouth of a river is the place where it ends. A tributary is a river that flows into a larger river. A delta is the land that a river builds at its mouth out of sand and mud.
`;

const CLOUDS = `<!doctype html><html lang="en"><title>Clouds</title><body><nav>Menu</nav><main><h1>Clouds</h1>
<p>A cloud is a mass of tiny drops of water or crystals of ice in the air. Condensation is the change of water vapour into liquid water. Fog is a cloud that touches the ground.</p>
<p>A cumulus cloud is a cloud with a flat base and a round top. A stratus cloud is a cloud that covers the sky as a grey layer.</p></main></body></html>`;
