import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type GradableQuestion,
  gradeAnswer,
  guessRate,
  parseQuantity,
  responseSchemaFor,
} from './index.ts';

const ticks: GradableQuestion = {
  questionType: 'multiple_response',
  options: [
    { text: 'Oxygen', correct: true },
    { text: 'Nitrogen', correct: true },
    { text: 'Granite', correct: false },
    { text: 'Basalt', correct: false },
  ],
};
const pairs: GradableQuestion = {
  questionType: 'matching',
  pairs: [
    { left: 'France', right: 'Paris' },
    { left: 'Spain', right: 'Madrid' },
    { left: 'Italy', right: 'Rome' },
  ],
  extras: ['Vienna'],
};
const order: GradableQuestion = {
  questionType: 'ordering',
  steps: ['prophase', 'metaphase', 'anaphase', 'telophase'],
};
const speed: GradableQuestion = {
  questionType: 'numeric',
  value: 3.6,
  tolerance: 0.05,
  units: [
    { text: 'km/h', factor: 1 },
    { text: 'm/s', factor: 3.6 },
  ],
};

describe('several options', () => {
  it.each([
    [[0, 1], 1],
    [[1], 0.5],
    [[0, 2], 0],
    [[0, 1, 2], 0.5],
    [[0, 1, 2, 3], 0],
    [[2, 3], 0],
  ])('ticking %j scores %d', (optionIndexes, score) => {
    expect(gradeAnswer(ticks, { optionIndexes })).toMatchObject({ score, correct: score === 1 });
  });

  it('takes each option once and at least one', () => {
    const schema = responseSchemaFor(ticks);
    expect(schema.safeParse({ optionIndexes: [0, 0] }).success).toBe(false);
    expect(schema.safeParse({ optionIndexes: [] }).success).toBe(false);
    expect(schema.safeParse({ optionIndexes: [4] }).success).toBe(false);
    expect(schema.safeParse({ optionIndexes: [3, 0] }).success).toBe(true);
  });
});

describe('pairs', () => {
  it('gives the share that belongs together', () => {
    expect(gradeAnswer(pairs, { pairs: [0, 1, 2] })).toMatchObject({ correct: true, score: 1 });
    const one = gradeAnswer(pairs, { pairs: [0, 3, null] });
    expect(one.score).toBeCloseTo(1 / 3);
    expect(one.parts).toEqual([true, false, false]);
  });
});

describe('an order', () => {
  it('is right as a whole, and partly right where neighbours follow each other', () => {
    expect(gradeAnswer(order, { order: [0, 1, 2, 3] })).toMatchObject({ correct: true, score: 1 });
    expect(gradeAnswer(order, { order: [3, 0, 1, 2] }).score).toBeCloseTo(2 / 3);
    expect(gradeAnswer(order, { order: [3, 2, 1, 0] })).toMatchObject({ correct: false, score: 0 });
  });

  it('takes every step exactly once', () => {
    const schema = responseSchemaFor(order);
    expect(schema.safeParse({ order: [0, 1, 2] }).success).toBe(false);
    expect(schema.safeParse({ order: [0, 1, 2, 2] }).success).toBe(false);
    expect(schema.safeParse({ order: [3, 1, 2, 0] }).success).toBe(true);
  });
});

