import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleDocument } from '../../../contracts/articles.ts';
import * as api from '../../../contracts/courses.ts';
import { withTenant } from '../../db/tenant.ts';
import { countStatements } from '../../testing/count-statements.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import {
  buildDraft,
  buildItems,
  buildMaterial,
  flashcard,
  nugget,
  question,
} from '../items/builders.testing.ts';
import {
  insertCourse,
  insertModules,
  type ModuleInput,
  publishCourse,
  publishedOutline,
  readLesson,
  setLessonReadiness,
} from './index.ts';

let app: TestApp;
let school: TestOrganization;
let items: { nugget: string; flashcard: string; question: string };

const at = (revision: number) => ({ 'if-match': `"${revision}"` });
const text = (words: string): ArticleDocument => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});
const article = (title: string, words = `Words on ${title}`) => ({
  kind: 'article' as const,
  title,
  document: text(words),
});

beforeAll(async () => {
  app = await startTestApp();
  school = await app.organization({ name: 'School' });
  const material = await buildMaterial(app, school);
  const drafts = [nugget(), flashcard(), question()].map((one) => buildDraft(material, one));
  await buildItems(app, school, material, drafts, 'publish_all');
  const rows = await withTenant(app.database, school.system, (trx) =>
    trx.selectFrom('items').select(['id', 'type']).execute(),
  );
  const of = (type: string) => String(rows.find((row) => row.type === type)?.id);
  items = { nugget: of('nugget'), flashcard: of('flashcard'), question: of('question') };
});
afterAll(() => app.close());

async function build(modules: readonly ModuleInput[], title = 'Biology', language = 'en') {
  const { system, instructor, id: organizationId } = school;
  return withTenant(app.database, system, async (trx) => {
    const courseId = await insertCourse(trx, {
      organizationId,
      ownerId: instructor.userId,
      title,
      language,
    });
    const made = await insertModules(trx, { organizationId, courseId }, modules);
    return { courseId, modules: made };
  });
}

const setStatus = (id: string, status: 'in_review' | 'approved' | 'retired') =>
  withTenant(app.database, school.system, (trx) =>
    trx.updateTable('items').set({ status }).where('id', '=', id).execute(),
  );

const draftOf = async (id: string) =>
  (await school.instructor.call(api.getCourse, { params: { id } })).body;

async function publish(id: string, body: { note?: string; digest?: string } = {}) {
  const { revision } = await draftOf(id);
  return school.instructor.call(api.publishCourse, { params: { id }, headers: at(revision), body });
}

const outlineOf = (courseId: string) =>
  withTenant(app.database, school.system, (trx) =>
    publishedOutline(trx, { organizationId: school.id, courseId }),
  );

