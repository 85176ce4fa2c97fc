import type { QuestionDraft } from '../../engine.ts';
import type { Analysis } from '../analysis.ts';
import { conceptsIn } from '../analysis.ts';
import type { ChunkView, Sentence } from '../document-view.ts';
import { capitalize, leaks, wordCount } from '../phrases.ts';
import { standsAlone } from '../standalone.ts';
import { question } from './build.ts';
import { onlyQuantity, type Quantity } from './quantities.ts';
import { type Clause, pluralAt, readClause } from './question-form.ts';
import type { Unit, UnitOption } from './units.ts';
import { isWorked } from './worked-example.ts';

type Asked = { stem: string; units: UnitOption[] };

/** Where a clause ends after which nothing is needed to make it true. */
const FURTHER =
  /[;:]|, (?:which|where|whose|so|but|because|whereas|while|although|and|as)\b| because /;
const CONDITION = /\b(?:unless|except|if|provided|when|whenever|only|until)\b/i;
/** Numbers of these tell of the text's outline, not of its subject. */
const OUTLINE =
  /\b(?:ways?|things?|steps?|points?|questions?|reasons?|choices?|options?|examples?|chapters?|sections?|cases?|problems?|issues?|copies|times|attributes|goals|minutes ago|arguments?|(?:dis)?advantages|benefits|drawbacks|lines?|purposes|releases|configurations)$/i;

const join = (...parts: string[]): string =>
  `${capitalize(parts.filter((part) => part !== '').join(' '))}?`.replace(/\s+/g, ' ');

/** What follows the quantity, where it is a plain addition (`under standard conditions`), else null. */
function additionOf(sentence: Sentence, start: number, end: number): string | null {
  const tokens = sentence.tokens.filter((token) => token.start >= start && token.end <= end);
  const text = sentence.plain
    .slice(start, end)
    .replace(/[\s.]+$/, '')
    .trim();
  if (text === '') return '';
  const [first, second, third] = tokens;
  // `and breaks down …`: another statement, even where the verb is taken for a noun.
  const predicate =
    second?.pos === 'VERB' || (/^(?:ADP|ADV|DET)$/.test(third?.pos ?? '') && third?.lower !== 'of');
  if (first?.lower === 'and' && predicate) return '';
  if (first?.pos !== 'ADP' && !/^(?:per|each|every|to)$/.test(first?.lower ?? '')) return null;
  // `for storing JSON data`: what something is there for may be told with a verb.
  const purpose = /^(?:for \p{L}+ing|to \p{L}+) /u.test(text);
  const plain = tokens.every(
    ({ pos, lower }) =>
      !/^(?:AUX|SCONJ|PRON)$/.test(pos) &&
      (purpose || pos !== 'VERB') &&
      !/^(?:that|which|who|,)$/.test(lower),
  );
  return plain && wordCount(text) <= 10 ? text : null;
}

const withPer = (unit: Unit, per: string): UnitOption[] => {
  const [own] = unit.options;
  if (per === '' || own === undefined) return unit.options;
  const noun = per.replace(/^per /, '');
  const short = { gram: 'g', mole: 'mol', second: 's', hour: 'h', litre: 'L', liter: 'L' }[noun];
  return [
    { text: `${own.text} ${per}`, factor: 1 },
    { text: own.text, factor: 1 },
    ...(short === undefined ? [] : [{ text: `${own.text}/${short}`, factor: 1 }]),
  ].filter(({ text }) => text.length <= 30);
};

const ADJECTIVES = /^(?:long|wide|high|deep|thick|tall|old|heavy|far|large|thin|short)$/;

/** `X is 8 nm thick`, `the … of X is 3 hours`. */
function askCopula(
  clause: Clause,
  quantity: Quantity,
  rest: string | null,
  word: string,
): Asked | null {
  const { unit, about } = quantity;
  if (unit === null || clause.verb !== '') return null;
  if (ADJECTIVES.test(word))
    return {
      stem: join(about, 'how', word, clause.auxiliary, clause.subject),
      units: unit.options,
    };
  if (rest !== '' || !/^the \S.* (?:of|for|between|in) /.test(clause.subject)) return null;
  return { stem: join(about, 'what', clause.auxiliary, clause.subject), units: unit.options };
}

