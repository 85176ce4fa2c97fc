import { conceptKey, singular } from '../domain/concept-key.ts';
import type { Concept } from './concept.ts';

function pluralOf(name: string): string {
  if (/(?:[^aeiou])y$/.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh)$/.test(name)) return `${name}es`;
  return `${name}s`;
}

function singularOf(name: string): string {
  const at = name.lastIndexOf(' ') + 1;
  const last = name.slice(at);
  const lower = last.toLowerCase();
  const one = singular(lower);
  if (one === lower || /^\p{Lu}{2}/u.test(last)) return name;
  return (
    name.slice(0, at) + (last[0] === lower[0] ? one : one.charAt(0).toUpperCase() + one.slice(1))
  );
}

/** Kinds whose members have names of their own. */
const NAMED_KINDS = new Set([
  'person',
  'place',
  'event',
  'organization',
  'document',
  'software',
  'protocol',
]);

const COMMON_ENDING =
  /(?:tion|sion|sis|ing|ment|ity|ism|ology|graphy|ance|ence|ure|age|ics|ase|ose|ist|er|or|ium|um|gen|oid|cy|sm|ness|cell|ode|on)s?$/;

/** Decides how the name is written: as most mentions inside sentences write it. */
export function settleForms(concept: Concept, forms: Map<string, number>): void {
  const { defining } = concept;
  const own = [...forms].filter(([form]) => conceptKey(form) === concept.key);
  // `POLICY` from a box's title is written as the running text writes it.
  const usual = own.sort((x, y) => y[1] - x[1])[0]?.[0];
  if (/^\p{Lu}{4,}$/u.test(concept.name) && usual !== undefined && usual !== concept.name) {
    concept.name = usual;
  }
  const capitals = own.reduce((sum, [form, count]) => sum + (/^\p{Lu}/u.test(form) ? count : 0), 0);
  const total = own.reduce((sum, [, count]) => sum + count, 0);
  const acronym = /^\p{Lu}[\p{L}\d]*[\p{Lu}\d]/u.test(concept.name);
  const innerCapital =
    /\s\p{Lu}|^\p{Lu}\S*['’]s?\s/u.test(concept.name) &&
    (defining.article === '' || /\s\p{Lu}/u.test(concept.name));
  let proper = acronym || innerCapital;
  if (!proper && total > 0) proper = capitals * 2 > total;
  else if (!proper)
    proper = /^\p{Lu}/u.test(concept.name) && defining.proper && !concept.name.includes(' ');
  if (
    !proper &&
    total === 0 &&
    /^\p{Lu}/u.test(concept.name) &&
    defining.article === '' &&
    !defining.plural
  ) {
    proper =
      !concept.name.includes(' ') &&
      concept.kinds.some((kind) => NAMED_KINDS.has(kind)) &&
      !COMMON_ENDING.test(concept.name.toLowerCase());
  }
  if (!proper) concept.name = concept.name.charAt(0).toLowerCase() + concept.name.slice(1);
  concept.proper = proper;
  const one = singularOf(concept.name);
  const number = own.find(
    ([form]) => form !== concept.name && form.toLowerCase() !== one.toLowerCase(),
  );
  concept.singularForm = defining.plural ? one : concept.name;
  const seenPlural = number?.[0];
  if (seenPlural !== undefined && singularOf(seenPlural) !== seenPlural) concept.countable = true;
  concept.pluralForm = defining.plural
    ? concept.name
    : seenPlural !== undefined &&
        !proper &&
        singularOf(seenPlural).toLowerCase() === one.toLowerCase()
      ? seenPlural.toLowerCase()
      : pluralOf(concept.name);
  if (defining.plural && !proper) concept.name = concept.singularForm;
}
