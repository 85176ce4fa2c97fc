import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contracts from '../../../contracts/learning.ts';
import { withTenant } from '../../db/tenant.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { createStudyService } from './service/study.ts';
import { buildLibrary } from './testing/library.ts';
import { answer, at, start } from './testing/study.ts';

let t: TestApp;
let org: TestOrganization;

beforeAll(async () => {
  t = await startTestApp();
  org = await t.organization();
  await buildLibrary(t.database, { system: org.system, userId: org.admin.userId });
});
afterAll(() => t?.close());

const current = async (person: TestOrganization['learner']) =>
  (await person.call(contracts.getCurrentSession)).body.session;

describe('the life of a study session', () => {
  it('belongs to its learner: nobody else reads, answers or ends it', async () => {
    const learner = await org.join('learner');
    const session = await start(learner);
    for (const other of [await org.join('learner'), org.instructor, org.admin]) {
      expect((await current(other))?.id).not.toBe(session.id);
      const answers = [
        await answer(other, session),
        await other.call(contracts.nextStep, { params: at(session) }),
        await other.call(contracts.endSession, { params: { id: session.id } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    }
    expect((await current(learner))?.status).toBe('active');
  });

  it('leaves rows that only its learner and staff can see', async () => {
    const learner = await org.join('learner');
    await answer(learner, await start(learner));
    const counts = (reader: TestOrganization['learner']) =>
      withTenant(t.database, reader.tenant, async (trx) => {
        const counted = [];
        for (const table of ['learning_sessions', 'interactions', 'item_exposures'] as const) {
          const rows = await trx
            .selectFrom(table)
            .select('user_id')
            .where('organization_id', '=', org.id)
            .where('user_id', '=', learner.userId)
            .execute();
          counted.push(rows.length);
        }
        return counted;
      });
    expect(await counts(learner)).toEqual([1, 1, 1]);
    expect(await counts(org.learner)).toEqual([0, 0, 0]);
    expect(await counts(org.instructor)).toEqual([1, 1, 1]);
  });

  it('ends once, keeps its counts, and makes room for another', async () => {
    const learner = await org.join('learner');
    const session = await start(learner);
    await answer(learner, session);
    const end = () => learner.call(contracts.endSession, { params: { id: session.id } });
    const ended = (await end()).body;
    expect(ended).toMatchObject({ status: 'completed', step: null });
    expect((await end()).body.endedAt).toBe(ended.endedAt);
    expect(await current(learner)).toBeNull();
    expect((await start(learner)).id).not.toBe(session.id);
  });

  it('has no step where nothing is left', async () => {
    const empty = await t.organization();
    const session = await start(empty.learner);
    expect(session).toMatchObject({ status: 'active', step: null });
  });

  it('shows nothing that is not approved, and only the material asked for', async () => {
    const other = await t.organization();
    const owner = { system: other.system, userId: other.admin.userId };
    const hidden = await buildLibrary(t.database, owner, { status: 'in_review' });
    expect((await start(other.learner)).step).toBeNull();
    const shown = await buildLibrary(t.database, owner);
    const general = await start(other.learner);
    expect(general.step?.materialId).toBe(shown.materialId);
    const inHidden = await start(other.learner, { materialId: hidden.materialId });
    expect(inHidden).toMatchObject({ materialId: hidden.materialId, step: null });
    expect(inHidden.id).not.toBe(general.id);
  });

  it('replaces a step whose item is withdrawn, and takes no answer to it', async () => {
    const other = await t.organization();
    const owner = { system: other.system, userId: other.admin.userId };
    await buildLibrary(t.database, owner);
    const session = await start(other.learner);
    await withTenant(t.database, other.system, (trx) =>
      trx
        .updateTable('items')
        .set({ status: 'retired' })
        .where('organization_id', '=', other.id)
        .where('id', '=', session.step?.itemId ?? '')
        .execute(),
    );
    expect((await answer(other.learner, session)).status).toBe(409);
    const replaced = await current(other.learner);
    expect(replaced?.id).toBe(session.id);
    expect(replaced?.step?.itemId).not.toBe(session.step?.itemId);
  });

  it('takes an answer on a concept that is gone meanwhile', async () => {
    const other = await t.organization();
    const owner = { system: other.system, userId: other.admin.userId };
    await buildLibrary(t.database, owner, { concepts: 1 });
    const nugget = await start(other.learner);
    await answer(other.learner, nugget);
    const { body } = await other.learner.call(contracts.nextStep, { params: at(nugget) });
    expect(body.step?.item.type).not.toBe('nugget');
    await withTenant(t.database, other.system, (trx) =>
      trx.deleteFrom('concepts').where('organization_id', '=', other.id).execute(),
    );
    expect((await answer(other.learner, body)).status).toBe(200);
  });

  it('starts anew the next day once the planned time of the old one is used up', async () => {
    const learner = await org.join('learner');
    const now = new Date();
    const on = (time: Date) =>
      createStudyService({ database: t.database, clock: { now: () => time } });
    const first = await on(now).start(learner.tenant, { minutes: 1 });
    await on(now).answer(learner.tenant, at(first), {
      answer: { kind: 'read' },
      responseMs: 90_000,
    });
    const later = (hours: number) => on(new Date(now.getTime() + hours * 3_600_000));
    expect((await later(1).start(learner.tenant, {})).id).toBe(first.id);
    const second = await later(20).start(learner.tenant, {});
    expect(second.id).not.toBe(first.id);
    expect(second.progress).toBe(0);
  });
});
