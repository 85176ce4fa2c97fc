import type { LintCode } from './codes.ts';
import { hiddenAnswers, isEnglish, type LintInput, leadText } from './input.ts';
import { contentStems, wordCount } from './words.ts';

/** Negation of the question itself; a `not` deeper in the sentence is part of what is asked about. */
const NEGATIVE =
  /\bexcept\b[^.]*[?:]$|^(?:which|what|who)(?: of (?:the following|these))?(?: \w+)? (?:is|are|does|do|was|were|can|has|have)(?:n['’]t| not| never| the least| false| incorrect| untrue)\b/i;

/** Lints on what the learner reads before answering: leaks, articles, negation, gaps. */
export function lintStem(item: LintInput): LintCode[] {
  if (item.kind !== 'question' && item.kind !== 'flashcard') return [];
  const codes: LintCode[] = [];
  if (leaks(item)) codes.push('answer_leaked_in_stem');
  if (gapsDiffer(item)) codes.push('blank_mismatch');
  if (!isEnglish(item) || item.kind !== 'question') return codes;
  if (articleTells(item)) codes.push('article_gives_away');
  if (item.questionType !== 'true_false' && NEGATIVE.test(item.stem)) codes.push('negative_stem');
  return codes;
}

/**
 * A long answer may share words with its question; a short one none but the kind that it is of:
 * `What is a scale of 12 semitones called?` does not tell `chromatic scale`.
 */
function leaks(item: LintInput): boolean {
  const lead = contentStems(leadText(item));
  return hiddenAnswers(item).some((answer) => {
    const stems = contentStems(answer);
    if (stems.size === 0) return false;
    if (stems.size > 1 && wordCount(answer) <= 5 && mayNameKind(item))
      stems.delete([...stems].at(-1) ?? '');
    const shared = [...stems].filter((stem) => lead.has(stem)).length;
    if (wordCount(answer) <= 5) return shared > 0;
    return shared / stems.size > 0.6;
  });
}

/** Whether the kind may be named: where the answer is written, or all options are of that kind. */
function mayNameKind(item: LintInput): boolean {
  if (item.kind !== 'question') return false;
  if (item.questionType === 'short_answer') return true;
  if (item.questionType !== 'multiple_choice') return false;
  const heads = item.options.map(({ text }) => [...contentStems(text)].at(-1));
  return new Set(heads).size === 1;
}

function gapsDiffer(item: LintInput): boolean {
  const gaps = leadText(item).match(/_{3,}/g)?.length ?? 0;
  if (item.kind === 'flashcard') return item.style === 'cloze' ? gaps === 0 : gaps > 0;
  if (item.kind !== 'question') return false;
  if (item.questionType === 'fill_blank') {
    return (
      gaps === 0 || gaps !== item.gaps.length || item.gaps.some((gap) => gap.accepted.length === 0)
    );
  }
  return item.questionType === 'short_answer' && item.accepted.length === 0;
}

/** `a` or `an` right before the gap, or as the last word, with options that need the other one. */
function articleTells(item: LintInput & { kind: 'question' }): boolean {
  const match = /\b(an?)\s+(?:_{3,}|\?|:|…)/i.exec(item.stem) ?? /\b(an?)$/i.exec(item.stem.trim());
  if (match === null) return false;
  if (item.questionType === 'fill_blank' || item.questionType === 'short_answer') return true;
  if (!('options' in item)) return false;
  const needsAn = item.options.map(({ text }) => /^[aeiou]/i.test(text));
  return needsAn.some((one) => one !== needsAn[0]);
}
