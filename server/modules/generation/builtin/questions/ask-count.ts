import type { Sentence } from '../document-view.ts';
import { wordCount } from '../phrases.ts';
import { type Asked, additionOf, join } from './numeric-parts.ts';
import type { Quantity } from './quantities.ts';
import { type Clause, pluralAt } from './question-form.ts';

/** Numbers of these tell of the text's outline, not of its subject. */
const OUTLINE =
  /\b(?:ways?|things?|steps?|points?|questions?|reasons?|choices?|options?|examples?|chapters?|sections?|cases?|problems?|issues?|copies|times|attributes|goals|minutes ago|arguments?|(?:dis)?advantages|benefits|drawbacks|lines?|purposes|releases|configurations)$/i;

const COUNTING =
  /^(?:have|contain|hold|include|comprise|need|require|use|supply|possess|produce|yield|support|provide|offer|define|distinguish|recognize|take)$/;

/** `X has four chambers`, `X consists of three layers`, `X is divided into 24 hours`. */
export function askCount(
  sentence: Sentence,
  clause: Clause,
  quantity: Quantity,
  link: string,
  end: number,
): Asked | null {
  const counted = quantity.unit === null ? pluralAt(sentence, quantity.end) : null;
  if (counted === null || OUTLINE.test(counted.text.replace(/ of .*$/, ''))) return null;
  const rest = additionOf(sentence, counted.end, end);
  // `kinds of “container” types`: the name of what is counted goes on.
  if (rest === null || /^of\b/.test(rest)) return null;
  const { subject, auxiliary, adverb, verb } = clause;
  const about = quantity.about;
  const many = `how many ${counted.text}`;
  if (link === '' && COUNTING.test(verb))
    return { stem: join(about, many, auxiliary, subject, adverb + verb, rest), units: [] };
  if (link === 'of' && verb === 'consist')
    return { stem: join(about, many, auxiliary, subject, `${adverb}consist of`, rest), units: [] };
  if (link === 'up of' && verb === 'made')
    return { stem: join(about, many, auxiliary, subject, 'made up of', rest), units: [] };
  if (link === 'into' && /^(?:be )?divided$/.test(verb))
    return { stem: join('into', about, many, auxiliary, subject, adverb + verb, rest), units: [] };
  return null;
}

/** `Two membranes enclose the mitochondrion.`, `There are 365 days in a year.` */
export function askSubject(sentence: Sentence, quantity: Quantity, end: number): Asked | null {
  const before = sentence.plain.slice(0, quantity.start).trim();
  const there = /^There (are|were)(?: normally| usually)?$/.exec(before);
  if (before !== '' && there === null) return null;
  const counted = quantity.unit === null ? pluralAt(sentence, quantity.end) : null;
  if (counted === null || OUTLINE.test(counted.text.replace(/ of .*$/, ''))) return null;
  const rest = sentence.plain
    .slice(counted.end, end)
    .replace(/[\s.]+$/, '')
    .trim();
  if (there !== null) {
    const place = additionOf(sentence, counted.end, end);
    if (place === null || !/^(?:in|on|per) /.test(place)) return null;
    return {
      stem: join(quantity.about, `how many ${counted.text}`, there[1] ?? 'are', 'there', place),
      units: [],
    };
  }
  if (
    !/^(?:enclose|surround|make up|form|apply to|govern|support|bound|protect|line) (?:the|an?|\p{L}+)\b/u.test(
      rest,
    )
  )
    return null;
  if (wordCount(rest) > 10 || /[,;]| (?:that|which|and) /.test(rest)) return null;
  return { stem: join(quantity.about, `how many ${counted.text}`, rest), units: [] };
}
