import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import { type ChunkView, cite } from '../document-view.ts';
import { question } from './build.ts';
import { type Aspect, aspectsOf, contrastIn } from './essay-aspects.ts';

const LEAST_CRITERIA = 3;
const MOST_CRITERIA = 4;
const MOST_DEEDS = 2;
const EASIEST = 6;
const HARDEST = 8;

const MOST_OF: Record<Aspect['kind'], number> = {
  meaning: 1,
  place: 1,
  course: 1,
  deed: MOST_DEEDS,
  difference: 1,
  reason: 1,
};
const ORDER: Aspect['kind'][] = ['meaning', 'place', 'course', 'deed', 'difference', 'reason'];

/** The aspects that make up one essay, in the order in which they are asked for. */
function chosenFrom(aspects: readonly Aspect[]): Aspect[] {
  const asked = new Set<string>();
  const fitting = aspects.filter(({ ask }) => !asked.has(ask) && asked.add(ask));
  const chosen = ORDER.flatMap((kind) =>
    fitting.filter((aspect) => aspect.kind === kind).slice(0, MOST_OF[kind]),
  );
  return chosen[0]?.kind === 'meaning' ? chosen.slice(0, MOST_CRITERIA) : [];
}

function joined(asks: readonly string[]): string {
  if (asks.length <= 2) return asks.join(' and ');
  return `${asks.slice(0, -1).join(', ')}, and ${asks.at(-1)}`;
}

type Topic = { concepts: Concept[]; aspects: Aspect[] };

function essayOn(analysis: Analysis, { concepts, aspects }: Topic): QuestionDraft | null {
  const asks = aspects.map(({ ask }) => ask);
  const inSource = [...aspects].sort((a, b) => a.sentence.index - b.sentence.index);
  const sample = inSource.map(({ said }) => said).join(' ');
  const [first] = inSource;
  if (first === undefined) return null;
  const draft = question(
    {
      analysis,
      sentence: first.sentence,
      citations: inSource.map(({ sentence }) => cite(analysis.view, sentence)),
      concepts,
      stem: `Explain ${joined(asks)}.`,
      explanation: sample,
      hints: [
        'Begin with what kind of thing it is, then go on to what tells it from others of its kind.',
      ],
      quality: 0.4 + aspects.length * 0.08,
    },
    {
      questionType: 'essay',
      // The criterion is shown while the learner writes; what is expected, only to who grades.
      rubric: aspects.map(({ kind, ask, said }) => ({
        criterion: `Says ${ask}`,
        description: said,
        points: kind === 'meaning' ? 2 : 1,
      })),
      sampleAnswer: sample,
    },
  );
  return { ...draft, difficulty: Math.min(HARDEST, Math.max(EASIEST, draft.difficulty)) };
}

/** Kinds of what has to be explained, not only told. */
const EXPLAINING: ReadonlySet<Aspect['kind']> = new Set(['reason', 'difference']);

const isEnough = (aspects: readonly Aspect[]): boolean =>
  aspects.length >= LEAST_CRITERIA ||
  (aspects.length === 2 && aspects.some(({ kind }) => EXPLAINING.has(kind)));

const rankOf = ({ aspects, concepts }: Topic): number =>
  aspects.length +
  aspects.filter(({ kind }) => EXPLAINING.has(kind)).length +
  Math.min(0.9, Math.max(...concepts.map(({ score }) => score)) / 100);

/** On what a chapter says most of; null where it says little of anything. */
function essayOf(analysis: Analysis, chunks: readonly ChunkView[]): QuestionDraft | null {
  const sentences = chunks.flatMap((chunk) => chunk.sentences);
  const inside = new Set(chunks.map(({ index }) => index));
  const topics: Topic[] = analysis.map.concepts
    .filter((concept) => inside.has(concept.defining.sentence.chunk))
    .map((concept) => ({
      concepts: [concept],
      aspects: chosenFrom(aspectsOf(analysis, concept, sentences)),
    }));
  for (const sentence of sentences) {
    const contrast = contrastIn(analysis, sentence);
    if (contrast !== null) topics.push(contrast);
  }
  const [best] = topics
    .filter(({ aspects }) => isEnough(aspects))
    .sort((a, b) => rankOf(b) - rankOf(a));
  return best === undefined ? null : essayOn(analysis, best);
}

/** A document of fewer parts than this at its highest level has its chapters one heading below. */
const LEAST_CHAPTERS = 3;

/** The passages under each heading of the highest level that divides the document. */
function chaptersOf(chunks: readonly ChunkView[]): ChunkView[][] {
  const at = (depth: number): ChunkView[][] => {
    const groups = new Map<string, ChunkView[]>();
    for (const chunk of chunks) {
      const path = chunk.source.headingPath.slice(0, depth);
      if (path.length < depth) continue;
      const key = path.join('\n');
      groups.set(key, [...(groups.get(key) ?? []), chunk]);
    }
    return [...groups.values()];
  };
  const highest = at(1);
  return highest.length >= LEAST_CHAPTERS ? highest : at(2);
}

const cache = new WeakMap<Analysis, QuestionDraft[]>();

function essaysOf(analysis: Analysis): QuestionDraft[] {
  const known = cache.get(analysis);
  if (known !== undefined) return known;
  const made = chaptersOf(analysis.view.chunks)
    .map((chunks) => essayOf(analysis, chunks))
    .filter((draft) => draft !== null);
  cache.set(analysis, made);
  return made;
}

/** The essay of a chapter whose first citation lies in the chunk; a chapter has at most one. */
export const essays = (analysis: Analysis, chunk: ChunkView): QuestionDraft[] =>
  essaysOf(analysis).filter(({ citations }) => citations[0]?.chunkId === chunk.source.id);
