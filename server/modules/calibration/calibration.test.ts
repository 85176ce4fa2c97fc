import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  editItem,
  getItem,
  getReviewSummary,
  listItems,
  reviewItem,
  undoReview,
} from '../../../contracts/items.ts';
import { getHome } from '../../../contracts/learning.ts';
import { getItemStatistics } from '../../../contracts/statistics.ts';
import { withTenant } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { buildDraft, buildItems, buildMaterial, question } from '../items/builders.testing.ts';
import { calibrate } from './index.ts';

const LEARNERS = 30;

let app: TestApp;
let school: TestOrganization;
let users: string[];
/** One with a wrong key, and others that good learners get right. */
let wrong: string;
let others: string[];

/** Learners enrolled by the database alone: nobody signs in as them. */
async function addLearners(): Promise<string[]> {
  const ids = Array.from({ length: LEARNERS }, () => newId());
  await app.database.kysely
    .insertInto('users')
    .values(ids.map((id) => ({ id, name: 'Learner', email: `${id}@example.org` })))
    .execute();
  await withTenant(app.database, school.system, async (trx) => {
    const rows = ids.map((id) => ({ organization_id: school.id, user_id: id }));
    await trx
      .insertInto('memberships')
      .values(rows.map((row) => ({ ...row, role: 'learner' as const })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx
      .insertInto('learners')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  return ids;
}

/** Answers of a learner to the present wording. */
async function addAnswers(
  rows: {
    userId: string;
    itemId: string;
    option: number;
    score: number;
    minutes: number;
    version?: number;
  }[],
) {
  const now = app.deps.clock.now().getTime();
  await withTenant(app.database, school.system, (trx) =>
    trx
      .insertInto('interactions')
      .values(
        rows.map((row) => ({
          organization_id: school.id,
          id: newId(),
          created_at: new Date(now - row.minutes * 60_000),
          user_id: row.userId,
          item_id: row.itemId,
          item_version: row.version ?? 1,
          kind: 'answer' as const,
          response: JSON.stringify({ optionIndex: row.option }),
          is_correct: row.score === 1,
          score: row.score,
          response_ms: 8_000,
        })),
      )
      .execute(),
  );
}

const statisticsOf = async (id: string) =>
  (await school.instructor.call(getItemStatistics, { params: { id } })).body.versions;
const flagged = async () =>
  (await school.instructor.call(listItems, { query: { flagged: 'true' } })).body.items;

beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization();
  const material = await buildMaterial(app, school);
  const { insertedIds } = await buildItems(
    app,
    school,
    material,
    [
      'What moves in osmosis?',
      'Which stuff passes?',
      'What goes through?',
      'What is moved?',
      'What flows?',
      'What passes a membrane?',
      'What is let through?',
    ].map((stem) => buildDraft(material, question(stem))),
  );
  [wrong = '', ...others] = insertedIds;
  for (const id of insertedIds)
    await school.instructor.call(reviewItem, { params: { id }, body: { decision: 'approve' } });
  users = await addLearners();
  const good = (place: number) => place >= LEARNERS / 2;
  await addAnswers(
    users.flatMap((userId, place) => [
      ...others.map((itemId, n) => {
        const right = good(place) ? n !== 0 : n === 1;
        return { userId, itemId, option: right ? 0 : 1, score: right ? 1 : 0, minutes: 100 + n };
      }),
      // The key says 0; those who know say 2.
      {
        userId,
        itemId: wrong,
        option: good(place) ? 2 : 0,
        score: good(place) ? 0 : 1,
        minutes: 90,
      },
      // A second answer after having been told: not counted.
      { userId, itemId: wrong, option: 0, score: 1, minutes: 30 },
    ]),
  );
  await calibrate(app.deps, school.id);
});
afterAll(() => app?.close());

describe('calibration', () => {
  it('calculates first answers, groups and times of a question', async () => {
    const [made] = await statisticsOf(wrong);
    expect(made).toMatchObject({
      version: 1,
      current: true,
      answers: LEARNERS * 2,
      learners: LEARNERS,
      facility: 0.5,
      time: { lower: 8000, median: 8000, upper: 8000 },
    });
    expect(made?.discrimination).toBeLessThan(-0.5);
    expect(made?.options[0]).toMatchObject({ text: 'Water', correct: true, upper: 0, lower: 1 });
    expect(made?.options[2]).toMatchObject({ upper: 1, lower: 0 });
    expect(made?.flags).toEqual(['not_telling', 'misleading_option']);
  });

  it('puts what misbehaves before a reviewer and leaves it to the learners meanwhile', async () => {
    const items = await flagged();
    expect(items.map(({ id }) => id)).toContain(wrong);
    expect(items.find(({ id }) => id === wrong)).toMatchObject({
      status: 'approved',
      flags: ['not_telling', 'misleading_option'],
    });
    const { body } = await school.instructor.call(getReviewSummary, { query: {} });
    expect(body.flagged).toBe(items.length);
    const home = (await school.instructor.call(getHome)).body;
    expect(home.instructor?.misbehaving.map(({ itemId }) => itemId)).toContain(wrong);
  });

  it('takes a decision for a look, until the wording or the signs change', async () => {
    const kept = await school.instructor.call(reviewItem, {
      params: { id: wrong },
      body: { decision: 'approve' },
    });
    expect(kept.body.item).toMatchObject({ status: 'approved', flags: [] });
    await addAnswers([{ userId: users[0] ?? '', itemId: wrong, option: 0, score: 1, minutes: 1 }]);
    await calibrate(app.deps, school.id);
    expect((await flagged()).map(({ id }) => id)).not.toContain(wrong);
    expect((await statisticsOf(wrong))[0]?.keptFlags).toEqual(['not_telling', 'misleading_option']);

    await school.instructor.call(undoReview, { params: { id: kept.body.reviewId } });
    expect((await flagged()).map(({ id }) => id)).toContain(wrong);
  });

  it('begins anew with a new wording, and keeps what the old one said', async () => {
    const { body: before } = await school.instructor.call(getItem, { params: { id: wrong } });
    if (before.content.type !== 'question') throw new Error('not a question');
    const { version: _, points: __, ...content } = before.content;
    const edited = await school.instructor.call(editItem, {
      params: { id: wrong },
      headers: { 'if-match': `"${before.revision}"` },
      body: { content: { ...content, stem: 'What moves through a membrane by osmosis?' } },
    });
    expect(edited.body.item.flags).toEqual([]);
    expect((await flagged()).map(({ id }) => id)).not.toContain(wrong);
    await addAnswers([
      { userId: users[1] ?? '', itemId: wrong, option: 0, score: 1, minutes: 0, version: 2 },
    ]);
    await calibrate(app.deps, school.id);
    const versions = await statisticsOf(wrong);
    expect(versions.map(({ version, current, learners }) => [version, current, learners])).toEqual([
      [2, true, 1],
      [1, false, LEARNERS],
    ]);
  });

  it('reads only what was answered since the last time', async () => {
    expect(await calibrate(app.deps, school.id)).toEqual({ questions: 1 });
  });

  it('is for staff, and of the own organization', async () => {
    const params = { id: wrong };
    expect((await school.learner.call(getItemStatistics, { params })).status).toBe(403);
    const other = await app.organization();
    expect((await other.instructor.call(getItemStatistics, { params })).status).toBe(404);
  });
});