/** Verbs with which anything may be measured. */
const FILLING =
  /^(?:occupy|hold|store|contain|cover|span|use|need|require|measure|have|carry|transfer|take)$/;

/** `X releases 30 kJ per mole`, `X takes 3 hours`, `X makes 90 % of the …`. */
function askAmount(clause: Clause, { unit, about }: Quantity, rest: string | null): Asked | null {
  if (unit === null || rest === null || clause.verb === '') return null;
  const { subject, adverb, auxiliary, verb } = clause;
  const per = /^per \S+/.exec(rest)?.[0] ?? '';
  const left = rest.slice(per.length).trim();
  const ask = (what: string, further: string, units: UnitOption[]) => ({
    stem: join(about, what, per, auxiliary, subject, adverb + verb, further),
    units,
  });
  if (unit.quantity === 'share')
    return /^of /.test(left) ? ask(`what percentage ${left}`, '', unit.options) : null;
  const of = /^of ((?:\S+ )?\S+)/.exec(left);
  if (of !== null) {
    const what = `how much ${of[1] ?? ''}`;
    return ask(what, left.slice(of[0].length).trim(), withPer(unit, per));
  }
  if (unit.quantity === 'time' && /^(?:take|last|need|require)$/.test(verb) && per === '')
    return ask('how long', left, unit.options);
  if (unit.quantity === 'energy') return ask('how much energy', left, withPer(unit, per));
  if (/^(?:weigh|cost)$/.test(verb)) return ask('how much', left, withPer(unit, per));
  return FILLING.test(verb) ? ask(`how many ${unit.symbol}`, left, []) : null;
}

/** `X works best near 37 °C`, `X is tilted by 23 degrees`, `X divides Y into 24 hours`. */
function askAfterPreposition(
  clause: Clause,
  quantity: Quantity,
  preposition: string,
  middle: string,
  rest: string | null,
): Asked | null {
  const { unit, about } = quantity;
  const told =
    clause.verb === '' ? null : [clause.auxiliary, clause.subject, clause.adverb + clause.verb];
  if (unit === null || rest === null || told === null) return null;
  const property = /^(at|by|with|from|to) an? (\S+(?: \S+)?) of$/.exec(
    `${middle} ${preposition}`.trim(),
  );
  if (property !== null)
    return {
      stem: join(property[1] ?? '', about, `what ${property[2]}`, ...told, rest),
      units: unit.options,
    };
  if (unit.quantity === 'temperature')
    return /^(?:near|at|around)$/.test(preposition)
      ? { stem: join('at', about, 'what temperature', ...told, middle, rest), units: unit.options }
      : null;
  if (unit.quantity === 'share' && /^of /.test(rest) && /^(?:with|by|in)$/.test(preposition))
    return {
      stem: join(preposition, about, `what percentage ${rest}`, ...told, middle),
      units: unit.options,
    };
  if (unit.quantity === 'angle' && preposition === 'by')
    return { stem: join(preposition, about, 'how many degrees', ...told, middle, rest), units: [] };
  return null;
}

/** `X has an average temperature of 5,800 K`. */
function askProperty(
  clause: Clause,
  quantity: Quantity,
  middle: string,
  rest: string | null,
): Asked | null {
  const property = /^an? (\S+(?: \S+){0,3}) of$/.exec(middle)?.[1];
  if (property === undefined || clause.verb !== 'have' || rest === null) return null;
  if (quantity.unit === null) return null;
  const { subject, auxiliary, adverb } = clause;
  return {
    stem: join(quantity.about, `what ${property}`, auxiliary, subject, `${adverb}have`, rest),
    units: quantity.unit.options,
  };
}

