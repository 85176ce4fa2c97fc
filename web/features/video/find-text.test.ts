import { expect, it } from 'vitest';
import { findText } from './find-text.ts';

const found = (text: string, words: string) =>
  findText(text, words).map(({ start, end }) => text.slice(start, end));

it('finds words whatever their case and accents', () => {
  expect(found('Le Théorème de Fermat', 'theoreme')).toEqual(['Théorème']);
  expect(found('cells and Cells', 'CELL')).toEqual(['cell', 'Cell']);
});

it('tells places in the text that was given, also behind letters of two units', () => {
  expect(found('🧬 makes DNA', 'dna')).toEqual(['DNA']);
  expect(found('e\u0301tude', 'etude')).toEqual(['e\u0301tude']);
});

it('finds nothing where nothing is asked or there is nothing', () => {
  expect(findText('text', '')).toEqual([]);
  expect(findText('text', 'other')).toEqual([]);
});
