import { readUnit, type Unit } from './units.ts';

/** A number with what it counts or measures, as it stands in a sentence. */
export type Quantity = {
  value: number;
  /** Greatest distance that still counts as right. */
  tolerance: number;
  /** `about`, where the source says so; else empty. */
  about: string;
  unit: Unit | null;
  /** Offsets of everything from the approximating word to the end of number and unit. */
  start: number;
  end: number;
};

const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const SCALES: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9 };

const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}.,:/^×*_-])(?:(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)|(${WORDS.slice(2).join('|')}))(?: (thousand|million|billion))?(?![\\p{L}\\p{N}_]|[.,:/^-]\\d|-\\p{L}|[⁰¹²³⁴-⁹⁺⁻])`,
  'giu',
);

/** Other ways to put a number that is not the plain one: ranges, bounds, parts, multiples. */
const VAGUE =
  /\b(?:between|from|up to|at least|at most|more than|less than|fewer than|over|under|above|below|beyond|every|within the|version|figure|table|section|chapter|page|step|type|phase|level|no\.|number|part|closer to|as (?:many|much|few|little) as|than|times|first|last|next|top|another|other|per|these|those|the|all|both)\s+$/i;
const APPROX =
  /\b(about|approximately|roughly|around|nearly|almost|some|circa|an average of|on average|exactly|only|just)\s+$/i;
const AFTER_VAGUE =
  /^(?:\s*(?:to|or|–|-|—|±|×|÷|=|\+)\s*(?:\d|two|three|four|five|six|seven|eight|nine|ten|more|less|fewer|so)|\s*(?:or (?:more|less|fewer|so)|times|halves|thirds|quarters|fold|dozen|hundred|thousand|million|billion|more\b|further\b|other\b|and a half|%-))/i;
/** `two of them`, `three of the phases`: what is counted is only a part of what is named. */
const PART_OF = /^\s*of (?:the|these|those|them|its|their)\b/i;
/** Words that stand for numbers too: a sentence with one of them has more than one quantity. */
const OTHER_NUMBER =
  /\b(?:half|halves|twice|thrice|double|triple|third|quarter|dozens?|hundreds?|thousands?|million|billion|several times)\b|\d/i;

/** Half of the last digit given that tells something: 5 for 2,870, 0.05 for 30.5, 0.5 for 37. */
export function halfOfLastDigit(written: string): number {
  const digits = written.replaceAll(',', '');
  const decimals = /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0;
  if (decimals > 0) return Number(`5e-${decimals + 1}`);
  const zeros = /(0*)$/.exec(digits)?.[1]?.length ?? 0;
  return zeros === digits.length ? 0 : 5 * 10 ** (zeros - 1);
}

/**
 * The one number of a clause with its unit; null where there is none or more than one, and where it
 * is a year, a range, a bound or the number of something that is only pointed at.
 */
export function onlyQuantity(clause: string): Quantity | null {
  const matches = [...clause.matchAll(NUMBER)];
  const [match] = matches;
  if (matches.length !== 1 || match === undefined) return null;
  const [written, digits, word, scale] = match;
  const before = clause.slice(0, match.index);
  const approx = APPROX.exec(before);
  const start = approx?.index ?? match.index;
  const after = clause.slice(match.index + written.length);
  if (VAGUE.test(before.slice(0, start)) || VAGUE.test(before) || AFTER_VAGUE.test(after))
    return null;
  const read = readUnit(after);
  const rest = after.slice(read?.length ?? 0);
  if (read === null && PART_OF.test(after)) return null;
  if (/[=×÷+√~<>()]/.test(clause) || AFTER_VAGUE.test(rest)) return null;
  if (OTHER_NUMBER.test(before) || OTHER_NUMBER.test(rest)) return null;
  const plain =
    digits === undefined
      ? WORDS.indexOf((word ?? '').toLowerCase())
      : Number(digits.replaceAll(',', ''));
  const value = plain * (scale === undefined ? 1 : (SCALES[scale.toLowerCase()] ?? 1));
  const year = /^(?:1[0-9]|20)\d\d$/.test(digits ?? '') && read === null;
  if (year || (value < 2 && read === null)) return null;
  const said = (approx?.[1] ?? '').toLowerCase();
  const near = said !== '' && !/^(?:exactly|only|just)$/.test(said);
  const tolerance = near ? halfOfLastDigit(digits ?? String(plain)) * (value / plain) : 0;
  return {
    value,
    tolerance,
    about: near ? 'about' : '',
    unit: read?.unit ?? null,
    start,
    end: match.index + written.length + (read?.length ?? 0),
  };
}
