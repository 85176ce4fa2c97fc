import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import type { Fact } from '../facts.ts';
import { capitalize, headStem, leakOf, leaks, wordCount } from '../phrases.ts';
import { mean, question, shuffled } from './build.ts';
import { pickRivals, type Rival, rivalsOf } from './distractors.ts';
import { hintsFor } from './hints.ts';
import {
  askForMeaning,
  askForRole,
  askForTerm,
  explain,
  isNominal,
  meaningFeedback,
  nameFor,
  spoken,
  statementOf,
} from './wording.ts';

const MIN_ROLE_CLOSENESS = 0.45;

const quality = (fact: Fact, rivals: readonly Rival[]): number =>
  0.2 + fact.strength * 0.45 + mean(rivals.map(({ closeness }) => closeness)) * 0.45;

/** Definition or role given, term asked. Null where the phrase names the answer or rivals lack. */
export function termChoice(analysis: Analysis, concept: Concept, fact: Fact): QuestionDraft | null {
  const stem = askForTerm(concept, fact);
  const told = new Set([concept.name, ...concept.aliases].map((name) => leakOf(name, stem)));
  if (told.has('all')) return null;
  // `Which interval is larger than an octave?` may be asked where all options are intervals.
  const head = headStem(concept.name);
  const rivals = pickRivals(rivalsOf(analysis, concept, fact), 3, ({ concept: rival }) =>
    told.has('head')
      ? headStem(rival.name) === head && leakOf(rival.name, stem) === 'head'
      : !leaks(rival.name, stem),
  );
  if (rivals.length < 3) return null;
  const closeness = mean(rivals.map((rival) => rival.closeness));
  // What a thing does may hold for others too, unless they are much alike and told apart in the text.
  if (fact.kind === 'role' && closeness < MIN_ROLE_CLOSENESS) return null;
  const answer = capitalize(nameFor(concept, fact.plural));
  const options = [
    { text: answer, correct: true, feedback: explain(concept, fact) },
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
      explanation: explain(concept, fact),
      hints: hintsFor({ analysis, concept, chunk: fact.sentence.chunk, answer, stem, rivals }),
      quality: quality(fact, rivals),
      closeness: mean(rivals.map(({ closeness }) => closeness)),
    },
    { questionType: 'multiple_choice', options: shuffled(stem, options) },
  );
}

/** Term given, meaning asked; the wrong options are what its rivals are. */
export function meaningChoice(
  analysis: Analysis,
  concept: Concept,
  fact: Fact,
): QuestionDraft | null {
  if (fact.kind === 'role' || !isNominal(fact.phrase) || fact.plural !== concept.defining.plural)
    return null;
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
    { text: answer, correct: true, feedback: explain(concept, fact) },
    ...rivals.map(({ concept: rival }) => ({
      text: capitalize(rival.defining.phrase),
      correct: false,
      feedback: meaningFeedback(rival),
    })),
  ];
  return question(
    {
      analysis,
      sentence: fact.sentence,
      concepts: [concept],
      stem,
      explanation: explain(concept, fact),
      hints: hintsFor({ analysis, concept, chunk: fact.sentence.chunk, answer, stem, rivals: [] })
        .filter((hint) => !/^The answer/.test(hint))
        .concat(
          `It is not what ${spoken(farthest, farthest.defining)} ${fact.plural ? 'are' : 'is'}.`,
        )
        .slice(0, 2),
      quality: quality(fact, rivals) + 0.03,
      closeness: mean(rivals.map(({ closeness }) => closeness)),
    },
    { questionType: 'multiple_choice', options: shuffled(stem, options) },
  );
}

/** Verbs that say what a thing has or needs rather than what it does. */
const NO_DEED =
  /^(?:contain|include|consist|require|depend|represent|involve|hold|vary|extend|state|cover|describe|specify|indicate|define|identify|own|govern|support|use|share|interpret)s?\b/;

/** Term given, its doing asked; the wrong options are what its rivals do. */
export function roleChoice(analysis: Analysis, concept: Concept, fact: Fact): QuestionDraft | null {
  if (fact.kind !== 'role' || NO_DEED.test(fact.phrase)) return null;
  const names = [concept.name, ...concept.aliases].join(' ');
  if (leaks(names, fact.phrase)) return null;
  const size = wordCount(fact.phrase);
  const deeds = new Map<Concept, Fact>();
  const rivals = pickRivals(rivalsOf(analysis, concept, fact), 3, ({ concept: rival }) => {
    const deed = rival.facts.find((other) => {
      const words = wordCount(other.phrase);
      return (
        other.kind === 'role' &&
        other.plural === fact.plural &&
        !NO_DEED.test(other.phrase) &&
        words >= size * 0.55 &&
        words <= size * 1.9 &&
        !leaks(`${names} ${rival.name}`, other.phrase)
      );
    });
    if (deed !== undefined) deeds.set(rival, deed);
    return deed !== undefined;
  });
  if (rivals.length < 3) return null;
  const phraseOf = (rival: Concept) => deeds.get(rival)?.phrase ?? '';
  if (
    fact.phrase.length >
    Math.max(...rivals.map((rival) => phraseOf(rival.concept).length)) * 1.25
  )
    return null;
  const stem = askForRole(concept, fact);
  const answer = capitalize(fact.phrase);
  const closeness = mean(rivals.map((rival) => rival.closeness));
  const options = [
    { text: answer, correct: true, feedback: explain(concept, fact) },
    ...rivals.map(({ concept: rival }) => ({
      text: capitalize(phraseOf(rival)),
      correct: false,
      feedback: `That is what ${spoken(rival, rival.defining)} ${fact.plural ? 'do' : 'does'}.`,
    })),
  ];
  return question(
    {
      analysis,
      sentence: fact.sentence,
      concepts: [concept],
      stem,
      explanation: explain(concept, fact),
      hints: hintsFor({ analysis, concept, chunk: fact.sentence.chunk, answer, stem, rivals: [] })
        .filter((hint) => !/^The answer/.test(hint))
        .concat(`Recall what kind of thing ${spoken(concept, fact)} is.`)
        .slice(0, 2),
      quality: quality(fact, rivals),
      closeness,
    },
    { questionType: 'multiple_choice', options: shuffled(stem, options) },
  );
}
