import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type GradableQuestion,
  gradeAnswer,
  guessRate,
  matchText,
  responseSchemaFor,
} from './index.ts';

const choice: GradableQuestion = {
  questionType: 'multiple_choice',
  options: [
    { text: 'Chlorophyll', correct: true },
    { text: 'Keratin', correct: false },
    { text: 'Myosin', correct: false },
    { text: 'Actin', correct: false },
  ],
};
const statement: GradableQuestion = {
  questionType: 'true_false',
  options: [
    { text: 'True', correct: false },
    { text: 'False', correct: true },
  ],
};
const blanks: GradableQuestion = {
  questionType: 'fill_blank',
  gaps: [{ accepted: ['mitosis'] }, { accepted: ['1,000', 'one thousand'] }],
};

test.each([
  ['mitochondria', 'mitochondria', 'exact'],
  ['  Mitochondria ', 'mitochondria', 'case'],
  ['Mitochondira', 'mitochondria', 'typo'],
  ['the cell wall', 'cell wall', 'case'],
  ['cell-wall', 'cell wall', 'case'],
  ['cellwall', 'cell wall', 'case'],
  ['enzymes', 'enzyme', 'case'],
  ['theory', 'theories', 'case'],
  ['“Émile Zola”', 'Emile Zola', 'case'],
  ['Zürich.', 'Zurich', 'case'],
  ['Straße', 'strasse', 'case'],
  ['CO₂', 'CO2', 'case'],
  ['m²', 'm2', 'case'],
  ['photosyntesis', 'photosynthesis', 'typo'],
  ['Keplers third law', "Kepler's third law", 'case'],
  ['1000', '1,000', 'number'],
  ['1 000', '1,000', 'number'],
  ['1.000,5', '1000.5', 'number'],
  ['.5', '0.5', 'number'],
  ['0,5', '0.5', 'number'],
  ['5.0 km', '5 km', 'number'],
  ['50 %', '50%', 'case'],
  ['50 percent', '50%', 'case'],
  ['−5', '-5', 'number'],
  ['C++', 'c++', 'case'],
  ['митохондрия', 'Митохондрия', 'case'],
] as const)('accepts %j for %j as %s', (written, accepted, matched) => {
  expect(matchText(written, [accepted])).toBe(matched);
});

test.each([
  ['', 'cell'],
  ['   ', 'cell'],
  ['?!', 'cell'],
  ['cat', 'car'],
  ['gene', 'genes x'],
  ['gone', 'gene'],
  ['1 5', '15'],
  ['1001', '1000'],
  ['10.5', '105'],
  ['5', '-5'],
  ['102', '10²'],
  ['1.10.0', '1.1.0'],
  ['1895', '1896'],
  ['C', 'C++'],
  ['C', 'C#'],
  ['meiosis', 'mitosis'],
  ['sulfite', 'sulfate'],
  ['maltase', 'maltose'],
  ['hypothermia', 'hyperthermia'],
  ['intercellular', 'intracellular'],
  ['adduction', 'abduction'],
  ['employee', 'employer'],
  ['effect', 'affect'],
  ['not photosynthesis', 'photosynthesis'],
  ['-', '+'],
  ['か', 'が'],
])('does not accept %j for %j', (written, accepted) => {
  expect(matchText(written, [accepted])).toBeNull();
});

