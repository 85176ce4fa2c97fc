import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contracts from '../../../contracts/items.ts';
import { newId } from '../../ids.ts';
import { countStatements } from '../../testing/count-statements.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import {
  type BuiltMaterial,
  buildDraft,
  buildItems,
  buildMaterial,
  flashcard,
  nugget,
  question,
} from '../items/builders.testing.ts';
import { itemsModule } from '../items/index.ts';
import { libraryModule } from '../library/index.ts';
import { tenancyModule } from '../tenancy/index.ts';
import { reviewModule } from './index.ts';

/** Stands for the engine: what it makes next, null for nothing. */
const engine = { next: async (): Promise<string | null> => null };
const regenerator = { regenerate: async () => ({ replacementId: await engine.next() }) };

let app: TestApp;
let school: TestOrganization;
let company: TestOrganization;
let teacher: TestPerson;
let material: BuiltMaterial;
let counter = 0;

beforeAll(async () => {
  app = await startTestApp({
    modules: [tenancyModule, libraryModule, itemsModule, (deps) => reviewModule(deps, regenerator)],
  });
  school = await app.organization({ name: 'School' });
  company = await app.organization({ name: 'Company' });
  teacher = school.instructor;
  material = await buildMaterial(app, school);
});
afterAll(() => app.close());

/** An item of its own for a test, waiting for review. */
async function waiting(
  make: (name: string) => ReturnType<typeof nugget> = nugget,
): Promise<string> {
  counter += 1;
  const { insertedIds } = await buildItems(app, school, material, [
    buildDraft(material, make(`Item number ${counter}`)),
  ]);
  return insertedIds[0]!;
}

const get = async (id: string) => (await teacher.call(contracts.getItem, { params: { id } })).body;
const approve = (id: string, headers = {}) =>
  teacher.call(contracts.reviewItem, { params: { id }, body: { decision: 'approve' }, headers });
const reject = (id: string) =>
  teacher.call(contracts.reviewItem, {
    params: { id },
    body: { decision: 'reject', reason: 'Wrong.' },
  });
const undo = (id: string, person = teacher) =>
  person.call(contracts.undoReview, { params: { id } });
const newNugget = {
  type: 'nugget' as const,
  title: 'Osmosis anew',
  text: 'Osmosis is the movement of water through a membrane.',
};
const edit = (id: string, content: contracts.EditedContent, revision: number | null = 1) =>
  teacher.call(contracts.editItem, {
    params: { id },
    body: { content },
    headers: revision === null ? {} : { 'if-match': `"${revision}"` },
  });

function editedQuestion(stem: string, right: boolean[] = [true, false]): contracts.EditedContent {
  const options = right.map((correct, n) => ({ text: `Option ${n}`, correct, feedback: 'So.' }));
  return {
    type: 'question',
    stem,
    explanation: 'Because.',
    hints: [],
    answerKey: { questionType: 'multiple_choice', options },
  };
}

describe('deciding', () => {
  it('lets learners see an item from its approval to its rejection', async () => {
    const id = await waiting();
    const seen = async () =>
      (await school.learner.call(contracts.getItem, { params: { id } })).status;
    expect(await seen()).toBe(404);
    expect((await approve(id)).body.item.status).toBe('approved');
    expect(await seen()).toBe(200);
    expect((await reject(id)).body.item.status).toBe('rejected');
    expect(await seen()).toBe(404);
  });

  it('refuses a decision that changes nothing, a reject without reason, and an outdated revision', async () => {
    const id = await waiting();
    expect((await approve(id, { 'if-match': '"7"' })).status).toBe(412);
    expect((await approve(id, { 'if-match': '"1"' })).status).toBe(200);
    expect((await approve(id)).problem.code).toBe('conflict');
    const silent = await teacher.call(contracts.reviewItem, {
      params: { id },
      body: { decision: 'reject', reason: ' ' },
    });
    expect(silent.status).toBe(400);
  });

  it('counts what waits, by type', async () => {
    const own = await buildMaterial(app, school);
    const { insertedIds } = await buildItems(
      app,
      school,
      own,
      [nugget(), flashcard(), question()].map((content) => buildDraft(own, content)),
    );
    await approve(insertedIds[0]!);
    const { body } = await teacher.call(contracts.getReviewSummary, {
      query: { materialId: own.id },
    });
    expect(body).toEqual({
      inReview: 2,
      approved: 1,
      rejected: 0,
      flagged: 0,
      byType: { nugget: 0, summary: 0, flashcard: 1, question: 1 },
    });
  });
});

