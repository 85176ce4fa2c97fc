import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as api from '../../../contracts/authoring.ts';
import * as courses from '../../../contracts/courses.ts';
import { getIngestion, ingestText } from '../../../contracts/ingestion.ts';
import { bulkReview } from '../../../contracts/items.ts';
import type { BodyInputOf } from '../../../contracts/route.ts';
import { newId } from '../../ids.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import { buildMaterial } from '../items/builders.testing.ts';

let app: TestApp;
let school: TestOrganization;
let author: TestPerson;
let materialId: string;

const BOOK = path.join(import.meta.dirname, '../../../demo/documents/cell-biology.md');
const at = (revision: number) => ({ 'if-match': `"${revision}"` });

/** Takes a text in through the whole ingestion; everything waits for review. */
async function ingest(person: TestPerson, title: string, text: string): Promise<string> {
  const { body: job } = await person.call(ingestText, { body: { title, text } });
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await person.call(getIngestion, { params: { id: job.id } });
    if (body.status === 'completed' && body.materialId) return body.materialId;
    if (body.status === 'failed') throw new Error(body.error?.message ?? 'failed');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The ingestion did not end.');
}

beforeAll(async () => {
  app = await startTestApp({ work: true });
  school = await app.organization({ name: 'School' });
  author = school.instructor;
  materialId = await ingest(author, 'Energy in cells', readFileSync(BOOK, 'utf8'));
}, 120_000);
afterAll(() => app.close());

