import type { FlashcardDraft } from '../engine.ts';
import { type Analysis, conceptsIn } from './analysis.ts';
import { clozeOf } from './cloze.ts';
import type { Concept } from './concept.ts';
import { clampQuality, difficultyOf, meanWordLength } from './difficulty.ts';
import { type ChunkView, cite, type Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { capitalize, leaks, wordCount } from './phrases.ts';
import { reasonQuestion } from './reasons.ts';

function card(
  analysis: Analysis,
  sentence: Sentence,
  concepts: Concept[],
  quality: number,
  face: Pick<FlashcardDraft, 'style' | 'front' | 'back'>,
): FlashcardDraft {
  return {
    ...face,
    citations: [cite(analysis.view, sentence)],
    concepts: concepts.map(({ name }) => name),
    difficulty: difficultyOf(analysis, {
      task: face.style,
      concepts,
      words: wordCount(face.front),
      wordLength: meanWordLength(`${face.front} ${face.back}`),
    }),
    quality: clampQuality(quality),
  };
}

/** What stands on the back for a concept: a phrase, or a predicate in a sentence of its own. */
export function definitionText(concept: Concept, fact: Fact = concept.defining): string {
  if (fact.kind === 'role') {
    const article = fact.article === '' ? '' : `${capitalize(fact.article)} `;
    const name = fact.plural ? concept.pluralForm : concept.singularForm;
    return `${article === '' ? capitalize(name) : article + name} ${fact.phrase}.`;
  }
  return `${capitalize(fact.phrase)}.`;
}

function definitionCards(analysis: Analysis, concept: Concept): FlashcardDraft[] {
  const { defining } = concept;
  if (defining.kind === 'role') return [];
  const back = definitionText(concept);
  const cards = [
    card(analysis, defining.sentence, [concept], 0.3 + defining.strength * 0.65, {
      style: 'term_to_definition',
      front: capitalize(concept.name),
      back,
    }),
  ];
  if (
    defining.strength >= 0.7 &&
    !leaks([concept.name, ...concept.aliases].join(' '), defining.phrase)
  ) {
    cards.push(
      card(analysis, defining.sentence, [concept], 0.25 + defining.strength * 0.65, {
        style: 'definition_to_term',
        front: back,
        back: capitalize(concept.name),
      }),
    );
  }
  return cards;
}

/** Cards whose citation lies in the chunk: definitions both ways, one or two clozes, reasons. */
export function flashcardsOf(analysis: Analysis, chunk: ChunkView): FlashcardDraft[] {
  const cards: FlashcardDraft[] = [];
  for (const concept of analysis.map.concepts) {
    if (concept.defining.sentence.chunk === chunk.index)
      cards.push(...definitionCards(analysis, concept));
  }
  const told = new Set(analysis.map.concepts.map((concept) => concept.defining.sentence.index));
  const clozes: FlashcardDraft[] = [];
  for (const sentence of chunk.sentences) {
    const reason = reasonQuestion(sentence, analysis.view.smallWords);
    if (reason !== null) {
      cards.push(
        card(analysis, sentence, conceptsIn(analysis, [sentence], 3), 0.65, {
          style: 'question_answer',
          front: reason.question,
          back: reason.answer,
        }),
      );
      continue;
    }
    if (told.has(sentence.index)) continue;
    const cloze = clozeOf(analysis, sentence);
    if (cloze === null) continue;
    clozes.push(
      card(analysis, sentence, [cloze.concept], 0.45 + Math.min(0.25, cloze.concept.score * 0.04), {
        style: 'cloze',
        front: cloze.front,
        back: cloze.answer,
      }),
    );
  }
  clozes.sort((a, b) => b.quality - a.quality);
  return [...cards, ...clozes.slice(0, 2)];
}
