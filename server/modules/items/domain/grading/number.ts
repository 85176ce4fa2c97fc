import { canonicalNumbers } from './number-format.ts';
import type { NumericKey } from './question.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const plainUnit = (unit: string): string =>
  unit
    .normalize('NFKC')
    .replace(/µ|μ/g, 'u')
    .replace(/[\s.·*]+/g, '')
    .replace(/²/g, '2')
    .replace(/³/g, '3')
    .replace(/\^/g, '');

/** `3 × 10⁸` and `3*10^8` as `3e8`. */
function withExponents(text: string): string {
  return text.replace(
    /(?<=\d)\s*[×x*·]\s*10\s*(?:\^\s*([-−+]?\d+)|([⁺⁻]?[⁰¹²³⁴-⁹]+))/gu,
    (_, caret: string | undefined, raised: string | undefined) => {
      const digits = caret
        ? caret.replace('−', '-')
        : [...(raised ?? '')]
            .map((sign) =>
              sign === '⁻' ? '-' : sign === '⁺' ? '' : String(SUPERSCRIPTS.indexOf(sign)),
            )
            .join('');
      return `e${digits}`;
    },
  );
}

/**
 * A written quantity as number and unit: `1,234.5 km`, `1 234,5km`, `−5`, `3/4`, `3 × 10⁸ m/s`,
 * `50 %`. Null where it is not one number with at most a unit after it (or a currency before).
 */
export function parseQuantity(text: string): { value: number; unit: string } | null {
  const written = canonicalNumbers(withExponents(text.normalize('NFC').trim())).trim();
  const match =
    /^(\p{Sc}?)\s*([-+−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:\s*\/\s*(\d+(?:\.\d+)?))?\s*(\D.{0,29})?$/iu.exec(
      // A unit glued to its number is not a number to the reader of formats: `1,5km`.
      written.replace(/^([-+−]?\d+),(\d+)(?=\p{L})/u, '$1.$2'),
    );
  if (match === null) return null;
  const [, currency = '', number = '', divisor, unit = ''] = match;
  const value = Number(number.replace('−', '-')) / Number(divisor ?? 1);
  return Number.isFinite(value) ? { value, unit: plainUnit(unit || currency) } : null;
}

/** A word after the number that changes it. */
const SCALE = /^(?:hundred|thousand|million|billion|trillion|dozen|percent|permille)/i;

/** `206 bones`, where a bare number was asked for: a word that says again what is counted. */
const saysWhat = (unit: string): boolean => /^\p{L}{3,}$/u.test(unit) && !SCALE.test(unit);

/** What is given for the right number where a unit is asked for and none, or an unknown one, is given. */
const WITHOUT_UNIT = 0.5;

/** 0-1: 1 within the tolerance, half of it without the unit that is asked for. */
export function scoreNumber(key: NumericKey, text: string): number {
  const given = parseQuantity(text);
  if (given === null) return 0;
  const near = (value: number) =>
    Math.abs(value - key.value) <= key.tolerance + Math.abs(key.value) * Number.EPSILON * 8;
  if (key.units.length === 0)
    return (given.unit === '' || saysWhat(given.unit)) && near(given.value) ? 1 : 0;
  const unit = key.units.find(
    ({ text: name }) =>
      plainUnit(name) === given.unit ||
      // Case tells units apart (mW, MW), except where no other unit of the key is meant.
      (plainUnit(name).toLowerCase() === given.unit.toLowerCase() &&
        key.units.filter(
          (other) => plainUnit(other.text).toLowerCase() === given.unit.toLowerCase(),
        ).length === 1 &&
        given.unit.length > 2),
  );
  if (unit !== undefined) return near(given.value * unit.factor) ? 1 : 0;
  return near(given.value) ? WITHOUT_UNIT : 0;
}
