import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getItem, listItems } from '../../../contracts/items.ts';
import { deleteMaterial } from '../../../contracts/library.ts';
import { newId } from '../../ids.ts';
import { countStatements } from '../../testing/count-statements.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { embedText, HASH_EMBEDDER } from '../library/index.ts';
import {
  buildDraft,
  buildItems,
  buildMaterial,
  flashcard,
  nugget,
  question,
  summary,
} from './builders.testing.ts';

let app: TestApp;
let school: TestOrganization;
let company: TestOrganization;

beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization({ name: 'School' });
  company = await app.organization({ name: 'Company' });
});
afterAll(() => app.close());

describe('keeping drafts', () => {
  it('gives each item its content, source and concept', async () => {
    const material = await buildMaterial(app, school);
    const contents = [nugget(), summary(), flashcard(), question()];
    const kept = await buildItems(
      app,
      school,
      material,
      contents.map((content) => buildDraft(material, content)),
    );
    expect(kept).toMatchObject({ inserted: 4, skippedDuplicates: 0 });
    const { status, body } = await school.instructor.call(listItems, {
      query: { materialId: material.id },
    });
    expect(status).toBe(200);
    const byType = new Map(body.items.map((item) => [item.type, item]));
    for (const content of contents) {
      expect(byType.get(content.type)).toMatchObject({
        content,
        status: 'in_review',
        engine: null,
        revision: 1,
        concepts: [{ id: material.conceptIds[0], name: 'Concept 0' }],
        sources: [
          {
            chunkId: material.chunkIds[0],
            page: 4,
            seconds: null,
            heading: 'Osmosis',
            quote: material.text.slice(9, 62),
          },
        ],
      });
    }
    expect(byType.get('question')?.content).toMatchObject({ version: 1 });
  });

  it('makes nothing twice when a run is repeated', async () => {
    const material = await buildMaterial(app, school);
    const drafts = [buildDraft(material, nugget()), buildDraft(material, nugget())];
    expect(await buildItems(app, school, material, drafts)).toMatchObject({
      inserted: 1,
      skippedDuplicates: 1,
    });
    const again = [...drafts, buildDraft(material, flashcard())];
    expect(await buildItems(app, school, material, again)).toMatchObject({
      inserted: 1,
      skippedDuplicates: 2,
    });
  });

  it('keeps more drafts than one statement holds, with their vectors', async () => {
    const material = await buildMaterial(app, school);
    const embedding = embedText('Osmosis moves water');
    const drafts = Array.from({ length: 1_001 }, (_, n) =>
      buildDraft(material, question(`What moves in case ${n}?`), {
        embedding,
        embedder: { name: HASH_EMBEDDER, slot: 'a' },
      }),
    );
    expect(await buildItems(app, school, material, drafts)).toMatchObject({ inserted: 1_001 });
  });

  it('refuses a draft that cites a passage of another material', async () => {
    const [material, other] = [await buildMaterial(app, school), await buildMaterial(app, school)];
    await expect(buildItems(app, school, material, [buildDraft(other, nugget())])).rejects.toThrow(
      /does not have/,
    );
  });

  it('publishes what the policy lets through and holds everything with a failed lint', async () => {
    const material = await buildMaterial(app, school, { chunks: 3 });
    const policies = ['review_all', 'review_flagged', 'publish_all'] as const;
    for (const [chunk, policy] of policies.entries()) {
      const drafts = [
        buildDraft(material, nugget('clean'), { chunk }),
        buildDraft(material, nugget('unsure'), { chunk, quality: 0.4 }),
        buildDraft(material, nugget('flagged'), { chunk, lints: ['too_short'] }),
      ];
      await buildItems(app, school, material, drafts, policy);
    }
    const { body } = await school.instructor.call(listItems, {
      query: { materialId: material.id, status: 'approved' },
    });
    const names = body.items.map(
      (item) => item.content.type === 'nugget' && [item.sources[0]?.chunkId, item.content.title],
    );
    expect(names.sort()).toEqual(
      [
        [material.chunkIds[1], 'clean'],
        [material.chunkIds[2], 'clean'],
        [material.chunkIds[2], 'unsure'],
      ].sort(),
    );
  });
});

