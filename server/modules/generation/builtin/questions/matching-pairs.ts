import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
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
import { rivalsOf, sharesName } from './distractors.ts';
import { isNominal } from './wording.ts';

export const LEAST_PAIRS = 3;
const MOST_PAIRS = 5;
const MOST_EXTRAS = 2;
const MIN_STRENGTH = 0.6;
/** What a source sets apart as the meaning of a term is one, in whatever words. */
const MIN_GLOSS = 0.5;
/** How much longer the longest meaning may be than the shortest: length must not tell. */
const LENGTH_RATIO = 2.4;
/** From here on two meanings say the same; opposites (`higher`, `lower`) may share most words. */
const SAME_MEANING = 0.85;
/** A meaning from elsewhere must be plainly another one, since nobody set the two side by side. */
export const NEAR_MEANING = 0.4;

export const meaningOf = ({ defining }: Concept): string => capitalize(defining.phrase);

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

export function isClear({ defining }: Concept): boolean {
  const words = wordCount(defining.phrase);
  return (
    defining.kind !== 'role' &&
    defining.strength >= (defining.kind === 'gloss' ? MIN_GLOSS : MIN_STRENGTH) &&
    words >= 4 &&
    words <= 26 &&
    shapeOf(defining) !== null &&
    !SENTENCE.test(defining.phrase) &&
    !/\babbr\b/.test(defining.phrase) &&
    // Parameters of a function, set in a list.
    !(defining.sentence.kind === 'list_item' && /^\p{Ll}/u.test(defining.sentence.plain)) &&
    !pointsElsewhere(defining.phrase)
  );
}

/** Whether the phrases tell where a name belongs: they do not where both have no more than its head. */
function tells(name: string, phrases: readonly [string, string]): boolean {
  const [one, other] = phrases.map((phrase) => leakOf(name, phrase));
  return one === 'all' || one !== other;
}

/** Whether two may be matched side by side: neither names the other, and grammar tells nothing. */
export function sideBySide(a: Concept, b: Concept, limit: number): boolean {
  if (sharesName(a, b) || isKindOf(a, b) || isKindOf(b, a) || a.proper !== b.proper) return false;
  if (shapeOf(a.defining) !== shapeOf(b.defining)) return false;
  const names = [a.name, ...a.aliases, b.name, ...b.aliases];
  if (names.some((name) => tells(name, [a.defining.phrase, b.defining.phrase]))) return false;
  const sizes = [wordCount(a.defining.phrase), wordCount(b.defining.phrase)];
  if (Math.max(...sizes) > Math.min(...sizes) * LENGTH_RATIO) return false;
  return overlap(contentStems(a.defining.phrase), contentStems(b.defining.phrase)) < limit;
}

export const isKin = (a: Concept, b: Concept): boolean =>
  (a.genus !== '' && a.genus === b.genus) || a.kinds.some((kind) => b.kinds.includes(kind));

const kinOf = (concepts: readonly Concept[]): number =>
  concepts.filter((other) => concepts[0] !== undefined && isKin(concepts[0], other)).length;

/** The largest set of the concepts that can be matched with each other, in the order of the source. */
export function largestSet(concepts: readonly Concept[]): Concept[] {
  const clear = concepts
    .filter(isClear)
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
export function extrasOf(analysis: Analysis, pairs: readonly Concept[]): Concept[] {
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
