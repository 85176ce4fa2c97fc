import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StudySession } from '../../contracts/learning.ts';
import { BASE, launch, openDevice, overflow, settle, shoot, violations } from '../browser.ts';

let browser: Browser;
let page: Page;
let errors: string[];
beforeAll(async () => {
  browser = await launch();
  ({ page, errors } = await openDevice(browser, { as: 'student@example.com' }));
});
afterAll(() => browser.close());

const MOST_STEPS = 120;

async function send(address: string, data: unknown): Promise<StudySession> {
  const answer = await page.request.post(`/api/v1${address}`, { data, headers: { origin: BASE } });
  return answer.json() as Promise<StudySession>;
}

/** Skips on through a material until the session shows a question of a type that is wanted. */
async function untilAsked(materialId: string, wanted: (type: string) => boolean) {
  let session = await send('/study/session', { materialId });
  for (let n = 0; n < MOST_STEPS && session.step !== null; n += 1) {
    const { item, id } = session.step;
    const at = `/study/sessions/${session.id}/steps/${id}`;
    if (item.type === 'question' && session.step.result === null && wanted(item.questionType))
      return item.questionType;
    if (session.step.result === null) {
      const answer = item.type === 'nugget' ? { kind: 'read' } : { kind: 'skip' };
      await send(`${at}/answer`, { answer, responseMs: 4000 });
    }
    session = await send(`${at}/next`, {});
  }
  return null;
}

/** Gives some answer to what is asked, as a hand would. */
async function answer(type: string): Promise<void> {
  const check = page.getByRole('button', { name: /^(Check|Hand in)/ });
  if (type === 'essay')
    await page.getByRole('textbox').first().fill('It moves through a membrane.');
  if (['numeric', 'short_answer', 'fill_blank'].includes(type))
    for (const field of await page.locator('main input[type=text], main input:not([type])').all())
      await field.fill('12');
  if (type === 'multiple_response') await page.getByRole('checkbox').first().check();
  if (type === 'matching')
    for (const field of await page.locator('main select').all())
      await field.selectOption({ index: 1 });
  if (['multiple_choice', 'true_false'].includes(type))
    await page.locator('main').getByRole('radio').first().check();
  await check.click();
  await page.getByRole('button', { name: 'Continue' }).waitFor();
}

describe('every type of question', () => {
  it('is asked, answered and told apart, by hand and on a phone', async () => {
    const { items } = await (await page.request.get('/api/v1/materials?limit=20')).json();
    const seen = new Set<string>();
    const found: string[] = [];
    for (const { id, status } of items) {
      if (status !== 'ready') continue;
      for (;;) {
        const type = await untilAsked(id, (one) => !seen.has(one));
        if (type === null) break;
        seen.add(type);
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto('/study');
          await settle(page);
          await page.getByRole('button', { name: 'Why this?' }).waitFor();
          await shoot(page, `question-${type}-${width}`);
          if ((await overflow(page)) > 0) found.push(`${type} is wider than ${width} px`);
          for (const violation of await violations(page)) found.push(`${type}: ${violation}`);
        }
        await answer(type);
        await shoot(page, `question-${type}-answered-1440`);
        for (const violation of await violations(page))
          found.push(`${type}, answered: ${violation}`);
        await Promise.all([
          page.waitForResponse('**/next'),
          page.getByRole('button', { name: 'Continue' }).click(),
        ]);
      }
    }
    expect(found).toEqual([]);
    expect([...seen].sort()).toEqual([
      'essay',
      'fill_blank',
      'matching',
      'multiple_choice',
      'multiple_response',
      'numeric',
      'ordering',
      'short_answer',
      'true_false',
    ]);
  }, 240_000);

  it('saw no error in the page', () => expect(errors).toEqual([]));
});
