import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getCourse, publishCourse } from '../../../contracts/courses.ts';
import { enrol, listMyCourses } from '../../../contracts/enrolment.ts';
import { reviewItem } from '../../../contracts/items.ts';
import * as milestones from '../../../contracts/milestones.ts';
import * as player from '../../../contracts/player.ts';
import * as videos from '../../../contracts/video.ts';
import { withTenant } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import { buildCourse } from '../enrolment/builders.testing.ts';
import { buildDraft, buildItems, buildMaterial, question } from '../items/builders.testing.ts';
import { buildVideo } from './builders.testing.ts';

let app: TestApp;
let school: TestOrganization;
let other: TestOrganization;
let now = new Date('2026-03-01T10:00:00Z');
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

beforeAll(async () => {
  app = await startTestApp({ clock: { now: () => now } });
  school = await app.organization({ name: 'School' });
  other = await app.organization({ name: 'Other' });
});
afterAll(() => app?.close());

/** A question without options. */
const typed = (stem = 'What moves?'): ReturnType<typeof question> => ({
  type: 'question',
  stem,
  explanation: 'Osmosis is the movement of water through a membrane.',
  hints: [],
  points: 1,
  answerKey: { questionType: 'short_answer', accepted: ['Water'] },
});

async function buildQuestions(
  count: number,
  status: 'approved' | 'in_review' = 'approved',
  make = question,
) {
  const material = await buildMaterial(app, school, { chunks: count });
  const drafts = Array.from({ length: count }, (_, chunk) =>
    buildDraft(material, make(`What moves in osmosis, ${newId()}?`), { chunk }),
  );
  const { insertedIds } = await buildItems(
    app,
    school,
    material,
    drafts,
    status === 'approved' ? 'publish_all' : 'review_all',
  );
  return insertedIds;
}

async function publish(id: string) {
  const { body } = await school.instructor.call(getCourse, { params: { id } });
  return school.instructor.call(publishCourse, {
    params: { id },
    headers: { 'if-match': `"${body.revision}"` },
    body: {},
  });
}

type MilestoneInput = Partial<{
  atSeconds: number;
  isRequired: boolean;
  retryLimit: number | null;
  passShare: number;
  itemIds: string[];
  status: 'draft' | 'active';
}>;

async function addMilestone(videoId: string, input: MilestoneInput = {}) {
  return school.instructor.call(milestones.addMilestone, {
    params: { id: videoId },
    body: { atSeconds: 40, title: 'Osmosis', status: 'active', itemIds: [], ...input },
  });
}

/** A published course with one video lesson of 100 seconds, which a new learner takes. */
async function taken(stops: MilestoneInput[] = [], { isFree = false } = {}) {
  const videoId = await buildVideo(app, school);
  const course = await buildCourse(app, school, {
    publish: false,
    lessons: [{ kind: 'video', title: 'Watch', isFree }],
  });
  const lessonId = course.lessonIds[0] ?? '';
  await school.instructor.call(videos.putLessonVideo, {
    params: { id: lessonId },
    body: { videoId },
  });
  const made = [];
  for (const stop of stops) made.push((await addMilestone(videoId, stop)).body);
  expect((await publish(course.id)).status).toBe(200);
  const learner = await school.join('learner');
  await learner.call(enrol, { params: { id: course.id } });
  return { courseId: course.id, lessonId, videoId, learner, stops: made };
}

const load = (person: TestPerson, lessonId: string) =>
  person.call(player.getPlayer, { params: { lessonId } });

const report = (person: TestPerson, lessonId: string, from: number, to: number) =>
  person.call(player.putPosition, {
    params: { lessonId },
    body: { positionSeconds: to, ranges: [[from, to]] },
  });

/** Plays in real time. */
async function watch(person: TestPerson, lessonId: string, from: number, to: number) {
  pass(to - from);
  return report(person, lessonId, from, to);
}

