import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import { BLANK, clozeOf } from '../cloze.ts';
import type { Concept } from '../concept.ts';
import type { Sentence } from '../document-view.ts';
import type { Fact } from '../facts.ts';
import { contentStems, leakOf, leaks } from '../phrases.ts';
import { standsAlone } from '../standalone.ts';
import { acceptedFor, question } from './build.ts';
import { hintsFor } from './hints.ts';
import { askForTerm, explain, nameFor } from './wording.ts';

/** Content words that a sentence must have besides the gap to lead to its answer. */
const MIN_TELLING = 4;

const hide = (before: string): string => before.replace(/\b(a)n?(\s+["“‘]?)$/i, '$1(n)$2');

/** The source's sentence with its subject blanked. */
export function factBlank(analysis: Analysis, concept: Concept, fact: Fact): QuestionDraft | null {
  const { sentence } = fact;
  if (!standsAlone(sentence) || sentence.words > 32 || fact.kind === 'gloss') return null;
  if (contentStems(fact.phrase).size < MIN_TELLING) return null;
  const answer = sentence.plain.slice(fact.nameStart, fact.nameEnd);
  const after = sentence.plain.slice(fact.nameEnd).replace(/^(["”’]?)\s\([^)]*\)/, '$1');
  const before = hide(sentence.plain.slice(0, fact.nameStart));
  if (leaks([concept.name, ...concept.aliases].join(' '), `${before} ${after}`)) {
    return modifierBlank(analysis, concept, fact);
  }
  const stem = `${before}${BLANK}${after}`;
  return question(
    {
      analysis,
      sentence,
      concepts: [concept],
      stem,
      explanation: sentence.plain,
      hints: hintsFor({ analysis, concept, chunk: sentence.chunk, answer, stem, rivals: [] }),
      quality: 0.3 + fact.strength * 0.55,
    },
    { questionType: 'fill_blank', gaps: [{ accepted: acceptedFor(concept, answer) }] },
  );
}

/**
 * Where the definition repeats the head of the name (`an exergonic reaction is a reaction that …`),
 * only the words before the head are blanked.
 */
function modifierBlank(analysis: Analysis, concept: Concept, fact: Fact): QuestionDraft | null {
  const { plain, tokens } = fact.sentence;
  const answer = /^(.+)[ -]\S+$/.exec(plain.slice(fact.nameStart, fact.nameEnd))?.[1];
  if (answer === undefined || /^\p{Lu}.*\s\p{Lu}|\sof(?:\s|$)/u.test(answer)) return null;
  const before = hide(plain.slice(0, fact.nameStart));
  const after = plain.slice(fact.nameStart + answer.length);
  if (fact.kind === 'role' || leaks(answer, `${before} ${after}`) || tokens.length === 0)
    return null;
  const stem = `${before}${BLANK}${after}`;
  return question(
    {
      analysis,
      sentence: fact.sentence,
      concepts: [concept],
      stem,
      explanation: plain,
      hints: hintsFor({
        analysis,
        concept: { ...concept, name: answer, aliases: [] },
        chunk: fact.sentence.chunk,
        answer,
        stem,
        rivals: [],
      }),
      quality: 0.25 + fact.strength * 0.5,
    },
    { questionType: 'fill_blank', gaps: [{ accepted: [answer] }] },
  );
}

/** A sentence that tells something about two or more concepts, one of them blanked. */
export function sentenceBlank(analysis: Analysis, sentence: Sentence): QuestionDraft | null {
  const cloze = clozeOf(analysis, sentence);
  if (cloze === null) return null;
  const { concept, front: stem, answer } = cloze;
  return question(
    {
      analysis,
      sentence,
      concepts: [concept],
      stem,
      explanation: sentence.plain,
      hints: hintsFor({ analysis, concept, chunk: sentence.chunk, answer, stem, rivals: [] }),
      quality: 0.35 + Math.min(0.25, concept.score * 0.04),
    },
    { questionType: 'fill_blank', gaps: [{ accepted: acceptedFor(concept, answer) }] },
  );
}

/** What a source sets apart as the meaning of a term is one, in whatever words. */
const MIN_GLOSS = 0.6;
const MIN_DEFINITION = 0.7;

/** Definition given, term to be written. Only where the phrase tells enough to find it. */
export function termRecall(analysis: Analysis, concept: Concept, fact: Fact): QuestionDraft | null {
  if (
    fact.kind === 'role' ||
    fact.strength < (fact.kind === 'gloss' ? MIN_GLOSS : MIN_DEFINITION) ||
    fact.phrase.split(' ').length < 6
  )
    return null;
  const stem =
    /^(?:an?|the)\s/.test(fact.phrase) && !fact.plural
      ? `What is ${fact.phrase} called?`
      : askForTerm(concept, fact).replace(
          /^Which of the following (?:are|is) /,
          'What is the name for ',
        );
  if ([concept.name, ...concept.aliases].some((name) => leakOf(name, stem) === 'all')) return null;
  const answer = nameFor(concept, fact.plural);
  return question(
    {
      analysis,
      sentence: fact.sentence,
      concepts: [concept],
      stem,
      explanation: explain(concept, fact),
      hints: hintsFor({ analysis, concept, chunk: fact.sentence.chunk, answer, stem, rivals: [] }),
      quality: 0.25 + fact.strength * 0.55,
    },
    { questionType: 'short_answer', accepted: acceptedFor(concept, answer) },
  );
}
