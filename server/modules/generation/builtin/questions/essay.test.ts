import { describe, expect, it } from 'vitest';
import type { SourceDocument } from '../../engine.ts';
import { createBuiltinEngine } from '../index.ts';
import { buildDocument } from '../testing/prose.ts';

async function essays(document: SourceDocument) {
  const run = await createBuiltinEngine().open(document);
  const drafts = await run.questions(document.chunks.map(({ id }) => id));
  return drafts.flatMap((draft) => (draft.questionType === 'essay' ? [draft] : []));
}

/** Chapters of three passages each, so that the document is divided into them. */
function chapters(...texts: string[]): SourceDocument {
  const document = buildDocument(
    texts.flatMap((text, i): [string, string][] => [
      [`Part ${i}`, text],
      [`Part ${i}`, 'The weather is a matter of luck. Nobody knows it.'],
      [`Part ${i}`, 'The sea is wide and blue. Ships go there.'],
    ]),
  );
  return document;
}

const FILLER = 'Rain falls on hills and fields. Rivers carry it to the sea.';
const OSMOSIS =
  'Osmosis is the diffusion of water across a selectively permeable membrane. Osmosis takes place in the cells of every root. Osmosis differs from a flow of salt because only the water moves. Plants need water.';
const CONTRAST =
  'Photosynthesis is the process by which plants turn light into sugar. Respiration is the process by which cells break down sugar for energy. Photosynthesis stores energy in sugar, whereas respiration releases the energy of sugar.';

describe('essays', () => {
  it('asks to explain what the chapter says most of, with a criterion for each sentence', async () => {
    const [essay] = await essays(chapters(OSMOSIS, FILLER, FILLER));
    expect(essay?.stem).toBe(
      'Explain what osmosis is, where it takes place, and why it differs from a flow of salt.',
    );
    expect(essay?.rubric.map(({ points }) => points)).toEqual([2, 1, 1]);
    expect(essay?.rubric[0]).toMatchObject({
      criterion: 'Says what osmosis is',
      description: 'Osmosis is the diffusion of water across a selectively permeable membrane.',
    });
    expect(essay?.citations.map(({ quote }) => quote).join(' ')).toBe(essay?.sampleAnswer);
  });

  it('asks how two things differ that a sentence sets against each other', async () => {
    const [essay] = await essays(chapters(CONTRAST, FILLER, FILLER));
    expect(essay?.stem).toBe(
      'Explain what photosynthesis is, what respiration is, and how the two differ.',
    );
    expect(essay?.concepts).toEqual(['photosynthesis', 'respiration']);
  });

  it('makes one for a chapter at most, of difficulty 6 to 8', async () => {
    const all = await essays(chapters(`${OSMOSIS}\n\n${CONTRAST}`, CONTRAST, FILLER));
    expect(all.length).toBeGreaterThan(0);
    expect(all.length).toBeLessThanOrEqual(2);
    for (const { difficulty } of all) {
      expect(difficulty).toBeGreaterThanOrEqual(6);
      expect(difficulty).toBeLessThanOrEqual(8);
    }
  });

  it('makes none where a chapter only says what something is', async () => {
    const short = OSMOSIS.split('. ').slice(0, 2).join('. ');
    expect(await essays(chapters(`${short}.`, FILLER, FILLER))).toEqual([]);
  });
});
