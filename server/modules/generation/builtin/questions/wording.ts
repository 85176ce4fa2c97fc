import type { Concept } from '../concept.ts';
import type { Fact } from '../facts.ts';
import { capitalize } from '../phrases.ts';
import { standsAlone } from '../standalone.ts';

/** How names and facts are put into questions, options and feedback. */

export const nameFor = (concept: Concept, plural: boolean): string =>
  plural ? concept.pluralForm : concept.singularForm;

/**
 * The name as it stands where a line begins: `cme is a tool …`, the name of a command, keeps its
 * small letter.
 */
export function nameAtStart(concept: Concept): string {
  const { defining } = concept;
  const name = nameFor(concept, defining.plural);
  const small =
    defining.kind !== 'gloss' &&
    defining.nameStart === 0 &&
    /^\p{Ll}/u.test(defining.sentence.plain);
  return small ? name : capitalize(name);
}

export const isNominal = (phrase: string): boolean => /^(?:an?|the|any|one of)\s/i.test(phrase);

/** The copula with which the source joins name and phrase; `is` or `are` where it uses none. */
export function copulaOf(fact: Fact): string {
  const found = /\b(is|are|was|were)\b/.exec(fact.sentence.plain.slice(fact.nameEnd))?.[1];
  const past = fact.kind === 'definition' && (found === 'was' || found === 'were');
  if (past) return found;
  return fact.plural ? 'are' : 'is';
}

/** By sound: `an MRI`, `a unit`. */
const takesAn = (name: string): boolean =>
  /^\p{Lu}[\p{Lu}\d]/u.test(name)
    ? /^[AEFHILMNORSX8]/.test(name)
    : /^(?:[aeio]|u(?!ni|se|su|ti|bi)|hour|honest|heir)/i.test(name) &&
      !/^(?:one|eu|once)/i.test(name);

function withArticle(fact: Fact, name: string): string {
  if (fact.plural || fact.article === '') return name;
  if (fact.article === 'the') return `the ${name}`;
  return `${takesAn(name) ? 'an' : 'a'} ${name}`;
}

/** `the mitochondrion`, `a cell`, `photosynthesis`, `enzymes`: as the fact's sentence speaks of it. */
export const spoken = (concept: Concept, fact: Fact): string =>
  withArticle(fact, nameFor(concept, fact.plural));

/** Whether the source gives the name bare, as glossaries do: nothing tells which article it takes. */
const isBare = (fact: Fact): boolean => fact.kind === 'gloss' && fact.article === '';

/** What an option that is the meaning of another concept is told to be. */
export const meaningFeedback = (concept: Concept): string =>
  isBare(concept.defining)
    ? `That is the meaning of “${nameFor(concept, concept.defining.plural)}”.`
    : `That is ${spoken(concept, concept.defining)}.`;

/** What a concept is or does, as one sentence. */
export function statementOf(concept: Concept, fact: Fact = concept.defining): string {
  const subject = capitalize(spoken(concept, fact));
  if (fact.kind === 'role') return `${subject} ${fact.phrase}.`;
  if (isBare(fact) || (!isNominal(fact.phrase) && !fact.plural))
    return `${subject}: ${fact.phrase}.`;
  return `${subject} ${copulaOf(fact)} ${fact.phrase}.`;
}

/** Kinds whose head nouns read well after `Which`: `Which enzyme …`, not `Which use …`. */
const ASKABLE = new Set([
  'person',
  'organism',
  'structure',
  'software',
  'protocol',
  'document',
  'organization',
  'place',
  'device',
  'substance',
]);

/** The source's own sentence where it makes sense alone, else what it says of the concept. */
export const explain = (concept: Concept, fact: Fact): string =>
  standsAlone(fact.sentence) ? fact.sentence.plain : statementOf(concept, fact);

/** The question whose answer is the name of the concept. */
export function askForTerm(concept: Concept, fact: Fact): string {
  const { phrase } = fact;
  if (fact.kind === 'role') {
    const genus = concept.genus;
    const fits =
      /^[a-z]{3,}$/.test(genus) &&
      !fact.plural &&
      concept.kinds.some((kind) => ASKABLE.has(kind)) &&
      !/^(?:set|group|part|series|type|kind|name|term|collection|list|way|piece|number)$/.test(
        genus,
      );
    return fits ? `Which ${genus} ${phrase}?` : `Which of the following ${phrase}?`;
  }
  const copula = copulaOf(fact);
  // `Capital gains: the difference between …`: the name is plural, what it means is not.
  if (fact.kind === 'gloss' && /^(?:an?|the)\s/i.test(phrase))
    return `What is the term for ${phrase}?`;
  if (fact.plural) return `Which of the following ${copula} ${phrase}?`;
  if (!isNominal(phrase)) {
    return fact.kind === 'gloss'
      ? `Which term is described as “${phrase}”?`
      : `Which term refers to ${phrase}?`;
  }
  if (concept.kinds.includes('person')) return `Who ${copula} ${phrase}?`;
  if (/^the\s/i.test(phrase) && !concept.proper && copula === 'is')
    return `What is the term for ${phrase}?`;
  return `Which of the following ${copula} ${phrase}?`;
}

/** `What does the ribosome do?` */
export const askForRole = (concept: Concept, fact: Fact): string =>
  `What ${fact.plural ? 'do' : 'does'} ${spoken(concept, fact)} do?`;

/** The question whose answer is the defining phrase. */
export function askForMeaning(concept: Concept, fact: Fact): string {
  if (isBare(fact)) return `What does “${nameFor(concept, fact.plural)}” mean?`;
  const word = concept.kinds.includes('person') && concept.proper ? 'Who' : 'What';
  return `${word} ${copulaOf(fact)} ${spoken(concept, fact)}?`;
}