const COUNTING =
  /^(?:have|contain|hold|include|comprise|need|require|use|supply|possess|produce|yield|support|provide|offer|define|distinguish|recognize|take)$/;

/** `X has four chambers`, `X consists of three layers`, `X is divided into 24 hours`. */
function askCount(
  sentence: Sentence,
  clause: Clause,
  quantity: Quantity,
  link: string,
  end: number,
): Asked | null {
  const counted = quantity.unit === null ? pluralAt(sentence, quantity.end) : null;
  if (counted === null || OUTLINE.test(counted.text.replace(/ of .*$/, ''))) return null;
  const rest = additionOf(sentence, counted.end, end);
  if (rest === null) return null;
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
function askSubject(sentence: Sentence, quantity: Quantity, end: number): Asked | null {
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

function ask(
  analysis: Analysis,
  sentence: Sentence,
  quantity: Quantity,
  end: number,
): Asked | null {
  const direct = askSubject(sentence, quantity, end);
  if (direct !== null) return direct;
  const clause = readClause(analysis, sentence, quantity.start);
  if (clause === null) return null;
  const between = sentence.plain.slice(clause.verbEnd, quantity.start).trim();
  const word = /^\s*(\p{L}+)/u.exec(sentence.plain.slice(quantity.end, end))?.[1] ?? '';
  const rest = additionOf(sentence, quantity.end, end);
  if (between === '')
    return (
      askCopula(clause, quantity, rest, word) ??
      askAmount(clause, quantity, rest) ??
      askCount(sentence, clause, quantity, '', end)
    );
  const split = /^(.*?)\s*\b(\S+)$/.exec(between);
  const preposition = split?.[2] ?? '';
  return (
    askCount(sentence, clause, quantity, between, end) ??
    askProperty(clause, quantity, between, rest) ??
    askAfterPreposition(clause, quantity, preposition, split?.[1] ?? '', rest)
  );
}

function hintOn(sentence: Sentence, quantity: Quantity, name: string): string {
  if (quantity.unit !== null) return 'Think first of what order of size it must have.';
  return /^[^.]*:/.test(sentence.plain.slice(quantity.end))
    ? 'Try to name them one by one.'
    : `Recall how the source describes ${name}.`;
}

/** A sentence that tells one number, asked for that number; null where no question can be formed. */
export function numeric(
  analysis: Analysis,
  chunk: ChunkView,
  sentence: Sentence,
): QuestionDraft | null {
  const { plain } = sentence;
  const there = /^There (?:are|were) /.test(plain);
  if (!/[.]$/.test(plain) || sentence.words > 32 || isWorked(chunk, sentence)) return null;
  if (
    !standsAlone(
      there ? { ...sentence, plain: plain.replace(/^There are/, 'These are') } : sentence,
    ) &&
    !there
  )
    return null;
  const cut = plain.search(FURTHER);
  const end = cut < 0 ? plain.length : cut;
  const clause = plain.slice(0, end);
  if (CONDITION.test(plain.slice(0, end)) || CONDITION.test(plain.slice(end, end + 12)))
    return null;
  const quantity = onlyQuantity(clause.replace(/[.]$/, ''));
  const concepts = conceptsIn(analysis, [sentence], 2);
  if (quantity === null || concepts.length === 0) return null;
  const asked = ask(analysis, sentence, quantity, end);
  if (asked === null || /,/.test(asked.stem)) return null;
  const heading = chunk.heading;
  const places = heading !== '' && !/\d/.test(heading) && !leaks(heading, asked.stem);
  return question(
    {
      analysis,
      sentence,
      concepts,
      stem: asked.stem,
      explanation: plain,
      hints: [
        ...(places ? [`It is treated under “${heading}”.`] : []),
        hintOn(sentence, quantity, concepts[0]?.name ?? ''),
      ].slice(0, 1),
      quality: 0.62,
    },
    {
      questionType: 'numeric',
      value: quantity.value,
      tolerance: quantity.tolerance,
      units: asked.units,
    },
  );
}
