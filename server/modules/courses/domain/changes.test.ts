import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCourses, hasChanges } from './changes.ts';
import { contentDisposition, keptMediaType } from './file-rules.ts';
import { reckonMinutes } from './minutes.ts';
import { movedIds, placed } from './order.ts';
import { findCircle } from './prerequisites.ts';
import { publishProblems } from './problems.ts';
import { type CourseSnapshot, courseHash, lessonHash, type SnapshotLesson } from './snapshot.ts';
import { compareTexts } from './text-parts.ts';

const lesson = (id: string, overrides: Partial<SnapshotLesson> = {}): SnapshotLesson => ({
  id,
  kind: 'article',
  title: `Lesson ${id}`,
  summary: '',
  contentDigest: id,
  objectives: [],
  minutes: 1,
  itemIds: [],
  resources: [],
  isFree: false,
  isRequired: true,
  ...overrides,
});

const course = (
  modules: Record<string, readonly SnapshotLesson[]>,
  overrides: Partial<CourseSnapshot> = {},
): CourseSnapshot => ({
  title: 'Biology',
  description: '',
  difficulty: 'beginner',
  minutes: 10,
  language: 'en',
  category: null,
  tags: [],
  objectives: [],
  thumbnailFileId: null,
  requiredPercent: 100,
  hasCertificate: false,
  modules: Object.entries(modules).map(([id, lessons]) => ({
    id,
    title: `Module ${id}`,
    description: '',
    lessons,
  })),
  ...overrides,
});

const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 12 });

describe('a place in an order', () => {
  it('is the one asked for, the end where there is no such, and moves nothing else', () => {
    fc.assert(
      fc.property(
        ids,
        fc.constant('NEW'),
        fc.integer({ min: -3, max: 20 }),
        (list, id, position) => {
          const order = placed(list, id, position);
          expect(order.filter((one) => one !== id)).toEqual(list);
          expect(order.indexOf(id) + 1).toBe(Math.min(Math.max(1, position), list.length + 1));
          expect(placed(order, id, position)).toEqual(order);
        },
      ),
    );
    expect(placed(['a', 'b'], 'a')).toEqual(['b', 'a']);
  });

  it('moved are as few as can be: the others stand in one order before and after', () => {
    fc.assert(
      fc.property(
        ids.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: 0 })),
        ),
        ([before, after]) => {
          const moved = movedIds(before, after);
          const still = (list: readonly string[]) =>
            list.filter((id) => !moved.has(id) && after.includes(id));
          expect(still(before)).toEqual(still(after));
        },
      ),
    );
  });

  it('one that is moved is the one that moved', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(99), { minLength: 3, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        (numbers, from, to) => {
          const before = numbers.map(String);
          const id = before[from % before.length] ?? '';
          const after = placed(before, id, 1 + (to % before.length));
          const distance = Math.abs(before.indexOf(id) - after.indexOf(id));
          // Of two that change places, either may be said to have moved.
          if (distance > 1) expect(movedIds(before, after)).toEqual(new Set([id]));
          else expect(movedIds(before, after).size).toBe(distance);
        },
      ),
    );
  });
});

const anyLesson = (id: string) =>
  fc
    .record({
      title: fc.constantFrom('A', 'B'),
      contentDigest: fc.constantFrom('x', 'y'),
      isFree: fc.boolean(),
      minutes: fc.constantFrom(1, 2),
    })
    .map((overrides) => lesson(id, overrides));
const anyCourse = fc
  .tuple(
    fc.shuffledSubarray(['1', '2', '3', '4', '5'], { minLength: 1 }),
    fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }),
    fc.constantFrom('Biology', 'Cells'),
  )
  .chain(([order, modules, title]) =>
    fc.tuple(...order.map(anyLesson)).map((lessons) => {
      const of = (module: number) => lessons.filter(({ id }) => modules[Number(id) - 1] === module);
      return course({ a: of(0), b: of(1), c: of(2) }, { title });
    }),
  );