async function propose(body: Partial<BodyInputOf<typeof api.proposeCourse>> = {}) {
  const answer = await author.call(api.proposeCourse, {
    body: { materialIds: [materialId], ...body },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

const lessonsOf = ({ tree }: api.CourseProposal) => tree.modules.flatMap(({ lessons }) => lessons);
const idsOf = (lessons: readonly api.ProposalLesson[]) =>
  lessons.flatMap(({ sections }) => sections.flatMap(({ itemIds }) => itemIds));

describe('a proposal', () => {
  it('follows the chapters of its material, with quizzes and an exam', async () => {
    const proposal = await propose();
    expect(proposal).toMatchObject({ title: 'Energy in cells', language: 'en', status: 'draft' });
    expect(proposal.tree.modules.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Membranes and transport', 'Enzymes', 'Photosynthesis']),
    );
    const figures = lessonsOf(proposal).map(({ key }) => proposal.lessons[key]);
    expect(figures.every((one) => one !== undefined && one.nuggets > 0)).toBe(true);
    expect(figures.filter((one) => one?.quiz).length).toBeGreaterThan(5);
    expect(proposal.exam?.draw).toBeGreaterThan(10);
    expect(proposal.waiting.total).toBeGreaterThan(100);
    expect(proposal.minutes).toBeGreaterThan(60);
  });

  it('is kept, and listed until it is a course', async () => {
    const proposal = await propose({ title: 'Kept' });
    const { body } = await author.call(api.getProposal, { params: { id: proposal.id } });
    expect(body).toEqual(proposal);
    const list = await author.call(api.listProposals, { query: { limit: 1 } });
    expect(list.body.items[0]).toMatchObject({ id: proposal.id, materials: ['Energy in cells'] });
    const rest = await author.call(api.listProposals, {
      query: { limit: 100, cursor: list.body.nextCursor ?? '' },
    });
    expect(rest.body.items.map(({ id }) => id)).not.toContain(proposal.id);
  });

  it('is thrown away without a trace in the library', async () => {
    const proposal = await propose();
    const params = { id: proposal.id };
    expect((await author.call(api.deleteProposal, { params })).status).toBe(200);
    expect((await author.call(api.getProposal, { params })).status).toBe(404);
  });

  it('needs materials that are there, ready, and have something to learn', async () => {
    const of = (id: string) => author.call(api.proposeCourse, { body: { materialIds: [id] } });
    expect((await of(newId())).status).toBe(404);
    const unread = await buildMaterial(app, school, { status: 'processing' });
    expect((await of(unread.id)).problem.detail).toContain('still being read');
    const bare = await buildMaterial(app, school);
    expect((await of(bare.id)).problem.detail).toContain('could be learned');
  });

  it('is for its author and administrators, and for nobody elsewhere', async () => {
    const { id } = await propose();
    const params = { id };
    const other = await school.join('instructor');
    expect((await other.call(api.getProposal, { params })).status).toBe(404);
    expect((await school.admin.call(api.getProposal, { params })).status).toBe(200);
    const refused = await school.learner.call(api.getProposal, { params });
    expect(refused.problem.code).toBe('forbidden');
    const elsewhere = await app.organization({ name: 'Elsewhere' });
    for (const contract of [api.getProposal, api.getWaitingItems, api.deleteProposal])
      expect((await elsewhere.admin.call(contract, { params })).status).toBe(404);
    const theirs = await elsewhere.admin.call(api.proposeCourse, {
      body: { materialIds: [materialId] },
    });
    expect(theirs.status).toBe(404);
    expect((await app.anonymous(api.getProposal, { params })).problem.code).toBe('not_signed_in');
  });
});

describe('an edit', () => {
  const edit = (
    proposal: api.CourseProposal,
    body: BodyInputOf<typeof api.editProposal>,
    revision = proposal.revision,
  ) =>
    author.call(api.editProposal, {
      params: { id: proposal.id },
      headers: at(revision),
      body,
    });

  it('moves, merges and leaves out parts of the tree, and the figures follow', async () => {
    const proposal = await propose();
    const [first, second, ...others] = proposal.tree.modules;
    if (!first || !second) throw new Error('too few modules');
    const [lesson] = second.lessons;
    if (!lesson) throw new Error('an empty module');
    const merged = { ...second, title: 'Renamed', lessons: second.lessons.slice(1) };
    const tree: api.ProposalTree = {
      modules: [...others, { ...first, lessons: [...first.lessons, lesson] }, merged],
      leftOut: proposal.tree.leftOut,
    };
    const { status, body } = await edit(proposal, { tree });
    expect(status).toBe(200);
    expect(body.tree).toEqual(tree);
    expect(body.revision).toBe(proposal.revision + 1);
    const away = { ...tree, modules: tree.modules.slice(1) };
    const less = await edit(body, { tree: away });
    expect(less.body.minutes).toBeLessThan(body.minutes);
  });

  it('changes one option and keeps the others', async () => {
    const proposal = await propose({ options: { finalExam: false } });
    const { body } = await edit(proposal, { options: { quizzes: 'none' } });
    expect(body.options).toEqual({ quizzes: 'none', finalExam: false, lessonMinutes: 12 });
    expect(Object.values(body.lessons).some(({ quiz }) => quiz !== null)).toBe(false);
  });

  it('of an older revision is refused', async () => {
    const proposal = await propose();
    await edit(proposal, { title: 'Mine' });
    expect((await edit(proposal, { title: 'Yours' })).problem.code).toBe('edit_conflict');
    const blind = await author.call(api.editProposal, {
      params: { id: proposal.id },
      body: { title: 'Blind' },
    });
    expect(blind.problem.code).toBe('precondition_required');
  });

  it('does not bring in items from elsewhere, or one twice', async () => {
    const proposal = await propose();
    const [module] = proposal.tree.modules;
    const [lesson] = module?.lessons ?? [];
    if (!module || !lesson) throw new Error('an empty tree');
    const withIds = (itemIds: string[]) => ({
      modules: [
        { ...module, lessons: [{ ...lesson, sections: [{ ...lesson.sections[0], itemIds }] }] },
      ],
      leftOut: [],
    });
    const [id = ''] = idsOf([lesson]);
    for (const ids of [[newId()], [id, id]]) {
      const tree = api.ProposalTree.parse(withIds(ids));
      const { problem } = await edit(proposal, { tree });
      expect(problem.code).toBe('invalid_request');
      expect(problem.errors?.[0]?.path).toBe('tree.modules.0.lessons.0');
    }
  });
});

describe('the course', () => {
  it('is not made while everything in it waits for review', async () => {
    const { id } = await propose();
    const { problem } = await author.call(api.createProposedCourse, { params: { id }, body: {} });
    expect(problem).toMatchObject({ code: 'conflict' });
    expect(problem.detail).toContain('waits for review');
  });

  it('can hold what waits, which no quiz asks, and cannot be published with it', async () => {
    const { id } = await propose();
    const params = { id };
    const { body } = await author.call(api.createProposedCourse, {
      params,
      body: { waiting: 'keep' },
    });
    expect(body.leftOut).toBe(0);
    const { body: changes } = await author.call(courses.getChanges, {
      params: { id: body.courseId },
    });
    const codes = new Set(changes.problems.map(({ code }) => code));
    expect([...codes]).toEqual(['item_not_approved']);
    const { body: course } = await author.call(courses.getCourse, {
      params: { id: body.courseId },
    });
    const kinds = course.modules.flatMap(({ lessons }) => lessons.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['article']));
  });

  it('is made once, of what was approved from a sample that the author saw', async () => {
    const proposal = await propose({ title: 'Cells at work' });
    const params = { id: proposal.id };
    const { body: waiting } = await author.call(api.getWaitingItems, { params, query: {} });
    expect(waiting.sample.length).toBe(8);
    expect(new Set(waiting.sample.map(({ type }) => type)).size).toBe(3);
    expect(waiting.cleanIds.length).toBe(proposal.waiting.clean);
    for (let from = 0; from < waiting.cleanIds.length; from += 500) {
      const itemIds = waiting.cleanIds.slice(from, from + 500);
      await author.call(bulkReview, { body: { decision: 'approve', itemIds } });
    }
    const after = await author.call(api.getProposal, { params });
    expect(after.body.waiting.clean).toBe(0);

    const answers = await Promise.all(
      [1, 2].map(() => author.call(api.createProposedCourse, { params, body: {} })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [courseId = '', again] = answers.map(({ body }) => body.courseId);
    expect(again).toBe(courseId);

    const { body: course } = await author.call(courses.getCourse, { params: { id: courseId } });
    expect(course).toMatchObject({ title: 'Cells at work', language: 'en', state: 'draft' });
    const kinds = course.modules.flatMap(({ lessons }) => lessons.map(({ kind }) => kind));
    expect(kinds.filter((kind) => kind === 'article').length).toBe(lessonsOf(proposal).length);
    expect(kinds.at(-1)).toBe('assessment');
    expect(course.modules.at(-1)?.title).toBe('Final exam');
    const edited = await author.call(api.editProposal, {
      params,
      headers: at(after.body.revision + 1),
      body: { title: 'Too late' },
    });
    expect(edited.problem.code).toBe('conflict');
  });

  it('can be published as it is', async () => {
    const { id } = await propose({ title: 'Cells again' });
    const made = await author.call(api.createProposedCourse, { params: { id }, body: {} });
    const courseId = made.body.courseId;
    const { body: changes } = await author.call(courses.getChanges, { params: { id: courseId } });
    expect(changes.problems).toEqual([]);
    const published = await author.call(courses.publishCourse, {
      params: { id: courseId },
      headers: at(changes.revision),
      body: { digest: changes.digest },
    });
    expect(published.status).toBe(200);
  });
});
