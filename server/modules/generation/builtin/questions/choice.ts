import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concepts.ts';
import type { Fact } from '../facts.ts';
import { capitalize, leaks, wordCount } from '../phrases.ts';
import { mean, question, shuffled } from './build.ts';
import { pickRivals, type Rival, rivalsOf } from './distractors.ts';
import { hintsFor } from './hints.ts';
import { askForMeaning, askForTerm, isNominal, nameFor, spoken, statementOf } from './wording.ts';

const quality = (fact: Fact, rivals: readonly Rival[]): number =>
  0.2 + fact.strength * 0.45 + mean(rivals.map(({ closeness }) => closeness)) * 0.45;

/** Definition or role given, term asked. Null where the phrase names the answer or rivals lack. */
export function termChoice(analysis: Analysis, concept: Concept, fact: Fact): QuestionDraft | null {
  const names = [concept.name, ...concept.aliases].join(' ');
  if (leaks(names, fact.phrase)) return null;
  const stem = askForTerm(concept, fact);
  if (leaks(names, stem)) return null;
  const rivals = pickRivals(rivalsOf(analysis, concept, fact), 3, (rival) => !leaks(rival.concept.name, stem));
  if (rivals.length < 3) return null;
  const answer = capitalize(nameFor(concept, fact.plural));
  const options = [
    { text: answer, correct: true, feedback: fact.sentence.plain },
    ...rivals.map(({ concept: rival }) => ({
      text: capitalize(nameFor(rival, fact.plural)),
      correct: false,
      feedback: statementOf(rival),
    })),
  ];
  return question(
    {
      analysis,
      sentence: fact.sentence,
      concepts: [concept],
      stem,
      explanation: fact.sentence.plain,
      hints: hintsFor({ analysis, concept, chunk: fact.sentence.chunk, answer, stem, rivals }),
      quality: quality(fact, rivals),
      closeness: mean(rivals.map(({ closeness }) => closeness)),
    },
    { questionType: 'multiple_choice', options: shuffled(stem, options) },
  );
}

/** Term given, meaning asked; the wrong options are what its rivals are. */
export function meaningChoice(analysis: Analysis, concept: Concept, fact: Fact): QuestionDraft | null {
  if (fact.kind === 'role' || !isNominal(fact.phrase) || fact.plural !== concept.defining.plural) return null;
  const names = [concept.name, ...concept.aliases].join(' ');
  if (leaks(names, fact.phrase)) return null;
  const size = wordCount(fact.phrase);
  const determiner = /^the\s/i.test(fact.phrase);
  const rivals = pickRivals(rivalsOf(analysis, concept, fact), 3, ({ concept: rival }) => {
    const other = rival.defining;
    const words = wordCount(other.phrase);
    return (
      other.kind !== 'role' &&
      isNominal(other.phrase) &&
      /^the\s/i.test(other.phrase) === determiner &&
      other.plural === fact.plural &&
      words >= size * 0.55 &&
      words <= size * 1.9 &&
      !leaks([...names.split(' '), rival.name].join(' '), other.phrase)
    );
  });
  if (rivals.length < 3) return null;
  const longest = Math.max(...rivals.map(({ concept: rival }) => rival.defining.phrase.length));
  if (fact.phrase.length > longest * 1.25) return null;
  const stem = askForMeaning(concept, fact);
  const farthest = rivals.at(-1)?.concept ?? concept;
  const answer = capitalize(fact.phrase);
  const options = [
    { text: answer, correct: true, feedback: fact.sentence.plain },
    ...rivals.map(({ concept: rival }) => ({
      text: capitalize(rival.defining.phrase),
      correct: false,
      feedback: `That is ${spoken(rival, rival.defining)}.`,
    })),
  ];
  return question(
    {
      analysis,
      sentence: fact.sentence,
      concepts: [concept],
      stem,
      explanation: fact.sentence.plain,
      hints: hintsFor({ analysis, concept, chunk: fact.sentence.chunk, answer, stem, rivals: [] }).filter((hint) => !/^The answer/.test(hint)).concat(`It is not what ${spoken(farthest, farthest.defining)} ${fact.plural ? 'are' : 'is'}.`).slice(0, 2),
      quality: quality(fact, rivals) + 0.03,
      closeness: mean(rivals.map(({ closeness }) => closeness)),
    },
    { questionType: 'multiple_choice', options: shuffled(stem, options) },
  );
}
