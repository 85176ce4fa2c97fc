import { randomFrom } from '../support/statistics.ts';

/*
 * A textbook of invented ideas, the same at every run: definitions, causes, parts, numbers and
 * comparisons in plain sentences, so that every stage of an ingestion has its work to do.
 */

const SYLLABLES = 'bar cel dor fen gal hem ker lum mor nar ost pel rin sol tar ven'.split(' ');
const ENDINGS = ['ite', 'osis', 'ation', 'meter', 'phase', 'lysis', 'gram', 'cycle'];
const KINDS = 'process method structure measure instrument layer record reaction'.split(' ');
const PLACES = [
  'the outer shell',
  'a closed vessel',
  'the river basin',
  'a trained observer',
  'the archive of a town',
];
const VERBS = [
  ['stores', 'the energy of the sample'],
  ['separates', 'light particles from heavy ones'],
  ['carries', 'a signal to the next stage'],
  ['limits', 'the growth of the colony'],
  ['compares', 'two readings of the same day'],
] as const;
const REASONS = [
  'the pressure falls as the volume grows',
  'heat leaves the surface faster than it arrives',
  'each reading depends on the one before it',
  'the two sides share a common boundary',
];
const SECTIONS = 4;
const PARAGRAPHS = 7;

function makeTerm(random: () => number): string {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  return `${pick(SYLLABLES)}${pick(SYLLABLES)}${pick(SYLLABLES)}${pick(ENDINGS)}`;
}

function paragraph(random: () => number, term: string, other: string): string {
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T =>
    from[Math.floor(random() * from.length)] as T;
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const [verb, object] = pick(VERBS);
  const count = 2 + Math.floor(random() * 90);
  const year = 1700 + Math.floor(random() * 320);
  return [
    `${capital(term)} is a ${pick(KINDS)} that ${verb} ${object} in ${pick(PLACES)}.`,
    `It was first described in ${year}, when ${count} samples were taken near ${pick(PLACES)}.`,
    `Unlike ${other}, ${term} needs no outside source, because ${pick(REASONS)}.`,
    `A ${pick(KINDS)} of this sort has ${count + 3} parts, and each of them ${pick(VERBS)[0]} what ${other} leaves behind.`,
    `When ${other} stops, ${term} continues for about ${count} minutes, since ${pick(REASONS)}.`,
    `For this reason students learn ${other} before they turn to ${term}.`,
  ].join(' ');
}

/** The book as HTML whose chapters begin on new pages; four printed pages (A4) a chapter. */
export function makeBook(chapters: number, seed = 1): string {
  const random = randomFrom(seed);
  const parts: string[] = [];
  let other = makeTerm(random);
  for (let chapter = 1; chapter <= chapters; chapter += 1) {
    parts.push(`<h1>Chapter ${chapter}: On ${other}</h1>`);
    for (let section = 1; section <= SECTIONS; section += 1) {
      const first = makeTerm(random);
      parts.push(`<h2>${chapter}.${section} The ${first}</h2>`);
      for (let n = 0; n < PARAGRAPHS; n += 1) {
        const term = n === 0 ? first : makeTerm(random);
        parts.push(`<p>${paragraph(random, term, other)}</p>`);
        other = term;
      }
    }
  }
  return `<!doctype html><html lang="en"><title>Invented ideas</title><style>
    body { font: 12pt/1.5 serif } h1 { break-before: page } p { margin: 0 0 10pt }
  </style><body>${parts.join('\n')}</body></html>`;
}
