import { expect, it } from 'vitest';
import { formatTimecode } from '../../../ui/format.ts';
import { parseTimecode } from './parse-timecode.ts';

it.each([0, 7, 59, 60, 151, 3599, 3600, 7384])('reads what it wrote: %d seconds', (seconds) => {
  expect(parseTimecode(formatTimecode(seconds))).toBe(seconds);
});

it('reads seconds alone and fractions', () => {
  expect(parseTimecode('90')).toBe(90);
  expect(parseTimecode('1:02,5')).toBe(62.5);
});

it.each(['', 'a', '1:60', '1:2:3:4', '-5', '1::2'])('refuses %j', (text) => {
  expect(parseTimecode(text)).toBeNull();
});
