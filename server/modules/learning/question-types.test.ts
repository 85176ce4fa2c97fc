import { afterAll, beforeAll, expect, it } from 'vitest';
import * as grading from '../../../contracts/grading.ts';
import type { AnswerKey } from '../../../contracts/items.ts';
import type { StepAnswer, StudySession } from '../../../contracts/learning.ts';
import { getHome, getProgress } from '../../../contracts/learning.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { buildDraft, buildItems, buildMaterial, question } from '../items/builders.testing.ts';
import { answer, start } from './testing/study.ts';

let app: TestApp;
let school: TestOrganization;

beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization();
});
afterAll(() => app?.close());

/** A study session whose one item is a question with this key. */
async function ask(answerKey: AnswerKey): Promise<{ session: StudySession; itemId: string }> {
  const material = await buildMaterial(app, school);
  const content = question('What belongs to osmosis, in short?');
  if (content.type !== 'question') throw new Error('not a question');
  const points =
    answerKey.questionType === 'essay'
      ? answerKey.rubric.reduce((sum, criterion) => sum + criterion.points, 0)
      : 2;
  const draft = buildDraft(material, { ...content, hints: [], points, answerKey });
  await buildItems(app, school, material, [draft], 'publish_all');
  const session = await start(school.learner, { materialId: material.id });
  return { session, itemId: session.step?.itemId ?? '' };
}

function itemOf(session: StudySession) {
  const item = session.step?.item;
  if (item?.type !== 'question') throw new Error('The step is not a question.');
  return item;
}

const idOf = (list: readonly { id: string; text: string }[], text: string) =>
  list.find((one) => one.text === text)?.id ?? '';

async function give(session: StudySession, given: StepAnswer) {
  const { body } = await answer(school.learner, session, given);
  return body.step?.result ?? null;
}

it('several options earn what was rightly ticked, and say what was missed', async () => {
  const { session } = await ask({
    questionType: 'multiple_response',
    options: [
      { text: 'Water', correct: true, feedback: 'Water moves.' },
      { text: 'A membrane', correct: true, feedback: 'It moves through one.' },
      { text: 'Energy', correct: false, feedback: 'It needs none.' },
    ],
  });
  const item = itemOf(session);
  const result = await give(session, {
    kind: 'options',
    optionIds: [idOf(item.options, 'Water')],
    confidence: null,
  });
  expect(result).toMatchObject({ correct: false, score: 0.5, feedback: 'It moves through one.' });
  expect(result?.correctOptionIds).toHaveLength(2);
});

it('pairs are shown apart and told one by one', async () => {
  const { session } = await ask({
    questionType: 'matching',
    pairs: [
      { left: 'Osmosis', right: 'of water', feedback: '' },
      { left: 'Diffusion', right: 'of anything', feedback: 'Not only water.' },
    ],
    extras: ['of energy'],
  });
  const item = itemOf(session);
  expect(item.lefts.map(({ text }) => text)).toEqual(['Osmosis', 'Diffusion']);
  expect(item.rights).toHaveLength(3);
  const [first = { id: '' }, second = { id: '' }] = item.lefts;
  const result = await give(session, {
    kind: 'pairs',
    pairs: [
      { leftId: first.id, rightId: idOf(item.rights, 'of water') },
      { leftId: second.id, rightId: idOf(item.rights, 'of energy') },
    ],
    confidence: 'sure',
  });
  expect(result).toMatchObject({ correct: false, score: 0.5, feedback: 'Not only water.' });
  expect(result?.parts.map(({ correct }) => correct)).toEqual([true, false]);
});

it('steps are never shown in their right order, and the right order is right', async () => {
  const steps = ['Mix', 'Wait', 'Filter', 'Dry'];
  const { session } = await ask({ questionType: 'ordering', steps });
  const item = itemOf(session);
  expect(item.options.map(({ text }) => text)).not.toEqual(steps);
  const result = await give(session, {
    kind: 'order',
    optionIds: steps.map((step) => idOf(item.options, step)),
    confidence: null,
  });
  expect(result).toMatchObject({ correct: true, score: 1 });
});