describe('the changes of a course', () => {
  it('are none exactly where learners see the same', () => {
    fc.assert(
      fc.property(anyCourse, anyCourse, (before, after) => {
        const changes = compareCourses(before, after);
        expect(hasChanges(changes)).toBe(courseHash(before) !== courseHash(after));
        expect(hasChanges(compareCourses(before, structuredClone(before)))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('name every lesson that came or went, and none twice', () => {
    fc.assert(
      fc.property(anyCourse, anyCourse, (before, after) => {
        const all = ({ modules }: CourseSnapshot) =>
          modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));
        const { lessons } = compareCourses(before, after);
        const of = (change: string) =>
          lessons
            .filter((one) => one.change === change)
            .map(({ id }) => id)
            .toSorted();
        expect(of('added')).toEqual(
          all(after)
            .filter((id) => !all(before).includes(id))
            .toSorted(),
        );
        expect(of('removed')).toEqual(
          all(before)
            .filter((id) => !all(after).includes(id))
            .toSorted(),
        );
        expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length);
      }),
    );
  });

  it('of a lesson in another module are a move, and of a module that moved are its own alone', () => {
    const [one, two, three] = [lesson('1'), lesson('2'), lesson('3')];
    const before = course({ a: [one, two], b: [three], c: [] });
    const across = compareCourses(before, course({ a: [two], b: [three, one], c: [] }));
    expect(across.lessons.map(({ id, moved }) => [id, moved])).toEqual([['1', true]]);
    const modules = compareCourses(before, course({ b: [three], c: [], a: [one, two] }));
    expect([modules.lessons, modules.modules.map(({ id, moved }) => [id, moved])]).toEqual([
      [],
      [['a', true]],
    ]);
  });

  it('of an article name its content once, not its items again', () => {
    const before = course({ a: [lesson('1', { itemIds: ['x'] })] });
    const after = course({ a: [lesson('1', { itemIds: ['y'], contentDigest: 'other' })] });
    expect(compareCourses(before, after).lessons[0]?.aspects).toEqual(['content']);
    const path = (itemIds: string[]) =>
      course({ a: [lesson('1', { kind: 'path', contentDigest: null, itemIds })] });
    expect(compareCourses(path(['x', 'y']), path(['y', 'x'])).lessons[0]?.aspects).toEqual([
      'items',
    ]);
  });

  it('of a course for the first time are all its parts', () => {
    const { course: fields, modules, lessons } = compareCourses(null, course({ a: [lesson('1')] }));
    expect([fields, modules[0]?.change, lessons[0]?.change]).toEqual([[], 'added', 'added']);
  });

  it('free and required are the course’s: they make no new version of the lesson', () => {
    const [one, other] = [lesson('1'), lesson('1', { isFree: true, isRequired: false })];
    expect(lessonHash(one)).toBe(lessonHash(other));
    expect(courseHash(course({ a: [one] }))).not.toBe(courseHash(course({ a: [other] })));
  });
});

describe('what stands in the way of a publication', () => {
  it('is said in the order of the course', () => {
    const draft = course({
      a: [lesson('1'), lesson('2', { kind: 'path', itemIds: ['x', 'y'] })],
      b: [],
    });
    const problems = publishProblems(draft, {
      notReady: new Map([['2', 'no_questions']]),
      emptyArticles: new Set(['1']),
      approved: new Set(['x']),
    });
    expect(problems.map(({ code, lessonId, itemId }) => [code, lessonId, itemId])).toEqual([
      ['article_empty', '1', null],
      ['lesson_not_ready', '2', null],
      ['item_not_approved', '2', 'y'],
      ['module_empty', null, null],
    ]);
    const nothing = { notReady: new Map(), emptyArticles: new Set(''), approved: new Set('') };
    expect(publishProblems(course({}), nothing)[0]?.code).toBe('no_lessons');
  });
});

describe('prerequisites', () => {
  it('close a circle where a way leads back, and else not', () => {
    const edges = [
      { courseId: 'b', requiresId: 'c' },
      { courseId: 'c', requiresId: 'd' },
      { courseId: 'a', requiresId: 'b' },
    ];
    expect(findCircle('d', ['b'], edges)).toEqual(['b', 'c', 'd']);
    expect(findCircle('a', ['a'], [])).toEqual(['a']);
    expect(findCircle('e', ['a', 'c'], edges)).toBeNull();
    // What the course required before is replaced, and no way any more.
    expect(findCircle('a', ['c'], edges)).toBeNull();
  });

  it('that were taken one after another never have a circle', () => {
    const step = fc.tuple(fc.nat(5), fc.nat(5));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const edges: { courseId: string; requiresId: string }[] = [];
        for (const [course, required] of steps) {
          const [courseId, requiresId] = [String(course), String(required)];
          const wanted = edges
            .filter((edge) => edge.courseId === courseId)
            .map((edge) => edge.requiresId);
          if (findCircle(courseId, [...wanted, requiresId], edges) === null)
            edges.push({ courseId, requiresId });
        }
        const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
          edges
            .filter((edge) => edge.courseId === from && !seen.has(edge.requiresId))
            .some(
              ({ requiresId }) =>
                requiresId === to || reaches(requiresId, to, seen.add(requiresId)),
            );
        for (const { courseId } of edges) expect(reaches(courseId, courseId)).toBe(false);
      }),
    );
  });
});

describe('texts side by side', () => {
  it('give each text back from its parts', () => {
    const text = fc.lorem({ maxCount: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = compareTexts(before, after);
        const without = (change: string) =>
          parts
            .filter((part) => part.change !== change)
            .map((part) => part.text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });

  it('are not compared word by word where that would take long', () => {
    const before = 'word '.repeat(50_000);
    expect(compareTexts(before, `${before}more`)).toEqual([
      { text: before, change: 'removed' },
      { text: `${before}more`, change: 'added' },
    ]);
    expect(compareTexts('', 'new')).toEqual([{ text: 'new', change: 'added' }]);
    expect(compareTexts('', '')).toEqual([]);
  });
});

describe('files and minutes', () => {
  it('a picture is what browsers show, and never SVG; a download is anything', () => {
    expect(keptMediaType('image/webp', 'image')).toBe('image/webp');
    expect(keptMediaType('image/svg+xml', 'image')).toBeNull();
    expect(keptMediaType('application/xml', 'image')).toBeNull();
    expect(keptMediaType(undefined, 'image')).toBeNull();
    expect(keptMediaType(undefined, 'download')).toBe('application/octet-stream');
  });

  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 20 });

  it('a file name cannot break out of its header', () => {
    fc.assert(
      fc.property(fc.oneof(ascii, fc.string({ maxLength: 20 })), (name) => {
        const header = contentDisposition('attachment', name);
        expect(header).toMatch(
          /^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/,
        );
      }),
    );
    expect(contentDisposition('inline', 'Zelle “a”.png')).toContain(
      "''Zelle%20%E2%80%9Ca%E2%80%9D.png",
    );
  });

  it('minutes are whole, at least one, and grow with words and items', () => {
    expect(reckonMinutes(0, [])).toBe(1);
    expect(reckonMinutes(1000, [])).toBe(5);
    expect(
      reckonMinutes(1000, [
        { type: 'nugget', minutes: 2 },
        { type: 'question', minutes: null },
        ...Array.from({ length: 4 }, () => ({ type: 'flashcard' as const, minutes: null })),
      ]),
    ).toBe(9);
    expect(reckonMinutes(1e9, [])).toBe(10_000);
  });
});
