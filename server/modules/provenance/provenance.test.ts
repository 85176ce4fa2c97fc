import { afterAll, beforeAll, expect, it } from 'vitest';
import { editItem, reviewItem } from '../../../contracts/items.ts';
import { getProvenance } from '../../../contracts/provenance.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { buildDraft, buildItems, buildMaterial, question } from '../items/builders.testing.ts';
import { answer, start } from '../learning/testing/study.ts';

let app: TestApp;
let school: TestOrganization;
beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization();
});
afterAll(() => app?.close());

it('tells source, decisions, wordings and use of an item', async () => {
  const material = await buildMaterial(app, school);
  const content = question();
  const { insertedIds } = await buildItems(app, school, material, [buildDraft(material, content)]);
  const id = insertedIds[0] ?? '';
  if (content.type !== 'question') throw new Error('not a question');
  const { stem: _, points: __, ...rest } = content;
  await school.instructor.call(editItem, {
    params: { id },
    headers: { 'if-match': '"1"' },
    body: { content: { ...rest, stem: 'In osmosis, what moves through a membrane?' } },
  });
  await school.instructor.call(reviewItem, { params: { id }, body: { decision: 'approve' } });
  const session = await start(school.learner, { materialId: material.id });
  const item = session.step?.item;
  const optionId = item?.type === 'question' ? (item.options[0]?.id ?? '') : '';
  await answer(school.learner, session, { kind: 'option', optionId, confidence: 'sure' });

  const { body } = await school.instructor.call(getProvenance, { params: { id } });
  expect(body.passages).toMatchObject([{ version: 1, current: true, headingPath: ['Osmosis'] }]);
  expect(body.generation).toBeNull();
  expect(body.reviews.map(({ decision }) => decision)).toEqual(['edit', 'approve']);
  expect(body.versions).toMatchObject([
    { version: 1, current: false, answers: 0 },
    { version: 2, current: true, answers: 1 },
  ]);
  expect(body.use).toMatchObject({ answers: 1, learners: 1 });
});

it('is for staff, and of the own organization', async () => {
  const material = await buildMaterial(app, school);
  const { insertedIds } = await buildItems(app, school, material, [
    buildDraft(material, question('What is needed for osmosis?')),
  ]);
  const params = { id: insertedIds[0] ?? '' };
  expect((await school.learner.call(getProvenance, { params })).status).toBe(403);
  const other = await app.organization();
  expect((await other.instructor.call(getProvenance, { params })).status).toBe(404);
});
