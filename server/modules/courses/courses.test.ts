import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleDocument } from '../../../contracts/articles.ts';
import * as api from '../../../contracts/courses.ts';
import type { RouteContract } from '../../../contracts/route.ts';
import { withTenant } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import {
  buildDraft,
  buildItems,
  buildMaterial,
  flashcard,
  nugget,
  question,
} from '../items/builders.testing.ts';

let app: TestApp;
let school: TestOrganization;
let items: { nugget: string; flashcard: string; question: string; unapproved: string };

const at = (revision: number) => ({ 'if-match': `"${revision}"` });

beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization({ name: 'School' });
  const material = await buildMaterial(app, school);
  await buildItems(
    app,
    school,
    material,
    [nugget(), flashcard(), question()].map((content) => buildDraft(material, content)),
    'publish_all',
  );
  await buildItems(app, school, material, [buildDraft(material, nugget('Not looked at'))]);
  const rows = await withTenant(app.database, school.system, (trx) =>
    trx.selectFrom('items').select(['id', 'type', 'status']).execute(),
  );
  const of = (type: string, status = 'approved') =>
    String(rows.find((row) => row.type === type && row.status === status)?.id);
  items = {
    nugget: of('nugget'),
    flashcard: of('flashcard'),
    question: of('question'),
    unapproved: of('nugget', 'in_review'),
  };
});
afterAll(() => app.close());

async function newCourse(author: TestPerson = school.instructor, title = 'Biology') {
  const { body, status } = await author.call(api.createCourse, { body: { title } });
  expect(status).toBe(201);
  return body;
}

async function withModule(author: TestPerson = school.instructor) {
  const course = await newCourse(author);
  const { body } = await author.call(api.addModule, {
    params: { id: course.id },
    headers: at(course.revision),
    body: { title: 'Cells' },
  });
  return body;
}

async function withLesson(kind: api.LessonKind) {
  const { course, moduleId } = await withModule();
  const { body } = await school.instructor.call(api.addLesson, {
    params: { id: course.id, moduleId },
    headers: at(course.revision),
    body: { kind, title: `A ${kind}` },
  });
  return { ...body, moduleId };
}

