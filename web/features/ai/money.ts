import i18n from 'i18next';

const MICRO = 1e6;

/** Millionths of a US dollar as money; cents only where there are few dollars. */
export function formatMoney(microusd: number): string {
  const dollars = microusd / MICRO;
  return new Intl.NumberFormat(i18n.language, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: dollars > 0 && dollars < 1 ? 4 : 2,
  }).format(dollars);
}

/** What is typed into a field of dollars; null for an empty one. */
export function parseDollars(text: string): number | null {
  const value = text.trim().replace(',', '.');
  return value === '' ? null : Math.round(Number(value) * MICRO);
}

export const toDollars = (microusd: number | null): string =>
  microusd === null ? '' : String(microusd / MICRO);
