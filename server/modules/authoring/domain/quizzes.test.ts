import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixed, planQuizzes, share } from './quizzes.ts';
import type { ItemFact } from './source.ts';

let count = 0;
function question(over: Partial<ItemFact> = {}): ItemFact {
  count += 1;
  return {
    id: `q${count}`,
    type: 'question',
    questionType: 'multiple_choice',
    title: 'Which?',
    minutes: 1,
    difficulty: 4,
    quality: 0.7,
    status: 'approved',
    lints: 0,
    passageId: 'p',
    conceptIds: [],
    ...over,
  };
}
const questions = (many: number, over: Partial<ItemFact> = {}) =>
  Array.from({ length: many }, () => question(over));

const moduleOf = (key: string, ...lessons: ItemFact[][]) => ({
  key,
  lessons: lessons.map((items, at) => ({ key: `${key}${at}`, items })),
});

const EACH = { quizzes: 'lesson', finalExam: true } as const;

describe('quizzes', () => {
  it('of a lesson draw three to eight questions and leave the easiest for practice', () => {
    const easy = question({ difficulty: 1 });
    const { lessons } = planQuizzes([moduleOf('m', [...questions(19), easy])], EACH);
    const plan = lessons.get('m0');
    expect(plan?.practice).toHaveLength(3);
    expect(plan?.practice).toContain(easy.id);
    expect([plan?.quiz?.draw, plan?.quiz?.questionIds.length]).toEqual([8, 17]);
  });

  it('of lessons with too few questions become one of the module', () => {
    const plan = planQuizzes([moduleOf('m', questions(2), questions(2))], EACH);
    expect(plan.lessons.get('m0')?.quiz).toBeNull();
    expect(plan.modules.get('m')).toMatchObject({ draw: 3 });
  });

  it('are practice where even a module has too few', () => {
    const plan = planQuizzes([moduleOf('m', questions(1), questions(1))], EACH);
    expect(plan.modules.size).toBe(0);
    expect(plan.lessons.get('m1')?.practice).toHaveLength(1);
  });

  it('ask no essay, which waits for a person', () => {
    const essay = question({ questionType: 'essay' });
    const plan = planQuizzes([moduleOf('m', [...questions(5), essay])], EACH);
    expect(plan.lessons.get('m0')).toMatchObject({ practice: [essay.id] });
    expect(plan.exam.flatMap(({ pool }) => pool.questionIds)).not.toContain(essay.id);
  });

  it('have kinds of questions by turns', () => {
    const order = mixed([
      ...questions(2, { questionType: 'true_false' }),
      ...questions(1, { questionType: 'numeric' }),
    ]);
    expect(order.map(({ questionType }) => questionType)).toEqual([
      'true_false',
      'numeric',
      'true_false',
    ]);
  });

  it('use each question once, in practice or in one quiz', () => {
    const kinds = fc.constantFrom('lesson' as const, 'module' as const, 'none' as const);
    const sizes = fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 4 }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(sizes, kinds, (modules, quizzes) => {
        const built = modules.map((lessons, at) =>
          moduleOf(`m${at}-`, ...lessons.map((many) => questions(many))),
        );
        const plan = planQuizzes(built, { quizzes, finalExam: false });
        const used = [
          ...[...plan.lessons.values()].flatMap(({ practice, quiz }) => [
            ...practice,
            ...(quiz?.questionIds ?? []),
          ]),
          ...[...plan.modules.values()].flatMap(({ questionIds }) => questionIds),
        ];
        const all = built.flatMap(({ lessons }) => lessons.flatMap(({ items }) => items));
        expect(used.sort()).toEqual(all.map(({ id }) => id).sort());
      }),
    );
  });
});

describe('a final exam', () => {
  it('draws from all modules, more where more concepts are asked', () => {
    const wide = questions(20).map((one, at) => ({ ...one, conceptIds: [`c${at}`] }));
    const narrow = questions(20, { conceptIds: ['same'] });
    const { exam } = planQuizzes([moduleOf('a', wide), moduleOf('b', narrow)], EACH);
    const [a, b] = exam.map(({ pool }) => pool.draw);
    expect(a).toBeGreaterThan((b ?? 0) * 3);
    expect((a ?? 0) + (b ?? 0)).toBe(24);
  });

  it('is not held on fewer than five questions, or where nobody wants it', () => {
    expect(planQuizzes([moduleOf('m', questions(4))], EACH).exam).toEqual([]);
    const none = planQuizzes([moduleOf('m', questions(40))], { ...EACH, finalExam: false });
    expect(none.exam).toEqual([]);
  });
});

it('shares a number out to the last one and no part gets more than it holds', () => {
  const parts = fc.array(
    fc.record({ weight: fc.integer({ min: 1, max: 20 }), most: fc.integer({ min: 0, max: 20 }) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), parts, (total, all) => {
      const given = share(total, all);
      const room = all.reduce((sum, { most }) => sum + most, 0);
      expect(given.reduce((sum, one) => sum + one, 0)).toBe(Math.min(total, room));
      for (const [at, one] of given.entries()) expect(one).toBeLessThanOrEqual(all[at]?.most ?? 0);
    }),
  );
});