const text = (words: string): ArticleDocument => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function upload(
  person: TestPerson,
  content: Buffer,
  name: string,
  use: 'image' | 'download' = 'image',
) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), name);
  const encoded = new Response(form);
  const response = await app.platform.app.server.inject({
    method: 'POST',
    url: `/api/v1/course-files?use=${use}`,
    headers: {
      cookie: person.cookie,
      'content-type': String(encoded.headers.get('content-type')),
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: response.statusCode, body: response.json() };
}

const fetchFile = (url: string, cookie: string, headers: Record<string, string> = {}) =>
  app.platform.app.server.inject({ method: 'GET', url, headers: { cookie, ...headers } });

describe('a course', () => {
  it('is made by an instructor, who owns it, and is listed with its counts', async () => {
    const { course } = await withLesson('article');
    const { body } = await school.instructor.call(api.listCourses, { query: { mine: 'true' } });
    const listed = body.items.find(({ id }) => id === course.id);
    expect(listed).toMatchObject({
      title: 'Biology',
      ownerId: school.instructor.userId,
      ownerName: school.instructor.name,
      state: 'draft',
      moduleCount: 1,
      lessonCount: 1,
      minutes: 1,
      canEdit: true,
    });
  });

  it('is listed page by page, the last changed first', async () => {
    const author = await school.join('instructor');
    for (const title of ['One', 'Two', 'Three']) await newCourse(author, title);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await author.call(api.listCourses, {
        query: { mine: 'true', limit: 1, ...(cursor ? { cursor } : {}) },
      });
      seen.push(...body.items.map(({ title }) => title));
      cursor = body.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['Three', 'Two', 'One']);
    const found = await author.call(api.listCourses, { query: { q: 'w', mine: 'true' } });
    expect(found.body.items.map(({ title }) => title)).toEqual(['Two']);
  });

  it('keeps its fields, and says who was faster when two edit it', async () => {
    const course = await newCourse();
    const edit = { title: 'Cells', tags: ['life', 'life'], language: 'en', maxStudents: 20 };
    const first = await school.instructor.call(api.updateCourse, {
      params: { id: course.id },
      headers: at(course.revision),
      body: edit,
    });
    expect(first.body).toMatchObject({ title: 'Cells', tags: ['life'], maxStudents: 20 });
    const second = await school.admin.call(api.updateCourse, {
      params: { id: course.id },
      headers: at(course.revision),
      body: { title: 'Mine' },
    });
    expect(second.problem.code).toBe('edit_conflict');
    const blind = await school.admin.call(api.updateCourse, {
      params: { id: course.id },
      body: { title: 'Mine' },
    });
    expect(blind.problem.code).toBe('precondition_required');
  });

  it('is seen by every author and changed by its owner and administrators alone', async () => {
    const course = await newCourse();
    const other = await school.join('instructor');
    const params = { id: course.id };
    expect((await other.call(api.getCourse, { params })).body.canEdit).toBe(false);
    const edit = { params, headers: at(course.revision), body: { title: 'Other' } };
    expect((await other.call(api.updateCourse, edit)).problem.code).toBe('forbidden');
    expect((await other.call(api.deleteCourse, { params })).problem.code).toBe('forbidden');
    expect((await school.admin.call(api.updateCourse, edit)).body.title).toBe('Other');
  });

  it('is handed over to another instructor, but to no learner', async () => {
    const course = await newCourse();
    const other = await school.join('instructor');
    const give = (ownerId: string) =>
      school.instructor.call(api.updateCourse, {
        params: { id: course.id },
        headers: at(course.revision),
        body: { ownerId },
      });
    expect((await give(school.learner.userId)).problem.errors?.[0]?.path).toBe('ownerId');
    const given = await give(other.userId);
    expect([given.body.ownerId, given.body.canEdit]).toEqual([other.userId, false]);
  });

  it('goes away with a deletion and comes back as it was', async () => {
    const { course } = await withLesson('path');
    const params = { id: course.id };
    await school.instructor.call(api.deleteCourse, { params });
    expect((await school.instructor.call(api.getCourse, { params })).status).toBe(404);
    const bin = await school.instructor.call(api.listCourses, { query: { deleted: 'true' } });
    expect(bin.body.items.map(({ id }) => id)).toContain(course.id);
    const other = await school.join('instructor');
    expect((await other.call(api.restoreCourse, { params })).problem.code).toBe('forbidden');
    expect((await school.instructor.call(api.getCourse, { params })).status).toBe(404);
    const back = await school.instructor.call(api.restoreCourse, { params });
    expect(back.body.modules[0]?.lessons).toHaveLength(1);
  });

  it('may wait for other courses, but not in a circle', async () => {
    const [one, two, three] = [await newCourse(), await newCourse(), await newCourse()];
    const requires = (course: api.CourseDraft, ...courseIds: string[]) =>
      school.instructor.call(api.putPrerequisites, {
        params: { id: course.id },
        headers: at(course.revision),
        body: { courseIds },
      });
    expect((await requires(two, one.id)).body.prerequisites.map(({ id }) => id)).toEqual([one.id]);
    await requires(three, two.id);
    expect((await requires(one, three.id)).problem.code).toBe('conflict');
    expect((await requires(one, one.id)).problem.code).toBe('conflict');
    expect((await requires(one, newId())).problem.errors?.[0]?.path).toBe('courseIds.0');
  });

  it('suggests the labels that are in use', async () => {
    const course = await newCourse();
    await school.instructor.call(api.updateCourse, {
      params: { id: course.id },
      headers: at(course.revision),
      body: { category: 'Nature', tags: ['rivers'] },
    });
    const { body } = await school.instructor.call(api.listCourseLabels);
    expect(body.categories).toContainEqual({ name: 'Nature', courses: 1 });
    expect(body.tags).toContainEqual({ name: 'rivers', courses: 1 });
  });
});

