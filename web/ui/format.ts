import i18n from 'i18next';

const cache = new Map<string, unknown>();

/** Intl objects are slow to make: one per language and kind is kept. */
function cached<T>(kind: string, make: (locale: string) => T): T {
  const locale = i18n.language || 'en';
  const key = `${locale}:${kind}`;
  let found = cache.get(key) as T | undefined;
  if (!found) {
    found = make(locale);
    cache.set(key, found);
  }
  return found;
}

export function formatNumber(value: number): string {
  return cached('number', (locale) => new Intl.NumberFormat(locale)).format(value);
}

/** A share of 0-1 as whole per cent. */
export function formatPercent(share: number): string {
  return cached('percent', (locale) => new Intl.NumberFormat(locale, { style: 'percent' })).format(
    share,
  );
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes with a unit, in steps of 1000, at most one decimal. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let index = 0;
  while (value >= 1000 && index < BYTE_UNITS.length - 1) {
    value /= 1000;
    index += 1;
  }
  const unit = BYTE_UNITS[index] ?? 'byte';
  return cached(
    `bytes-${unit}`,
    (locale) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: 1,
      }),
  ).format(value);
}

/** Seconds as "45 sec", "12 min" or "1 hr, 5 min"; two units at most. */
export function formatDuration(seconds: number): string {
  const exact = Math.max(0, Math.round(seconds));
  // From an hour on, seconds are rounded away first, so that no "60 min" can come out.
  const whole = exact >= 3600 ? Math.round(exact / 60) * 60 : exact;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const parts: string[] = [];
  if (hours > 0) parts.push(unit(hours, 'hour'));
  if (minutes > 0) parts.push(unit(minutes, 'minute'));
  if (hours === 0 && (minutes === 0 || (minutes < 5 && rest > 0))) parts.push(unit(rest, 'second'));
  return cached(
    'list',
    (locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'short' }),
  ).format(parts);
}

function unit(value: number, name: 'hour' | 'minute' | 'second'): string {
  return cached(
    `unit-${name}`,
    (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }),
  ).format(value);
}

/** A place in a recording: "4:05" or "1:02:03". */
export function formatTimecode(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown
    .map((part, index) => (index === 0 ? `${part}` : `${part}`.padStart(2, '0')))
    .join(':');
}

type DateInput = Date | string | number;

export function formatDate(date: DateInput): string {
  return cached(
    'date',
    (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
  ).format(new Date(date));
}

/** A month of a year, from its first day in UTC. */
export function formatMonth(firstDay: string): string {
  return cached(
    'month',
    (locale) =>
      new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  ).format(new Date(firstDay));
}

export function formatDateTime(date: DateInput): string {
  return cached(
    'date-time',
    (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  ).format(new Date(date));
}

const STEPS = [
  { unit: 'second', seconds: 1, until: 60 },
  { unit: 'minute', seconds: 60, until: 3_600 },
  { unit: 'hour', seconds: 3_600, until: 86_400 },
  { unit: 'day', seconds: 86_400, until: 7 * 86_400 },
  { unit: 'week', seconds: 7 * 86_400, until: 30 * 86_400 },
  { unit: 'month', seconds: 30 * 86_400, until: 365 * 86_400 },
  { unit: 'year', seconds: 365 * 86_400, until: Number.POSITIVE_INFINITY },
] as const;

/** "3 days ago", "in 2 hours", "now" (nearer than 30 s), in the largest fitting unit. */
export function formatRelative(date: DateInput, now: DateInput = Date.now()): string {
  const seconds = (new Date(date).getTime() - new Date(now).getTime()) / 1000;
  const format = cached(
    'relative',
    (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  );
  const distance = Math.abs(seconds);
  if (distance < 30) return format.format(0, 'second');
  const step = STEPS.find((one) => distance < one.until) ?? STEPS[STEPS.length - 1];
  if (!step) return formatDate(date);
  return format.format(Math.sign(seconds) * Math.round(distance / step.seconds), step.unit);
}
