import { foldText } from '../../domain/concept-key.ts';
import type { Analysis } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import { kindsOfGenus } from '../kinds.ts';
import { contentStems, stemOf } from '../phrases.ts';
import { isGeneric } from '../term-names.ts';

/** Concepts that the document defines as members of one class: `pepsin`, `trypsin`: `an enzyme that …`. */
export type ConceptClass = { genus: string; label: string; members: Concept[]; others: Concept[] };

/**
 * Class names under which another class of the table may fall: whatever the text calls a browser
 * is a program too. Of these nobody can say what is no member.
 */
const WIDE = new Set(
  `molecule compound substance chemical liquid fluid material mixture solution structure component region area zone network organism creature population person individual member user program tool application software utility package module machine device computer equipment apparatus instrument hardware component node system document text report line point curve path boundary surface act event code process reaction change movement action activity practice technique procedure method approach operation file field entry record unit type kind set string sequence identifier key number value force measure quantity`.split(
    ' ',
  ),
);

/**
 * Kinds of things that are one thing or another by what they are, not by how they are looked at; a
 * member of one kind may be mistaken for one of a kind in the same row.
 */
const ROWS = [
  'organism substance structure celestial',
  'software server protocol device',
  'diagram',
  'sound sign',
  'money',
  'document organization place event',
].map((row) => row.split(' '));

const rowsOf = (genus: string): string[][] =>
  ROWS.filter((row) => kindsOfGenus(genus).some((kind) => row.includes(kind)));

const isNarrow = (genus: string): boolean =>
  /^\p{Ll}{3,}$/u.test(genus) && !WIDE.has(genus) && !isGeneric(genus) && rowsOf(genus).length > 0;

const pluralOf = (noun: string): string =>
  /[^aeiou]y$/.test(noun)
    ? `${noun.slice(0, -1)}ies`
    : /(?:s|x|z|ch|sh)$/.test(noun)
      ? `${noun}es`
      : `${noun}s`;

const isDefined = ({ defining }: Concept): boolean =>
  /^(?:definition|apposition|gloss)$/.test(defining.kind) && defining.strength >= 0.6;

/** Whether the text somewhere speaks of the two in one sentence: then nobody knows what it says of them. */
const meet = (
  { map }: Analysis,
  concept: Concept,
  genus: string,
  texts: readonly string[],
): boolean =>
  map.mentions.some(
    (mentions, i) =>
      mentions.some((mention) => mention.concept === concept) &&
      contentStems(texts[i] ?? '').has(genus),
  );

/** How many chunks away something may be that shall look as if it belonged to a class. */
const NEARBY = 12;

/** Classes of two or more members with things of the same document that are surely none. */
export function classesOf(analysis: Analysis): ConceptClass[] {
  const texts = analysis.view.sentences.map(({ plain }) => foldText(plain));
  const byGenus = new Map<string, Concept[]>();
  for (const concept of analysis.map.concepts) {
    if (isDefined(concept) && isNarrow(concept.genus))
      byGenus.set(concept.genus, [...(byGenus.get(concept.genus) ?? []), concept]);
  }
  const classes: ConceptClass[] = [];
  for (const [genus, members] of byGenus) {
    if (members.length < 2) continue;
    const stem = stemOf(genus);
    const rows = rowsOf(genus);
    const near = (concept: Concept) =>
      members.some(
        ({ defining }) =>
          Math.abs(defining.sentence.chunk - concept.defining.sentence.chunk) <= NEARBY,
      );
    const others = analysis.map.concepts.filter(
      (concept) =>
        isDefined(concept) &&
        concept.genus !== genus &&
        isNarrow(concept.genus) &&
        near(concept) &&
        rowsOf(concept.genus).some((row) => rows.includes(row)) &&
        !meet(analysis, concept, stem, texts),
    );
    classes.push({ genus, label: pluralOf(genus), members, others });
  }
  return classes;
}