it('a number is asked for with its unit', async () => {
  const { session } = await ask({
    questionType: 'numeric',
    value: 100,
    tolerance: 1,
    units: [{ text: '°C', factor: 1 }],
  });
  expect(itemOf(session)).toMatchObject({ asksUnit: true, points: 2 });
  const result = await give(session, { kind: 'text', text: '100', confidence: null });
  expect(result).toMatchObject({ correct: false, score: 0.5, answer: '100 °C' });
});

it('an answer of another kind is refused and counts nothing', async () => {
  const { session } = await ask({
    questionType: 'ordering',
    steps: ['First', 'Second', 'Third'],
  });
  const refused = await answer(school.learner, session, {
    kind: 'text',
    text: 'x',
    confidence: null,
  });
  expect(refused.status).toBe(400);
  const unknown = await answer(school.learner, session, {
    kind: 'order',
    optionIds: ['a', 'b', 'c'],
    confidence: null,
  });
  expect(unknown.status).toBe(400);
});

it('an essay waits for a person, whose grade moves what is known', async () => {
  const rubric = [
    { criterion: 'Names the membrane', description: 'The membrane lets water pass.', points: 2 },
    { criterion: 'Says that no energy is needed', description: '', points: 3 },
  ];
  const { session, itemId } = await ask({
    questionType: 'essay',
    rubric,
    sampleAnswer: 'Water moves through a membrane without energy.',
  });
  const withoutAnswers = rubric.map((criterion) => ({ ...criterion, description: '' }));
  expect(itemOf(session).rubric).toEqual(
    rubric.map(({ criterion, points }) => ({ criterion, points })),
  );
  const result = await give(session, { kind: 'text', text: 'Water moves.', confidence: 'sure' });
  expect(result).toMatchObject({ pending: true, correct: null, score: null, mastery: [] });

  const own = await school.learner.call(grading.listOwnOpenAnswers, {});
  expect(own.body.items[0]).toMatchObject({
    status: 'pending',
    sampleAnswer: null,
    itemId,
    rubric: withoutAnswers,
  });
  const home = await school.instructor.call(getHome, {});
  expect(home.body.instructor?.toGrade).toBe(1);

  const waiting = await school.instructor.call(grading.listOpenAnswers, { query: {} });
  const [paper] = waiting.body.items;
  if (!paper) throw new Error('Nothing waits for a grade.');
  expect(paper).toMatchObject({ text: 'Water moves.', maxPoints: 5 });
  const grade = (points: number[], revision = paper.revision) =>
    school.instructor.call(grading.gradeOpenAnswer, {
      params: { id: paper.id },
      body: { criteria: points.map((given) => ({ points: given, comment: '' })) },
      headers: { 'if-match': `"${revision}"` },
    });
  expect((await grade([2, 4])).status).toBe(400);
  expect((await grade([2])).status).toBe(400);
  expect((await grade([2, 3])).body).toMatchObject({ status: 'graded', points: 5 });
  expect((await grade([0, 0])).status).toBe(412);

  const after = await school.learner.call(getHome, {});
  expect(after.body.learner.newGrades).toBe(1);
  const progress = await school.learner.call(getProgress, { query: {} });
  expect(progress.body.concepts.some(({ level }) => (level ?? 0) > 0)).toBe(true);
  await school.learner.call(grading.seeGrade, { params: { id: paper.id } });
  expect((await school.learner.call(getHome, {})).body.learner.newGrades).toBe(0);
});

it('an essay is seen by staff and its writer alone', async () => {
  const { session } = await ask({
    questionType: 'essay',
    rubric: [{ criterion: 'Any', description: '', points: 1 }],
    sampleAnswer: '',
  });
  await give(session, { kind: 'text', text: 'Mine.', confidence: null });
  expect((await school.learner.call(grading.listOpenAnswers, { query: {} })).status).toBe(403);
  const other = await app.organization();
  const theirs = await other.instructor.call(grading.listOpenAnswers, { query: {} });
  expect(theirs.body.items).toEqual([]);
});
