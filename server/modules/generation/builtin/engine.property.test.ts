import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AnswerKey } from '../../../../contracts/items.ts';
import type { SourceDocument } from '../engine.ts';
import { createBuiltinEngine } from './index.ts';
import { BIOLOGY, buildDocument, HISTORY } from './testing/prose.ts';

const SENTENCES = [...BIOLOGY.chunks, ...HISTORY.chunks].flatMap((chunk) =>
  chunk.text.split(/(?<=\.)\s+/),
);

const TELLING = [
  'Two membranes enclose the chloroplast.',
  'Blood type and country of birth are categorical variables.',
  'Height and waiting time are quantitative variables.',
  'Categorical variables are no numbers. Quantitative variables are numbers.',
];
const STEPS =
  '\n\nA restore test follows three steps:\n\n- Choose a backup.\n\n- Restore the files.\n\n- Compare the files.\n\n';

/** Chunks put together from true sentences and from noise, in any order. */
const documents: fc.Arbitrary<SourceDocument> = fc
  .array(
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...SENTENCES) },
        { weight: 3, arbitrary: fc.constantFrom(...TELLING) },
        { weight: 1, arbitrary: fc.constant(STEPS) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
      ),
      { maxLength: 10 },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((chunks) => buildDocument(chunks.map((sentences, i) => [`Part ${i}`, sentences.join(' ')])));

const open = (document: SourceDocument) => createBuiltinEngine().open(document);
const idsOf = (document: SourceDocument) => document.chunks.map(({ id }) => id);
const settings = { numRuns: 25 };

it('cites exact slices, whatever the text', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      const run = await open(document);
      const ids = idsOf(document);
      const drafts = [
        ...(await run.questions(ids)),
        ...(await run.flashcards(ids)),
        ...(await run.nuggets(ids)),
        ...(await run.chunkSummaries(ids)),
      ];
      for (const { chunkId, start, end, quote } of drafts.flatMap(({ citations }) => citations)) {
        expect(document.chunks.find(({ id }) => id === chunkId)?.text.slice(start, end)).toBe(
          quote,
        );
      }
    }),
    settings,
  );
});

it('gives every choice distinct options, one of them right, or several where several are asked for', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      for (const draft of await (await open(document)).questions(idsOf(document))) {
        if (!('options' in draft)) continue;
        const right = draft.options.filter(({ correct }) => correct).length;
        const size = draft.options.length;
        expect(new Set(draft.options.map(({ text }) => text.toLowerCase())).size).toBe(size);
        if (draft.questionType === 'multiple_response') {
          expect(right).toBeGreaterThanOrEqual(2);
          expect(size - right).toBeGreaterThanOrEqual(2);
        } else {
          expect(right).toBe(1);
          expect(size).toBe(draft.questionType === 'multiple_choice' ? 4 : 2);
        }
      }
    }),
    settings,
  );
});

it('makes only answers that the contract takes, with a blank in the stem for each gap', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      for (const draft of await (await open(document)).questions(idsOf(document))) {
        expect(AnswerKey.safeParse(draft).success).toBe(true);
        const { stem } = draft;
        if (draft.questionType === 'fill_blank')
          expect(stem.split('____')).toHaveLength(draft.gaps.length + 1);
        else expect(stem.split('____').length).toBeLessThanOrEqual(2);
      }
    }),
    settings,
  );
});

it('makes the same drafts however chunks are batched, and every time', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      const ids = idsOf(document);
      const whole = await open(document);
      const single = await open(structuredClone(document));
      const apart = [];
      for (const id of [...ids].reverse()) apart.unshift(...(await single.questions([id])));
      expect(apart).toEqual(await whole.questions(ids));
      expect(await whole.questions(ids)).toEqual(await whole.questions(ids));
    }),
    settings,
  );
});

it('keeps difficulty in 1-10, quality in 0-1, and prerequisites without a circle', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      const run = await open(document);
      for (const draft of [
        ...(await run.questions(idsOf(document))),
        ...(await run.flashcards(idsOf(document))),
      ]) {
        expect(draft.difficulty).toBeGreaterThanOrEqual(1);
        expect(draft.difficulty).toBeLessThanOrEqual(10);
        expect(draft.quality).toBeGreaterThanOrEqual(0);
        expect(draft.quality).toBeLessThanOrEqual(1);
      }
      const concepts = new Map((await run.concepts()).map((concept) => [concept.name, concept]));
      const done = new Set<string>();
      const visit = (name: string, path: Set<string>): void => {
        expect(path.has(name)).toBe(false);
        if (done.has(name)) return;
        for (const { name: below } of concepts.get(name)?.prerequisites ?? [])
          visit(below, new Set([...path, name]));
        done.add(name);
      };
      for (const name of concepts.keys()) visit(name, new Set());
    }),
    settings,
  );
});
