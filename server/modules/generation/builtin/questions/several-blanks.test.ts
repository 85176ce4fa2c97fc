import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis.ts';
import { buildDocument } from '../testing/prose.ts';
import { severalBlanks } from './several-blanks.ts';

function blanksOf(text: string, name: string) {
  const analysis = analyze(buildDocument([['Cells', text]]));
  const concept = analysis.map.concepts.find((one) => one.name === name);
  if (concept === undefined) throw new Error(`no concept ${name}`);
  return severalBlanks(analysis, concept, concept.defining);
}

const SUBSTRATE = 'A substrate is the molecule on which an enzyme acts.';
const SITE =
  'The active site is the region of an enzyme where the substrate binds and the reaction takes place.';

describe('a definition with several gaps', () => {
  it('blanks the name and what it is made of', () => {
    const question = blanksOf(`${SUBSTRATE} ${SITE}`, 'active site');
    expect(question?.stem).toBe(
      'The ____ is the region of an enzyme where the ____ binds and the reaction takes place.',
    );
    expect(
      question?.questionType === 'fill_blank' && question.gaps.map(({ accepted }) => accepted[0]),
    ).toEqual(['active site', 'substrate']);
    expect(question?.concepts).toEqual(['active site', 'substrate']);
    expect(question?.explanation).toBe(SITE);
  });

  it('hides the article before a gap', () => {
    const question = blanksOf(
      'An organ is a part of the body with a task of its own. A gland is a structure that lies inside an organ and releases hormones into the blood.',
      'gland',
    );
    expect(question?.stem).toBe(
      'A(n) ____ is a structure that lies inside a(n) ____ and releases hormones into the blood.',
    );
  });

  it.each([
    ['a name stands elsewhere in the sentence', SITE.replace('takes place', 'makes a site active')],
    ['too little would be left', 'The active site is the region that takes in the substrate.'],
    ['an aside explains more', SITE.replace('reaction', 'reaction (or its first half)')],
  ])('makes none where %s', (_, site) => {
    expect(blanksOf(`${SUBSTRATE} ${site}`, 'active site')).toBeNull();
  });
});
