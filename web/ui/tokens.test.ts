import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** Relative luminance (WCAG 2.2) of an opaque oklch colour, by Björn Ottosson's OKLab matrices. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const colours = new Map<string, [light: number, dark: number]>();
const COLOUR = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g;
for (const [, name = '', value = ''] of css.matchAll(/--([\w-]+): light-dark\((.+)\);/g)) {
  const both = [...value.matchAll(COLOUR)].map(([, l, c, h]) =>
    luminance(Number(l), Number(c), Number(h)),
  );
  if (both.length === 2) colours.set(name, [both[0]!, both[1]!]);
}

function contrast(front: string, ground: string, theme: 0 | 1): number {
  const a = colours.get(front)![theme];
  const b = colours.get(ground)![theme];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const GROUNDS = ['canvas', 'surface', 'sunken', 'hover'];
const TEXT: [front: string, ground: string][] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent', 'negative', 'positive', 'caution'].flatMap(
    (front) => GROUNDS.map((ground): [string, string] => [front, ground]),
  ),
  ...['accent', 'positive', 'caution', 'negative'].flatMap((tone): [string, string][] => [
    [tone, `${tone}-tint`],
    ['ink', `${tone}-tint`],
    ['ink-soft', `${tone}-tint`],
    ['ink-faint', `${tone}-tint`],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-negative', 'negative'],
  ['on-negative', 'negative-strong'],
  ['on-mark', 'mark'],
  ['canvas', 'ink'],
];
const SHAPES: [front: string, ground: string][] = ['line-strong', 'focus', 'accent'].flatMap(
  (front) => GROUNDS.map((ground): [string, string] => [front, ground]),
);

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s theme', (_, theme) => {
  it.each(TEXT)('text in %s on %s reaches 4.5:1', (front, ground) => {
    expect(contrast(front, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('the shape of %s on %s reaches 3:1', (front, ground) => {
    expect(contrast(front, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});
