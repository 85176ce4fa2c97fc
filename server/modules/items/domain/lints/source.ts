import type { LintCode } from './codes.ts';
import { type LintInput, rightAnswers } from './input.ts';
import { contentStems, shareIn } from './words.ts';

const ENOUGH = 0.7;

/** The answer, or for prose the text, must be made of the words of the cited passages. */
export function lintSource(item: LintInput): LintCode[] {
  if (item.quotes.every((quote) => quote.trim() === '')) return ['missing_citation'];
  const source = contentStems(item.quotes.join('\n'));
  const claims = claimsOf(item);
  return claims.every((claim) => shareIn(contentStems(claim), source) >= ENOUGH)
    ? []
    : ['answer_not_in_source'];
}

function claimsOf(item: LintInput): string[] {
  if (item.kind === 'nugget' || item.kind === 'summary') return [item.text];
  if (item.kind === 'question' && item.questionType === 'true_false') {
    return item.options.some((option) => option.correct && /^true$/i.test(option.text))
      ? [item.stem]
      : [];
  }
  return rightAnswers(item);
}
