import type { Citation, QuestionDraft } from '../../engine.ts';
import { type Analysis, conceptsIn } from '../analysis.ts';
import { type ChunkView, cite, type Sentence } from '../document-view.ts';
import { question } from './build.ts';
import { sequences } from './sequence-words.ts';
import { headedSteps } from './step-headings.ts';
import { stepLists } from './step-lists.ts';

const QUALITY = 0.75;

type Order = {
  stem: string;
  noun: string;
  steps: string[];
  said: Sentence[];
  citations: Citation[];
};

function orderingOf(analysis: Analysis, order: Order): QuestionDraft | null {
  const { stem, noun, steps, said, citations } = order;
  const [sentence] = said;
  if (sentence === undefined) return null;
  return question(
    {
      analysis,
      sentence,
      citations,
      concepts: conceptsIn(analysis, said, 4),
      stem,
      explanation: `In the right order: ${steps.map((step, i) => `${i + 1}. ${step}.`).join(' ')}`,
      hints: [`Ask of each ${noun} what must have been done or have happened before it.`],
      quality: QUALITY,
    },
    { questionType: 'ordering', steps },
  );
}

/** The steps that a passage, or the sections that begin with it, put in an order. */
export function orderings(analysis: Analysis, chunk: ChunkView): QuestionDraft[] {
  const inText = [...stepLists(chunk), ...sequences(chunk)].map(
    ({ stem, noun, steps, first, last }): Order => ({
      stem: `${stem} Put the ${noun}s in the right order.`,
      noun,
      steps,
      said: chunk.sentences.filter(({ index }) => index >= first.index && index <= last.index),
      citations: [cite(analysis.view, first, last)],
    }),
  );
  const headed = headedSteps(analysis)
    .filter(({ chunks }) => chunks[0] === chunk)
    .map(
      ({ chunks, ...rest }): Order => ({
        ...rest,
        noun: 'step',
        said: chunks.flatMap(({ sentences }) => sentences),
      }),
    );
  return [...inText, ...headed]
    .map((order) => orderingOf(analysis, order))
    .filter((draft) => draft !== null);
}