describe('the tree of a course', () => {
  it('takes lessons at a place, moves them between modules, and numbers them anew', async () => {
    let { course, moduleId } = await withModule();
    const { id } = course;
    const add = async (title: string, position?: number) => {
      const { body } = await school.instructor.call(api.addLesson, {
        params: { id, moduleId },
        headers: at(course.revision),
        body: { kind: 'path', title, ...(position ? { position } : {}) },
      });
      course = body.course;
      return body.lessonId;
    };
    const first = await add('First');
    await add('Last');
    await add('Middle', 2);
    const titles = () => course.modules.map(({ lessons }) => lessons.map(({ title }) => title));
    expect(titles()).toEqual([['First', 'Middle', 'Last']]);

    const other = await school.instructor.call(api.addModule, {
      params: { id },
      headers: at(course.revision),
      body: { title: 'Before', position: 1 },
    });
    const moved = await school.instructor.call(api.moveLesson, {
      params: { id, lessonId: first },
      headers: at(other.body.course.revision),
      body: { moduleId: other.body.moduleId, position: 99 },
    });
    course = moved.body;
    expect(titles()).toEqual([['First'], ['Middle', 'Last']]);
    const stale = await school.instructor.call(api.moveLesson, {
      params: { id, lessonId: first },
      headers: at(other.body.course.revision),
      body: { moduleId, position: 1 },
    });
    expect(stale.problem.code).toBe('edit_conflict');
    const back = await school.instructor.call(api.moveModule, {
      params: { id, moduleId },
      headers: at(course.revision),
      body: { position: 1 },
    });
    expect(back.body.modules.map(({ title }) => title)).toEqual(['Cells', 'Before']);
  });

  it('brings a deleted lesson and a deleted module back to where they stood', async () => {
    let { course, lessonId, moduleId } = await withLesson('article');
    const { id } = course;
    const call = async <R extends RouteContract>(
      contract: R,
      params: object,
      body: object = {},
    ) => {
      const answer = await school.instructor.call(contract, {
        params: { id, ...params } as never,
        headers: at(course.revision),
        body: body as never,
      });
      const result = answer.body as api.CourseDraft & { course?: api.CourseDraft };
      course = result.course ?? result;
      return answer;
    };
    await call(api.addLesson, { moduleId }, { kind: 'path', title: 'Second' });
    await call(api.addModule, {}, { title: 'Other' });
    await call(api.deleteLesson, { lessonId });
    expect(course.modules[0]?.lessons.map(({ title }) => title)).toEqual(['Second']);
    const { body: bin } = await school.instructor.call(api.listDeletedParts, { params: { id } });
    expect(bin.lessons.map((lesson) => lesson.id)).toEqual([lessonId]);
    await call(api.restoreLesson, { lessonId });
    const whole = course.modules.map((module) => [
      module.title,
      ...module.lessons.map(({ title }) => title),
    ]);
    expect(whole).toEqual([['Cells', 'A article', 'Second'], ['Other']]);
    await call(api.deleteModule, { moduleId });
    expect(course.modules.map(({ title }) => title)).toEqual(['Other']);
    await call(api.restoreModule, { moduleId });
    expect(
      course.modules.map((module) => [module.title, ...module.lessons.map(({ title }) => title)]),
    ).toEqual(whole);
  });

  it('copies a lesson with its content, but what serves it begins anew', async () => {
    const { course, lessonId } = await withLesson('path');
    await school.instructor.call(api.putPath, {
      params: { id: lessonId },
      headers: at(1),
      body: { itemIds: [items.nugget, items.question] },
    });
    const copy = await school.instructor.call(api.duplicateLesson, {
      params: { id: course.id, lessonId },
      headers: at(course.revision),
      body: { title: 'Again' },
    });
    expect(copy.body.course.modules[0]?.lessons.map(({ title }) => title)).toEqual([
      'A path',
      'Again',
    ]);
    const path = await school.instructor.call(api.getPath, { params: { id: copy.body.lessonId } });
    expect(path.body.items.map(({ itemId }) => itemId)).toEqual([items.nugget, items.question]);
    const video = await withLesson('video');
    const second = await school.instructor.call(api.duplicateLesson, {
      params: { id: video.course.id, lessonId: video.lessonId },
      headers: at(video.course.revision),
      body: {},
    });
    expect(second.body.course.modules[0]?.lessons.map(({ notReady }) => notReady)).toEqual([
      'no_video',
      'no_video',
    ]);
  });
});

