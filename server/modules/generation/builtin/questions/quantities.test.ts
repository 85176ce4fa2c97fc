import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfOfLastDigit, onlyQuantity } from './quantities.ts';
import { readUnit } from './units.ts';

describe('the one number of a clause', () => {
  it.each([
    ['The skeleton has 206 bones', 206, 0, undefined],
    ['Rust has four scalar types', 4, 0, undefined],
    ['The reaction releases about 30.5 kJ per mole', 30.5, 0.05, 'kJ'],
    ['The mountain is roughly 2,870 metres high', 2870, 5, 'metres'],
    ['The process makes nearly 90 % of the ATP', 90, 5, '%'],
    ['The surface of the star has exactly 3 million spots', 3_000_000, 0, undefined],
    ['The surface temperature is 2,400 Kelvin', 2400, 0, 'kelvin'],
  ])('reads %s', (clause, value, tolerance, unit) => {
    const quantity = onlyQuantity(clause);
    expect(quantity?.value).toBe(value);
    expect(quantity?.tolerance).toBeCloseTo(tolerance, 10);
    expect(quantity?.unit?.symbol.toLowerCase()).toBe(unit?.toLowerCase());
  });

  it.each([
    'The membrane is 7 to 8 nm thick',
    'The membrane is between 7 nm thick',
    'About a third of the 12 students walk',
    'The war began in 1618',
    'As Figure 3 shows',
    'The version 2 driver is out',
    'Oxygen-18 is heavy',
    'It took up to 30 days',
    'It needs at least 12 letters',
    'A cell has two membranes and three layers',
    'The rule of 68-95-99.7 holds',
    'The key has 26⁸ values',
    'The mean is 35 ÷ 5',
    'The two membranes meet',
    'It is three times as long',
    'The name has one vowel',
  ])('finds none in: %s', (clause) => {
    expect(onlyQuantity(clause)).toBeNull();
  });

  it('never fails, and reads what it finds from where it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(99_999), (text, number) => {
        const clause = `${text} ${number} kg ${text}`;
        const quantity = onlyQuantity(clause);
        if (quantity === null) return;
        expect(quantity.end).toBeLessThanOrEqual(clause.length);
        expect(quantity.start).toBeLessThan(quantity.end);
      }),
    );
  });
});

describe('how far off an answer may be', () => {
  it.each([
    ['30.5', 0.05],
    ['37', 0.5],
    ['90', 5],
    ['2,870', 5],
    ['0', 0],
  ])('takes half of the last digit of %s', (written, half) => {
    expect(halfOfLastDigit(written)).toBeCloseTo(half, 10);
  });
});

describe('units', () => {
  it('puts the unit of the source first, with the factor 1', () => {
    expect(readUnit(' km wide')?.unit.options.slice(0, 2)).toEqual([
      { text: 'km', factor: 1 },
      { text: 'kilometres', factor: 1 },
    ]);
  });

  it('tells how much another unit is in the first', () => {
    const options = readUnit(' km')?.unit.options ?? [];
    expect(options.find(({ text }) => text === 'm')?.factor).toBeCloseTo(0.001, 12);
  });

  it('takes no word for a unit because it begins like one', () => {
    expect(readUnit(' members')).toBeNull();
    expect(readUnit(' m²')).toBeNull();
  });
});