describe('editing', () => {
  it('needs the revision that was edited', async () => {
    const id = await waiting();
    expect((await edit(id, newNugget, null)).status).toBe(428);
    expect((await edit(id, newNugget, 9)).status).toBe(412);
    const { status, headers, body } = await edit(id, newNugget);
    expect([status, headers.etag, body.item.revision]).toEqual([200, '"2"', 2]);
    expect(body.item.content).toMatchObject(newNugget);
    expect((await edit(id, newNugget, 1)).status).toBe(412);
  });

  it('looks at the lints again', async () => {
    const id = await waiting();
    const { body } = await edit(id, { ...newNugget, text: 'It moves.' });
    expect(body.item.lints).toContain('too_short');
  });

  it('gives a question a new version each time, also after an undo', async () => {
    const id = await waiting(question);
    const version = async () => {
      const { content } = await get(id);
      return content.type === 'question' ? [content.version, content.stem] : null;
    };
    const [, stem] = (await version())!;
    const first = await edit(id, editedQuestion('What is new?'));
    expect(await version()).toEqual([2, 'What is new?']);
    await undo(first.body.reviewId);
    expect(await version()).toEqual([1, stem]);
    await edit(id, editedQuestion('What is newer?'), (await get(id)).revision);
    expect(await version()).toEqual([3, 'What is newer?']);
  });

  it('refuses another type and answers that cannot be graded', async () => {
    const id = await waiting(question);
    const bad: contracts.EditedContent[] = [
      newNugget,
      editedQuestion('Two right?', [true, true]),
      editedQuestion('None right?', [false, false]),
      {
        ...editedQuestion('Which?'),
        answerKey: { questionType: 'short_answer', accepted: ['Water'] },
      } as contracts.EditedContent,
    ];
    for (const content of bad) expect((await edit(id, content)).status).toBe(400);
    expect((await get(id)).revision).toBe(1);
  });
});

describe('regenerating', () => {
  it('rejects the old item and shows the new one, and undo takes both back', async () => {
    const id = await waiting();
    let replacementId = '';
    engine.next = async () => {
      replacementId = await waiting();
      return replacementId;
    };
    const { body } = await teacher.call(contracts.regenerateItem, { params: { id }, body: {} });
    expect([body.replacement?.id, body.replacement?.status]).toEqual([replacementId, 'in_review']);
    expect((await get(id)).status).toBe('rejected');
    expect((await undo(body.reviewId)).body.item.status).toBe('in_review');
    expect((await teacher.call(contracts.getItem, { params: { id: replacementId } })).status).toBe(
      404,
    );
  });

  it('keeps a replacement that somebody decided on', async () => {
    const id = await waiting();
    const replacementId = await waiting();
    engine.next = async () => replacementId;
    const { body } = await teacher.call(contracts.regenerateItem, {
      params: { id },
      body: { reason: 'Dull.' },
    });
    await approve(replacementId);
    expect((await undo(body.reviewId)).status).toBe(200);
    expect((await get(replacementId)).status).toBe('approved');
  });

  it('says so where the engine has nothing else, and leaves the item alone where it fails', async () => {
    const [none, failing] = [await waiting(), await waiting()];
    engine.next = async () => null;
    const { body } = await teacher.call(contracts.regenerateItem, {
      params: { id: none },
      body: {},
    });
    expect(body.replacement).toBeNull();
    engine.next = async () => {
      throw new Error('out of order');
    };
    expect(
      (await teacher.call(contracts.regenerateItem, { params: { id: failing }, body: {} })).status,
    ).toBe(500);
    expect((await get(failing)).status).toBe('in_review');
  });
});

describe('undoing', () => {
  it('brings status and content back as they were', async () => {
    const id = await waiting();
    const before = await get(id);
    const edited = await edit(id, newNugget);
    const approved = await approve(id);
    const rejected = await reject(id);
    expect((await undo(rejected.body.reviewId)).body.item.status).toBe('approved');
    expect((await undo(approved.body.reviewId)).body.item.status).toBe('in_review');
    const { item } = (await undo(edited.body.reviewId)).body;
    expect([item.content, item.lints, item.difficulty]).toEqual([
      before.content,
      before.lints,
      before.difficulty,
    ]);
  });

  it('refuses what is undone already and what something newer followed', async () => {
    const id = await waiting();
    const approved = await approve(id);
    const rejected = await reject(id);
    expect((await undo(approved.body.reviewId)).problem.code).toBe('conflict');
    expect((await undo(rejected.body.reviewId)).status).toBe(200);
    expect((await undo(rejected.body.reviewId)).problem.code).toBe('conflict');
  });

  it('is for whoever decided', async () => {
    const { body } = await approve(await waiting());
    expect((await undo(body.reviewId, school.admin)).status).toBe(403);
    expect((await undo(body.reviewId, company.admin)).status).toBe(404);
  });
});

