import { describe, expect, it } from 'vitest';
import { baseOf, imperativeOf } from './imperative.ts';
import { caseModelOf, cleanTitle, isCaption, isGeneric } from './titles.ts';
import { joinNames } from './wording.ts';

const caseOf = caseModelOf([
  'The shell reads commands, and every user of the GNU system sees the shell prompt in a window.',
]);

describe('a title', () => {
  it.each([
    ['1.2.3 Vector arithmetic', 'Vector arithmetic'],
    ['Chapter 4: The shell', 'The shell'],
    ['Part II. Common Usage', 'Common Usage'],
    ['Appendix A. Glossary', 'Glossary'],
    ['Kapitel 3 – Grundlagen', 'Grundlagen'],
    ['Chapter four: source packages', 'Source packages'],
    ['5 Arrays and matrices', 'Arrays and matrices'],
    ['§ 12 Scope', 'Scope'],
    ['Index vectors . . . . . . 17', 'Index vectors'],
    ['cbind() and rbind()', 'cbind() and rbind()'],
    ['debian/rules', 'debian/rules'],
    ['reading-a-survey.vtt', 'Reading-a-survey'],
    ['3D plots', '3D plots'],
    ['2024 in review', '2024 in review'],
  ])('%s is read as %s', (heading, title) => {
    expect(cleanTitle(heading, () => null)).toBe(title);
  });

  it('does not shout, but keeps names as the text writes them', () => {
    expect(cleanTitle('THE SHELL OF THE GNU SYSTEM', caseOf)).toBe('The shell of the GNU system');
  });

  it('is nothing where only a number is left', () => {
    expect(cleanTitle('4.2.', () => null)).toBeNull();
  });

  it('is cut at a word where it is a paragraph that a parser took for a heading', () => {
    const title = cleanTitle('word '.repeat(60), () => null) ?? '';
    expect(title.length).toBeLessThanOrEqual(111);
    expect(title.endsWith('word…')).toBe(true);
  });
});

it('tells captions and titles that say nothing', () => {
  expect(['Figure 2.28. The window', 'Table 4: Rates'].every(isCaption)).toBe(true);
  expect(isCaption('Tables and figures')).toBe(false);
  expect(['Introduction', 'The Overview', 'Übungen'].every(isGeneric)).toBe(true);
  expect(isGeneric('Introduction to sampling')).toBe(false);
});

describe('what somebody does', () => {
  it.each([
    ['Setting Column Widths', 'Set Column Widths'],
    ['Managing the search path', 'Manage the search path'],
    ['How to leave the Shell', 'Show how to leave the shell'],
    ['What is the GNU system?', 'Explain what the GNU system is'],
  ])('%s gives %s', (title, objective) => {
    expect(imperativeOf(title, caseOf)).toBe(objective);
  });

  it.each([
    'Opening Balances',
    'Plotting styles',
    'Boring people',
    'Arrays',
    'Splitting and joining',
  ])('%s is not made into one', (title) => {
    expect(imperativeOf(title, caseOf)).toBeNull();
  });

  it('takes a verb from its lists alone', () => {
    expect(['using', 'running', 'writing', 'king', 'frobnicating'].map(baseOf)).toEqual([
      'use',
      'run',
      'write',
      null,
      null,
    ]);
  });
});

it('joins names so that they stay apart', () => {
  expect(joinNames('en', ['Mean', 'Median', 'The mode'])).toBe('Mean, Median and the mode');
  expect(joinNames('de', ['Mittel', 'Median'])).toBe('Mittel und Median');
  expect(joinNames('en', ['Bias and error', 'Sampling'])).toBe('Bias and error; Sampling');
});