describe('an article', () => {
  it('is saved with the items that it embeds, its words counted', async () => {
    const { lessonId } = await withLesson('article');
    const document: ArticleDocument = {
      type: 'doc',
      content: [
        ...text('word '.repeat(600)).content,
        { type: 'embeddedItem', attrs: { itemId: items.question } },
      ],
    };
    const saved = await school.instructor.call(api.putArticle, {
      params: { id: lessonId },
      headers: at(1),
      body: { document },
    });
    expect(saved.body).toMatchObject({ revision: 2, words: 600, reckonedMinutes: 4 });
    expect(saved.body.items.map(({ itemId }) => itemId)).toEqual([items.question]);
    expect(saved.headers.etag).toBe('"2"');
    const read = await school.instructor.call(api.getArticle, { params: { id: lessonId } });
    expect(read.body.document).toEqual(document);
  });

  it('saved again unchanged stays as it is, and another one over it is refused', async () => {
    const { lessonId } = await withLesson('article');
    const save = (words: string, person = school.instructor) =>
      person.call(api.putArticle, {
        params: { id: lessonId },
        headers: at(1),
        body: { document: text(words) },
      });
    expect((await save('Mine')).body.revision).toBe(2);
    expect((await save('Mine')).body.revision).toBe(2);
    expect((await save('Theirs', school.admin)).problem.code).toBe('edit_conflict');
  });

  it('with unknown nodes, items or pictures is refused with their places', async () => {
    const { lessonId } = await withLesson('article');
    const save = (content: ArticleDocument['content']) =>
      school.instructor.call(api.putArticle, {
        params: { id: lessonId },
        headers: at(1),
        body: { document: { type: 'doc', content } },
      });
    const iframe = await save([{ type: 'iframe', attrs: { src: 'https://example.com' } }]);
    expect(iframe.problem.errors).toEqual([
      { path: 'document.content.0', message: 'An article has no node "iframe".' },
    ]);
    const strange = await save([{ type: 'embeddedItem', attrs: { itemId: newId() } }]);
    expect(strange.status).toBe(400);
    const picture = await save([{ type: 'image', attrs: { fileId: newId(), alt: '' } }]);
    expect(picture.problem.errors?.[0]?.message).toMatch(/no picture/);
  });
});

describe('the resources of a lesson', () => {
  it('are links and files in order, and files are downloads', async () => {
    const { lessonId } = await withLesson('path');
    const file = await upload(school.instructor, Buffer.from('a,b\n1,2\n'), 'data.csv', 'download');
    const put = (resources: object[], revision: number) =>
      school.instructor.call(api.putResources, {
        params: { id: lessonId },
        headers: at(revision),
        body: { resources: resources as never },
      });
    const link = { kind: 'link', title: 'More', url: 'https://example.com/more' };
    const first = await put([link, { kind: 'file', title: 'Data', fileId: file.body.id }], 1);
    expect(first.body.resources.map(({ title }) => title)).toEqual(['More', 'Data']);
    const [more, data] = first.body.resources;
    const again = await put(
      [
        { kind: 'file', title: 'Data', fileId: file.body.id, id: data?.id },
        { ...link, id: more?.id },
      ],
      2,
    );
    expect(again.body.resources.map(({ id }) => id)).toEqual([data?.id, more?.id]);
    expect((await put([{ ...link, url: 'javascript:alert(1)' }], 3)).status).toBe(400);
    expect((await put([{ kind: 'file', title: 'No', fileId: newId() }], 3)).status).toBe(400);
    const served = await fetchFile(file.body.url, school.learner.cookie);
    expect(served.headers['content-disposition']).toMatch(/^attachment; filename="data.csv"/);
    expect(served.headers['content-type']).toBe('application/octet-stream');
  });
});

