import { describe, expect, it } from 'vitest';
import type { ProposalLesson, ProposalTree } from '../../../contracts/authoring.ts';
import {
  canMerge,
  landing,
  leaveOut,
  mergeLesson,
  mergeModule,
  moveLesson,
  moveModule,
  putBack,
  type Row,
  rowsOf,
  splitLesson,
  splitModule,
  stepOf,
} from './tree-edit.ts';

const section = (id: string, title = `On ${id}`) => ({
  title,
  materialId: 'book',
  pages: null,
  itemIds: [id],
});
const lesson = (key: string, ...sections: ReturnType<typeof section>[]): ProposalLesson => ({
  key,
  title: key.toUpperCase(),
  summary: '',
  objectives: [`Do ${key}`],
  sections: sections.length > 0 ? sections : [section(key, '')],
});
const module = (key: string, ...lessons: ProposalLesson[]) => ({
  key,
  title: key.toUpperCase(),
  summary: '',
  objectives: [],
  lessons,
});
const tree: ProposalTree = {
  modules: [
    module('a', lesson('a1', section('x'), section('y'), section('z')), lesson('a2')),
    module('b', lesson('b1')),
  ],
  leftOut: [],
};

const shape = ({ modules }: ProposalTree) =>
  modules.map(({ key, lessons }) => `${key}: ${lessons.map((one) => one.key).join(' ')}`);
const itemsOf = ({ modules, leftOut }: ProposalTree) =>
  [...modules.flatMap(({ lessons }) => lessons), ...leftOut.map((one) => one.lesson)]
    .flatMap(({ sections }) => sections.flatMap(({ itemIds }) => itemIds))
    .sort();
const row = (key: string, from = tree) => rowsOf(from).find((one) => one.key === key) as Row;

describe('a step', () => {
  it('moves within a module and past its edge', () => {
    expect(shape(stepOf(tree, row('a1'), 1) as ProposalTree)).toEqual(['a: a2 a1', 'b: b1']);
    expect(shape(stepOf(tree, row('a2'), 1) as ProposalTree)).toEqual(['a: a1', 'b: a2 b1']);
    expect(shape(stepOf(tree, row('b1'), -1) as ProposalTree)).toEqual(['a: a1 a2 b1', 'b: ']);
    expect(shape(stepOf(tree, row('b'), -1) as ProposalTree)).toEqual(['b: b1', 'a: a1 a2']);
  });

  it('ends at the ends', () => {
    expect([stepOf(tree, row('a1'), -1), stepOf(tree, row('b'), 1)]).toEqual([null, null]);
  });
});

it('a dragged lesson lands in the module above the row it takes the place of', () => {
  const rows = rowsOf(tree);
  expect(landing(rows, 'b1', 'a2')).toEqual({ moduleKey: 'a', at: 1 });
  expect(landing(rows, 'a1', 'b')).toEqual({ moduleKey: 'b', at: 0 });
  expect(landing(rows, 'a2', 'a')).toEqual({ moduleKey: 'a', at: 0 });
  expect(landing(rows, 'b', 'a')).toBeNull();
});

it('a merged lesson keeps what the title of the second one said', () => {
  const merged = mergeLesson(tree, 'a1').modules[0]?.lessons[0];
  expect(merged?.sections.map(({ title }) => title)).toEqual(['On x', 'On y', 'On z', 'A2']);
  expect(merged?.objectives).toEqual(['Do a1', 'Do a2']);
  expect(mergeLesson(tree, 'a2')).toEqual(tree);
  expect([canMerge(tree, row('a1')), canMerge(tree, row('b1'))]).toEqual([true, false]);
});

it('a lesson is split before a section, and a module before a lesson', () => {
  const split = splitLesson(tree, 'a1', 1, 'Next');
  expect(shape(split)).toEqual(['a: a1 n1 a2', 'b: b1']);
  expect(split.modules[0]?.lessons[1]).toMatchObject({ title: 'On y', sections: { length: 2 } });
  expect(splitLesson(tree, 'a1', 0, 'Next')).toEqual(tree);
  expect(shape(splitModule(tree, 'a2'))).toEqual(['a: a1', 'n1: a2', 'b: b1']);
  expect(splitModule(tree, 'a1')).toEqual(tree);
});

it('what is left out comes back to where it stood', () => {
  const without = leaveOut(tree, row('a2'));
  expect(shape(without)).toEqual(['a: a1', 'b: b1']);
  expect(shape(putBack(without, 'a2'))).toEqual(['a: a1 a2', 'b: b1']);
  const empty = leaveOut(leaveOut(tree, row('a')), row('b'));
  expect(shape(empty)).toEqual([]);
  expect(shape(putBack(empty, 'b1'))).toEqual(['n1: b1']);
});

it('no edit loses an item or doubles one', () => {
  const edits = [
    moveModule(tree, 'b', 0),
    moveLesson(tree, 'a1', { moduleKey: 'b', at: 1 }),
    mergeLesson(tree, 'a1'),
    mergeModule(tree, 'a'),
    splitLesson(tree, 'a1', 2, 'Next'),
    splitModule(tree, 'a2'),
    leaveOut(tree, row('a')),
    putBack(leaveOut(tree, row('a1')), 'a1'),
  ];
  for (const edited of edits) expect(itemsOf(edited)).toEqual(itemsOf(tree));
});
