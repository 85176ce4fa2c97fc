import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contracts from '../../../contracts/learning.ts';
import { withTenant } from '../../db/tenant.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { insertHistory, selectHistoryLibrary, simulateHistory } from './history.ts';
import { createProgressService } from './service/progress.ts';
import { type BuiltLibrary, buildLibrary } from './testing/library.ts';
import { answer, next, start } from './testing/study.ts';

let t: TestApp;
let org: TestOrganization;
let library: BuiltLibrary;
let studied: TestOrganization['learner'];

beforeAll(async () => {
  t = await startTestApp();
  org = await t.organization();
  const owner = { system: org.system, userId: org.admin.userId };
  library = await buildLibrary(t.database, owner, { concepts: 12 });
  studied = await org.join('learner');
  await withTenant(t.database, org.system, async (trx) => {
    const { items, prerequisites } = await selectHistoryLibrary(trx, org.id);
    const learner = { ability: 0.4, diligence: 0.9, pace: 14, startedDaysAgo: 20 };
    const rows = simulateHistory({
      organizationId: org.id,
      learners: [{ ...learner, userId: studied.userId }],
      items,
      prerequisites,
      now: new Date(),
      seed: 'test',
    });
    await insertHistory(trx, rows);
  });
});
afterAll(() => t?.close());

const progress = async (person: TestOrganization['learner'], query = {}) =>
  (await person.call(contracts.getProgress, { query })).body;
const home = async (person: TestOrganization['learner']) =>
  (await person.call(contracts.getHome)).body;

describe('progress', () => {
  it('says what is known, what is due and how somebody has studied', async () => {
    const seen = await progress(studied);
    expect(seen.concepts).toHaveLength(12);
    expect(seen.counts.mastered + seen.counts.learning + seen.counts.weak).toBeGreaterThan(5);
    expect(Object.values(seen.counts).reduce((sum, count) => sum + count)).toBe(12);
    expect(seen.forecast).toHaveLength(14);
    expect(seen.forecast[0]?.due).toBeGreaterThanOrEqual(seen.dueNow);
    expect(seen.activity).toHaveLength(84);
    expect(seen.activity.filter(({ answers }) => answers > 0).length).toBeGreaterThan(10);
    expect(seen.totalMinutes).toBeGreaterThan(20);
    expect(seen.accuracy).toBeGreaterThan(0.2);
    expect(seen.streakDays).toBeGreaterThan(0);
  });

  it('is empty, not wrong, for somebody who has not begun', async () => {
    expect(await progress(await org.join('learner'))).toMatchObject({
      counts: { mastered: 0, learning: 0, weak: 0, untouched: 12 },
      dueNow: 0,
      dueMinutes: 0,
      streakDays: 0,
      totalMinutes: 0,
      accuracy: null,
    });
  });

  it('is of one material where asked', async () => {
    const owner = { system: org.system, userId: org.admin.userId };
    const other = await buildLibrary(t.database, owner, { concepts: 2 });
    const { concepts } = await progress(studied, { materialId: other.materialId });
    expect(concepts.map(({ conceptId }) => conceptId).sort()).toEqual([...other.conceptIds].sort());
    await withTenant(t.database, org.system, (trx) =>
      trx
        .updateTable('materials')
        .set({ deleted_at: new Date() })
        .where('organization_id', '=', org.id)
        .where('id', '=', other.materialId)
        .execute(),
    );
    expect((await progress(studied)).concepts).toHaveLength(12);
  });

  it('lists prerequisites between the concepts', async () => {
    const [from = '', to = ''] = library.conceptIds;
    await withTenant(t.database, org.system, (trx) =>
      trx
        .insertInto('concept_edges')
        .values({
          organization_id: org.id,
          from_concept_id: from,
          to_concept_id: to,
          kind: 'prerequisite',
          weight: 1,
        })
        .execute(),
    );
    expect((await progress(studied)).edges).toEqual([{ from, to }]);
  });

  it('counts days in the time zone of the learner, and takes an unknown one for UTC', async () => {
    const learner = await org.join('learner');
    await answer(learner, await start(learner));
    const on = async (timeZone: string) => {
      await withTenant(t.database, learner.tenant, (trx) =>
        trx
          .insertInto('user_preferences')
          .values({ user_id: learner.userId, time_zone: timeZone })
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ time_zone: timeZone }))
          .execute(),
      );
      const service = createProgressService(t.deps);
      return (await service.get(learner.tenant, {})).activity.at(-1)?.date;
    };
    const inZone = (timeZone: string) =>
      new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());
    expect(await on('Pacific/Kiritimati')).toBe(inZone('Pacific/Kiritimati'));
    expect(await on('Pacific/Pago_Pago')).toBe(inZone('Pacific/Pago_Pago'));
    expect(await on('Mars/Olympus')).toBe(inZone('UTC'));
  });
});

