import { describe, expect, it } from 'vitest';
import { composeAccents, toLine, toRows } from './pdf-lines.ts';
import type { Run } from './pdf-runs.ts';

const run = (text: string, x: number, more: Partial<Run> = {}): Run => ({
  text,
  x,
  y: 100,
  width: text.length * 5,
  size: 10,
  spaced: false,
  rtl: false,
  tag: null,
  bold: false,
  italic: false,
  mono: false,
  signs: false,
  ...more,
});
const lines = (...runs: Run[]) => toRows(runs).map((row) => toLine(row, 1, 0)?.text);

describe('lines', () => {
  it('puts a space where there is a gap and none where there is not', () => {
    expect(lines(run('green', 0), run('leaf', 28), run('less', 48))).toEqual(['green leafless']);
  });

  it('reads runs by their place and not by their order', () => {
    expect(lines(run('below', 0, { y: 120 }), run('b', 10), run('a', 0))).toEqual(['a b', 'below']);
  });

  it('keeps a lowered letter of the same size on its line', () => {
    expect(lines(run('T', 0), run('E', 5, { y: 102.2 }), run('X', 10))).toEqual(['TEX']);
  });

  it('raises digits above the line and glues lowered ones', () => {
    const small = { size: 7, width: 4 };
    expect(lines(run('m', 0), run('2', 5, { ...small, y: 96 }))).toEqual(['m²']);
    expect(lines(run('H', 0), run('2', 5, { ...small, y: 102 }), run('O', 9))).toEqual(['H2O']);
  });

  it('keeps the next line apart from a mark that hangs above it', () => {
    expect(lines(run('one', 0), run('two', 0, { y: 112, size: 8 }))).toEqual(['one', 'two']);
  });

  it('does not repeat text that is printed twice for weight', () => {
    expect(lines(run('bold', 0), run('bold', 0.3))).toEqual(['bold']);
  });

  it('reads a line of a right-to-left script from its right', () => {
    const rtl = { rtl: true };
    expect(lines(run('עולם', 0, rtl), run('שלום', 40, rtl))).toEqual(['שלום עולם']);
  });

  it('sets an accent that stands on a height of its own onto its letter', () => {
    expect(lines(run('¨', 1, { y: 97, width: 5 }), run('Ubung', 0))).toEqual(['Übung']);
  });
});

describe('composeAccents', () => {
  it.each([
    ['Tonh¨ohe', 'Tonhöhe'],
    ['caf´e', 'café'],
    ['f¨q', 'f¨q'],
    ['a ˜ b', 'a ˜ b'],
    ['`quoted´', '`quoted´'],
  ])('reads %s as %s', (text, expected) => {
    expect(composeAccents(text)).toBe(expected);
  });
});
