import { expect, it } from 'vitest';
import { conceptKey, singular } from './concept-key.ts';

it.each([
  ['Light-Dependent Reactions', 'light dependent reaction'],
  ['the Calvin cycle', 'calvin cycle'],
  ['Kepler’s third law', 'kepler third law'],
  ['Naïve Art', 'naive art'],
  ['mitochondria', 'mitochondrion'],
  ['TCP/IP', 'tcp ip'],
  ['—', ''],
])('gives %s the key %s', (name, key) => {
  expect(conceptKey(name)).toBe(key);
});

it('is the same for a key as for the name it came from', () => {
  for (const name of ['File Systems', 'analyses', 'Boxes', 'viruses', 'DNS'])
    expect(conceptKey(conceptKey(name))).toBe(conceptKey(name));
});

it.each([
  ['processes', 'process'],
  ['viruses', 'virus'],
  ['bodies', 'body'],
  ['classes', 'class'],
  ['boxes', 'box'],
  ['physics', 'physics'],
  ['osmosis', 'osmosis'],
  ['heroes', 'hero'],
  ['enzymes', 'enzyme'],
])('takes %s to %s', (plural, one) => {
  expect(singular(plural)).toBe(one);
});
