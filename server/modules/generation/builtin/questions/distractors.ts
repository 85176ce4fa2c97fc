import { conceptKey } from '../../domain/concept-key.ts';
import { hash32 } from '../../domain/hash.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import type { Fact } from '../facts.ts';
import { contentStems, leakOf, overlap, stemOf } from '../phrases.ts';

export type Rival = { concept: Concept; closeness: number };

type Keys = { names: string[]; genus: string };
const keysByConcept = new WeakMap<Concept, Keys>();

/** Folded names and genus; kept, for each concept is compared with all others. */
function keysOf(concept: Concept): Keys {
  const known = keysByConcept.get(concept);
  if (known !== undefined) return known;
  const names = [concept.name, ...concept.aliases].map(conceptKey);
  const keys = { names, genus: conceptKey(concept.genus) };
  keysByConcept.set(concept, keys);
  return keys;
}

/** One name inside the other (`cell`, `cell membrane`), or a shared alias. */
export function sharesName(a: Concept, b: Concept): boolean {
  for (const x of keysOf(a).names) {
    for (const y of keysOf(b).names) {
      if (x === '' || y === '' || ` ${x} `.includes(` ${y} `) || ` ${y} `.includes(` ${x} `))
        return true;
    }
  }
  return false;
}

/** Whether two concepts are no two clear options: by their names, or since one is a kind of the other. */
const entangled = (a: Concept, b: Concept): boolean => sharesName(a, b) || isA(a, b) || isA(b, a);

const isA = (a: Concept, b: Concept): boolean =>
  a.genus !== '' && (b.key === keysOf(a).genus || b.key.endsWith(` ${keysOf(a).genus}`));

const pathOf = (analysis: Analysis, concept: Concept): string =>
  (analysis.view.chunks[concept.defining.sentence.chunk]?.source.headingPath ?? [])
    .slice(0, -1)
    .join('›');

/** How many chunks apart two concepts of one section may be introduced. */
const NEARBY = 30;

const sameSectionOf = (analysis: Analysis, a: Concept, b: Concept): boolean => {
  const path = pathOf(analysis, a);
  const distance = Math.abs(a.defining.sentence.chunk - b.defining.sentence.chunk);
  return path === pathOf(analysis, b) && distance <= NEARBY;
};

/** Where the kind is not known: the same grammar, and both defined in the same manner. */
const alike = (a: Concept, b: Concept): boolean =>
  a.proper === b.proper &&
  a.countable === b.countable &&
  a.defining.kind !== 'role' &&
  b.defining.kind !== 'role';

/** Kinds whose members are of all sorts: only neighbours in the text are sure to be alike. */
const BROAD = new Set(['quantity', 'datum', 'idea', 'structure', 'group', 'system', 'process']);
const NEIGHBOURS = 20;

/** How many chunks apart two concepts of unknown kind may be introduced. */
const SIDE_BY_SIDE = 2;

const together = (a: Concept, b: Concept): boolean =>
  Math.abs(a.defining.sentence.chunk - b.defining.sentence.chunk) <= SIDE_BY_SIDE;

/** 0-1, or null where the two must not stand side by side as options. */
function closeness(analysis: Analysis, answer: Concept, rival: Concept): number | null {
  if (answer === rival || entangled(answer, rival)) return null;
  const shared = answer.kinds.filter((kind) => rival.kinds.includes(kind));
  const bothKnown = answer.kinds.length > 0 && rival.kinds.length > 0;
  if (bothKnown && shared.length === 0) return null;
  const sameGenus = answer.genus !== '' && stemOf(answer.genus) === stemOf(rival.genus);
  const sameSection = sameSectionOf(analysis, answer, rival);
  const bothUnknown = answer.kinds.length === 0 && rival.kinds.length === 0;
  const related = analysis.graph.related.get(answer.id)?.some(({ id }) => id === rival.id) ?? false;
  // A functional language beside kinds of shares: where one kind is known, the other must be the same.
  if (!bothKnown && !sameGenus) {
    if (!bothUnknown || !sameSection || !alike(answer, rival)) return null;
    if (!related && !together(answer, rival)) return null;
  }
  const distance = Math.abs(answer.defining.sentence.chunk - rival.defining.sentence.chunk);
  const broad = shared.every((kind) => BROAD.has(kind));
  if (broad && !sameGenus && !related && distance > NEIGHBOURS) return null;
  const said = overlap(contentStems(answer.defining.phrase), contentStems(rival.defining.phrase));
  if (said > 0.45) return null;
  const words = Math.abs(answer.name.split(' ').length - rival.name.split(' ').length);
  return Math.max(
    0,
    (sameGenus ? 0.35 : 0) +
      (bothKnown ? 0.25 : 0) +
      (sameSection ? 0.15 : 0) +
      (related ? 0.1 : 0) +
      (answer.proper === rival.proper ? 0.1 : 0) +
      0.15 / (1 + distance) +
      Math.min(0.15, said * 0.5) -
      words * 0.05,
  );
}

/**
 * Concepts of the document that may stand as wrong options beside `answer` for what `fact` says:
 * of the same kind, not named in the fact, no synonym, part or kind of the answer, and of which no
 * sentence says nearly the same. Closest first; ties by a hash, never by order of discovery.
 */
export function rivalsOf(analysis: Analysis, answer: Concept, fact: Fact): Rival[] {
  const told = new Set(
    (analysis.map.mentions[fact.sentence.index] ?? []).map(({ concept }) => concept),
  );
  const stems = contentStems(fact.phrase);
  const rivals: Rival[] = [];
  for (const rival of analysis.map.concepts) {
    if (told.has(rival) || (fact.plural && !rival.countable)) continue;
    const close = closeness(analysis, answer, rival);
    if (close === null || close < 0.3 || leakOf(rival.name, fact.phrase) === 'all') continue;
    if (rival.facts.some((other) => overlap(stems, contentStems(other.phrase)) > 0.4)) continue;
    rivals.push({ concept: rival, closeness: close });
  }
  return rivals.sort(
    (a, b) =>
      b.closeness - a.closeness ||
      hash32(answer.key + a.concept.key) - hash32(answer.key + b.concept.key),
  );
}

/** The first `count` rivals no two of which are entangled with each other. */
export function pickRivals(
  rivals: readonly Rival[],
  count: number,
  fits: (rival: Rival) => boolean = () => true,
): Rival[] {
  const chosen: Rival[] = [];
  for (const rival of rivals) {
    if (chosen.length === count) break;
    if (!fits(rival) || chosen.some((other) => entangled(other.concept, rival.concept))) continue;
    chosen.push(rival);
  }
  return chosen;
}
