import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseRanks } from './fuse.ts';
import { locateHeadline, MARK_END, MARK_START, readHeadline } from './headline.ts';

describe('fused ranks', () => {
  it('put what both lists find before what one finds', () => {
    expect(
      fuseRanks([
        ['a', 'b'],
        ['b', 'c'],
      ]).map(({ id }) => id),
    ).toEqual(['b', 'a', 'c']);
  });

  it('hold every id once and never rise with a worse rank', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 });
    fc.assert(
      fc.property(ids, ids, (left, right) => {
        const fused = fuseRanks([left, right]);
        expect(fused.map(({ id }) => id).sort()).toEqual([...new Set([...left, ...right])].sort());
        expect(
          fused.every(({ score }, index) => index === 0 || score <= (fused[index - 1]?.score ?? 0)),
        ).toBe(true);
      }),
    );
  });
});

describe('a headline', () => {
  const marked = `the ${MARK_START}cell${MARK_END} membrane`;

  it('gives its words and where the found ones stand', () => {
    const { snippet, highlights } = readHeadline(marked);
    expect(snippet).toBe('the cell membrane');
    expect(highlights.map(({ start, end }) => snippet.slice(start, end))).toEqual(['cell']);
  });

  it('is found again in the text it was cut from', () => {
    const text = 'Around it lies the cell membrane.';
    const place = locateHeadline(text, readHeadline(marked));
    expect(place && text.slice(place.start, place.end)).toBe('cell');
  });

  it('that was put together of pieces has no place', () => {
    expect(locateHeadline('another text', readHeadline(marked))).toBeNull();
  });
});
