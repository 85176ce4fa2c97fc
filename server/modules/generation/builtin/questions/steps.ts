import type { Sentence } from '../document-view.ts';

/** Steps that the source puts in an order, with the sentences that announce them. */
export type StepList = {
  /** What is put in order, as whole sentences: `A restore test follows five steps.` */
  stem: string;
  /** `step`, `stage`, `phase`: what the source calls one of them. */
  noun: string;
  steps: string[];
  first: Sentence;
  last: Sentence;
};

const MIN_STEPS = 3;
const MAX_STEPS = 8;
const MAX_STEP_WORDS = 26;

/** Numbers in words, by what they count. */
export const COUNTS = ['', '', '', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** `Then, press …`: tells where the step stands. */
export const SEQUENCE =
  /^(?:(?:and )?(?:first(?: of all)?|firstly|second|secondly|third|thirdly|fourth|then|next|after that|afterwards|finally|lastly|last),? |(?:step|stage|phase) \d+[.:)]? |\d+[.)] )/i;

/** What leans on another step, goes back to one, or may be left out. */
const LEANING =
  /\b(?:steps?|previous|preceding|above|below|following|repeat|optional(?:ly)?|otherwise|this|the same(?! (?:time|test|way|kind|amount))|see|section|figure|table|listing|(?<!for )example|chapter|here|we|us|our)\b|^(?:if|unless|it|they|he|she|that|these|those|as long as|in case|when (?:it|they)|note|warning|tip|by)\b/i;

const MARKUP = /[=<>{}|\\$§•→]|\(\)|https?:|\w_\w|::/;

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a sentence tells to do or says that happens, without what tells its place; null where it does not stand by itself. */
export function stepOf(said: string): string | null {
  // What ends in a colon goes on in a list of its own.
  if (/:$/.test(said)) return null;
  const bare = said
    .replace(SEQUENCE, '')
    .replace(/[.;,]+$/, '')
    .replace(/,? (?:and|or)$/, '')
    .replace(/,? (?:for example|for instance|e\.g\.|such as)\b.*$/, '')
    .replace(/\b[Tt]hose (?!who|which|that|of|in|from|with|are|were)/g, 'the ')
    .replace(/\bthese (?!who|which|that|of|in|from|with|are|were)/g, 'the ');
  const words = bare.split(' ').length;
  if (words < 2 || words > MAX_STEP_WORDS || !/^[\p{L}\p{N}]/u.test(bare)) return null;
  if (LEANING.test(bare) || MARKUP.test(bare) || /[:?!]/.test(bare)) return null;
  return sentenceCase(bare);
}

/** Whether there are enough of them, and not too many, and each is another. */
export const areSteps = (steps: readonly string[]): boolean =>
  steps.length >= MIN_STEPS && steps.length <= MAX_STEPS && new Set(steps).size === steps.length;

/** `How to check a message` and the like: a heading that says what the steps are for. */
export function howTo(heading: string): string | null {
  const how = /^How to (\p{Ll}.{4,60})$/u.exec(heading)?.[1];
  return how === undefined ? null : `How do you ${how}?`;
}