describe('a picture', () => {
  it('is recognized by its content, kept, and served to members', async () => {
    const { status, body } = await upload(school.instructor, png, 'a "cell".svg');
    expect([status, body.mediaType]).toEqual([201, 'image/png']);
    const served = await fetchFile(body.url, school.learner.cookie);
    expect(served.rawPayload).toEqual(png);
    expect(served.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400',
    });
    const again = await fetchFile(body.url, school.learner.cookie, {
      'if-none-match': String(served.headers.etag),
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await fetchFile(body.url, '')).statusCode).toBe(401);
  });

  it('is refused where it is none, or too large', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
    expect((await upload(school.instructor, svg, 'a.png')).body.code).toBe('unsupported_format');
    const large = Buffer.concat([png, Buffer.alloc(api.MAX_IMAGE_BYTES)]);
    expect((await upload(school.instructor, large, 'a.png')).body.code).toBe('too_large');
    expect((await upload(school.learner, png, 'a.png')).status).toBe(403);
  });

  it('becomes the thumbnail of a course, and nothing else does', async () => {
    const course = await newCourse();
    const picture = await upload(school.instructor, png, 'a.png');
    const file = await upload(school.instructor, Buffer.from('text'), 'a.txt', 'download');
    const use = (thumbnailFileId: string) =>
      school.instructor.call(api.updateCourse, {
        params: { id: course.id },
        headers: at(course.revision),
        body: { thumbnailFileId },
      });
    expect((await use(file.body.id)).status).toBe(400);
    expect((await use(picture.body.id)).body.thumbnailUrl).toBe(picture.body.url);
  });
});

describe('who may what', () => {
  const ids = { id: newId(), moduleId: newId(), lessonId: newId() };
  const bodies: Record<string, object> = {
    createCourse: { title: 'A' },
    addModule: { title: 'A' },
    moveModule: { position: 1 },
    addLesson: { kind: 'path', title: 'A' },
    moveLesson: { moduleId: newId(), position: 1 },
    putPrerequisites: { courseIds: [] },
    putResources: { resources: [] },
    putArticle: { document: text('A') },
    putPath: { itemIds: [] },
  };
  const readers = ['listCatalog', 'getCatalogFilters', 'getCatalogCourse', 'previewLesson'];
  const operations = (Object.entries(api) as [string, unknown][]).filter(
    (entry): entry is [string, RouteContract] =>
      typeof entry[1] === 'object' && entry[1] !== null && 'summary' in entry[1],
  );
  const input = (name: string) => ({
    params: ids as never,
    headers: at(1),
    ...(bodies[name] ? { body: bodies[name] as never } : {}),
  });

  it('is asked of every operation', () => expect(operations).toHaveLength(36));

  it('learners change and see no drafts, and nobody without a session comes in', async () => {
    for (const [name, contract] of operations) {
      const anonymous = await app.anonymous(contract, input(name));
      expect([name, anonymous.status]).toEqual([name, 401]);
      if (readers.includes(name)) continue;
      const learner = await school.learner.call(contract, input(name));
      expect([name, learner.status]).toEqual([name, 403]);
    }
  });

  it('another organization finds nothing', async () => {
    const theirs = await app.organization({ name: 'Theirs' });
    const { course, lessonId, moduleId } = await withLesson('article');
    const picture = await upload(school.instructor, png, 'a.png');
    for (const [name, contract] of operations) {
      if (!contract.path.includes(':')) continue;
      const isLesson = contract.path.startsWith('/lessons/');
      const params = { id: isLesson ? lessonId : course.id, lessonId, moduleId };
      const { status } = await theirs.admin.call(contract, {
        ...input(name),
        params: params as never,
      });
      expect([name, status]).toEqual([name, 404]);
    }
    expect((await fetchFile(picture.body.url, theirs.admin.cookie)).statusCode).toBe(404);
  });
});