const ask = (person: TestPerson, lessonId: string, id: string) =>
  person.call(player.getPlayerMilestone, { params: { lessonId, id } });

/** Answers the first question of a milestone with the option of this text. */
async function answer(
  person: TestPerson,
  lessonId: string,
  id: string,
  text: string,
  attempt?: number,
) {
  const { body } = await ask(person, lessonId, id);
  const [first] = body.questions;
  const options = first?.item.type === 'question' ? first.item.options : [];
  return person.call(player.answerMilestone, {
    params: { lessonId, id },
    body: {
      itemId: first?.itemId ?? '',
      attempt: attempt ?? first?.attempt ?? 1,
      answer: {
        kind: 'option',
        optionId: options.find((option) => option.text === text)?.id ?? '',
        confidence: null,
      },
      responseMs: 4000,
    },
  });
}

describe('a video lesson', () => {
  it('is not published before it has a video', async () => {
    const course = await buildCourse(app, school, {
      publish: false,
      lessons: [{ kind: 'video', title: 'Watch' }],
    });
    expect((await publish(course.id)).status).toBe(409);
    const videoId = await buildVideo(app, school);
    const params = { id: course.lessonIds[0] ?? '' };
    await school.instructor.call(videos.putLessonVideo, { params, body: { videoId } });
    expect((await publish(course.id)).status).toBe(200);
    const inUse = await school.instructor.call(videos.deleteVideo, { params: { id: videoId } });
    expect([inUse.status, inUse.problem.detail]).toEqual([
      409,
      expect.stringContaining('The lesson “Watch”'),
    ]);
  });

  it('is watched, goes on where it was, and completes at nine tenths', async () => {
    const { lessonId, learner } = await taken();
    expect((await load(learner, lessonId)).body).toMatchObject({
      title: 'Watch',
      preview: false,
      video: { durationSeconds: 100, mediaType: 'video/mp4' },
      watch: { positionSeconds: 0, watchedShare: 0, gateSeconds: null, completed: false },
    });
    await watch(learner, lessonId, 0, 50);
    expect((await load(learner, lessonId)).body.watch).toMatchObject({
      positionSeconds: 50,
      watched: [[0, 50]],
      watchedShare: 0.5,
    });
    expect((await watch(learner, lessonId, 50, 88)).body.completed).toBe(false);
    expect((await watch(learner, lessonId, 88, 91)).body.completed).toBe(true);
    const { body } = await learner.call(listMyCourses, { query: {} });
    expect(body.items[0]).toMatchObject({ progressPercent: 100, status: 'completed' });
  });

  it('does not take ten minutes for one', async () => {
    const { lessonId, learner } = await taken();
    await load(learner, lessonId);
    pass(10);
    const { body } = await report(learner, lessonId, 0, 100);
    expect(body.watched).toEqual([[0, 35]]);
    expect(body.completed).toBe(false);
  });

  it('is for those who take the course; authors and guests of a free one look without being counted', async () => {
    const { lessonId, stops } = await taken([{ itemIds: await buildQuestions(1) }]);
    const guest = await school.join('learner');
    expect((await load(guest, lessonId)).problem.code).toBe('not_enrolled');
    expect((await load(other.admin, lessonId)).status).toBe(404);
    const author = await load(school.instructor, lessonId);
    expect(author.body).toMatchObject({ preview: true, watch: { gateSeconds: null } });
    expect((await report(school.instructor, lessonId, 0, 100)).body.watched).toEqual([]);
    const tried = await answer(school.instructor, lessonId, stops[0]?.id ?? '', 'Water');
    expect(tried.body.result).toMatchObject({ correct: true, mastery: [] });
    expect(
      (await ask(school.instructor, lessonId, stops[0]?.id ?? '')).body.questions[0],
    ).toMatchObject({ attempt: 1, score: null });
    const free = await taken([], { isFree: true });
    expect((await load(guest, free.lessonId)).body.preview).toBe(true);
    expect((await load(other.learner, free.lessonId)).status).toBe(404);
  });
});

