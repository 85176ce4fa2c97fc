import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fateOf, placeQuote } from './place-quote.ts';

const passage = (position: number, text: string) => ({ id: `p${position}`, position, text });

const OLD = 'Osmosis is the movement of water through a membrane. It needs no energy.';

describe('the place of a quote in another version', () => {
  it('is found to the letter wherever it has moved, and the nearest of several', () => {
    const passages = [passage(0, `Before. ${OLD}`), passage(5, OLD), passage(9, OLD)];
    expect(placeQuote('It needs no energy.', 6, passages)).toMatchObject({
      kind: 'same',
      chunkId: 'p5',
      start: 53,
    });
  });

  it('does not mind other white space', () => {
    const wrapped = OLD.replace('movement of', 'movement\nof');
    expect(placeQuote(OLD, 0, [passage(0, wrapped)])).toMatchObject({
      kind: 'same',
      quote: wrapped,
    });
  });

  it('is the sentence that says it in other words', () => {
    const text =
      'Cells are small. Osmosis is the movement of water or salt through any membrane. Bye.';
    expect(
      placeQuote('Osmosis is the movement of water through a membrane.', 0, [passage(0, text)]),
    ).toMatchObject({
      kind: 'changed',
      quote: 'Osmosis is the movement of water or salt through any membrane.',
    });
  });

  it('is gone where nothing like it is said', () => {
    expect(
      placeQuote(OLD, 0, [passage(0, 'Volcanoes are vents in the crust of a planet.')]),
    ).toEqual({ kind: 'gone' });
    expect(placeQuote(OLD, 0, [])).toEqual({ kind: 'gone' });
  });

  it('holds for any text that contains the quote, and its span is the quote', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, fc.nat(20), (before, after, position) => {
        const whole = `${before} ${OLD} ${after}`;
        const placed = placeQuote(OLD, position, [passage(3, before), passage(4, whole)]);
        expect(placed.kind).toBe('same');
        if (placed.kind === 'same')
          expect(whole.slice(placed.start, placed.end)).toBe(placed.quote);
      }),
    );
  });

  it('never gives a span outside of its passage, whatever the texts', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.array(fc.string(), { maxLength: 4 }),
        (quote, texts) => {
          const passages = texts.map((one, position) => passage(position, one));
          const placed = placeQuote(quote, 0, passages);
          if (placed.kind === 'gone') return;
          const { text } = passages.find(({ id }) => id === placed.chunkId) ?? { text: '' };
          expect(text.slice(placed.start, placed.end)).toBe(placed.quote);
          expect(placed.end).toBeGreaterThan(placed.start);
        },
      ),
    );
  });
});

it('an item is kept, stale or retired by what became of all its spans', () => {
  const same = { kind: 'same', chunkId: 'a', start: 0, end: 1, quote: 'x' } as const;
  const changed = { ...same, kind: 'changed' } as const;
  const gone = { kind: 'gone' } as const;
  expect(fateOf([same, same])).toBe('kept');
  expect(fateOf([same, changed])).toBe('stale');
  expect(fateOf([same, gone])).toBe('stale');
  expect(fateOf([gone, gone])).toBe('retired');
});
