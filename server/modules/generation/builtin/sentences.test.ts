import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitSentences } from './sentences.ts';

const texts = (text: string) =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

it.each([
  ['One ends. Another begins.', ['One ends.', 'Another begins.']],
  ['Dr. Smith met J. Doe. They spoke.', ['Dr. Smith met J. Doe.', 'They spoke.']],
  [
    'Use tools, e.g. Git or Subversion. They help.',
    ['Use tools, e.g. Git or Subversion.', 'They help.'],
  ],
  ['It costs 3.50 euros. It is cheap.', ['It costs 3.50 euros.', 'It is cheap.']],
  ['“Is it so?” He nodded.', ['“Is it so?”', 'He nodded.']],
  ['Pens, paper, etc. The rest is free.', ['Pens, paper, etc.', 'The rest is free.']],
  ['  Spaces\n\n stay out.  ', ['Spaces\n\n stay out.']],
  ['', []],
])('splits %j', (text, expected) => {
  expect(texts(text)).toEqual(expected);
});

it('covers everything but white space, in order, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'B', '.', '!', ' ', '\n', '“', '”', '3') }),
      (text) => {
        expect(texts(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      },
    ),
  );
});