describe('publishing', () => {
  it('gives learners the course, and keeps it as it was while its author goes on', async () => {
    const { courseId, modules } = await build([
      { title: 'Cells', lessons: [{ ...article('Walls', 'Walls are thin.'), isFree: true }] },
    ]);
    const lessonId = modules[0]!.lessons[0]!.id;
    const params = { id: courseId, lessonId };
    const read = () => school.learner.call(api.previewLesson, { params });
    expect((await read()).status).toBe(404);
    expect((await school.learner.call(api.getCatalogCourse, { params })).status).toBe(404);

    const published = await publish(courseId, { note: 'First' });
    expect(published.body).toMatchObject({
      version: 1,
      isNew: true,
      course: { state: 'published' },
    });
    expect((await read()).body).toMatchObject({ version: 1, document: text('Walls are thin.') });

    await school.instructor.call(api.putArticle, {
      params: { id: lessonId },
      headers: at(1),
      body: { document: text('Walls are thick.') },
    });
    expect((await draftOf(courseId)).state).toBe('changed');
    expect((await read()).body.document).toEqual(text('Walls are thin.'));
    const draft = await school.instructor.call(api.previewLesson, {
      params,
      query: { draft: 'true' },
    });
    expect(draft.body).toMatchObject({ version: null, document: text('Walls are thick.') });
    const asked = await school.learner.call(api.previewLesson, {
      params,
      query: { draft: 'true' },
    });
    expect(asked.body.document).toEqual(text('Walls are thin.'));
  });

  it('keeps a deleted lesson for learners until the next publication', async () => {
    const { courseId, modules } = await build([
      { title: 'Cells', lessons: [article('One'), article('Two')] },
    ]);
    await publish(courseId);
    const [one, two] = modules[0]!.lessons.map(({ id }) => id);
    const { revision } = await draftOf(courseId);
    await school.instructor.call(api.deleteLesson, {
      params: { id: courseId, lessonId: one! },
      headers: at(revision),
    });
    const lessons = async () =>
      (await outlineOf(courseId))?.modules[0]?.lessons.map(({ id }) => id);
    expect(await lessons()).toEqual([one, two]);
    const { body } = await publish(courseId);
    expect([body.version, await lessons()]).toEqual([2, [two]]);
  });

  it('makes no version of an unchanged draft, and gives a course that was taken back its version again', async () => {
    const { courseId } = await build([{ title: 'Cells', lessons: [article('One')] }]);
    await publish(courseId);
    expect((await publish(courseId)).body).toMatchObject({ version: 1, isNew: false });
    const params = { id: courseId };
    const { revision } = await draftOf(courseId);
    await school.instructor.call(api.unpublishCourse, { params, headers: at(revision) });
    expect([(await draftOf(courseId)).state, await outlineOf(courseId)]).toEqual(['draft', null]);
    expect((await publish(courseId)).body).toMatchObject({ version: 1, isNew: false });
    const versions = await school.instructor.call(api.listCourseVersions, { params });
    expect(versions.body.items.map(({ number, isCurrent }) => [number, isCurrent])).toEqual([
      [1, true],
    ]);
  });

  it('an edit that is taken back leaves nothing to publish', async () => {
    const { courseId } = await build([{ title: 'Cells', lessons: [article('One')] }]);
    await publish(courseId);
    for (const title of ['Other', 'Biology']) {
      await school.instructor.call(api.updateCourse, {
        params: { id: courseId },
        headers: at((await draftOf(courseId)).revision),
        body: { title },
      });
    }
    const { body } = await school.instructor.call(api.getChanges, { params: { id: courseId } });
    expect([body.hasChanges, (await draftOf(courseId)).state]).toEqual([false, 'changed']);
    await publish(courseId);
    expect((await draftOf(courseId)).state).toBe('published');
  });

  it('shows before what it will change, word by word where asked', async () => {
    const { courseId, modules } = await build([
      {
        title: 'Cells',
        lessons: [article('One', 'Cells are small.'), article('Two'), article('Three')],
      },
    ]);
    const first = await school.instructor.call(api.getChanges, { params: { id: courseId } });
    expect(first.body).toMatchObject({ publishedVersion: null, hasChanges: true, problems: [] });
    expect(first.body.changes.lessons.map(({ change }) => change)).toEqual(Array(3).fill('added'));
    await publish(courseId);
    const lessonId = modules[0]!.lessons[0]!.id;
    await school.instructor.call(api.putArticle, {
      params: { id: lessonId },
      headers: at(1),
      body: { document: text('Cells are very small.') },
    });
    await school.instructor.call(api.moveLesson, {
      params: { id: courseId, lessonId },
      headers: at((await draftOf(courseId)).revision),
      body: { moduleId: modules[0]!.id, position: 3 },
    });
    const { body } = await school.instructor.call(api.getChanges, { params: { id: courseId } });
    expect(body.changes).toMatchObject({
      course: [],
      modules: [],
      lessons: [{ id: lessonId, change: 'kept', moved: true, aspects: ['content'] }],
    });
    const words = await school.instructor.call(api.getLessonChange, {
      params: { id: courseId, lessonId },
    });
    expect(words.body.parts.filter(({ change }) => change !== 'same')).toEqual([
      { text: expect.stringContaining('very'), change: 'added' },
    ]);
    await publish(courseId, { note: 'Clearer' });
    const versions = await school.instructor.call(api.listCourseVersions, {
      params: { id: courseId },
    });
    expect(versions.body.items[0]).toMatchObject({
      number: 2,
      note: 'Clearer',
      publishedByName: school.instructor.name,
      changes: { lessons: [{ id: lessonId }] },
    });
  });

  it('of another draft than the one looked at is refused', async () => {
    const { courseId, modules } = await build([{ title: 'Cells', lessons: [article('One')] }]);
    const { body } = await school.instructor.call(api.getChanges, { params: { id: courseId } });
    await school.admin.call(api.putArticle, {
      params: { id: modules[0]!.lessons[0]!.id },
      headers: at(1),
      body: { document: text('Unseen') },
    });
    expect((await publish(courseId, { digest: body.digest })).problem.code).toBe('edit_conflict');
  });

  it('names all that stands in its way, and does nothing', async () => {
    const { courseId, modules } = await build([
      { title: 'Nothing', lessons: [] },
      {
        title: 'Much',
        lessons: [
          { kind: 'article', title: 'Unwritten' },
          { kind: 'path', title: 'Unfilled' },
          { kind: 'video', title: 'Unfilmed' },
          { kind: 'path', title: 'Good', itemIds: [items.nugget] },
        ],
      },
    ]);
    const { body } = await school.instructor.call(api.getChanges, { params: { id: courseId } });
    expect(body.problems.map(({ code, title, notReady }) => [code, title, notReady])).toEqual([
      ['module_empty', 'Nothing', null],
      ['article_empty', 'Unwritten', null],
      ['path_empty', 'Unfilled', null],
      ['lesson_not_ready', 'Unfilmed', 'no_video'],
    ]);
    const { problem } = await publish(courseId);
    expect([problem.code, problem.errors?.length]).toEqual(['course_not_ready', 4]);
    expect(await outlineOf(courseId)).toBeNull();
    const video = modules[1]!.lessons[2]!.id;
    await withTenant(app.database, school.system, (trx) =>
      setLessonReadiness(trx, {
        organizationId: school.id,
        lessonId: video,
        notReady: null,
        minutes: 7,
      }),
    );
    const after = await school.instructor.call(api.getChanges, { params: { id: courseId } });
    expect(after.body.problems).toHaveLength(3);
    expect((await draftOf(courseId)).modules[1]?.lessons[2]?.minutes).toBe(7);
  });

  it('waits for items that nobody approved', async () => {
    const { courseId } = await build([
      { title: 'Cells', lessons: [{ kind: 'path', title: 'Path', itemIds: [items.flashcard] }] },
    ]);
    await setStatus(items.flashcard, 'in_review');
    const { problem } = await publish(courseId);
    await setStatus(items.flashcard, 'approved');
    expect(problem.detail).toMatch(/Path: An item is not approved/);
    expect((await publish(courseId)).status).toBe(200);
  });
});

