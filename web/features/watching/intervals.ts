import type { TFunction } from 'i18next';
import { formatDuration } from '../../ui/format.ts';

/** Intervals that are offered, in minutes. */
export const INTERVALS = [5, 15, 60, 360, 1440, 10_080, 43_200] as const;
export const DAILY = 1440;

/** An interval in words, also one that is not offered (the API takes any). */
export function nameInterval(minutes: number, t: TFunction<'sources'>): string {
  const offered = INTERVALS.find((one) => one === minutes);
  return offered === undefined
    ? t('interval.other', { time: formatDuration(minutes * 60) })
    : t(`interval.m${offered}`);
}
