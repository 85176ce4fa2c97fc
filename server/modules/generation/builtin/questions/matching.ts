import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import { type ChunkView, cite } from '../document-view.ts';
import { wordCount } from '../phrases.ts';
import { mean, question } from './build.ts';
import {
  extrasOf,
  isClear,
  isKin,
  LEAST_PAIRS,
  largestSet,
  meaningOf,
  NEAR_MEANING,
  sideBySide,
} from './matching-pairs.ts';
import { explain, nameAtStart, nameFor } from './wording.ts';

/** Headings that name no subject. */
const NO_SUBJECT =
  /^(?:introduction|overview|summary|background|conclusions?|definitions?|terms?|terminology|glossary|basics|notes?|basic|general|more|other|key|tips?|note|caution|warning|important|description)\b|[?:“”"()]|\d/i;

function stemFor(heading: string, names: readonly string[]): string {
  if (heading !== '' && wordCount(heading) <= 6 && !NO_SUBJECT.test(heading))
    return `Match each term on the subject “${heading}” with its meaning.`;
  return `Match each of the terms ${names.slice(0, -1).join(', ')} and ${names.at(-1)} with its meaning.`;
}

/** How many chunks apart the entries of a glossary may stand that are asked for together. */
const REACH = 200;
const IN_GLOSSARY = 4;

const cache = new WeakMap<Analysis, Map<ChunkView, Concept[]>>();

/** Of a glossary whose entries are sections, entries of one kind that follow one another. */
function entriesByChunk(analysis: Analysis): Map<ChunkView, Concept[]> {
  const known = cache.get(analysis);
  if (known !== undefined) return known;
  const entries = analysis.map.concepts
    .filter(({ defining }) => defining.kind === 'gloss' && defining.sentence.kind !== 'list_item')
    .filter(isClear)
    .sort((a, b) => a.defining.sentence.index - b.defining.sentence.index);
  const used = new Set<Concept>();
  const sets = new Map<ChunkView, Concept[]>();
  for (const first of entries) {
    const chunk = analysis.view.chunks[first.defining.sentence.chunk];
    if (used.has(first) || chunk === undefined) continue;
    const chosen = [first];
    for (const other of entries) {
      const far = other.defining.sentence.chunk - first.defining.sentence.chunk;
      if (chosen.length === IN_GLOSSARY || far > REACH) break;
      const alike = isKin(first, other) || first.kinds.length + other.kinds.length === 0;
      if (far <= 0 || used.has(other) || !alike) continue;
      if (chosen.every((one) => sideBySide(one, other, NEAR_MEANING))) chosen.push(other);
    }
    if (chosen.length < IN_GLOSSARY) continue;
    for (const one of chosen) used.add(one);
    sets.set(chunk, chosen);
  }
  cache.set(analysis, sets);
  return sets;
}

const definedIn = (analysis: Analysis, chunk: ChunkView): Concept[] =>
  analysis.map.concepts.filter(({ defining }) => defining.sentence.chunk === chunk.index);

/** The set of a passage; empty where another passage of its section has a larger one. */
function setOf(analysis: Analysis, chunk: ChunkView): Concept[] {
  const own = largestSet(definedIn(analysis, chunk));
  if (own.length < LEAST_PAIRS) return [];
  const outdone = analysis.view.chunks.some((other) => {
    if (other === chunk || other.section !== chunk.section) return false;
    const size = largestSet(definedIn(analysis, other)).length;
    return size > own.length || (size === own.length && other.index < chunk.index);
  });
  return outdone ? [] : own;
}

/** Terms with their meanings, to be matched; at most one question for a section. */
export function matching(analysis: Analysis, chunk: ChunkView): QuestionDraft | null {
  const own = setOf(analysis, chunk);
  const pairs = own.length > 0 ? own : (entriesByChunk(analysis).get(chunk) ?? []);
  const [first] = pairs;
  if (first === undefined) return null;
  const extras = extrasOf(analysis, pairs);
  const nameOf = (concept: Concept) => nameFor(concept, concept.defining.plural);
  const genera = new Set(pairs.map(({ genus }) => genus));
  return question(
    {
      analysis,
      sentence: first.defining.sentence,
      citations: [...new Set(pairs.map(({ defining }) => defining.sentence))].map((sentence) =>
        cite(analysis.view, sentence),
      ),
      concepts: pairs,
      stem: stemFor(own.length > 0 ? chunk.heading : '', pairs.map(nameOf)),
      explanation: [...new Set(pairs.map((concept) => explain(concept, concept.defining)))].join(
        ' ',
      ),
      hints: [
        extras.length > 0
          ? 'Begin with the term that you are surest of; not every meaning is needed.'
          : 'Begin with the term that you are surest of.',
      ],
      quality: 0.25 + mean(pairs.map(({ defining }) => defining.strength)) * 0.6,
      closeness: genera.size === 1 ? 0.6 : 0.3,
    },
    {
      questionType: 'matching',
      pairs: pairs.map((concept) => ({
        left: nameAtStart(concept),
        right: meaningOf(concept),
        feedback: explain(concept, concept.defining),
      })),
      extras: extras.map(meaningOf),
    },
  );
}
