import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CourseModule, LessonSummary } from '../../../../contracts/courses.ts';
import {
  landing,
  lessonStep,
  moduleStep,
  moveLesson,
  moveModule,
  placeOfLesson,
  rowsOf,
  type Tree,
} from './tree-model.ts';

function lesson(id: string): LessonSummary {
  return {
    id,
    kind: 'article',
    title: id,
    summary: '',
    minutes: 1,
    estimatedMinutes: null,
    isFree: false,
    isRequired: true,
    objectives: [],
    notReady: null,
    itemCount: 0,
    revision: 1,
  };
}

/** `tree('ab', '', 'c')`: three modules, named 1 to 3, with these lessons. */
function tree(...modules: string[]): Tree {
  return {
    modules: modules.map(
      (letters, at): CourseModule => ({
        id: String(at + 1),
        title: `Module ${at + 1}`,
        description: '',
        lessons: [...letters].map(lesson),
      }),
    ),
  };
}

const drawn = ({ modules }: Tree) =>
  modules.map(({ id, lessons }) => `${id}:${lessons.map((one) => one.id).join('')}`).join(' ');

describe('a lesson', () => {
  it.each([
    ['b', 1, '1:ab 2:cd', '1:a 2:bcd'],
    ['a', 1, '1:ab 2:cd', '1:ba 2:cd'],
    ['c', -1, '1:ab 2:cd', '1:abc 2:d'],
    ['d', -1, '1:ab 2:cd', '1:ab 2:dc'],
  ] as const)(
    '%s goes one step of %i within its module and past its edge',
    (id, step, before, after) => {
      const start = tree('ab', 'cd');
      expect(drawn(start)).toBe(before);
      expect(drawn(moveLesson(start, id, lessonStep(start, id, step)!))).toBe(after);
    },
  );

  it('enters an empty module', () => {
    const start = tree('a', '');
    expect(lessonStep(start, 'a', 1)).toEqual({ moduleId: '2', position: 1 });
  });

  it('stays where there is nothing beyond', () => {
    expect([lessonStep(tree('ab'), 'a', -1), lessonStep(tree('ab'), 'b', 1)]).toEqual([null, null]);
  });

  it('lands where it is dropped among the rows', () => {
    const start = tree('ab', 'cd', '');
    const rows = rowsOf(start);
    const drop = (id: string, over: string) =>
      drawn(moveLesson(start, id, landing(rows, id, over)!));
    expect(drop('a', 'b')).toBe('1:ba 2:cd 3:');
    expect(drop('d', 'a')).toBe('1:dab 2:c 3:');
    expect(drop('a', '2')).toBe('1:b 2:acd 3:');
    expect(drop('d', '2')).toBe('1:abd 2:c 3:');
    expect(drop('b', '3')).toBe('1:a 2:cd 3:b');
    expect(drop('c', '1')).toBe('1:cab 2:d 3:');
  });

  it('belongs to a closed module when it is dropped on the row after it', () => {
    const start = tree('ab', 'cd');
    const rows = rowsOf(start, (id) => id === '2');
    expect(landing(rows, 'a', '2')).toEqual({ moduleId: '2', position: 1 });
  });
});

describe('a module', () => {
  it('moves with its lessons', () =>
    expect(drawn(moveModule(tree('a', 'b', 'c'), '3', 1))).toBe('3:c 1:a 2:b'));
  it('stays where there is nothing beyond', () =>
    expect([moduleStep(tree('a', 'b'), '1', -1), moduleStep(tree('a', 'b'), '2', 1)]).toEqual([
      null,
      null,
    ]));
});

describe('any sequence of moves', () => {
  it('keeps every lesson exactly once, where it was put', () => {
    const ids = [...'abcdefg'];
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            id: fc.constantFrom(...ids),
            module: fc.integer({ min: 1, max: 3 }),
            position: fc.integer({ min: 1, max: 8 }),
          }),
          { maxLength: 30 },
        ),
        (moves) => {
          let now = tree('abc', 'defg', '');
          for (const { id, module, position } of moves) {
            now = moveLesson(now, id, { moduleId: String(module), position });
            const place = placeOfLesson(now, id)!;
            const { length } = now.modules.find((one) => one.id === String(module))!.lessons;
            expect(place).toEqual({
              moduleId: String(module),
              position: Math.min(position, length),
            });
          }
          const all = now.modules.flatMap(({ lessons }) => lessons.map((one) => one.id));
          expect(all.sort()).toEqual(ids);
        },
      ),
    );
  });

  it('is undone by stepping back', () => {
    const start = tree('abc', 'de', 'f');
    for (const id of 'abcde') {
      const there = moveLesson(start, id, lessonStep(start, id, 1)!);
      expect(drawn(moveLesson(there, id, lessonStep(there, id, -1)!))).toBe(drawn(start));
    }
  });
});
