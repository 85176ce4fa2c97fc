import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import { type ChunkView, cite } from '../document-view.ts';
import type { Fact } from '../facts.ts';
import {
  capitalize,
  contentStems,
  headStem,
  leakOf,
  leaks,
  overlap,
  stemOf,
  wordCount,
} from '../phrases.ts';
import { pointsElsewhere } from '../standalone.ts';
import { mean, question } from './build.ts';
import { rivalsOf, sharesName } from './distractors.ts';
import { explain, isNominal, nameAtStart, nameFor } from './wording.ts';

const LEAST_PAIRS = 3;
const MOST_PAIRS = 5;
const MOST_EXTRAS = 2;
const MIN_STRENGTH = 0.6;
/** How much longer the longest meaning may be than the shortest: length must not tell. */
const LENGTH_RATIO = 2.4;
/** From here on two meanings say the same; opposites (`higher`, `lower`) may share most words. */
const SAME_MEANING = 0.85;
/** A meaning from elsewhere must be plainly another one, since nobody set the two side by side. */
const NEAR_MEANING = 0.4;

const meaningOf = ({ defining }: Concept): string => capitalize(defining.phrase);

/** `an attack that …`, `malware that …`; null for a phrase that is no noun with what belongs to it. */
function shapeOf({ phrase, plural, genus }: Fact): 'article' | 'plural' | 'bare' | null {
  if (plural) return 'plural';
  if (isNominal(phrase)) return 'article';
  const head = genus === '' ? -1 : phrase.toLowerCase().split(' ').indexOf(genus);
  return head >= 0 && head <= 2 ? 'bare' : null;
}

/** `Whaling is spear phishing that …` beside `spear phishing`: one is a kind of the other. */
const isKindOf = (a: Concept, b: Concept): boolean =>
  a.genus !== '' && a.genus !== b.genus && headStem(b.name) === stemOf(a.genus);

/** `a tool from a package is an editor`: no phrase, but a sentence with its subject lost. */
const SENTENCE =
  /^(?:(?!\b(?:that|which|who|whose|whom|where|when|what|how|if|as)\b).)* (?:is|are|was|were) /;

function isClear({ defining }: Concept): boolean {
  const words = wordCount(defining.phrase);
  return (
    defining.kind !== 'role' &&
    defining.strength >= MIN_STRENGTH &&
    words >= 4 &&
    words <= 26 &&
    shapeOf(defining) !== null &&
    !SENTENCE.test(defining.phrase) &&
    !(defining.kind === 'gloss' && /^\p{Ll}/u.test(defining.sentence.plain)) &&
    !pointsElsewhere(defining.phrase)
  );
}

/** Whether the phrases tell where a name belongs: they do not where both have no more than its head. */
function tells(name: string, phrases: readonly [string, string]): boolean {
  const [one, other] = phrases.map((phrase) => leakOf(name, phrase));
  return one === 'all' || one !== other;
}

/** Whether two may be matched side by side: neither names the other, and grammar tells nothing. */
function sideBySide(a: Concept, b: Concept, limit: number): boolean {
  if (sharesName(a, b) || isKindOf(a, b) || isKindOf(b, a) || a.proper !== b.proper) return false;
  if (shapeOf(a.defining) !== shapeOf(b.defining)) return false;
  const names = [a.name, ...a.aliases, b.name, ...b.aliases];
  if (names.some((name) => tells(name, [a.defining.phrase, b.defining.phrase]))) return false;
  const sizes = [wordCount(a.defining.phrase), wordCount(b.defining.phrase)];
  if (Math.max(...sizes) > Math.min(...sizes) * LENGTH_RATIO) return false;
  return overlap(contentStems(a.defining.phrase), contentStems(b.defining.phrase)) < limit;
}

const isKin = (a: Concept, b: Concept): boolean =>
  (a.genus !== '' && a.genus === b.genus) || a.kinds.some((kind) => b.kinds.includes(kind));

const kinOf = (concepts: readonly Concept[]): number =>
  concepts.filter((other) => concepts[0] !== undefined && isKin(concepts[0], other)).length;

/** The largest set of concepts defined in the chunk that can be matched, best defined first. */
function pairsOf(analysis: Analysis, chunk: ChunkView): Concept[] {
  const clear = analysis.map.concepts
    .filter((concept) => concept.defining.sentence.chunk === chunk.index && isClear(concept))
    .sort((a, b) => b.defining.strength - a.defining.strength || a.id - b.id);
  let best: Concept[] = [];
  for (const first of clear) {
    const chosen = [first];
    const kin = (other: Concept) => Number(isKin(first, other));
    for (const other of [...clear].sort((a, b) => kin(b) - kin(a))) {
      if (chosen.length === MOST_PAIRS) break;
      if (other !== first && chosen.every((one) => sideBySide(one, other, SAME_MEANING)))
        chosen.push(other);
    }
    if (
      chosen.length > best.length ||
      (chosen.length === best.length && kinOf(chosen) > kinOf(best))
    )
      best = chosen;
  }
  return best.length >= LEAST_PAIRS ? best.sort(bySource) : [];
}

const bySource = (a: Concept, b: Concept): number =>
  a.defining.sentence.index - b.defining.sentence.index || a.id - b.id;

/** Meanings of other concepts of the same kinds that fit none of the terms. */
function extrasOf(analysis: Analysis, pairs: readonly Concept[]): Concept[] {
  const extras: Concept[] = [];
  const told = pairs.map(({ defining }) => defining.sentence.plain).join(' ');
  for (const concept of pairs) {
    for (const { concept: rival } of rivalsOf(analysis, concept, concept.defining)) {
      if (extras.length === MOST_EXTRAS) return extras;
      if (
        isClear(rival) &&
        // Of one and the same class, what is said of another may well be true of a term too.
        pairs.every(({ genus }) => genus === '' || genus !== rival.genus) &&
        !leaks(rival.name, told) &&
        [...pairs, ...extras].every(
          (other) => other !== rival && sideBySide(other, rival, NEAR_MEANING),
        )
      ) {
        extras.push(rival);
        break;
      }
    }
  }
  return extras;
}

/** Headings that name no subject. */
const NO_SUBJECT =
  /^(?:introduction|overview|summary|background|conclusions?|definitions?|terms?|terminology|glossary|basics|notes?|basic|general|more|other|key|tips?|note|caution|warning|important|description)\b|[?:“”"()]|\d/i;

function stemFor(chunk: ChunkView, names: readonly string[]): string {
  const { heading } = chunk;
  if (heading !== '' && wordCount(heading) <= 6 && !NO_SUBJECT.test(heading))
    return `Match each term on the subject “${heading}” with its meaning.`;
  return `Match each of the terms ${names.slice(0, -1).join(', ')} and ${names.at(-1)} with its meaning.`;
}

/** Terms that a passage defines, to be matched with what they mean; at most one for a section. */
export function matching(analysis: Analysis, chunk: ChunkView): QuestionDraft | null {
  const pairs = pairsOf(analysis, chunk);
  if (pairs.length === 0) return null;
  for (const other of analysis.view.chunks) {
    if (other === chunk || other.section !== chunk.section) continue;
    const rivals = pairsOf(analysis, other).length;
    if (rivals > pairs.length || (rivals === pairs.length && other.index < chunk.index))
      return null;
  }
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
      stem: stemFor(chunk, pairs.map(nameOf)),
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