describe('a lesson that is read', () => {
  it('shows its items as learners see them: no key, no explanation, no source of a question', async () => {
    const { courseId, modules } = await build([
      {
        title: 'Cells',
        lessons: [
          {
            kind: 'path',
            title: 'Path',
            itemIds: [items.question, items.nugget, items.flashcard],
            isFree: true,
          },
        ],
      },
    ]);
    await publish(courseId);
    const params = { id: courseId, lessonId: modules[0]!.lessons[0]!.id };
    const { body } = await school.learner.call(api.previewLesson, { params });
    expect(body.items.map(({ itemId }) => itemId)).toEqual([
      items.question,
      items.nugget,
      items.flashcard,
    ]);
    const [asked, told, card] = body.items;
    expect(asked?.item).toMatchObject({ type: 'question', hintCount: 1, hints: [] });
    expect(asked?.sources).toEqual([]);
    expect(JSON.stringify(asked)).not.toMatch(/correct|explanation|Salt stays/);
    expect(told?.sources).toHaveLength(1);
    expect(card?.item).toMatchObject({ type: 'flashcard', back: expect.stringContaining('water') });
    const again = await school.learner.call(api.previewLesson, { params });
    expect(again.body.items).toEqual(body.items);

    await setStatus(items.question, 'retired');
    const later = await school.learner.call(api.previewLesson, { params });
    await setStatus(items.question, 'approved');
    expect(later.body.items[0]).toMatchObject({ itemId: items.question, item: null });
  });

  it('is for authors alone where it is not free, and read whole by those who ask for it below', async () => {
    const { courseId, modules } = await build([{ title: 'Cells', lessons: [article('One')] }]);
    await publish(courseId);
    const lessonId = modules[0]!.lessons[0]!.id;
    const params = { id: courseId, lessonId };
    expect((await school.learner.call(api.previewLesson, { params })).status).toBe(404);
    expect((await school.instructor.call(api.previewLesson, { params })).status).toBe(200);
    const read = await withTenant(app.database, school.learner.tenant, (trx) =>
      readLesson(trx, { organizationId: school.id, courseId, lessonId, seed: 'secret' }),
    );
    expect(read).toMatchObject({ lessonId, document: text('Words on One') });
  });
});