describe('a required milestone', () => {
  it('cannot be passed over, by seeking or by calling the API', async () => {
    const { lessonId, learner, stops } = await taken([
      { atSeconds: 40, itemIds: await buildQuestions(1) },
      { atSeconds: 70, itemIds: await buildQuestions(1) },
    ]);
    const [first, second] = stops.map(({ id }) => id);
    await load(learner, lessonId);
    pass(600);
    const seek = await report(learner, lessonId, 60, 80);
    expect([seek.status, seek.problem.code]).toEqual([409, 'milestone_ahead']);
    expect(seek.problem.errors).toEqual([
      { path: 'milestoneId', message: first },
      { path: 'gateSeconds', message: '40' },
    ]);
    const peek = await ask(learner, lessonId, second ?? '');
    expect(peek.problem.code).toBe('milestone_ahead');
    // A player stops a little late; what is kept ends at the milestone.
    expect((await report(learner, lessonId, 0, 40.4)).body).toMatchObject({
      positionSeconds: 40,
      watched: [[0, 40]],
      gateSeconds: 40,
    });

    const wrong = await answer(learner, lessonId, first ?? '', 'Salt');
    expect(wrong.body).toMatchObject({
      result: { correct: false, answer: '', explanation: null, correctOptionIds: [] },
      sources: [],
      milestone: { state: 'open', questions: [{ attempt: 2, attemptsLeft: null }] },
      watch: { gateSeconds: 40 },
    });
    const right = await answer(learner, lessonId, first ?? '', 'Water');
    expect(right.body).toMatchObject({
      result: { correct: true, answer: 'Water' },
      milestone: { state: 'passed', score: 1 },
      watch: { gateSeconds: 70 },
    });
    expect(right.body.result.explanation).toContain('Osmosis');
    expect(right.body.sources.length).toBe(1);
    expect((await report(learner, lessonId, 40, 70)).status).toBe(200);
    expect((await report(learner, lessonId, 70, 95)).status).toBe(409);
    await answer(learner, lessonId, second ?? '', 'Water');
    pass(60);
    expect((await report(learner, lessonId, 70, 100)).body).toMatchObject({ completed: true });
  });

  it('completes the lesson at its last answer where all was watched before', async () => {
    const { lessonId, learner, stops } = await taken([
      { atSeconds: 100, itemIds: await buildQuestions(1) },
    ]);
    await load(learner, lessonId);
    expect((await watch(learner, lessonId, 0, 100)).body.completed).toBe(false);
    const done = await answer(learner, lessonId, stops[0]?.id ?? '', 'Water');
    expect(done.body.watch.completed).toBe(true);
  });

  it('counts an answer once, however often it is sent', async () => {
    const { lessonId, learner, stops } = await taken([{ itemIds: await buildQuestions(1) }]);
    const id = stops[0]?.id ?? '';
    const { body } = await ask(learner, lessonId, id);
    const [first] = body.questions;
    const options = first?.item.type === 'question' ? first.item.options : [];
    const send = () =>
      learner.call(player.answerMilestone, {
        params: { lessonId, id },
        body: {
          itemId: first?.itemId ?? '',
          attempt: 1,
          answer: { kind: 'option', optionId: options[0]?.id ?? '', confidence: null },
          responseMs: 1,
        },
      });
    const [one, two] = [await send(), await send()];
    expect(two.status).toBe(200);
    expect(two.body.result).toEqual(one.body.result);
    expect((await ask(learner, lessonId, id)).body.questions[0]?.attempt).toBe(2);
  });

  it('gives no more tries than its limit, to twenty answers at once too', async () => {
    const { lessonId, learner, stops } = await taken([
      { itemIds: await buildQuestions(1, 'approved', typed), retryLimit: 1 },
    ]);
    const id = stops[0]?.id ?? '';
    const itemId = (await ask(learner, lessonId, id)).body.questions[0]?.itemId ?? '';
    const send = (attempt: number, text = 'Salt') =>
      learner.call(player.answerMilestone, {
        params: { lessonId, id },
        body: { itemId, attempt, answer: { kind: 'text', text, confidence: null }, responseMs: 1 },
      });
    for (let wave = 0; wave < 2; wave += 1)
      await Promise.all(Array.from({ length: 20 }, (_, index) => send((index % 4) + 1)));
    const { body } = await ask(learner, lessonId, id);
    expect(body).toMatchObject({
      state: 'exhausted',
      questions: [{ attempt: 3, attemptsLeft: 0 }],
    });
    expect((await send(3, 'Water')).problem.code).toBe('no_tries_left');

    const given = await school.instructor.call(milestones.resetMilestone, {
      params: { lessonId, id },
      body: { userId: learner.userId },
    });
    expect(given.status).toBe(200);
    expect((await send(3, 'Water')).body.milestone.state).toBe('passed');
  }, 60_000);

  it('that is optional, a draft, or asks nothing approved holds nobody up', async () => {
    const waiting = await buildQuestions(1, 'in_review');
    const { lessonId, learner, videoId } = await taken([
      { atSeconds: 10, isRequired: false, itemIds: await buildQuestions(1) },
      { atSeconds: 20, status: 'draft', itemIds: await buildQuestions(1) },
    ]);
    const refused = await addMilestone(videoId, { atSeconds: 30, itemIds: waiting });
    expect([refused.status, refused.problem.detail]).toEqual([
      409,
      expect.stringContaining('None of its questions is approved'),
    ]);
    expect((await load(learner, lessonId)).body).toMatchObject({
      milestones: [{ atSeconds: 10, isRequired: false, questionCount: 1, state: 'open' }],
      watch: { gateSeconds: null },
    });
  });
});

