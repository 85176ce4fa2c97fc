import { hash32 } from '../../domain/hash.ts';
import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concepts.ts';
import type { Fact } from '../facts.ts';
import { capitalize } from '../phrases.ts';
import { standsAlone } from '../standalone.ts';
import { question } from './build.ts';
import { rivalsOf } from './distractors.ts';
import { nameFor, spoken, statementOf } from './wording.ts';

/** Replaces the subject of the fact's sentence by the rival with the article that it goes with. */
function withSubject(fact: Fact, rival: Concept): string {
  const { plain } = fact.sentence;
  const before = plain.slice(0, fact.nameStart).replace(/\b(?:an?|the)\s+["“‘]?$|["“‘]$/i, '');
  const subject = fact.plural
    ? nameFor(rival, true)
    : spoken(rival, { ...rival.defining, plural: false });
  return (
    before +
    (before.trim() === '' ? capitalize(subject) : subject) +
    plain.slice(fact.nameEnd).replace(/^["”’]/, '')
  );
}

/**
 * The source's own sentence, or the same said of another concept of the same kind. Which of the two
 * is decided by a hash, so that about half are false.
 */
export function trueFalse(analysis: Analysis, concept: Concept, fact: Fact): QuestionDraft | null {
  const { sentence } = fact;
  if (
    !standsAlone(sentence) ||
    sentence.words > 30 ||
    sentence.plain.includes(';') ||
    fact.kind === 'gloss' ||
    fact.kind === 'naming'
  )
    return null;
  const bare = sentence.plain.slice(fact.nameEnd);
  if (/^\s*\(/.test(bare) || /^,\s(?:also|or|sometimes|often)\b/.test(bare)) return null;
  const wantsFalse = hash32(`tf ${concept.key} ${fact.phrase}`) % 5 < 3;
  const rivals = rivalsOf(analysis, concept, fact);
  const rival = rivals.find(
    ({ concept: other, closeness }) =>
      closeness >= 0.5 &&
      (fact.plural || other.singularForm !== other.pluralForm) &&
      other.proper === concept.proper,
  );
  // Without a rival only true statements could be made, and a learner would soon see that.
  if (rival === undefined) return null;
  const stem = wantsFalse ? withSubject(fact, rival.concept) : sentence.plain;
  const correction = wantsFalse
    ? `${sentence.plain} ${statementOf(rival.concept)}`
    : sentence.plain;
  return question(
    {
      analysis,
      sentence,
      concepts: wantsFalse ? [concept, rival.concept] : [concept],
      stem,
      explanation: wantsFalse
        ? `This is true of ${spoken(concept, fact)}: ${sentence.plain}`
        : sentence.plain,
      hints: [
        `Recall how the source describes ${wantsFalse ? nameFor(rival.concept, fact.plural) : nameFor(concept, fact.plural)}.`,
      ],
      quality: 0.25 + fact.strength * 0.5 + rival.closeness * 0.2,
      closeness: rival.closeness,
    },
    {
      questionType: 'true_false',
      options: [
        {
          text: 'True',
          correct: !wantsFalse,
          feedback: wantsFalse ? correction : 'Yes: the source says just this.',
        },
        {
          text: 'False',
          correct: wantsFalse,
          feedback: wantsFalse ? 'Yes: the source says this of something else.' : correction,
        },
      ],
    },
  );
}
