import { hash32 } from '../../domain/hash.ts';
import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import type { ChunkView } from '../document-view.ts';
import { isIncidental } from '../incidental.ts';
import { contentStems, overlap } from '../phrases.ts';
import { meaningChoice, roleChoice, termChoice } from './choice.ts';
import { comparison } from './comparison.ts';
import { essays } from './essay.ts';
import { matching } from './matching.ts';
import { multipleResponses } from './multiple-response.ts';
import { numeric } from './numeric.ts';
import { orderings } from './ordering.ts';
import { factBlank, sentenceBlank, termRecall } from './recall.ts';
import { severalBlanks } from './several-blanks.ts';
import { trueFalse } from './true-false.ts';
import { yearChoice } from './years.ts';

const MIN_QUALITY = 0.45;
/** A passage full of numbers is about something else than each of them. */
const MOST_NUMERIC = 2;

const firstOf = (...makers: (() => QuestionDraft | null)[]): QuestionDraft[] => {
  for (const make of makers) {
    const draft = make();
    if (draft !== null) return [draft];
  }
  return [];
};

/**
 * What is asked about a definition. A question that states the definition is asked alone; one that
 * asks for it may be followed by one that states it.
 */
function onDefinition(analysis: Analysis, concept: Concept): QuestionDraft[] {
  const fact = concept.defining;
  if (isIncidental(analysis, concept, fact)) return [];
  const turn = hash32(`plan ${concept.key}`) % 6;
  const meaning = turn % 2 === 0 ? meaningChoice(analysis, concept, fact) : null;
  const tf = () => trueFalse(analysis, concept, fact);
  const gaps = () => severalBlanks(analysis, concept, fact);
  const blank = () => gaps() ?? factBlank(analysis, concept, fact);
  const recall = () => termRecall(analysis, concept, fact);
  const term = () => termChoice(analysis, concept, fact);
  const written =
    turn < 2 ? [tf, blank, recall] : turn < 4 ? [blank, tf, recall] : [recall, tf, blank];
  if (meaning !== null) return [meaning, ...firstOf(...written)];
  if (fact.kind === 'role')
    return firstOf(() => roleChoice(analysis, concept, fact), term, ...written);
  if (turn % 2 === 1)
    return firstOf(gaps, term, () => meaningChoice(analysis, concept, fact), ...written);
  return firstOf(term, () => meaningChoice(analysis, concept, fact), ...written);
}

/** What is asked about something else that the text says of a concept. */
function onFurtherFacts(analysis: Analysis, concept: Concept, chunk: ChunkView): QuestionDraft[] {
  const drafts: QuestionDraft[] = [];
  for (const fact of concept.facts) {
    if (isIncidental(analysis, concept, fact)) continue;
    if (fact === concept.defining || fact.sentence.chunk !== chunk.index || drafts.length >= 2)
      continue;
    if (overlap(contentStems(fact.phrase), contentStems(concept.defining.phrase)) > 0.3) continue;
    const turn = hash32(`fact ${concept.key} ${fact.phrase}`) % 3;
    const tf = () => trueFalse(analysis, concept, fact);
    const blank = () => factBlank(analysis, concept, fact);
    const role = () => roleChoice(analysis, concept, fact);
    const term = () => (fact.kind === 'role' ? termChoice(analysis, concept, fact) : null);
    drafts.push(
      ...(turn === 0
        ? firstOf(role, tf, term, blank)
        : turn === 1
          ? firstOf(role, term, blank, tf)
          : firstOf(role, blank, term, tf)),
    );
  }
  return drafts;
}

/** Questions whose citation lies in the chunk, best first; as many as its length justifies. */
export function questionsOf(analysis: Analysis, chunk: ChunkView): QuestionDraft[] {
  const onDefinitions: QuestionDraft[] = [];
  const onFacts: QuestionDraft[] = [];
  for (const concept of analysis.map.concepts) {
    if (concept.defining.sentence.chunk === chunk.index)
      onDefinitions.push(...onDefinition(analysis, concept));
    onFacts.push(...onFurtherFacts(analysis, concept, chunk));
  }
  const numbers: QuestionDraft[] = [];
  for (const sentence of chunk.sentences) {
    if (numbers.length < MOST_NUMERIC)
      numbers.push(...firstOf(() => numeric(analysis, chunk, sentence)));
  }
  const counted = new Set(numbers.map((draft) => draft.citations[0]?.start));
  const others = (drafts: QuestionDraft[]) =>
    drafts.filter((draft) => !counted.has(draft.citations[0]?.start));
  const primary = others(onDefinitions);
  const further = others(onFacts);
  const used = new Set(
    [...primary, ...numbers, ...further].map((draft) => draft.citations[0]?.start),
  );
  for (const sentence of chunk.sentences) {
    if (used.has(sentence.start)) continue;
    further.push(
      ...firstOf(
        () => yearChoice(analysis, sentence),
        () => comparison(analysis, sentence),
        () => sentenceBlank(analysis, sentence),
      ),
    );
  }
  const words = chunk.sentences.reduce((sum, sentence) => sum + sentence.words, 0);
  const limit = Math.max(2, Math.min(6, Math.ceil(words / 60)));
  further.sort((a, b) => b.quality - a.quality || (a.stem < b.stem ? -1 : 1));
  return [
    ...primary,
    ...numbers,
    ...orderings(analysis, chunk),
    ...multipleResponses(analysis, chunk),
    ...essays(analysis, chunk),
    ...firstOf(() => matching(analysis, chunk)),
    ...further.slice(0, Math.max(0, limit - primary.length)),
  ].filter((draft) => draft.quality >= MIN_QUALITY);
}
