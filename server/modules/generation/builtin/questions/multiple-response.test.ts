import { describe, expect, it } from 'vitest';
import { lintItem } from '../../../items/domain/lints/index.ts';
import { createBuiltinEngine } from '../index.ts';
import { buildDocument } from '../testing/prose.ts';

async function several(...sections: [string, string][]) {
  const document = buildDocument(sections);
  const run = await createBuiltinEngine().open(document);
  const drafts = await run.questions(document.chunks.map(({ id }) => id));
  return drafts.flatMap((draft) => (draft.questionType === 'multiple_response' ? [draft] : []));
}

const rightOf = (draft: { options: { text: string; correct: boolean }[] }) =>
  draft.options.filter(({ correct }) => correct).map(({ text }) => text);
const wrongOf = (draft: { options: { text: string; correct: boolean }[] }) =>
  draft.options.filter(({ correct }) => !correct).map(({ text }) => text);

const VARIABLES =
  'A categorical variable is a variable whose values are groups or labels. Blood type and country of birth are categorical variables. A quantitative variable is a variable whose values are numbers. Height and waiting time are quantitative variables.';

const TYPES =
  'Rust has four primary scalar types: integers, floating-point numbers, Booleans, and characters. Programs spend their time on numbers. Rust has two primitive compound types: tuples and arrays.';

describe('questions with several right options', () => {
  it('asks which things belong to one of two sorts that the text tells apart', async () => {
    const [question, ...rest] = await several(['Variables', VARIABLES]);
    expect(question?.stem).toBe('Which of these are categorical variables?');
    expect(rightOf(question ?? { options: [] }).sort()).toEqual(['Blood type', 'Country of birth']);
    expect(wrongOf(question ?? { options: [] }).sort()).toEqual(['Height', 'Waiting time']);
    expect(rest).toEqual([]);
  });

  it('asks for the members of a list that gives their number', async () => {
    const [question] = await several(['Types', TYPES]);
    expect(question?.stem).toBe('Which of these are primary scalar types of Rust?');
    expect(wrongOf(question ?? { options: [] }).sort()).toEqual(['Arrays', 'Tuples']);
    expect(question?.options.find(({ text }) => text === 'Tuples')?.feedback).toContain(
      'two primitive compound types',
    );
  });

  it('asks what a thing consists of, among the parts of others', async () => {
    const [question] = await several([
      'Alloys',
      'Brass consists of copper and zinc. Many taps are of brass. Steel consists of iron and carbon.',
    ]);
    expect(question?.stem).toBe('Which of these does brass consist of?');
    expect(rightOf(question ?? { options: [] }).sort()).toEqual(['Copper', 'Zinc']);
    expect(wrongOf(question ?? { options: [] }).sort()).toEqual(['Carbon', 'Iron']);
  });

  it('asks which things are of a class that the text defines them by', async () => {
    const [question] = await several([
      'Proteins and pigments',
      'Pepsin is an enzyme that digests meat in the stomach. Chlorophyll is a pigment that absorbs the light of the sun. Lactase is an enzyme that splits the sugar of milk. Carotene is a pigment that colours the roots of carrots.',
    ]);
    expect(question?.stem).toBe('Which of these are enzymes?');
    expect(rightOf(question ?? { options: [] }).sort()).toEqual(['Lactase', 'Pepsin']);
    expect(question?.citations).toHaveLength(2);
  });

  it.each([
    [
      'there is nothing to mistake for a member',
      VARIABLES.replace(' Height and waiting time are quantitative variables.', ''),
    ],
    ['the list is open', VARIABLES.replace('country of birth are', 'country, among others, are')],
    [
      'one sort holds the other',
      'Sodium and potassium are ions. Zinc and copper are metal ions. Ions and metal ions carry a charge.',
    ],
  ])('asks nothing where %s', async (_, text) => {
    expect(await several(['Variables', text])).toEqual([]);
  });

  it('offers nothing as wrong that the text elsewhere counts in', async () => {
    const stems = (
      await several([
        'Variables',
        `${VARIABLES} Height turns into one of the categorical variables where it is grouped.`,
      ])
    ).map(({ stem }) => stem);
    expect(stems).toEqual(['Which of these are quantitative variables?']);
  });

  it('passes the lints', async () => {
    for (const draft of [...(await several(['V', VARIABLES])), ...(await several(['T', TYPES]))]) {
      const quotes = draft.citations.map(({ quote }) => quote);
      expect(lintItem({ ...draft, kind: 'question', quotes })).toEqual([]);
    }
  });
});
