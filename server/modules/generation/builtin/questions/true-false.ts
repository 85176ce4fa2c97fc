import { conceptKey } from '../../domain/concept-key.ts';
import { hash32 } from '../../domain/hash.ts';
import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import type { Fact } from '../facts.ts';
import { capitalize, contentStems, stemOf } from '../phrases.ts';
import { standsAlone } from '../standalone.ts';
import { question } from './build.ts';
import { type Rival, rivalsOf } from './distractors.ts';
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

const MIN_CLOSENESS = 0.65;

const defines = (concept: Concept, other: Concept): boolean =>
  ` ${conceptKey(concept.defining.phrase)} `.includes(` ${other.key} `);

/**
 * Whether the two are told by one another (oxidative phosphorylation by chemiosmosis), or by the
 * same things (a membrane and its bilayer by phospholipids): then what is said of the one may hold of the other.
 */
function intertwined(concept: Concept, fact: Fact, rival: Concept): boolean {
  if (defines(concept, rival) || defines(rival, concept)) return true;
  if (fact.genus !== '' && stemOf(fact.genus) === stemOf(rival.genus)) return false;
  const told = contentStems(rival.defining.phrase);
  return [...contentStems(fact.phrase)].some(
    (stem) => told.has(stem) && stem !== stemOf(fact.genus),
  );
}

/**
 * Whether what is said of the concept is surely wrong, but not absurd, of the rival: of the same
 * genus, or very close. Of a name that is a class by itself (`a resistant measure is a measure …`)
 * another kind of thing may well be a member, so only the same genus will do.
 */
function swapsWell(concept: Concept, fact: Fact, { concept: rival, closeness }: Rival): boolean {
  if (rival.proper !== concept.proper || intertwined(concept, fact, rival)) return false;
  const genus = fact.genus === '' ? '' : stemOf(fact.genus);
  const sameGenus = genus !== '' && genus === stemOf(rival.genus);
  if (sameGenus) return closeness >= 0.45;
  return genus !== stemOf(fact.head) && closeness >= MIN_CLOSENESS;
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
    fact.kind === 'naming' ||
    fact.kind === 'aside'
  )
    return null;
  const bare = sentence.plain.slice(fact.nameEnd);
  if (/^\s*\(/.test(bare) || /^,\s(?:also|or|sometimes|often)\b/.test(bare)) return null;
  const wantsFalse = hash32(`tf ${concept.key} ${fact.phrase}`) % 5 < 3;
  const rivals = rivalsOf(analysis, concept, fact);
  const rival = rivals.find((candidate) => swapsWell(concept, fact, candidate));
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