describe('the catalog', () => {
  it('finds published courses by words, beginnings and slips, best first', async () => {
    const rivers = await build(
      [{ title: 'Water', lessons: [article('Erosion of banks')] }],
      'Rivers and their valleys',
    );
    const banks = await build([{ title: 'Money', lessons: [article('Loans')] }], 'Banking');
    const hidden = await build([{ title: 'Water', lessons: [article('Rivers')] }], 'Rivers draft');
    for (const { courseId } of [rivers, banks]) expect((await publish(courseId)).status).toBe(200);
    const find = async (q: string) =>
      (await school.learner.call(api.listCatalog, { query: { q } })).body.items.map(({ id }) => id);
    expect(await find('river')).toEqual([rivers.courseId]);
    expect(await find('erosions')).toEqual([rivers.courseId]);
    expect(await find('Bankin')).toEqual([banks.courseId]);
    expect((await find('bank'))[0]).toBe(banks.courseId);
    expect(await find('Rivers and thier valeys')).toEqual([rivers.courseId]);
    expect(await find('%')).toEqual([]);
    expect(await find('draft')).not.toContain(hidden.courseId);
  });

  it('filters, sorts and pages, the featured first', async () => {
    const theirs = await app.organization({ name: 'Catalog' });
    const ids: Record<string, string> = {};
    await withTenant(app.database, theirs.system, async (trx) => {
      const organizationId = theirs.id;
      for (const [title, isFeatured, tags] of [
        ['Beta', false, ['x']],
        ['alpha', true, ['x', 'y']],
        ['Gamma', false, []],
      ] as const) {
        const courseId = await insertCourse(trx, {
          organizationId,
          ownerId: theirs.instructor.userId,
          title,
          isFeatured,
          tags: [...tags],
          category: title === 'Gamma' ? 'Greek' : null,
        });
        await insertModules(trx, { organizationId, courseId }, [
          { title: 'M', lessons: [{ ...article('L'), estimatedMinutes: title.length * 10 }] },
        ]);
        await publishCourse(trx, {
          organizationId,
          courseId,
          publishedBy: theirs.instructor.userId,
        });
        ids[title] = courseId;
      }
    });
    const list = async (query: object) => {
      const titles: string[] = [];
      let cursor: string | null = null;
      do {
        const { body }: { body: { items: { title: string }[]; nextCursor: string | null } } =
          await theirs.learner.call(api.listCatalog, {
            query: { ...query, limit: 1, ...(cursor ? { cursor } : {}) },
          });
        titles.push(...body.items.map(({ title }) => title));
        cursor = body.nextCursor;
      } while (cursor);
      return titles;
    };
    expect((await list({}))[0]).toBe('alpha');
    expect((await list({})).toSorted()).toEqual(['Beta', 'Gamma', 'alpha']);
    expect(await list({ sort: 'title' })).toEqual(['alpha', 'Beta', 'Gamma']);
    expect((await list({ q: 'Beta or alpha or Gamma' })).length).toBe(3);
    expect(await list({ tag: 'x', sort: 'title' })).toEqual(['alpha', 'Beta']);
    expect(await list({ category: 'Greek' })).toEqual(['Gamma']);
    expect(await list({ maxMinutes: 45 })).toEqual(['Beta']);
    expect(await list({ featured: 'true' })).toEqual(['alpha']);
    const filters = await theirs.learner.call(api.getCatalogFilters);
    expect(filters.body).toEqual({
      categories: [{ name: 'Greek', courses: 1 }],
      tags: [
        { name: 'x', courses: 2 },
        { name: 'y', courses: 1 },
      ],
      languages: [],
    });
    const other = await school.learner.call(api.getCatalogCourse, { params: { id: ids.Beta! } });
    expect(other.status).toBe(404);
  });

  it('shows the outline, what to complete before, and which lessons are free', async () => {
    const before = await build([{ title: 'M', lessons: [article('L')] }], 'Before');
    const { courseId } = await build([
      { title: 'Cells', lessons: [{ ...article('One'), isFree: true }, article('Two')] },
    ]);
    await school.instructor.call(api.putPrerequisites, {
      params: { id: courseId },
      headers: at(1),
      body: { courseIds: [before.courseId] },
    });
    await publish(courseId);
    const { body } = await school.learner.call(api.getCatalogCourse, { params: { id: courseId } });
    expect(body).toMatchObject({
      ownerName: school.instructor.name,
      lessonCount: 2,
      freeLessonCount: 1,
      minutes: 2,
      prerequisites: [{ title: 'Before', isPublished: false }],
      canEdit: false,
    });
    expect(body.modules[0]?.lessons.map(({ title, isFree }) => [title, isFree])).toEqual([
      ['One', true],
      ['Two', false],
    ]);
  });

  it('refuses a cursor that it did not give', async () => {
    const cursor = Buffer.from(JSON.stringify({ offset: 'x', number: 'x' })).toString('base64url');
    const { status } = await school.learner.call(api.listCatalog, { query: { q: 'a', cursor } });
    expect(status).toBe(400);
  });
});

