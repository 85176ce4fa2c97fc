import type { LintCode } from './codes.ts';
import type { LintInput, LintOption } from './input.ts';
import { contentStems, fold, jaccard, wordCount, words } from './words.ts';

const LONGEST_RATIO = 1.5;
const LONGEST_MARGIN = 12;

/** Lints on the options of a choice: one right, distinct, of one kind, none telling by its length. */
export function lintOptions(item: LintInput): LintCode[] {
  if (item.kind !== 'question' || !('options' in item)) return [];
  const { options } = item;
  const codes: LintCode[] = [];
  const right = options.filter((option) => option.correct);
  const several = item.questionType === 'multiple_response';
  const wellMarked = several
    ? right.length > 0 && right.length < options.length
    : right.length === 1 && options.length > 1;
  if (!wellMarked) codes.push('not_one_right_option');
  if (hasDuplicates(options)) codes.push('duplicate_options');
  if (item.questionType === 'true_false') return codes;
  const wrong = options.filter((option) => !option.correct);
  if (mixed(options)) codes.push('mixed_kind_options');
  if (
    options.some(({ text }) =>
      /\b(?:all|none|both|neither|any) of (?:the )?(?:above|below|these|them|others?)\b/i.test(
        text,
      ),
    )
  ) {
    codes.push('catch_all_option');
  }
  if (right.some((answer) => wrong.some((option) => sameMeaning(answer.text, option.text))))
    codes.push('distractor_is_synonym');
  const [answer] = right;
  if (answer === undefined || several) return codes;
  const longest = Math.max(0, ...wrong.map(({ text }) => text.length));
  if (
    wrong.length > 0 &&
    answer.text.length > longest * LONGEST_RATIO &&
    answer.text.length - longest > LONGEST_MARGIN
  ) {
    codes.push('longest_option_gives_away');
  }
  return codes;
}

const key = (text: string): string => words(text).join(' ');

function hasDuplicates(options: readonly LintOption[]): boolean {
  return new Set(options.map(({ text }) => key(text) || fold(text))).size < options.length;
}

/** Numbers among words, or whole clauses among names. */
function mixed(options: readonly LintOption[]): boolean {
  const numeric = options.filter(({ text }) =>
    /^[\s$€£~<>=±+-]*\d[\d\s.,:/%-]*\p{L}{0,6}$/u.test(text),
  ).length;
  if (numeric > 0 && numeric < options.length) return true;
  const sizes = options.map(({ text }) => wordCount(text));
  return Math.max(...sizes) >= 9 && Math.min(...sizes) <= 2;
}

/** The same words in another form or order, or one name standing inside the other. */
function sameMeaning(answer: string, other: string): boolean {
  const a = contentStems(answer);
  const b = contentStems(other);
  if (a.size === 0 || b.size === 0) return false;
  if (jaccard(a, b) >= 0.85) return true;
  const short = wordCount(answer) <= 4 && wordCount(other) <= 4;
  return (
    short &&
    (` ${key(other)} `.includes(` ${key(answer)} `) ||
      ` ${key(answer)} `.includes(` ${key(other)} `))
  );
}