describe('the list of items', () => {
  it('gives every item once, in the order of the source, page by page', async () => {
    const chunks = 5;
    const material = await buildMaterial(app, school, { chunks });
    const drafts = Array.from({ length: chunks }, (_, chunk) =>
      [nugget(), flashcard(), question()].map((content) =>
        buildDraft(material, content, { chunk }),
      ),
    ).flat();
    await buildItems(app, school, material, drafts.toReversed());
    const seen: { id: string; chunk: number }[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await school.instructor.call(listItems, {
        query: { materialId: material.id, limit: 4, ...(cursor === undefined ? {} : { cursor }) },
      });
      seen.push(
        ...body.items.map((item) => ({
          id: item.id,
          chunk: material.chunkIds.indexOf(item.sources[0]!.chunkId),
        })),
      );
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen.map((item) => item.id)).size).toBe(15);
    expect(seen).toHaveLength(15);
    expect(seen.map((item) => item.chunk)).toEqual(seen.map((item) => item.chunk).sort());
  });

  it('filters by type, concept, passage and difficulty', async () => {
    const material = await buildMaterial(app, school, { chunks: 2 });
    await buildItems(app, school, material, [
      buildDraft(material, nugget('easy'), { difficulty: 1 }),
      buildDraft(material, nugget('hard'), { difficulty: 9, chunk: 1 }),
      buildDraft(material, flashcard(), { chunk: 1 }),
    ]);
    const count = async (query: object) =>
      (await school.instructor.call(listItems, { query: { materialId: material.id, ...query } }))
        .body.items.length;
    expect(await count({ type: 'nugget' })).toBe(2);
    expect(await count({ conceptId: material.conceptIds[1] })).toBe(2);
    expect(await count({ chunkId: material.chunkIds[0] })).toBe(1);
    expect(await count({ minDifficulty: 2, maxDifficulty: 5 })).toBe(1);
    expect(await count({ status: 'rejected' })).toBe(0);
  });

  it('asks the database as often for many items as for one', async () => {
    const material = await buildMaterial(app, school);
    await buildItems(
      app,
      school,
      material,
      Array.from({ length: 30 }, (_, n) => buildDraft(material, question(`${n}?`))),
    );
    const statements = async (limit: number) => {
      const [count, { body }] = await countStatements(() =>
        school.instructor.call(listItems, { query: { materialId: material.id, limit } }),
      );
      expect(body.items).toHaveLength(limit);
      expect(count).toBeGreaterThan(0);
      return count;
    };
    expect(await statements(30)).toBe(await statements(1));
  });

  it('refuses a cursor that it did not give and an unknown filter value', async () => {
    const forged = Buffer.from(
      JSON.stringify({ materialId: 'x', position: 0, type: 'nugget', id: 'y' }),
    ).toString('base64url');
    for (const query of [{ cursor: 'x' }, { cursor: forged }, { type: 'poem' as 'nugget' }]) {
      const { status, problem } = await school.instructor.call(listItems, { query });
      expect([status, problem.code]).toEqual([400, 'invalid_request']);
    }
  });
});

describe('who sees items', () => {
  it('shows learners the approved items of ready materials alone', async () => {
    const ready = await buildMaterial(app, school);
    const processing = await buildMaterial(app, school, { status: 'processing' });
    const shown = await buildItems(
      app,
      school,
      ready,
      [buildDraft(ready, nugget())],
      'publish_all',
    );
    const waiting = await buildItems(app, school, ready, [buildDraft(ready, flashcard())]);
    const early = await buildItems(
      app,
      school,
      processing,
      [buildDraft(processing, nugget())],
      'publish_all',
    );
    const status = async (id: string | undefined) =>
      (await school.learner.call(getItem, { params: { id: id! } })).status;
    expect(await status(shown.insertedIds[0])).toBe(200);
    expect(await status(waiting.insertedIds[0])).toBe(404);
    expect(await status(early.insertedIds[0])).toBe(404);
    const list = await school.learner.call(listItems, { query: { materialId: ready.id } });
    expect(list.body.items.map((item) => item.id)).toEqual(shown.insertedIds);
    const asked = await school.learner.call(listItems, {
      query: { materialId: ready.id, status: 'in_review' },
    });
    expect(asked.body.items).toEqual([]);
  });

  it('shows nobody the items of a deleted material', async () => {
    const material = await buildMaterial(app, school);
    const { insertedIds } = await buildItems(
      app,
      school,
      material,
      [buildDraft(material, nugget())],
      'publish_all',
    );
    await school.instructor.call(deleteMaterial, { params: { id: material.id } });
    const one = await school.instructor.call(getItem, { params: { id: insertedIds[0]! } });
    const list = await school.instructor.call(listItems, { query: { materialId: material.id } });
    expect([one.status, list.body.items]).toEqual([404, []]);
  });

  it('shows nothing to another organization or to nobody', async () => {
    const material = await buildMaterial(app, school);
    const { insertedIds } = await buildItems(
      app,
      school,
      material,
      [buildDraft(material, nugget())],
      'publish_all',
    );
    const params = { id: insertedIds[0]! };
    expect((await company.admin.call(getItem, { params })).status).toBe(404);
    expect(
      (await company.admin.call(listItems, { query: { materialId: material.id } })).body.items,
    ).toEqual([]);
    expect((await app.anonymous(getItem, { params })).status).toBe(401);
    expect((await app.anonymous(listItems, { query: {} })).status).toBe(401);
    expect((await school.learner.call(getItem, { params: { id: newId() } })).status).toBe(404);
    expect((await school.learner.call(getItem, { params: { id: 'x' } })).status).toBe(400);
  });
});