describe('many at once', () => {
  it('twenty people who move lessons end with positions from 1 without gaps', async () => {
    const { courseId, modules } = await build([
      { title: 'A', lessons: ['1', '2', '3', '4', '5'].map((title) => article(title)) },
      { title: 'B', lessons: ['6', '7', '8'].map((title) => article(title)) },
    ]);
    const lessonIds = modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));
    const move = (n: number, revision: number) =>
      school.instructor.call(api.moveLesson, {
        params: { id: courseId, lessonId: lessonIds[n % lessonIds.length]! },
        headers: at(revision),
        body: { moduleId: modules[n % 2]!.id, position: 1 + (n % 4) },
      });
    // All twenty at once; those who were too late look again, and try four at a time.
    let waiting = Array.from({ length: 20 }, (_, n) => n);
    for (let together = 20; waiting.length > 0; together = 4) {
      const { revision } = await draftOf(courseId);
      const volley = waiting.slice(0, together);
      const answers = await Promise.all(volley.map((n) => move(n, revision)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.toSorted()).toEqual([200, ...Array(volley.length - 1).fill(412)]);
      const done = volley[statuses.indexOf(200)];
      waiting = waiting.filter((n) => n !== done);
    }
    const rows = await withTenant(app.database, school.system, (trx) =>
      trx
        .selectFrom('lessons')
        .select(['module_id', 'position'])
        .where('course_id', '=', courseId)
        .orderBy('position')
        .execute(),
    );
    const positions = [...Map.groupBy(rows, (row) => row.module_id).values()].map((group) =>
      group.map(({ position }) => position),
    );
    for (const numbers of positions) expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(rows).toHaveLength(8);
  });

  it('of ten who save the same article at once, one is kept and nine learn of it', async () => {
    const { modules } = await build([{ title: 'A', lessons: [article('One')] }]);
    const id = modules[0]!.lessons[0]!.id;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        school.instructor.call(api.putArticle, {
          params: { id },
          headers: at(1),
          body: { document: text(`Words of ${n}`) },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(412)]);
  });

  it('publications at once make one version', async () => {
    const { courseId } = await build([{ title: 'A', lessons: [article('One')] }]);
    const { revision } = await draftOf(courseId);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        school.instructor.call(api.publishCourse, {
          params: { id: courseId },
          headers: at(revision),
          body: {},
        }),
      ),
    );
    expect(answers.map(({ body }) => [body.version, body.isNew]).toSorted()).toEqual([
      ...Array(4).fill([1, false]),
      [1, true],
    ]);
  });

  it('a course of 300 lessons is made, read and published in as many statements as one of 3', async () => {
    const modulesOf = (lessons: number) =>
      Array.from({ length: lessons / 3 }, (_, n) => ({
        title: `M${n}`,
        lessons: [1, 2, 3].map((k) => article(`L${n}.${k}`)),
      }));
    const counts: number[][] = [];
    for (const lessons of [3, 300]) {
      const [built, { courseId }] = await countStatements(() => build(modulesOf(lessons)));
      const [read, { revision }] = await countStatements(() => draftOf(courseId));
      const [published] = await countStatements(() =>
        school.instructor.call(api.publishCourse, {
          params: { id: courseId },
          headers: at(revision),
          body: {},
        }),
      );
      const [outlined, outline] = await countStatements(() => outlineOf(courseId));
      expect(outline?.modules).toHaveLength(lessons / 3);
      counts.push([built, read, published, outlined]);
    }
    expect(counts[1]).toEqual(counts[0]);
  });
});