describe('many at once', () => {
  it('skips what is there already or not at all, and takes the rest back', async () => {
    const ids = [await waiting(), await waiting(), await waiting()];
    await approve(ids[0]!);
    const { body } = await teacher.call(contracts.bulkReview, {
      body: { decision: 'approve', itemIds: [...ids, ids[1]!, newId()] },
    });
    expect([body.changed, body.skipped, body.reviewIds.length]).toEqual([2, 2, 2]);
    await reject(ids[2]!);
    const undone = await teacher.call(contracts.bulkUndo, { body: { reviewIds: body.reviewIds } });
    expect(undone.body.changed).toBe(1);
    expect(await Promise.all(ids.map(async (id) => (await get(id)).status))).toEqual([
      'approved',
      'in_review',
      'rejected',
    ]);
    const again = await teacher.call(contracts.bulkUndo, { body: { reviewIds: body.reviewIds } });
    expect(again.body.changed).toBe(0);
  });

  it('takes as many statements for the limit as for two', async () => {
    const own = await buildMaterial(app, school);
    const drafts = Array.from({ length: contracts.BULK_LIMIT }, (_, n) =>
      buildDraft(own, flashcard(`Term ${n}`)),
    );
    const { insertedIds } = await buildItems(app, school, own, drafts);
    const bulk = (itemIds: string[]) =>
      countStatements(() =>
        teacher.call(contracts.bulkReview, { body: { decision: 'approve', itemIds } }),
      );
    const revert = (reviewIds: string[]) =>
      countStatements(() => teacher.call(contracts.bulkUndo, { body: { reviewIds } }));
    const [few, two] = await bulk(insertedIds.slice(0, 2));
    const [fewBack] = await revert(two.body.reviewIds);
    const [many, all] = await bulk(insertedIds);
    const [manyBack, back] = await revert(all.body.reviewIds);
    expect([all.body.changed, back.body.changed]).toEqual([500, 500]);
    expect([many, manyBack]).toEqual([few, fewBack]);
    const tooMany = await teacher.call(contracts.bulkReview, {
      body: { decision: 'approve', itemIds: [...insertedIds, newId()] },
    });
    expect(tooMany.status).toBe(400);
  });

  it('does not touch items or decisions of others', async () => {
    const id = await waiting();
    const foreign = await company.admin.call(contracts.bulkReview, {
      body: { decision: 'approve', itemIds: [id] },
    });
    expect([foreign.body.changed, foreign.body.skipped]).toEqual([0, 1]);
    const { body } = await approve(id);
    for (const person of [company.admin, school.admin]) {
      const undone = await person.call(contracts.bulkUndo, {
        body: { reviewIds: [body.reviewId] },
      });
      expect(undone.body.changed).toBe(0);
    }
  });
});

describe('every operation', () => {
  const id = newId();
  const calls = {
    summary: [contracts.getReviewSummary, { query: {} }, { query: { materialId: 'x' } }],
    edit: [
      contracts.editItem,
      { params: { id }, body: { content: newNugget }, headers: { 'if-match': '1' } },
      { params: { id }, body: {} },
    ],
    review: [
      contracts.reviewItem,
      { params: { id }, body: { decision: 'approve' } },
      { params: { id }, body: { decision: 'maybe' } },
    ],
    regenerate: [
      contracts.regenerateItem,
      { params: { id }, body: {} },
      { params: { id: 'x' }, body: {} },
    ],
    undo: [contracts.undoReview, { params: { id } }, { params: { id: 'x' } }],
    bulk: [
      contracts.bulkReview,
      { body: { decision: 'approve', itemIds: [id] } },
      { body: { decision: 'approve', itemIds: [] } },
    ],
    bulkUndo: [contracts.bulkUndo, { body: { reviewIds: [id] } }, { body: { reviewIds: ['x'] } }],
  } as const;

  it.each(Object.keys(calls) as (keyof typeof calls)[])(
    '%s is for signed-in staff with a sound request',
    async (name) => {
      const [contract, good, bad] = calls[name] as [
        typeof contracts.undoReview,
        { params: { id: string } },
        { params: { id: string } },
      ];
      expect((await app.anonymous(contract, good)).status).toBe(401);
      expect((await school.learner.call(contract, good)).status).toBe(403);
      expect((await teacher.call(contract, bad)).status).toBe(400);
    },
  );

  it.each(['edit', 'review', 'regenerate'] as const)(
    '%s finds no item of another organization',
    async (name) => {
      const own = await waiting();
      const [contract, good] = calls[name] as unknown as [
        typeof contracts.regenerateItem,
        { body: object },
      ];
      const answer = await company.admin.call(contract, { ...good, params: { id: own } });
      expect(answer.status).toBe(404);
      expect((await get(own)).status).toBe('in_review');
    },
  );
});
