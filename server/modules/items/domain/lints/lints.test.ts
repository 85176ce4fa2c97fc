import { describe, expect, it } from 'vitest';
import { LINT_CODES, LINT_DESCRIPTIONS, type LintCode, type LintInput, lintItem } from './index.ts';

const QUOTE = 'Osmosis is the diffusion of water across a selectively permeable membrane.';

const choice = (
  overrides: Partial<Extract<LintInput, { questionType: 'multiple_choice' | 'true_false' }>> = {},
): LintInput => ({
  kind: 'question',
  questionType: 'multiple_choice',
  quotes: [QUOTE],
  stem: 'What is the term for the diffusion of water across a selectively permeable membrane?',
  options: [
    { text: 'Osmosis', correct: true, feedback: QUOTE },
    {
      text: 'Exocytosis',
      correct: false,
      feedback: 'Exocytosis is the release of material by fusion of a vesicle.',
    },
    { text: 'Photosynthesis', correct: false, feedback: 'Photosynthesis makes sugar with light.' },
    {
      text: 'Fermentation',
      correct: false,
      feedback: 'Fermentation regenerates NAD without oxygen.',
    },
  ],
  explanation: QUOTE,
  hints: ['It is treated under “Passive transport”.'],
  ...overrides,
});

const options = (...texts: string[]) =>
  texts.map((text, i) => ({ text, correct: i === 0, feedback: 'Because.' }));

const blank = (stem: string, ...accepted: string[]): LintInput => ({
  kind: 'question',
  questionType: 'fill_blank',
  quotes: [QUOTE],
  stem,
  gaps: accepted.map((answer) => ({ accepted: [answer] })),
  explanation: QUOTE,
  hints: [],
});

const prose =
  'Water moves through the membrane until both sides hold the same share of dissolved matter. '.repeat(
    9,
  );
const nugget = (text: string): LintInput => ({
  kind: 'nugget',
  quotes: [text],
  title: 'Osmosis',
  text,
});
const card = (front: string, back: string, style = 'term_to_definition'): LintInput => ({
  kind: 'flashcard',
  quotes: [QUOTE],
  style,
  front,
  back,
});

const FAILING: [LintCode, LintInput][] = [
  [
    'hard_to_read',
    card(
      'Osmosis',
      'Interdisciplinary electrochemical characterization methodologies notwithstanding, semipermeable compartmentalization mechanisms systematically predetermine intracellular equilibrium concentrations',
    ),
  ],
  [
    'answer_not_in_source',
    choice({ options: options('Plasmolysis', 'Exocytosis', 'Fermentation') }),
  ],
  ['missing_citation', choice({ quotes: [] })],
  [
    'not_one_right_option',
    choice({
      options: options('Osmosis', 'Exocytosis').map((option) => ({ ...option, correct: true })),
    }),
  ],
  ['duplicate_options', choice({ options: options('Osmosis', 'Exocytosis', 'exocytosis.') })],
  ['mixed_kind_options', choice({ options: options('Osmosis', '1789', 'Fermentation') })],
  ['catch_all_option', choice({ options: options('Osmosis', 'Fermentation', 'All of the above') })],
  [
    'distractor_is_synonym',
    choice({ options: options('Osmosis', 'Reverse osmosis', 'Fermentation') }),
  ],
  [
    'longest_option_gives_away',
    choice({
      options: options(
        'Diffusion of water across a selectively permeable membrane',
        'Loss of heat',
        'Gain of mass',
      ),
    }),
  ],
  ['dangling_reference', choice({ stem: 'What is the process shown in Figure 3?' })],
  ['dangling_reference', choice({ stem: 'What does this process move across a membrane?' })],
  ['dangling_start', nugget(`However, ${prose}`)],
  ['answer_leaked_in_stem', choice({ stem: 'What is the term for osmotic movement, or osmosis?' })],
  ['answer_leaked_in_stem', card('Osmosis, a kind of diffusion', 'Osmosis')],
  [
    'article_gives_away',
    choice({
      stem: 'The diffusion of water is an ____',
      options: options('Osmosis', 'Fermentation', 'Exocytosis'),
    }),
  ],
  [
    'negative_stem',
    choice({ stem: 'Which of the following is not a form of transport through a cell wall?' }),
  ],
  ['blank_mismatch', blank('Water crosses the membrane by diffusion.', 'Osmosis')],
  ['blank_mismatch', card('Water crosses the membrane.', 'Osmosis', 'cloze')],
  ['hint_gives_away', choice({ hints: ['It rhymes with osmosis.'] })],
  ['missing_explanation', choice({ explanation: ' ' })],
  ['too_long', nugget(prose.repeat(4))],
  ['too_short', nugget('Water moves.')],
  [
    'near_duplicate',
    choice({
      existing: [
        {
          text: 'What is the name for the diffusion of water across selectively permeable membranes?',
        },
      ],
    }),
  ],
  [
    'near_duplicate',
    choice({
      embedding: [1, 0],
      existing: [{ text: 'Quite another text', embedding: [0.999, 0.01] }],
    }),
  ],
];