describe('a number', () => {
  it.each([
    ['3.6 km/h', 1],
    ['3,6km/h', 1],
    ['1 m/s', 1],
    ['1.0 m / s', 1],
    ['3.65 km/h', 1],
    ['3.7 km/h', 0],
    ['3.6', 0.5],
    ['3.6 kg', 0.5],
    ['1 km/h', 0],
    ['fast', 0],
    ['', 0],
  ])('%j scores %d', (text, score) => {
    expect(gradeAnswer(speed, { text })).toMatchObject({ score, correct: score === 1 });
  });

  it.each([
    ['1,234.5', 1234.5, ''],
    ['1 234,5 km', 1234.5, 'km'],
    ['−5 °C', -5, '°C'],
    ['3/4', 0.75, ''],
    ['3 × 10⁸ m/s', 3e8, 'm/s'],
    ['3*10^8 m/s', 3e8, 'm/s'],
    ['2.5e-3', 0.0025, ''],
    ['50 %', 50, '%'],
    ['$12', 12, '$'],
    ['9.81 m/s²', 9.81, 'm/s2'],
  ])('reads %j as %d %s', (text, value, unit) => {
    expect(parseQuantity(text)).toEqual({ value, unit });
  });

  it('without units takes the number, and a word that says what is counted', () => {
    const bare: GradableQuestion = { questionType: 'numeric', value: 8, tolerance: 0, units: [] };
    expect(gradeAnswer(bare, { text: '8' }).correct).toBe(true);
    expect(gradeAnswer(bare, { text: '8 legs' }).correct).toBe(true);
    for (const other of ['8 thousand', '8 percent', '8 %', '8k', '9 legs', '8-10'])
      expect(gradeAnswer(bare, { text: other }).correct, other).toBe(false);
  });
});

describe('an essay', () => {
  it('is neither right nor wrong until somebody grades it', () => {
    const essay: GradableQuestion = { questionType: 'essay', rubric: [{ points: 5 }] };
    expect(gradeAnswer(essay, { text: 'I think …' })).toMatchObject({ correct: null, score: null });
  });
});

describe('guessing', () => {
  it('is the share of all answers that are right', () => {
    expect(guessRate(ticks)).toBeCloseTo(1 / 15);
    expect(guessRate(pairs)).toBeCloseTo(1 / 64);
    expect(guessRate(order)).toBeCloseTo(1 / 24);
    expect(guessRate(speed)).toBe(0);
  });
});

describe('for any answer', () => {
  const bits = fc.array(fc.boolean(), { minLength: 3, maxLength: 10 });

  it('ticks score from 0 to 1, and 1 exactly for the right set', () => {
    fc.assert(
      fc.property(bits, bits, (key, given) => {
        fc.pre(key.includes(true) && key.includes(false));
        const question: GradableQuestion = {
          questionType: 'multiple_response',
          options: key.map((correct, at) => ({ text: String(at), correct })),
        };
        const optionIndexes = key.flatMap((_, at) => (given[at] ? [at] : []));
        const { score, correct } = gradeAnswer(question, { optionIndexes });
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(correct).toBe(key.every((right, at) => right === (given[at] ?? false)));
      }),
    );
  });

  it('an order scores 1 exactly where it is the right one', () => {
    const shuffled = fc.integer({ min: 3, max: 8 }).chain((length) =>
      fc.shuffledSubarray(
        Array.from({ length }, (_, at) => at),
        { minLength: length, maxLength: length },
      ),
    );
    fc.assert(
      fc.property(shuffled, (given) => {
        const steps = given.map((_, at) => String(at));
        const { score, correct } = gradeAnswer(
          { questionType: 'ordering', steps },
          { order: given },
        );
        expect(correct).toBe(given.every((step, place) => step === place));
        expect(score === 1).toBe(correct);
      }),
    );
  });

  it('a number is right in each of its units and formats', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), (tenths) => {
        const value = tenths / 10;
        const key: GradableQuestion = {
          questionType: 'numeric',
          value,
          tolerance: 0,
          units: [
            { text: 'km', factor: 1 },
            { text: 'm', factor: 0.001 },
          ],
        };
        expect(gradeAnswer(key, { text: `${value.toLocaleString('en-US')} km` }).correct).toBe(
          true,
        );
        expect(gradeAnswer(key, { text: `${Math.round(value * 1000)} m` }).correct).toBe(true);
        expect(gradeAnswer(key, { text: `${value + 1} km` }).correct).toBe(false);
      }),
    );
  });
});
