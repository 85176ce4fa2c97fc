import type { LintCode } from './codes.ts';
import { hiddenAnswers, type LintInput } from './input.ts';
import { contentStems } from './words.ts';

/** Explanation, feedback and hints: there, and not giving the answer away before it is due. */
export function lintSupport(item: LintInput): LintCode[] {
  if (item.kind !== 'question') return [];
  const codes: LintCode[] = [];
  const silent = 'options' in item && item.options.some((option) => option.feedback.trim() === '');
  if (item.explanation.trim() === '' || silent) codes.push('missing_explanation');
  if (item.hints.some((hint) => hiddenAnswers(item).some((answer) => givesAway(hint, answer))))
    codes.push('hint_gives_away');
  return codes;
}

function givesAway(hint: string, answer: string): boolean {
  const stems = contentStems(answer);
  const told = contentStems(hint);
  if (stems.size === 0) return false;
  const shared = [...stems].filter((stem) => told.has(stem)).length;
  return stems.size <= 3 ? shared === stems.size : shared / stems.size > 0.6;
}
