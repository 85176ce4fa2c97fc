import { describe, expect, it } from 'vitest';
import type { ProposalTree } from '../../../../contracts/authoring.ts';
import { blueprintOf, sampleOf, waitingItems } from './blueprint.ts';
import { treeProblems } from './check-tree.ts';
import type { ItemFact } from './source.ts';

function fact(id: string, over: Partial<ItemFact> = {}): ItemFact {
  return {
    id,
    type: 'nugget',
    questionType: null,
    title: `On ${id}`,
    minutes: 2,
    difficulty: 4,
    quality: 0.7,
    status: 'approved',
    lints: 0,
    passageId: 'p',
    conceptIds: [],
    ...over,
  };
}
const question = (id: string, over: Partial<ItemFact> = {}) =>
  fact(id, { type: 'question', questionType: 'true_false', ...over });
const factsOf = (...items: ItemFact[]) => new Map(items.map((item) => [item.id, item]));

const treeOf = (...itemIds: string[]): ProposalTree => ({
  modules: [
    {
      key: 'm',
      title: 'Cells',
      summary: 'What cells are.',
      objectives: ['Name the parts'],
      lessons: [
        {
          key: 'l',
          title: 'Parts',
          summary: '',
          objectives: [],
          sections: [{ title: 'Membranes', materialId: 'b', pages: null, itemIds }],
        },
      ],
    },
  ],
  leftOut: [],
});
const OPTIONS = { quizzes: 'lesson', finalExam: true, lessonMinutes: 12 } as const;
const MANY = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7'];

describe('the plan of a course', () => {
  it('has articles of nuggets, practice and cards, then the quiz, and the exam at the end', () => {
    const items = [fact('n'), fact('c', { type: 'flashcard' }), ...MANY.map((id) => question(id))];
    const plan = blueprintOf(treeOf('n', 'c', ...MANY), factsOf(...items), OPTIONS, 'en');
    expect(plan.map(({ title }) => title)).toEqual(['Cells', 'Final exam']);
    expect(plan[0]?.description).toBe('What cells are.\n\n• Name the parts');
    const [article, quiz] = plan[0]?.lessons ?? [];
    if (article?.kind !== 'article' || quiz?.kind !== 'assessment') throw new Error('other kinds');
    expect(article.content.content.map(({ type }) => type)).toEqual([
      'heading',
      'embeddedItem',
      'embeddedItem',
      'embeddedItem',
      'heading',
      'embeddedItem',
    ]);
    expect(article.items.map(({ id }) => id)).toEqual(['n', 'q1', 'q2', 'c']);
    expect(quiz).toMatchObject({ title: 'Quiz: Parts', assessment: 'quiz' });
    expect(quiz.pools[0]?.pool.questionIds).toHaveLength(5);
  });

  it('asks nothing in a quiz that nobody has approved', () => {
    const items = [fact('n'), ...MANY.map((id) => question(id, { status: 'in_review' }))];
    const plan = blueprintOf(treeOf('n', ...MANY), factsOf(...items), OPTIONS, 'en');
    expect(plan.flatMap(({ lessons }) => lessons.map(({ kind }) => kind))).toEqual(['article']);
    expect(waitingItems(treeOf('n', ...MANY), factsOf(...items))).toHaveLength(7);
  });

  it('leaves out lessons and modules in which nothing is left', () => {
    expect(blueprintOf(treeOf('gone'), factsOf(), OPTIONS, 'en')).toEqual([]);
  });
});

it('a sample has all kinds, spread over the course, in its order', () => {
  const items = [
    ...Array.from({ length: 50 }, (_, at) => fact(`n${at}`)),
    ...Array.from({ length: 4 }, (_, at) => question(`q${at}`)),
    fact('c', { type: 'flashcard' }),
  ];
  const sample = sampleOf(items, 7).map(({ id }) => id);
  expect(sample).toEqual(['n0', 'n16', 'n33', 'q0', 'q1', 'q2', 'c']);
});

describe('an edited tree', () => {
  const before = treeOf('a', 'b');

  it('may lose items, but not gain or double them', () => {
    expect(treeProblems(before, treeOf('b'))).toEqual([]);
    expect(treeProblems(before, treeOf('a', 'x'))[0]?.message).toContain('no item x');
    expect(treeProblems(before, treeOf('a', 'a'))[0]?.message).toContain('twice');
  });

  it('has no lesson with more items than an article holds, and no key twice', () => {
    const ids = Array.from({ length: 201 }, (_, at) => `i${at}`);
    expect(treeProblems(treeOf(...ids), treeOf(...ids))[0]?.message).toContain('split it');
    const [module] = before.modules;
    const doubled = { ...before, modules: module ? [module, { ...module, lessons: [] }] : [] };
    expect(treeProblems(before, doubled)[0]?.path).toBe('tree.modules.1.key');
  });
});
