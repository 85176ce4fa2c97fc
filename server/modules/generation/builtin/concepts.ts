import { conceptKey } from '../domain/concept-key.ts';
import type { Concept, ConceptMap, ConceptMention } from './concept.ts';
import { settleForms } from './concept-forms.ts';
import type { DocumentView } from './document-view.ts';
import type { Fact } from './facts.ts';
import { foreignFacts } from './foreign-facts.ts';
import { kindsOf } from './kinds.ts';
import { MentionIndex } from './mentions.ts';
import { trimPhrase } from './phrases.ts';
import { readFact } from './read-facts.ts';
import { pointsElsewhere, standsAlone, standsAloneUntil } from './standalone.ts';

const MIN_DEFINING = 0.5;

const POINTS_AWAY =
  /^(?:another|such|same)\b|\bthe ones?\b|\bjust like\b|\b(?:them|this|these|those|(?:above|below)(?!\s+(?:or below|or above|the|an?|its|their|ground|sea|zero|average|water|\d))|following|we|you|your|our|they|here)\b/i;

/** `alters a note by`: a list or formula went on from here; `by Robert W`: a name was cut. */
const UNFINISHED =
  /\b(?:a|an|the|by|of|to|for|with|from|in|into|on|upon|as|at|and|or|such as|than|is|are|be)$/i;

const isBalanced = (text: string): boolean =>
  (text.match(/\(/g)?.length ?? 0) === (text.match(/\)/g)?.length ?? 0);

/** `Currency: the currency in which …` says nothing of what a currency is; `… or another river` does. */
const isCircular = (name: string, phrase: string): boolean =>
  ` ${conceptKey(phrase)} `
    .replaceAll(/ (?:an)?other /g, ' other-')
    .includes(` ${conceptKey(name)} `);

/** Whether what is told of the name can be understood without the sentences around it. */
function makesSense({ kind, sentence, nameEnd }: Fact, phrase: string): boolean {
  if (kind === 'gloss' || sentence.tokens.length === 0 || standsAlone(sentence)) return true;
  if (kind === 'aside') return !pointsElsewhere(phrase);
  if (kind === 'naming') return standsAloneUntil(sentence, nameEnd);
  return (
    kind === 'definition' &&
    standsAloneUntil(sentence, sentence.plain.indexOf(phrase.slice(-20)) + 20)
  );
}

/** Facts good enough to be told to a learner, in document order. */
function usableFacts(view: DocumentView): Fact[] {
  const facts: Fact[] = [];
  for (const chunk of view.chunks) {
    let block = -1;
    for (const sentence of chunk.sentences) {
      const first = sentence.block !== block;
      block = sentence.block;
      const fact =
        sentence.tokens.length > 0
          ? readFact(sentence, first)
          : foreignFacts(view.source.language, sentence);
      if (fact === null) continue;
      const trimmed = trimPhrase(fact.phrase);
      const words = trimmed.split(' ').length;
      if (
        words < (/^(?:an?|the)\s/i.test(trimmed) ? 5 : 4) ||
        words > 34 ||
        UNFINISHED.test(trimmed) ||
        /\b(?:by|of|and) (?:\p{Lu}\p{Ll}+ )+\p{Lu}$/u.test(trimmed) ||
        !isBalanced(trimmed) ||
        isCircular(fact.name, trimmed) ||
        POINTS_AWAY.test(trimmed)
      )
        continue;
      if (!makesSense(fact, trimmed)) continue;
      if (fact.kind === 'role' && isSpokenOfBefore(fact, chunk.heading)) continue;
      facts.push({ ...fact, phrase: trimmed });
    }
  }
  return facts;
}

/** `The initiative provides …`: one common noun with `the` names something told before, unless the section is about it. */
function isSpokenOfBefore(fact: Fact, heading: string): boolean {
  if (fact.article !== 'the' || fact.name.includes(' ') || /\p{Lu}/u.test(fact.name)) return false;
  return !conceptKey(heading).includes(conceptKey(fact.name));
}

function rankFact(fact: Fact, heading: boolean): number {
  return fact.strength + (heading ? 0.15 : 0) + Math.min(fact.phrase.split(' ').length, 15) * 0.005;
}

/**
 * The concepts of a document: names that some sentence defines, merged by `conceptKey` and by their
 * aliases, ranked by the strength of the definition, headings, frequency and spread. A name that is
 * only described by what it does counts where a heading or repeated use shows that it matters.
 */
