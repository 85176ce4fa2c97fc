import type { LintCode } from './codes.ts';
import type { LintInput } from './input.ts';
import { wordCount } from './words.ts';

type Limits = { min: number; max: number };

/** In words. */
export const LENGTH_LIMITS: Record<
  | 'nugget'
  | 'chunkSummary'
  | 'chapterSummary'
  | 'materialSummary'
  | 'front'
  | 'back'
  | 'stem'
  | 'option',
  Limits
> = {
  nugget: { min: 100, max: 350 },
  chunkSummary: { min: 6, max: 120 },
  chapterSummary: { min: 12, max: 250 },
  materialSummary: { min: 20, max: 400 },
  front: { min: 1, max: 50 },
  back: { min: 1, max: 60 },
  stem: { min: 4, max: 60 },
  option: { min: 1, max: 40 },
};

export function lintLength(item: LintInput): LintCode[] {
  const codes = new Set<LintCode>();
  for (const [text, limits] of measured(item)) {
    const size = wordCount(text);
    if (size < limits.min) codes.add('too_short');
    if (size > limits.max) codes.add('too_long');
  }
  return [...codes];
}

function measured(item: LintInput): [string, Limits][] {
  if (item.kind === 'nugget') return [[item.text, LENGTH_LIMITS.nugget]];
  if (item.kind === 'summary') {
    return [[item.text, LENGTH_LIMITS[`${item.scope}Summary`]]];
  }
  if (item.kind === 'flashcard')
    return [
      [item.front, LENGTH_LIMITS.front],
      [item.back, LENGTH_LIMITS.back],
    ];
  const stem: [string, Limits] = [
    item.stem,
    item.questionType === 'multiple_choice'
      ? { ...LENGTH_LIMITS.stem, min: 3 }
      : LENGTH_LIMITS.stem,
  ];
  const options =
    'options' in item
      ? item.options.map(({ text }): [string, Limits] => [text, LENGTH_LIMITS.option])
      : [];
  return [stem, ...options];
}
