import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { goodModel } from '../../server/modules/generation/llm/testing/good-model.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../server/ports/ai/testing/openai-server.ts';
import { launch, openDevice, overflow, settle, shoot, violations } from '../browser.ts';

let browser: Browser;
let page: Page;
let errors: string[];
let models: FakeModelServer;

beforeAll(async () => {
  browser = await launch();
  models = await startFakeModelServer();
  models.fallback(goodModel);
});
afterAll(async () => {
  await browser.close();
  await models.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shoot(page, `failed-${task.name.slice(0, 30)}`);
});

const enter = async (as: string) => {
  ({ page, errors } = await openDevice(browser, { as }));
};

/** The page at every width: nothing for axe to find, nothing wider than the window. */
async function inspect(name: string): Promise<void> {
  const found: string[] = [];
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await settle(page);
    await shoot(page, `${name}-${width}-light`);
    if ((await overflow(page)) > 0) found.push(`${width} px is too narrow`);
    found.push(...(await violations(page)));
  }
  expect(found).toEqual([]);
}

async function paste(title: string, text: string): Promise<void> {
  await page.goto('/library');
  await page.getByRole('button', { name: 'Add material' }).first().click();
  await page.getByRole('tab', { name: 'Paste text' }).click();
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('heading', { name: title }).waitFor({ timeout: 60_000 });
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('region', { name: 'Items' }).getByRole('button').nth(3).waitFor();
  await page.getByText('All work is done').waitFor();
}

describe('a source that changes', () => {
  beforeAll(() => enter('teacher@example.com'));

  it('is given as a new version, which says what became of the items', async () => {
    await paste('Glaciers', GLACIERS);
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByRole('textbox', { name: 'New text' }).fill(GLACIERS);
    await page.getByRole('button', { name: 'Give this text' }).click();
    await page.getByText('It says what it said before').first().waitFor();
    await page.getByRole('textbox', { name: 'New text' }).fill(CHANGED);
    await page.getByRole('button', { name: 'Give this text' }).click();
    await page.getByText('Version 2').waitFor();
    await page.waitForFunction(
      () => /Items: \d+ kept/.test(document.body.textContent ?? ''),
      null,
      {
        timeout: 60_000,
      },
    );
    expect(await page.getByText(/Items: \d+ kept/).textContent()).toMatch(
      /Items: [1-9]\d* kept, [1-9]\d* to look at/,
    );
    await inspect('versions');
  });

  it('shows a reviewer the old and the new words side by side', async () => {
    await page.goto('/review?look=changed');
    await page.getByText('The source has changed').first().waitFor();
    expect(await page.locator('ins').first().textContent()).toMatch(/hidden|sand/);
    await inspect('review-changed');
    await page.keyboard.press('a');
    await page.getByText('Approved').first().waitFor();
  });

  it('is what every item leads back to', async () => {
    await page.goto('/review?look=changed');
    await page.getByRole('link', { name: 'Where it comes from' }).click();
    await page.waitForURL('**/provenance');
    for (const station of ['Source', 'Made', 'Decisions', 'Use'])
      await page.getByRole('heading', { name: station }).first().waitFor();
    await inspect('provenance');
  });

  it('saw no error in the page', () => expect(errors).toEqual([]));
});