describe('milestones of a video', () => {
  it('are edited with their revision, one at a moment, with questions that can be graded', async () => {
    const videoId = await buildVideo(app, school);
    const [itemId = ''] = await buildQuestions(1);
    const { body: made, status } = await addMilestone(videoId, { itemIds: [itemId] });
    expect([status, made.usableQuestions]).toEqual([201, 1]);
    expect((await addMilestone(videoId, { itemIds: [itemId] })).status).toBe(409);
    expect((await addMilestone(videoId, { atSeconds: 50, itemIds: [newId()] })).status).toBe(400);
    expect((await addMilestone(videoId, { atSeconds: 101, status: 'draft' })).status).toBe(400);
    const update = (headers: Record<string, string>) =>
      school.instructor.call(milestones.updateMilestone, {
        params: { id: made.id },
        headers,
        body: { atSeconds: 55.5, retryLimit: 3 },
      });
    expect((await update({ 'if-match': '"9"' })).status).toBe(412);
    expect((await update({ 'if-match': '"1"' })).body).toMatchObject({
      atSeconds: 55.5,
      retryLimit: 3,
      revision: 2,
    });
    const foreign = await other.admin.call(milestones.listMilestones, { params: { id: videoId } });
    expect(foreign.status).toBe(404);
  });

  it('take the limit that was set when a question was approved', async () => {
    const [itemId = ''] = await buildQuestions(1, 'in_review');
    await school.instructor.call(reviewItem, {
      params: { id: itemId },
      body: {
        decision: 'approve',
        retryLimit: 1,
        gradingCriteria: { passScore: 1, partialCredit: false, note: 'All of it.' },
      },
    });
    const { lessonId, learner, stops } = await taken([{ itemIds: [itemId] }]);
    const id = stops[0]?.id ?? '';
    expect((await ask(learner, lessonId, id)).body.questions[0]?.attemptsLeft).toBe(2);
    await answer(learner, lessonId, id, 'Salt');
    const last = await answer(learner, lessonId, id, 'Sugar');
    // No try is left, so there is nothing to keep from the learner.
    expect(last.body.result).toMatchObject({ correct: false, answer: 'Water' });
    expect(last.body.milestone.state).toBe('exhausted');
  });
});

