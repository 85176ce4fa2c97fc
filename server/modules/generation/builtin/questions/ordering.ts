import type { QuestionDraft } from '../../engine.ts';
import { type Analysis, conceptsIn } from '../analysis.ts';
import { type ChunkView, cite } from '../document-view.ts';
import { question } from './build.ts';
import { sequences } from './sequence-words.ts';
import { stepLists } from './step-lists.ts';

const QUALITY = 0.75;

/** The steps that a passage puts in an order, to be put in it. */
export function orderings(analysis: Analysis, chunk: ChunkView): QuestionDraft[] {
  return [...stepLists(chunk), ...sequences(chunk)].map(({ stem, noun, steps, first, last }) => {
    const said = chunk.sentences.filter(({ index }) => index >= first.index && index <= last.index);
    return question(
      {
        analysis,
        sentence: first,
        citations: [cite(analysis.view, first, last)],
        concepts: conceptsIn(analysis, said, 4),
        stem: `${stem} Put the ${noun}s in the right order.`,
        explanation: `In the right order: ${steps.map((step, i) => `${i + 1}. ${step}.`).join(' ')}`,
        hints: [`Ask of each ${noun} what must have been done or have happened before it.`],
        quality: QUALITY,
      },
      { questionType: 'ordering', steps },
    );
  });
}
