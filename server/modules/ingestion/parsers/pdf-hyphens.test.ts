import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVocabulary, joinLines } from './pdf-hyphens.ts';

const words = (...lines: string[]) => createVocabulary(lines);

describe('joinLines', () => {
  it.each([
    ['a word that stands whole elsewhere', 'chloro-', 'phyll', ['chlorophyll'], 'chlorophyll'],
    ['a word of which nothing is known', 'photo-', 'synthesis', [], 'photosynthesis'],
    ['a compound that stands elsewhere', 'well-', 'known', ['a well-known fact'], 'well-known'],
    [
      'a compound of two known words',
      'carbon-',
      'dioxide',
      ['carbon', 'dioxide'],
      'carbon-dioxide',
    ],
    ['the spelling that is more frequent', 'e-', 'mail', ['e-mail', 'e-mail', 'email'], 'e-mail'],
    ['a double name', 'Jean-', 'Paul', [], 'Jean-Paul'],
    ['a name with a capital inside', 'Lily-', 'Pond', ['LilyPond'], 'LilyPond'],
    ['a heading in capitals', 'INTRO-', 'DUCTION', [], 'INTRODUCTION'],
    ['a German noun', 'Noten-', 'symbole', ['der Noten und symbole'], 'Notensymbole'],
    ['an English one', 'German-', 'speaking', ['the German', 'speaking'], 'German-speaking'],
    ['a suspended hyphen', 'Ein-', 'und Ausgabe', [], 'Ein- und Ausgabe'],
    ['a range', '10-', '20 litres', [], '10-20 litres'],
    ['an address', 'see https://example.org/a-', 'b/c', [], 'see https://example.org/a-b/c'],
    ['a soft hyphen', 'chloro\u00ad', 'phyll', ['chloro', 'phyll'], 'chlorophyll'],
    ['a dash', 'the leaf –', 'green', [], 'the leaf – green'],
    ['Chinese text', '植物需要', '阳光', [], '植物需要阳光'],
  ])('joins %s', (_, before, after, known, expected) => {
    expect(joinLines(before, after, words(...known))).toBe(expected);
  });

  it('does not count the halves of a broken word as words', () => {
    const lines = ['a chloro-', 'phyll is green', 'no phyll stands alone'];
    expect(joinLines('chloro-', 'phyll', words(...lines))).toBe('chlorophyll');
  });

  it('loses no letter and adds at most one space', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const plain = (text: string) => text.replace(/[\s\u00ad-]/gu, '');
        const joined = joinLines(before, after, words());
        expect(plain(joined)).toBe(plain(before + after));
        expect(joined.length).toBeLessThanOrEqual(before.length + after.length + 1);
      }),
    );
  });
});
