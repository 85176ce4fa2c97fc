import type { LintCode } from './codes.ts';
import { isEnglish, type LintInput, leadText } from './input.ts';

const POINTING =
  /\b(?:the (?:following|above|below|former|latter|preceding|aforementioned) (?!is\b|are\b)|(?:shown|described|mentioned|listed|given|seen|discussed|as) (?:above|below|earlier)|(?:figure|fig\.|table|chapter|section|listing|equation|exercise|page) \d|(?:this|previous|next|preceding|following) (?:chapter|section|figure|table|page|paragraph|example|book|lesson|article|passage|text|exercise))\b/i;

const DEMONSTRATIVE = /\b(?:this|these|those)\b/i;
const ALLOWED = /\bwhich of (?:these|those|the following)\b|\bthese days\b/gi;

const LEANING =
  /^["“‘'(]*(?:it|its|he|she|they|them|their|his|her|this|that|these|those|however|therefore|thus|hence|moreover|furthermore|nevertheless|nonetheless|consequently|similarly|likewise|conversely|instead|meanwhile|otherwise|also|but|and|or|so|as a result|for (?:example|instance|this)|in (?:addition|contrast|other words|this|that)|on the other hand|such)\b(?! (?:is|are) (?:a|an|the)\b.*\?)/i;

/** What must make sense without its surroundings does not point out of itself. English only. */
export function lintReferences(item: LintInput): LintCode[] {
  if (!isEnglish(item)) return [];
  const text = leadText(item);
  const codes: LintCode[] = [];
  if (LEANING.test(text)) codes.push('dangling_start');
  const rest = text.replace(ALLOWED, '');
  if (item.kind === 'question' || item.kind === 'flashcard') {
    if (POINTING.test(rest) || DEMONSTRATIVE.test(rest)) codes.push('dangling_reference');
  } else if (item.kind === 'summary' && POINTING.test(rest)) codes.push('dangling_reference');
  return codes;
}