describe('home', () => {
  it("tells a learner what waits, and nothing of the others' work", async () => {
    const learner = await org.join('learner');
    const before = await home(learner);
    expect(before).toMatchObject({
      learner: { session: null, dueNow: 0, newNuggets: 12, streakDays: 0, studiedToday: false },
      instructor: null,
      admin: null,
    });
    const session = await start(learner);
    await answer(learner, session);
    const after = await home(learner);
    expect(after.learner).toMatchObject({
      session: { id: session.id, answered: 0 },
      newNuggets: 11,
      streakDays: 1,
      studiedToday: true,
    });
    const seen = await home(studied);
    expect(seen.learner.dueNow).toBe((await progress(studied)).dueNow);
    expect(seen.learner.weakest.length).toBeGreaterThan(0);
  });

  it('gives instructors the state of the library, and only administrators the figures', async () => {
    expect(await home(org.instructor)).toMatchObject({
      instructor: { inReview: 0, runningIngestions: 0, materials: 1 },
      admin: null,
    });
    const { admin } = await home(org.admin);
    expect(admin).toMatchObject({ storageBytes: 1234, costMicrousd: 0, failedIngestions: 0 });
    expect(admin?.people).toBeGreaterThanOrEqual(4);
    expect(admin?.activeThisWeek).toBeGreaterThanOrEqual(2);
    expect(admin?.databaseBytes).toBeGreaterThan(1_000_000);
  });

  it('names items that most learners get wrong', async () => {
    const other = await t.organization();
    const owner = { system: other.system, userId: other.admin.userId };
    await buildLibrary(t.database, owner, { concepts: 1 });
    for (let people = 0; people < 5; people += 1) {
      const learner = await other.join('learner');
      let session = await start(learner);
      for (let steps = 0; steps < 8 && session.step !== null; steps += 1) {
        await answer(learner, session);
        session = await next(learner, session);
      }
    }
    const { instructor } = await home(other.instructor);
    expect(instructor?.misbehaving.length).toBeGreaterThan(0);
    expect(instructor?.misbehaving[0]).toMatchObject({ correctShare: 0 });
    expect(instructor?.misbehaving[0]?.answers).toBeGreaterThanOrEqual(5);
  });
});

describe('feedback', () => {
  it('goes from a learner to staff, who close it', async () => {
    const itemId = library.questionIds[0] ?? '';
    for (const comment of ['The answer is wrong.', 'Still wrong.']) {
      const given = await org.learner.call(contracts.giveFeedback, {
        body: { kind: 'report', itemId, comment },
      });
      expect(given.status).toBe(201);
    }
    await org.learner.call(contracts.giveFeedback, { body: { kind: 'rating', itemId, rating: 4 } });
    expect((await org.learner.call(contracts.listFeedback)).status).toBe(403);
    const listed = (await org.instructor.call(contracts.listFeedback)).body.items;
    expect(listed.map(({ kind }) => kind)).toEqual(['rating', 'report', 'report']);
    expect(listed[1]).toMatchObject({ comment: 'Still wrong.', userName: org.learner.name });
    const seen = await home(org.instructor);
    expect(seen.instructor).toMatchObject({ openReports: 2 });
    expect(seen.instructor?.misbehaving).toContainEqual(
      expect.objectContaining({ itemId, reports: 2 }),
    );

    for (const { id } of listed) {
      const closed = await org.instructor.call(contracts.closeFeedback, {
        params: { id },
        body: { status: 'resolved' },
      });
      expect(closed.status).toBe(200);
    }
    expect((await org.instructor.call(contracts.listFeedback)).body.items).toEqual([]);
  });

  it('is taken only on what the person may see', async () => {
    const other = await t.organization();
    const refused = await other.learner.call(contracts.giveFeedback, {
      body: { kind: 'comment', itemId: library.questionIds[0] ?? '', comment: 'Hello' },
    });
    expect(refused.status).toBe(404);
    const owner = { system: other.system, userId: other.admin.userId };
    const hidden = await buildLibrary(t.database, owner, { concepts: 1, status: 'in_review' });
    const body = {
      kind: 'comment',
      itemId: hidden.questionIds[0] ?? '',
      comment: 'Hello',
    } as const;
    expect((await other.learner.call(contracts.giveFeedback, { body })).status).toBe(404);
    expect((await other.instructor.call(contracts.giveFeedback, { body })).status).toBe(201);
  });
});
