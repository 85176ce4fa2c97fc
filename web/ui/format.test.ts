import i18n from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatRelative, formatTimecode } from './format.ts';

beforeAll(async () => {
  await i18n.init({ lng: 'en', resources: {} });
});

describe('durations', () => {
  it.each([
    [0, '0 sec'],
    [45, '45 sec'],
    [95, '1 min, 35 sec'],
    [720, '12 min'],
    [3_900, '1 hr, 5 min'],
    [3_599, '59 min'],
    [7_199, '2 hr'],
  ])('%d seconds read as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('give a place in a recording as a clock', () => {
    expect(formatTimecode(245)).toBe('4:05');
    expect(formatTimecode(3_723)).toBe('1:02:03');
  });
});

it('gives sizes in the largest fitting unit', () => {
  expect(formatBytes(999)).toBe('999 bytes');
  expect(formatBytes(12_345_678)).toBe('12.3 MB');
});

describe('moments', () => {
  const now = '2026-03-10T12:00:00Z';
  it.each([
    ['2026-03-10T11:59:50Z', 'now'],
    ['2026-03-10T11:30:00Z', '30 minutes ago'],
    ['2026-03-10T14:00:00Z', 'in 2 hours'],
    ['2026-03-09T12:00:00Z', 'yesterday'],
    ['2026-02-24T12:00:00Z', '2 weeks ago'],
  ])('%s reads as %s', (date, text) => {
    expect(formatRelative(date, now)).toBe(text);
  });
});