it('shows authors who watched what, and how the questions were answered', async () => {
  const { lessonId, learner, stops, courseId } = await taken([
    { atSeconds: 30, itemIds: await buildQuestions(1) },
  ]);
  const id = stops[0]?.id ?? '';
  const second = await school.join('learner');
  await second.call(enrol, { params: { id: courseId } });
  await load(learner, lessonId);
  await load(second, lessonId);
  await watch(learner, lessonId, 0, 30);
  await watch(second, lessonId, 0, 12);
  await answer(learner, lessonId, id, 'Salt');
  await answer(learner, lessonId, id, 'Water');
  const { body } = await school.instructor.call(videos.getLessonVideoAnalytics, {
    params: { id: lessonId },
  });
  expect(body).toMatchObject({ learners: 2, completed: 0, bucketSeconds: 10 });
  expect(body.averageWatchedShare).toBeCloseTo(0.21);
  expect(body.buckets).toEqual([2, 2, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect(body.milestones).toMatchObject([
    { learners: 1, passed: 1, attempts: 2, facility: 0, questions: [{ attempts: 2, facility: 0 }] },
  ]);
});

it('proposes milestones where the transcript changes its topic, with questions from before', async () => {
  const material = await buildMaterial(app, school, { chunks: 2 });
  const { insertedIds } = await buildItems(
    app,
    school,
    material,
    [0, 1].map((chunk) => buildDraft(material, question(`What moves, ${newId()}?`), { chunk })),
    'publish_all',
  );
  await withTenant(app.database, school.system, async (trx) => {
    for (const [index, id] of insertedIds.entries())
      await trx
        .updateTable('item_sources')
        .set({ seconds: 30 + index * 150 })
        .where('item_id', '=', id)
        .execute();
  });
  const videoId = await buildVideo(app, school, { seconds: 250, materialId: material.id });
  const propose = () =>
    school.instructor.call(milestones.proposeMilestones, {
      params: { id: videoId },
      body: { minGapSeconds: 60 },
    });
  expect((await propose()).status).toBe(409);
  const said = [
    'Water crosses the thin membrane of a living cell by osmosis and needs no energy at all there',
    'Castles of stone were built by kings and knights who defended towers against armies of rivals',
  ];
  const cues = Array.from({ length: 24 }, (_, n) => {
    const at = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23);
    return `${at(n * 10)} --> ${at(n * 10 + 10)}\n${said[n < 12 ? 0 : 1]}`;
  });
  const { body: track } = await school.instructor.call(videos.addTrack, {
    params: { id: videoId },
    body: { language: 'en', label: 'English', text: ['WEBVTT', ...cues].join('\n\n') },
  });
  await withTenant(app.database, school.system, (trx) =>
    trx
      .updateTable('video_tracks')
      .set({ is_transcript: true })
      .where('id', '=', track.id)
      .execute(),
  );
  const { body } = await propose();
  expect(body.items).toMatchObject([
    {
      atSeconds: 120,
      status: 'draft',
      origin: 'proposed',
      questions: [{ itemId: insertedIds[0] }],
    },
    {
      atSeconds: 240,
      status: 'draft',
      origin: 'proposed',
      questions: [{ itemId: insertedIds[1] }],
    },
  ]);
  expect(body.items[0]?.title).toBe('Concept 0');
  // Asked again, the drafts that nobody touched give way to the same.
  expect((await propose()).body.items.map(({ atSeconds }) => atSeconds)).toEqual([120, 240]);
  const active = await school.instructor.call(milestones.activateMilestones, {
    params: { id: videoId },
    body: { milestoneIds: (await propose()).body.items.map(({ id }) => id) },
  });
  expect(active.body.items.map(({ status }) => status)).toEqual(['active', 'active']);
});
