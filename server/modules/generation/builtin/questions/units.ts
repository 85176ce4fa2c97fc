export type UnitOption = { text: string; factor: number };

/** A unit as sources write it, and in which others an answer may be given. */
export type Unit = {
  /** As it may stand before `per …`: `kJ`. */
  symbol: string;
  quantity: 'length' | 'mass' | 'time' | 'temperature' | 'energy' | 'share' | 'angle' | 'other';
  options: UnitOption[];
};

type Row = [spellings: string, factor: number];

/** Spellings that mean the same, most usual first; factors turn a number into the family's base. */
const FAMILIES: [Unit['quantity'], Row[]][] = [
  [
    'length',
    [
      ['km kilometres kilometers kilometre kilometer', 1000],
      ['m metres meters metre meter', 1],
      ['cm centimetres centimeters centimetre centimeter', 0.01],
      ['mm millimetres millimeters millimetre millimeter', 0.001],
      ['µm micrometres micrometers μm', 1e-6],
      ['nm nanometres nanometers', 1e-9],
    ],
  ],
  [
    'mass',
    [
      ['kg kilograms kilogram', 1000],
      ['g grams gram', 1],
      ['mg milligrams milligram', 0.001],
      ['t tonnes tonne', 1e6],
    ],
  ],
  [
    'time',
    [
      ['s seconds second', 1],
      ['min minutes minute', 60],
      ['h hours hour', 3600],
      ['days day', 86_400],
      ['weeks week', 604_800],
    ],
  ],
  ['time', [['years year', 1]]],
  ['time', [['months month', 1]]],
  ['temperature', [['°C degrees_Celsius', 1]]],
  ['temperature', [['°F degrees_Fahrenheit', 1]]],
  ['temperature', [['K kelvin kelvins', 1]]],
  [
    'energy',
    [
      ['kJ kilojoules', 1000],
      ['J joules joule', 1],
    ],
  ],
  ['share', [['% percent per_cent', 1]]],
  ['angle', [['degrees degree °', 1]]],
  [
    'other',
    [
      ['GHz gigahertz', 1e9],
      ['MHz megahertz', 1e6],
      ['kHz kilohertz', 1000],
      ['Hz hertz', 1],
    ],
  ],
  [
    'other',
    [
      ['L litres liters litre liter', 1],
      ['mL millilitres milliliters', 0.001],
    ],
  ],
  ['other', [['bits bit', 1]]],
  ['other', [['bytes byte', 1]]],
  ['other', [['kB kilobytes KB', 1]]],
  ['other', [['MB megabytes', 1]]],
  ['other', [['GB gigabytes', 1]]],
  ['other', [['TB terabytes', 1]]],
  ['other', [['light-years light-year', 1]]],
  ['other', [['parsecs parsec', 1]]],
  ['other', [['miles mile', 1]]],
  ['other', [['mOsm/L', 1]]],
  ['other', [['euros euro €', 1]]],
  ['other', [['dollars dollar $', 1]]],
  ['other', [['volts V volt', 1]]],
  ['other', [['watts W watt', 1]]],
  ['other', [['kW kilowatts', 1]]],
];

const MOST_UNITS = 6;
/** No answer is given in units more than so many times smaller or larger. */
const REACH = 1e4;

const spellingsOf = (row: Row): string[] =>
  row[0].split(' ').map((text) => text.replaceAll('_', ' '));

function optionsFor(rows: readonly Row[], row: Row, spelling: string): UnitOption[] {
  const own = [
    spelling,
    ...spellingsOf(row)
      .filter((text) => text !== spelling)
      .slice(0, 2),
  ];
  const others = rows
    .filter((other) => other !== row)
    .map((other) => ({ text: spellingsOf(other)[0] ?? '', factor: other[1] / row[1] }))
    .filter(({ factor }) => factor <= REACH && factor >= 1 / REACH);
  return [...own.map((text) => ({ text, factor: 1 })), ...others].slice(0, MOST_UNITS);
}

/** Words are written with capitals too, symbols are not: `Kelvin`, but `mW` and `MW`. */
const keyOf = (spelling: string): string =>
  /^\p{L}{5,}$/u.test(spelling) ? spelling.toLowerCase() : spelling;

const UNITS = new Map<string, Unit>();
for (const [quantity, rows] of FAMILIES) {
  for (const row of rows) {
    for (const spelling of spellingsOf(row))
      UNITS.set(keyOf(spelling), {
        symbol: spelling,
        quantity,
        options: optionsFor(rows, row, spelling),
      });
  }
}

const escaped = (text: string): string => text.replace(/[$.*+?^()[\]{}|\\]/g, '\\$&');
const PATTERN = [...UNITS.keys()]
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join('|');
const END = '(?![\\p{L}\\p{N}/²³^])';
const SYMBOL = new RegExp(`^\\s?(${PATTERN})${END}`, 'u');
const WORD = new RegExp(`^\\s(\\p{L}{5,})${END}`, 'u');

/** The unit with which a text begins, and how much of the text it takes. */
export function readUnit(text: string): { unit: Unit; length: number } | null {
  const match = SYMBOL.exec(text) ?? WORD.exec(text);
  const unit = UNITS.get(keyOf(match?.[1] ?? ''));
  return match === null || unit === undefined ? null : { unit, length: match[0].length };
}
