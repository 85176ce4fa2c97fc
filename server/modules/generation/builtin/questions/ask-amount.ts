import { type Asked, join } from './numeric-parts.ts';
import type { Quantity } from './quantities.ts';
import type { Clause } from './question-form.ts';
import type { Unit, UnitOption } from './units.ts';

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
export function askCopula(
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
export function askAmount(
  clause: Clause,
  { unit, about }: Quantity,
  rest: string | null,
): Asked | null {
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
export function askAfterPreposition(
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
export function askProperty(
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
