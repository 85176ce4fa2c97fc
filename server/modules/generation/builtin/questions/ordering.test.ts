import { describe, expect, it } from 'vitest';
import { createBuiltinEngine } from '../index.ts';
import { buildDocument } from '../testing/prose.ts';

async function orderings(text: string, heading = 'Restore tests') {
  const document = buildDocument([[heading, text]]);
  const run = await createBuiltinEngine().open(document);
  const drafts = await run.questions(['c0']);
  return drafts.flatMap((draft) => (draft.questionType === 'ordering' ? [draft] : []));
}

const RESTORE = `A restore test follows four steps:

- Choose a backup at random.

- Restore the files to a separate place.

- Finally, compare the files with the originals.

- Record the result, for example in the log.`;

describe('putting steps in order', () => {
  it('asks for the order of a list that is announced as steps', async () => {
    const [question] = await orderings(RESTORE);
    expect(question?.stem).toBe(
      'A restore test follows four steps. Put the steps in the right order.',
    );
    expect(question?.steps).toEqual([
      'Choose a backup at random',
      'Restore the files to a separate place',
      'Compare the files with the originals',
      'Record the result',
    ]);
    expect(question?.citations[0]?.quote).toBe(RESTORE);
  });

  it('takes the sentence before where the announcement alone says too little', async () => {
    const [question] = await orderings(
      `A response plan is a set of duties for incidents. Many plans follow these stages:

- Containment stops the harm from spreading.

- Eradication removes the cause of the harm.

- Recovery returns the systems to normal work.`,
    );
    expect(question?.stem).toBe(
      'A response plan is a set of duties for incidents. Many plans follow three stages. Put the stages in the right order.',
    );
  });

  it('asks after the heading where that says what the steps are for', async () => {
    const [question] = await orderings(RESTORE, 'How to test a backup');
    expect(question?.stem).toBe('How do you test a backup? Put the steps in the right order.');
  });

  it.each([
    ['is no order', RESTORE.replace('follows four steps', 'reveals three problems')],
    ['may be taken in any order', RESTORE.replace('steps:', 'steps in any order:')],
    ['is too short', RESTORE.split('\n\n').slice(0, 3).join('\n\n')],
    ['goes back to a step', RESTORE.replace('Record the result', 'Repeat from step 2')],
    ['hangs on another step', RESTORE.replace('Choose a backup', 'If it fails, choose another')],
  ])('asks nothing of a list that %s', async (_, text) => {
    expect(await orderings(text)).toEqual([]);
  });

  it('reads an order from the words of one sentence', async () => {
    const [question] = await orderings(
      'Food first enters the mouth, then passes through the throat, and finally reaches the stomach.',
    );
    expect(question?.stem).toBe(
      'Food does three things one after the other. Put the things in the right order.',
    );
    expect(question?.steps).toEqual([
      'Enters the mouth',
      'Passes through the throat',
      'Reaches the stomach',
    ]);
  });

  it('reads an order from sentences that begin with its words', async () => {
    const [question] = await orderings(
      'A court decides a case in public. First, the judge reads the charge. Then the lawyers question the witnesses. Finally, the jury gives a verdict.',
    );
    expect(question?.stem).toBe(
      'A court decides a case in public. Put the steps in the right order.',
    );
    expect(question?.steps).toEqual([
      'The judge reads the charge',
      'The lawyers question the witnesses',
      'The jury gives a verdict',
    ]);
  });

  it.each([
    'There are reasons to save energy at home. First, energy costs money. Second, the climate matters. Finally, the grid is weak.',
    'A court decides a case in public. First, the judge reads the charge. Then the lawyers answer it. Finally, the jury gives a verdict.',
    'The kernel first loads the code, then runs it, and finally frees the memory.',
    'The method was first described in Paris, then used in Rome, and finally forgotten in London.',
  ])('takes no order from: %s', async (text) => {
    expect(await orderings(text)).toEqual([]);
  });

  it('reads an order from the headings of sections', async () => {
    const document = buildDocument(
      ['Mix the sand', 'Lay the stones', 'Let the mortar dry'].map((title, i) => [
        `Step ${i + 1}: ${title}`,
        `Step ${i + 1}: ${title}\n\nThe wall grows while the weather is dry.`,
      ]),
    );
    for (const chunk of document.chunks) chunk.headingPath.unshift('How to build a wall');
    const run = await createBuiltinEngine().open(document);
    const drafts = await run.questions(document.chunks.map(({ id }) => id));
    const question = drafts.find(({ questionType }) => questionType === 'ordering');
    expect(question?.stem).toBe('How do you build a wall? Put the steps in the right order.');
    expect(question?.citations.map(({ quote }) => quote)).toEqual([
      'Step 1: Mix the sand',
      'Step 2: Lay the stones',
      'Step 3: Let the mortar dry',
    ]);
    expect(question?.questionType === 'ordering' && question.steps[2]).toBe('Let the mortar dry');
  });
});
