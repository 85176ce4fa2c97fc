import { describe, expect, it } from 'vitest';
import { createBuiltinEngine } from '../index.ts';
import { buildDocument } from '../testing/prose.ts';

async function numerics(text: string, heading = 'Cells') {
  const run = await createBuiltinEngine().open(buildDocument([[heading, text]]));
  const drafts = await run.questions(['c0']);
  return drafts.flatMap((draft) => (draft.questionType === 'numeric' ? [draft] : []));
}

/** Names the subjects, so that they are concepts of the document. */
const ABOUT =
  'Fat is a substance that stores energy in the body. Oxidation is the loss of electrons from a substance. A heart is an organ that pumps blood through the body. A chloroplast is an organelle that captures the energy of sunlight. Pepsin is an enzyme that digests protein in the stomach.';

describe('asking for a number', () => {
  it.each([
    ['A heart has four chambers.', 'How many chambers does a heart have?', 4],
    ['Two membranes enclose the chloroplast.', 'How many membranes enclose the chloroplast?', 2],
    ['There are four chambers in a heart.', 'How many chambers are there in a heart?', 4],
    ['A heart consists of 4 parts.', 'How many parts does a heart consist of?', 4],
    [
      'Fat holds about 37 kJ per gram, which is more than sugar holds.',
      'About how much energy per gram does fat hold?',
      37,
    ],
    [
      'Oxidation supplies 90 % of the energy of a muscle.',
      'What percentage of the energy of a muscle does oxidation supply?',
      90,
    ],
    [
      'Pepsin works best near 37 °C and breaks down in the heat.',
      'At what temperature does pepsin work best?',
      37,
    ],
  ])('asks of “%s”: %s', async (sentence, stem, value) => {
    const asked = await numerics(`${ABOUT}\n\n${sentence}`);
    expect(asked.map((draft) => draft.stem)).toEqual([stem]);
    expect(asked[0]?.value).toBe(value);
    expect(asked[0]?.explanation).toBe(sentence);
    expect(asked[0]?.citations[0]?.quote).toBe(sentence);
  });

  it('takes other units of the same kind, in the first one', async () => {
    const [asked] = await numerics(`${ABOUT}\n\nFat holds about 37 kJ per gram.`);
    expect(asked?.units[0]).toEqual({ text: 'kJ per gram', factor: 1 });
    expect(asked?.tolerance).toBe(0.5);
  });

  it.each([
    ['a worked example', 'Suppose that a heart is weak. A heart has four chambers.'],
    ['a condition', 'A heart has four chambers when the body is healthy.'],
    ['a range', 'Fat holds 30 to 40 kJ per gram.'],
    ['the outline of a text', 'A heart has two advantages.'],
    ['a part of what is said', 'A heart has four chambers that pump blood into the body.'],
    ['something only pointed at', 'This organ has four chambers.'],
  ])('asks nothing of %s', async (_, text) => {
    expect(await numerics(`${ABOUT}\n\n${text}`)).toEqual([]);
  });

  it('never shows the number in stem or hints', async () => {
    for (const draft of await numerics(`${ABOUT}\n\nA heart has four chambers.`))
      expect(`${draft.stem} ${draft.hints.join(' ')}`).not.toMatch(/\b(?:4|four)\b/);
  });
});