export function findConcepts(view: DocumentView): ConceptMap {
  const facts = usableFacts(view);
  const headingKeys = new Set(
    view.chunks.flatMap((chunk) =>
      chunk.source.headingPath.map((heading) => conceptKey(heading.replace(/^[\d.]+\s+/, ''))),
    ),
  );
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = conceptKey(fact.name);
    if (key !== '') groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  mergeByAlias(groups);
  const candidates: Concept[] = [];
  for (const [key, group] of groups) {
    const inHeading = headingKeys.has(key);
    const ordered = [...group].sort(
      (a, b) =>
        rankFact(b, inHeading) - rankFact(a, inHeading) || a.sentence.index - b.sentence.index,
    );
    const defining = ordered[0];
    if (defining === undefined || (defining.kind !== 'role' && defining.strength < MIN_DEFINING))
      continue;
    candidates.push(makeConcept(key, defining, ordered, inHeading));
  }
  return selectConcepts(view, candidates);
}

function mergeByAlias(groups: Map<string, Fact[]>): void {
  for (const [key, group] of [...groups]) {
    for (const alias of new Set(group.flatMap((fact) => fact.aliases.map(conceptKey)))) {
      const other = groups.get(alias);
      if (alias === key || other === undefined || !groups.has(key)) continue;
      groups.set(key, [...(groups.get(key) ?? []), ...other]);
      groups.delete(alias);
    }
  }
}

function makeConcept(key: string, defining: Fact, facts: Fact[], inHeading: boolean): Concept {
  const aliases = new Map<string, string>();
  for (const fact of facts) {
    for (const alias of [fact.name, ...fact.aliases]) {
      if (conceptKey(alias) !== key) aliases.set(conceptKey(alias), alias);
    }
  }
  return {
    id: -1,
    key,
    name: defining.name,
    aliases: [...aliases.values()],
    defining,
    facts,
    kinds: kindsOf(defining.genus, defining.head),
    genus: defining.genus,
    proper: defining.proper,
    singularForm: defining.name,
    pluralForm: defining.name,
    countable: defining.plural || /^an?$/.test(defining.article),
    frequency: 0,
    byChunk: new Map(),
    inHeading,
    score: 0,
  };
}

function selectConcepts(view: DocumentView, candidates: Concept[]): ConceptMap {
  const index = new MentionIndex<Concept>();
  for (const concept of candidates) index.add(concept.name, concept);
  for (const concept of candidates) for (const alias of concept.aliases) index.add(alias, concept);
  const forms = new Map<Concept, Map<string, number>>();
  const mentions: ConceptMention[][] = view.sentences.map((sentence) =>
    index.find(sentence.plain).map(({ item, start, end }) => ({ concept: item, start, end })),
  );
  for (const sentence of view.sentences) {
    for (const { concept, start, end } of mentions[sentence.index] ?? []) {
      concept.frequency += 1;
      concept.byChunk.set(sentence.chunk, (concept.byChunk.get(sentence.chunk) ?? 0) + 1);
      if (start === 0) continue;
      const seen = forms.get(concept) ?? new Map<string, number>();
      const form = sentence.plain.slice(start, end);
      seen.set(form, (seen.get(form) ?? 0) + 1);
      forms.set(concept, seen);
    }
  }
  const words = view.sentences.reduce((sum, sentence) => sum + sentence.words, 0);
  const keys = new Set(candidates.map(({ key }) => key));
  const kept = candidates.filter(
    (concept) =>
      (concept.defining.kind !== 'role' || concept.inHeading || concept.frequency >= 4) &&
      // `molecule of ATP` adds nothing where `ATP` is a concept.
      !(
        concept.key.includes(' of ') &&
        keys.has(concept.key.replace(/^.* of /, '').replace(/^(?:a|an|the) /, ''))
      ),
  );
  for (const concept of kept) {
    settleForms(concept, forms.get(concept) ?? new Map());
    concept.score = scoreOf(concept);
  }
  kept.sort((a, b) => b.score - a.score || a.defining.sentence.index - b.defining.sentence.index);
  const concepts = kept.slice(0, Math.max(12, Math.ceil(words / 70)));
  concepts.sort(
    (a, b) => a.defining.sentence.index - b.defining.sentence.index || b.score - a.score,
  );
  for (const [id, concept] of concepts.entries()) concept.id = id;
  const chosen = new Set(concepts);
  return {
    concepts,
    mentions: mentions.map((list) => list.filter(({ concept }) => chosen.has(concept))),
  };
}

function scoreOf(concept: Concept): number {
  return (
    concept.defining.strength * 3 +
    (concept.inHeading ? 1.2 : 0) +
    Math.log2(1 + concept.frequency) * 0.5 +
    Math.log2(1 + concept.byChunk.size) * 0.3 +
    (concept.name.includes(' ') ? 0.2 : 0)
  );
}
