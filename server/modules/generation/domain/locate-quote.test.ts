import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateQuote } from './locate-quote.ts';

const TEXT =
  'A river is “a natural stream\u00a0of water”\nthat flows – mostly – to the sea. Its ﬁrst part is the source.';
const cut = (quote: string) => {
  const span = locateQuote(TEXT, quote);
  return span && TEXT.slice(span.start, span.end);
};

describe('where a quote stands', () => {
  it('is found to the letter', () => {
    expect(cut('natural stream')).toBe('natural stream');
  });

  it('is found across other white space, quotation marks, dashes and ligatures', () => {
    expect(cut('is "a natural stream of water" that flows - mostly')).toBe(
      'is “a natural stream\u00a0of water”\nthat flows – mostly',
    );
    expect(cut('Its first part is')).toBe('Its ﬁrst part is');
  });

  it('is found where the copy was put into quotation marks or cut with dots', () => {
    expect(cut('"to the sea. Its first part..."')).toBe('to the sea. Its ﬁrst part');
  });

  it('is nowhere for other words, left-out words, or what stands in every text', () => {
    expect(cut('a natural stream of lava')).toBeNull();
    expect(cut('a natural stream ... to the sea')).toBeNull();
    expect(cut('the')).toBeNull();
    expect(cut('')).toBeNull();
  });

  it('counts ideographs for more than letters', () => {
    expect(locateQuote('河流是自然的水流。', '自然的水流')).toEqual({ start: 3, end: 8 });
  });

  it('finds every long enough part of any text', () => {
    const text = fc.array(fc.constantFrom('river', 'Źródło', 'море', '  ', '\n', '—', 'a’b', '𝛼'), {
      minLength: 8,
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (words, a, b) => {
        const whole = words.join(' ');
        const part = whole
          .slice(a % whole.length, (a % whole.length) + 20 + (b % 40))
          .toWellFormed();
        if ((part.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 10 || part.includes('\ufffd')) return;
        const span = locateQuote(whole, part);
        expect(span).not.toBeNull();
      }),
    );
  });
});
