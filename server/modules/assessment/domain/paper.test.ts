import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { AnswerKey } from '../../../../contracts/items.ts';
import { arrange } from './arrange.ts';
import { drawPaper, type Section } from './paper.ts';
import { seededRandom, shuffled } from './random.ts';

const seeds = fc.stringMatching(/^[0-9a-f]{32}$/);
const ids = fc.integer({ min: 0, max: 11 }).map((n) => `q${n}`);
const lines = fc.oneof(
  ids.map((id) => ({ candidates: [id], draw: 1, points: null })),
  fc.record({
    candidates: fc.uniqueArray(ids, { minLength: 1, maxLength: 8 }),
    draw: fc.integer({ min: 1, max: 4 }),
    points: fc.constant(2),
  }),
);
const papers: fc.Arbitrary<Section[]> = fc.array(
  fc.record({ lines: fc.array(lines, { maxLength: 4 }) }),
  { minLength: 1, maxLength: 3 },
);

describe('a seeded source of numbers', () => {
  it('is the published generator', () => {
    // Computed in integers of any length, reduced modulo 2^32 after each step.
    const random = seededRandom('0123456789abcdef0123456789abcdef');
    const first = Array.from({ length: 3 }, () => random() * 4_294_967_296);
    expect(first).toEqual([2328069915, 2463861768, 1532363413]);
  });

  it('refuses a seed that is none', () => {
    expect(() => seededRandom('abc')).toThrow(TypeError);
  });

  it('spreads over its range, and every order of three comes up about as often', () => {
    const random = seededRandom('0123456789abcdef0123456789abcdef');
    const mean = Array.from({ length: 5000 }, random).reduce((sum, x) => sum + x, 0) / 5000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    const counts = new Map<string, number>();
    for (let n = 0; n < 6000; n += 1) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('a drawn paper', () => {
  it('is the same for the same seed, asks nothing twice, and only what its lines offer', () => {
    fc.assert(
      fc.property(papers, seeds, fc.boolean(), (sections, seed, shuffleQuestions) => {
        const paper = drawPaper(sections, { seed, shuffleQuestions });
        expect(drawPaper(sections, { seed, shuffleQuestions })).toEqual(paper);
        const asked = paper.places.map(({ itemId }) => itemId);
        expect(new Set(asked).size).toBe(asked.length);
        for (const { section, itemId } of paper.places)
          expect(sections[section]?.lines.flatMap(({ candidates }) => candidates)).toContain(
            itemId,
          );
        const wanted = sections.flatMap((s) => s.lines).reduce((sum, { draw }) => sum + draw, 0);
        expect(asked.length + paper.missing).toBe(wanted);
        const order = paper.places.map(({ section }) => section);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
    );
  });

  it('fills every line where that is possible, however pools overlap', () => {
    const sections = [
      { lines: [{ candidates: ['a', 'b', 'c'], draw: 2, points: null }] },
      { lines: [{ candidates: ['a', 'b'], draw: 1, points: null }] },
      { lines: [{ candidates: ['a'], draw: 1, points: null }] },
    ];
    fc.assert(
      fc.property(seeds, (seed) => {
        const { places, missing } = drawPaper(sections, { seed, shuffleQuestions: false });
        // a is fixed, so b has to serve the second line: nothing but c is left for the first.
        expect(missing).toBe(1);
        expect(places).toContainEqual({ section: 2, itemId: 'a', points: null });
      }),
    );
    const enough = [
      { lines: [{ candidates: ['a', 'b', 'c', 'd'], draw: 2, points: null }] },
      ...sections.slice(1),
    ];
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(drawPaper(enough, { seed, shuffleQuestions: true }).missing).toBe(0);
      }),
    );
  });

  it('draws each question of a pool about as often', () => {
    const candidates = Array.from({ length: 8 }, (_, n) => `q${n}`);
    const counts = new Map<string, number>();
    for (let n = 0; n < 2000; n += 1) {
      const seed = n.toString(16).padStart(32, '0');
      const sections = [{ lines: [{ candidates, draw: 2, points: null }] }];
      for (const { itemId } of drawPaper(sections, { seed, shuffleQuestions: false }).places)
        counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
    }
    expect(counts.size).toBe(8);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
  });
});

const option = (text: string, correct = false) => ({ text, correct, feedback: '' });
const choice: AnswerKey = {
  questionType: 'multiple_choice',
  options: [option('a', true), option('b'), option('c'), option('d')],
};

describe('the order in which a question is shown', () => {
  it('is a whole order of the key, the same for the same seed and place', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 200 }), (seed, place) => {
        const shown = arrange(choice, { seed, place, shuffleOptions: true });
        expect(arrange(choice, { seed, place, shuffleOptions: true })).toEqual(shown);
        expect([...shown.options].sort()).toEqual([0, 1, 2, 3]);
      }),
    );
  });

  it('differs between the places of one paper', () => {
    const seed = '0123456789abcdef0123456789abcdef';
    const orders = Array.from({ length: 20 }, (_, place) =>
      arrange(choice, { seed, place, shuffleOptions: true }).options.join(''),
    );
    expect(new Set(orders).size).toBeGreaterThan(8);
  });

  it('leaves options alone where they are not to be mixed, and never true and false', () => {
    const plain = { seed: '0'.repeat(32), place: 1, shuffleOptions: false };
    expect(arrange(choice, plain).options).toEqual([0, 1, 2, 3]);
    const statement: AnswerKey = {
      questionType: 'true_false',
      options: [option('True'), option('False', true)],
    };
    expect(arrange(statement, { ...plain, shuffleOptions: true }).options).toEqual([0, 1]);
  });

  test('steps and pairs are never shown as their key has them', () => {
    const ordering: AnswerKey = { questionType: 'ordering', steps: ['1', '2', '3'] };
    const matching: AnswerKey = {
      questionType: 'matching',
      pairs: [
        { left: 'a', right: 'A', feedback: '' },
        { left: 'b', right: 'B', feedback: '' },
      ],
      extras: ['C'],
    };
    fc.assert(
      fc.property(seeds, (seed) => {
        const at = { seed, place: 3, shuffleOptions: false };
        expect(arrange(ordering, at).options).not.toEqual([0, 1, 2]);
        expect(arrange(matching, at).rights).not.toEqual([0, 1, 2]);
      }),
    );
  });
});