const PASSING: [string, LintInput][] = [
  ['a plain choice', choice()],
  [
    'a choice among “these”',
    choice({
      stem: 'Which of these is the diffusion of water across a selectively permeable membrane?',
    }),
  ],
  [
    'a false statement that its source does not contain',
    choice({
      questionType: 'true_false',
      stem: 'Fermentation is the diffusion of water.',
      options: [
        { text: 'True', correct: false, feedback: 'No.' },
        { text: 'False', correct: true, feedback: 'Yes.' },
      ],
    }),
  ],
  ['a gap with a neutral article', blank('A(n) ____ lets water through.', 'membrane')],
  [
    'options that are all years',
    choice({
      quotes: ['It fell in 1789.'],
      stem: 'When did the Bastille fall to the crowd?',
      options: options('1789', '1791', '1793'),
    }),
  ],
  ['a nugget of fitting length', nugget(prose)],
  [
    'a card whose front does not tell',
    card('Osmosis', 'The diffusion of water across a selectively permeable membrane.'),
  ],
  ['a cloze card', card('Water crosses a membrane by ____.', 'osmosis', 'cloze')],
  [
    'a question unlike those that exist',
    choice({ embedding: [1, 0], existing: [{ text: 'What is fermentation?', embedding: [0, 1] }] }),
  ],
  [
    'German, where English grammar does not apply',
    { ...blank('So ____ wandert Wasser durch die Membran.', 'osmosis'), language: 'de' },
  ],
];

describe('lintItem', () => {
  it.each(FAILING)('finds %s', (code, item) => {
    expect(lintItem(item)).toContain(code);
  });

  it.each(PASSING)('passes %s', (_, item) => {
    expect(lintItem(item)).toEqual([]);
  });

  it('has a failing example and a description for every code', () => {
    expect(new Set(FAILING.map(([code]) => code))).toEqual(new Set(LINT_CODES));
    expect(Object.keys(LINT_DESCRIPTIONS)).toEqual([...LINT_CODES]);
  });
});

describe('the number that a question asks for', () => {
  const numeric = (value: number, quote: string): LintInput => ({
    kind: 'question',
    questionType: 'numeric',
    quotes: [quote],
    stem: 'How many are there?',
    value,
    units: [],
    explanation: quote,
    hints: [],
  });
  it.each([
    [4, 'An enzyme acts in a cycle of four steps.'],
    [2870, 'The book has 2,870 pages in all.'],
    [1.5e6, 'The city has 1.5 million inhabitants today.'],
    [-5, 'It freezes at −5 degrees in the sea.'],
    [10, 'The path is 5-10 metres wide there.'],
    [37, 'Fat holds about 37 kJ per gram.'],
    [30.5, 'ATP gibt etwa 30,5 kJ ab.'],
  ])('%d stands in “%s”', (value, quote) => {
    expect(lintItem(numeric(value, quote))).not.toContain('answer_not_in_source');
  });
  it.each([
    [3, 'An enzyme acts in a cycle of four steps.'],
    [5, 'It freezes at −5 degrees in the sea.'],
    [870, 'The book has 2,870 pages in all.'],
  ])('%d does not stand in “%s”', (value, quote) => {
    expect(lintItem(numeric(value, quote))).toContain('answer_not_in_source');
  });
});