describe('gradeAnswer', () => {
  it('marks a choice by its option', () => {
    expect(gradeAnswer(choice, { optionIndex: 0 })).toMatchObject({
      correct: true,
      score: 1,
      optionIndex: 0,
    });
    expect(gradeAnswer(choice, { optionIndex: 2 })).toMatchObject({
      correct: false,
      score: 0,
      optionIndex: 2,
    });
    expect(gradeAnswer(statement, { optionIndex: 1 }).correct).toBe(true);
  });

  it('marks an option that does not exist and an answer of another kind wrong', () => {
    expect(gradeAnswer(choice, { optionIndex: 9 }).correct).toBe(false);
    expect(gradeAnswer(choice, { text: 'Chlorophyll' }).correct).toBe(false);
    expect(gradeAnswer(blanks, { text: 'mitosis' }).score).toBe(0);
  });

  it('gives partial credit for some of several gaps', () => {
    const half = gradeAnswer(blanks, { gaps: ['Mitosis', '100'] });
    expect(half).toMatchObject({ correct: false, score: 0.5, matched: null });
    expect(half.gaps).toEqual([
      { correct: true, matched: 'case' },
      { correct: false, matched: null },
    ]);
  });

  it('reports the least close of the gaps when all are right', () => {
    expect(gradeAnswer(blanks, { gaps: ['mitosis', '1000'] })).toMatchObject({
      correct: true,
      score: 1,
      matched: 'number',
    });
  });

  it('counts a missing gap as wrong', () => {
    expect(gradeAnswer(blanks, { gaps: ['mitosis'] }).score).toBe(0.5);
  });

  it('prefers the closest of the accepted answers', () => {
    expect(matchText('colour', ['color', 'colour'])).toBe('exact');
  });
});

describe('responseSchemaFor', () => {
  it('takes only what the question asks for', () => {
    expect(responseSchemaFor(choice).safeParse({ optionIndex: 3 }).success).toBe(true);
    expect(responseSchemaFor(choice).safeParse({ optionIndex: 4 }).success).toBe(false);
    expect(responseSchemaFor(choice).safeParse({ text: 'x' }).success).toBe(false);
    expect(responseSchemaFor(blanks).safeParse({ gaps: ['a'] }).success).toBe(false);
    expect(responseSchemaFor(blanks).safeParse({ gaps: ['a', 'b'] }).success).toBe(true);
  });
});

describe('guessRate', () => {
  it('is one in the number of options, and nothing for produced answers', () => {
    expect([choice, statement, blanks].map(guessRate)).toEqual([0.25, 0.5, 0]);
  });
});

describe('for any text', () => {
  it('every accepted answer that is not blank is right as it stands, and in other case or spacing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        fc.pre(text.trim() !== '');
        expect(matchText(text, [text])).toBe('exact');
        expect(matchText(`  ${text}\n`, [text])).toBe('exact');
      }),
    );
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(words, (list) => {
        expect(matchText(list.join('  ').toUpperCase(), [list.join(' ')])).not.toBeNull();
      }),
    );
  });

  it('a score lies between 0 and 1 and is 1 exactly when the answer is correct', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const gaps = fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(gaps, fc.array(text, { maxLength: 5 }), (keys, answers) => {
        const question: GradableQuestion = {
          questionType: 'fill_blank',
          gaps: keys.map((accepted) => ({ accepted })),
        };
        const result = gradeAnswer(question, { gaps: answers });
        expect(result.score).toBeGreaterThanOrEqual(0);
        expect(result.score).toBeLessThanOrEqual(1);
        expect(result.correct).toBe(result.score === 1);
        expect(result.matched !== null).toBe(result.correct);
      }),
    );
  });

  it('different whole numbers are never taken for each other, equal ones always are', () => {
    const whole = fc.integer({ min: -9_999_999, max: 9_999_999 });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(matchText(a.toLocaleString('en-US'), [String(b)]) !== null).toBe(a === b);
        expect(matchText(a.toLocaleString('en-US'), [String(a)])).not.toBeNull();
      }),
    );
  });

  it('words of up to four letters are never forgiven a slip', () => {
    const word = fc.stringMatching(/^[a-rt-z]{2,4}$/);
    const articles = new Set(['a', 'an', 'the']);
    fc.assert(
      fc.property(word, word, (a, b) => {
        fc.pre(a !== b && !articles.has(a) && !articles.has(b));
        expect(matchText(a, [b])).toBeNull();
      }),
    );
  });
});
