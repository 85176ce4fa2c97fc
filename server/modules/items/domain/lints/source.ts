import type { LintCode } from './codes.ts';
import { type LintInput, rightAnswers } from './input.ts';
import { contentStems, shareIn } from './words.ts';

const ENOUGH = 0.7;

/** The answer, or for prose the text, must be made of the words of the cited passages. */
export function lintSource(item: LintInput): LintCode[] {
  if (item.quotes.every((quote) => quote.trim() === '')) return ['missing_citation'];
  if (item.kind === 'question' && item.questionType === 'numeric')
    return item.quotes.some((quote) => numbersIn(quote).includes(item.value))
      ? []
      : ['answer_not_in_source'];
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

const NUMBER_WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const SCALES: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9 };

const NUMBER = new RegExp(
  `((?:(?<![\\w)])[-−])?\\d+(?:[.,]\\d+)*|\\b(?:${NUMBER_WORDS.join('|')})\\b)(?: (thousand|million|billion)\\b)?`,
  'gi',
);

/** What a written number may mean: a comma parts thousands in one language, decimals in another. */
function readings(written: string): number[] {
  const word = NUMBER_WORDS.indexOf(written.toLowerCase());
  if (word >= 0) return [word];
  const plain = written.replace('−', '-');
  return [
    Number(plain.replaceAll(',', '')),
    Number(plain.replaceAll('.', '').replace(',', '.')),
  ].filter(Number.isFinite);
}

/** The numbers of a text, however they are written: `2,870`, `four`, `30,5`, `−1.5 million`. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(NUMBER)].flatMap(([, written = '', scale = '']) =>
    readings(written).map((value) => value * (SCALES[scale.toLowerCase()] ?? 1)),
  );
}