describe('a model', () => {
  beforeAll(() => enter('admin@example.com'));

  it('is connected and tried with one click', async () => {
    await page.goto('/settings/models');
    await page.getByRole('button', { name: 'Connect a provider' }).click();
    await page
      .getByLabel('Provider', { exact: true })
      .selectOption({ label: 'OpenAI-compatible server' });
    await page.getByLabel('Address', { exact: true }).fill(models.baseUrl);
    await page.getByLabel('Key', { exact: true }).fill('a-secret-key-of-ours');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('key ends in ours').waitFor();
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByText(/It works: answered in/).waitFor();
    expect(
      models.requests.some(
        ({ headers }) => headers.authorization === 'Bearer a-secret-key-of-ours',
      ),
    ).toBe(true);
    expect(await page.content()).not.toContain('a-secret-key');
    await inspect('settings-models');
  });

  it('makes items that name it, and the cost page counts its calls', async () => {
    const slot = page.getByRole('group', { name: 'Items, summaries and concepts' });
    await slot.getByLabel('Connection').selectOption({ label: 'OpenAI-compatible server' });
    await slot.getByLabel('Model').fill('gpt-5.1-mini');
    await slot.locator('xpath=..').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();
    await page.getByRole('radio', { name: 'A language model' }).check();
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved').first().waitFor();
    models.reset();
    models.fallback(goodModel);
    await paste('Ice ages', ICE_AGES);
    expect(models.requests.length).toBeGreaterThan(3);
    await page
      .getByRole('region', { name: 'Items' })
      .getByRole('button', { pressed: false })
      .first()
      .click();
    await page.getByRole('link', { name: 'Where it comes from' }).click();
    await page.getByText('gpt-5.1-mini').first().waitFor();

    await page.goto('/settings/cost');
    await page.getByRole('cell', { name: 'Questions', exact: true }).waitFor();
    await inspect('settings-cost');
  });

  it('gives way to the built-in engine again', async () => {
    await page.goto('/settings/models');
    await page.getByRole('radio', { name: 'The built-in engine' }).check();
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved').first().waitFor();
  });

  it('saw no error in the page', () => expect(errors).toEqual([]));
});

describe('answers', () => {
  beforeAll(() => enter('teacher@example.com'));

  it('put published questions that look wrong before a reviewer', async () => {
    await page.goto('/review?look=odd');
    await page
      .getByText(/Nothing looks odd|\d+ left/)
      .first()
      .waitFor();
    await inspect('review-odd');
  });

  it('tell how hard a question is, and whom its options draw', async () => {
    await page.goto(`/items/${await mostAnswered()}/provenance`);
    await page.getByRole('heading', { name: 'What the answers say' }).waitFor();
    await page.getByText('How the options are chosen').waitFor();
    await inspect('statistics');
  });

  it('saw no error in the page', () => expect(errors).toEqual([]));
});

/** The question with options that most learners of the demo have answered. */
async function mostAnswered(): Promise<string> {
  const read = async (address: string) => (await page.request.get(`/api/v1${address}`)).json();
  const { items } = await read('/items?type=question&status=approved&limit=100');
  let most = { id: '', learners: 0 };
  for (const { id } of items) {
    const [present] = (await read(`/items/${id}/statistics`)).versions;
    if (present?.options.length > 0 && present.learners > most.learners)
      most = { id, learners: present.learners };
  }
  return most.id;
}

const GLACIERS = `# Glaciers

A glacier is a body of ice that moves slowly over land. A glacier forms where more snow falls than melts over hundreds of years. Firn is old snow that has been pressed together into grains of ice. A crevasse is a deep crack in the surface of a glacier.

## What ice leaves behind

A moraine is a heap of stones and earth that a glacier has carried and dropped. A fjord is a long and narrow arm of the sea in a valley that a glacier has cut. An erratic is a large rock that ice has carried far from the place where it formed. Meltwater is the water that runs from melting snow and ice.
`;

const CHANGED = GLACIERS.replace(
  'a heap of stones and earth that',
  'a heap of stones, sand and earth that',
).replace('a deep crack in the surface', 'a deep and often hidden crack in the surface');

const ICE_AGES = `# Rivers of ice

A tributary is a smaller river that flows into a larger river and adds its water to it. A delta is the land that a river builds at its mouth out of sand and mud. Sediment is the sand, mud and gravel that moving water carries along. A flood plain is the flat land beside a river that the river covers when it rises. Erosion is the wearing away of land by water, wind or ice. Erosion in the mountains is where most of the sediment of a delta comes from in the first place.
`;
