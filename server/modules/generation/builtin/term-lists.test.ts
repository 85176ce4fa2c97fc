import { describe, expect, it } from 'vitest';
import type { Piece } from './piece.ts';
import { pairTerms, termRows } from './term-lists.ts';

function laidOut(parts: [Piece['kind'], string][]): { text: string; pieces: Piece[] } {
  let text = '';
  const pieces = parts.map(([kind, part]): Piece => {
    const start = text.length;
    text += `${part}\n\n`;
    return { kind, start, end: start + part.length };
  });
  return { text, pieces };
}

describe('a list of terms', () => {
  it('is read from short lines that a meaning follows', () => {
    const { text, pieces } = laidOut([
      ['paragraph', 'These words are used about loans.'],
      ['paragraph', 'Borrower'],
      ['paragraph', 'The person or company that receives the money.'],
      ['paragraph', 'Loan fee'],
      ['paragraph', 'A processing fee that is taken from the principal.'],
      ['paragraph', 'It is often a share of one per cent.'],
    ]);
    expect([...pairTerms(text, pieces)]).toEqual([
      [2, 1],
      [4, 3],
    ]);
  });

  it('is not made of one line that lost its heading', () => {
    const { text, pieces } = laidOut([
      ['paragraph', 'Borrower'],
      ['paragraph', 'The person or company that receives the money.'],
    ]);
    expect(pairTerms(text, pieces).size).toBe(0);
  });

  it('leaves alone what defines itself by name', () => {
    const { text, pieces } = laidOut([
      ['paragraph', 'Dividends'],
      ['paragraph', 'Dividends are payments that a company makes.'],
      ['paragraph', 'Equities'],
      ['paragraph', 'Equities are shares in the ownership of a company.'],
    ]);
    expect(pairTerms(text, pieces).size).toBe(0);
  });
});

describe('a table of terms', () => {
  it('gives a row a term, with the span of its line', () => {
    const text =
      'Term | Meaning\nTide | The rise and fall of the level of the sea.\nDelta | The land that a river builds at its mouth.';
    const rows = termRows(text, { kind: 'table', start: 0, end: text.length });
    expect(rows.map(({ term }) => term)).toEqual(['Tide', 'Delta']);
    for (const { term, meaning, start, end } of rows)
      expect(text.slice(start, end)).toBe(`${term} | ${meaning}`);
  });

  it('is not seen in a table of figures', () => {
    const text = 'Year | Rain\n2020 | 812 mm\n2021 | 790 mm';
    expect(termRows(text, { kind: 'table', start: 0, end: text.length })).toEqual([]);
  });
});
