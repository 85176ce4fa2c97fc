import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as grading from '../../../contracts/grading.ts';
import type { AnswerKey } from '../../../contracts/items.ts';
import { explainStep, getAids, getCurrentSession } from '../../../contracts/learning.ts';
import { getMaterial, suggestDescription } from '../../../contracts/library.ts';
import {
  type FakeModelServer,
  startFakeModelServer,
} from '../../ports/ai/testing/openai-server.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { portModels } from '../generation/llm/testing/port-models.ts';
import { buildDraft, buildItems, buildMaterial, question } from '../items/builders.testing.ts';
import { setModels } from '../library/index.ts';
import { answer, at, next, start } from './testing/study.ts';

let app: TestApp;
let school: TestOrganization;
let bare: TestOrganization;
let server: FakeModelServer;

beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization();
  bare = await app.organization();
  server = await startFakeModelServer();
});
afterAll(async () => {
  await app?.close();
  await server?.close();
});
beforeEach(() => server.reset());

const withModel = () => setModels(app.deps, portModels(server));

async function ask(answerKey?: AnswerKey) {
  const material = await buildMaterial(app, school);
  const content = question('What moves by osmosis, in a word?');
  if (content.type !== 'question') throw new Error('not a question');
  const draft = buildDraft(
    material,
    answerKey ? { ...content, hints: [], points: 5, answerKey } : content,
  );
  await buildItems(app, school, material, [draft], 'publish_all');
  return start(school.learner, { materialId: material.id });
}

it('without a model nothing is offered, and asking says what is missing', async () => {
  expect((await bare.instructor.call(getAids)).body).toEqual({
    suggestsGrades: false,
    describes: false,
    explains: false,
  });
});

it('a material is described for a person, who decides what of it is kept', async () => {
  withModel();
  const material = await buildMaterial(app, school);
  const params = { id: material.id };
  server.script({
    kind: 'answer',
    content: {
      description: 'How water moves.',
      subject: 'Biology',
      topics: ['Osmosis'],
      difficulty: 5,
      prerequisites: [],
    },
  });
  const { body } = await school.instructor.call(suggestDescription, { params });
  expect(body).toEqual({
    description: 'How water moves.',
    subject: 'Biology',
    level: 'intermediate',
    tags: ['Osmosis'],
  });
  expect((await school.instructor.call(getMaterial, { params })).body.description).toBeNull();
  expect((await bare.instructor.call(suggestDescription, { params })).status).toBe(404);
});

describe('points for an essay', () => {
  const RUBRIC: AnswerKey = {
    questionType: 'essay',
    rubric: [
      { criterion: 'Water', description: 'Says that water moves', points: 3 },
      { criterion: 'Membrane', description: 'Says through what', points: 2 },
    ],
    sampleAnswer: 'Water moves through a membrane.',
  };

  it('are suggested to staff, kept, and count only once a person says so', async () => {
    withModel();
    expect((await school.instructor.call(getAids)).body.suggestsGrades).toBe(true);
    const session = await ask(RUBRIC);
    await answer(school.learner, session, {
      kind: 'text',
      text: 'The water goes through it.',
      confidence: null,
    });
    const waiting = (await school.instructor.call(grading.listOpenAnswers)).body.items;
    const id = waiting[0]?.id ?? '';
    server.script({
      kind: 'answer',
      content: {
        criteria: [
          { criterion: 1, points: 3, reason: 'Named.', quote: 'The water goes' },
          { criterion: 2, points: 2, reason: 'Not named.', quote: 'membrane' },
        ],
        comment: 'Through what?',
      },
    });
    const asked = await school.instructor.call(grading.suggestGrade, { params: { id } });
    expect(asked.body).toMatchObject({
      status: 'pending',
      points: null,
      suggestion: { points: 3, comment: 'Through what?', promptVersion: 'grade-1' },
    });
    expect(asked.body.suggestion?.criteria.map(({ points }) => points)).toEqual([3, 0]);
    const kept = (await school.instructor.call(grading.listOpenAnswers)).body.items;
    expect(kept[0]?.suggestion?.points).toBe(3);
    const own = (await school.learner.call(grading.listOwnOpenAnswers)).body.items;
    expect(own[0]).toMatchObject({ status: 'pending', suggestion: null });
    expect((await school.learner.call(grading.suggestGrade, { params: { id } })).status).toBe(403);
    expect((await bare.instructor.call(grading.suggestGrade, { params: { id } })).status).toBe(404);
    await next(school.learner, session);
  });
});

describe('a wrong answer', () => {
  const wrong = async () => {
    const session = await ask();
    const item = session.step?.item;
    if (item?.type !== 'question') throw new Error('not a question');
    const optionId = item.options.find(({ text }) => text === 'Salt')?.id ?? '';
    await answer(school.learner, session, { kind: 'option', optionId, confidence: 'sure' });
    return session;
  };

  it('is explained from the source once, and the explanation stays with the step', async () => {
    withModel();
    const session = await wrong();
    server.script({
      kind: 'answer',
      content: {
        explanation: 'Only water passes.',
        misconception: 'That salt moves.',
        citations: [{ passage: 'P1', quote: 'the movement of water' }],
      },
    });
    const first = await school.learner.call(explainStep, { params: at(session) });
    const explained = {
      text: 'Only water passes.',
      misconception: 'That salt moves.',
      quotes: ['the movement of water'],
    };
    expect(first.body.step?.result?.explained).toEqual(explained);
    await school.learner.call(explainStep, { params: at(session) });
    expect(server.requests).toHaveLength(1);
    const { body } = await school.learner.call(getCurrentSession);
    expect(body.session?.step?.result?.explained).toEqual(explained);
  });

  it('is not explained by what does not stand in the source', async () => {
    withModel();
    const session = await wrong();
    server.script({
      kind: 'answer',
      content: {
        explanation: 'Because I say so.',
        misconception: '',
        citations: [{ passage: 'P1', quote: 'salt is heavier than water' }],
      },
    });
    const asked = await school.learner.call(explainStep, { params: at(session) });
    expect(asked.status).toBe(409);
    server.script({ kind: 'error', status: 401 });
    const refused = await school.learner.call(explainStep, { params: at(session) });
    expect(refused.status).toBe(503);
    expect(JSON.stringify(refused.body)).toContain('did not accept the key');
    const { body } = await school.learner.call(getCurrentSession);
    expect(body.session?.step?.result?.explained).toBeNull();
  });
});
