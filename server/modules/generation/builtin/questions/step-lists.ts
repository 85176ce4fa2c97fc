import type { ChunkView, Sentence } from '../document-view.ts';
import { opensWell, standsAlone } from '../standalone.ts';

/** Steps that the source puts in an order, with the sentences that announce them. */
export type StepList = {
  /** What is put in order, without a stop: `A restore test follows five steps`. */
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

const NOUN = /\b(step|stage|phase)s\b(?=[^.:]{0,60}:$)/i;
/** What else a list is announced with whose order is meant. */
const ORDERED =
  /\b(?:in (?:the following|this) order|(?:process|cycle|sequence|procedure|calculation|reaction)s?\b.{0,60}\b(?:as follows|the following|in sequence))[^.:]{0,20}:$/i;
const NO_ORDER =
  /\b(?:any order|options?|alternatives?|either|one of|reasons?|rules|guidelines|kinds?|types?|issues?|questions?)\b/i;

/** `Then, press …`: tells where the step stands. */
const SEQUENCE =
  /^(?:(?:and )?(?:first(?: of all)?|firstly|second|secondly|third|thirdly|fourth|then|next|after that|afterwards|finally|lastly|last),? |(?:step|stage|phase) \d+[.:)]? |\d+[.)] )/i;

/** What leans on another step, goes back to one, or may be left out. */
const LEANING =
  /\b(?:steps?|previous|preceding|above|below|following|repeat|optional(?:ly)?|otherwise|this|the same(?! (?:time|test|way|kind|amount))|see|section|figure|table|listing|(?<!for )example|chapter|here|we|us|our)\b|^(?:if|unless|it|they|he|she|that|these|those|as long as|in case|when (?:it|they)|note|warning|tip|by)\b/i;

const MARKUP = /[=<>{}|\\$§•→]|\(\)|https?:|\w_\w|::/;

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A step's first sentence without what tells its place; null where it does not stand by itself. */
function stepOf(sentence: Sentence): string | null {
  const bare = sentence.plain
    .replace(SEQUENCE, '')
    .replace(/[.;,:]+$/, '')
    .replace(/,? (?:and|or)$/, '')
    .replace(/,? (?:for example|for instance|e\.g\.|such as)\b.*$/, '')
    .replace(/\b[Tt]hose (?!who|which|that|of|in|from|with|are|were)/g, 'the ')
    .replace(/\bthese (?!who|which|that|of|in|from|with|are|were)/g, 'the ');
  const words = bare.split(' ').length;
  if (words < 2 || words > MAX_STEP_WORDS || !/^[\p{L}\p{N}]/u.test(bare)) return null;
  if (LEANING.test(bare) || MARKUP.test(bare) || /[:?!]/.test(bare)) return null;
  return sentenceCase(bare);
}

/** `The light reactions proceed in the following order:` → `The light reactions proceed in an order`. */
function announced(plain: string, noun: string, count: number): string {
  return plain
    .replace(/\s*:$/, '')
    .replace(/,? (?:in (?:the following|this) order|as follows)$/i, ` in ${noun}s`)
    .replace(/\b(?:the following|the same|these|those) (?=(?:\w+ )?(?:steps|stages|phases))/i, '')
    .replace(/\b(?:steps|stages|phases)\b/i, (word) =>
      /\b(?:\d+|one|two|three|four|five|six|seven|eight)\s+(?:\w+ )?(?:steps|stages|phases)\b/i.test(
        plain,
      )
        ? word
        : `${COUNTS[count] ?? count} ${word}`,
    );
}

const COUNTS = ['', '', '', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** `How to check a message` and the like: a heading that says what the steps are for. */
function fromHeading(heading: string): string | null {
  const how = /^How to (\p{Ll}.{4,60})$/u.exec(heading)?.[1];
  return how === undefined ? null : `How do you ${how}?`;
}

/** Subjects that say nothing without the sentence before: `The planning`, `Many plans`. */
const VAGUE =
  /^(?:many|most|some|all|each|every|several|the (?:process|procedure|method|cycle|planning|calculation|work|algorithm|approach|method|course|response)\b|you\b|follow\b|to\b|here\b)/i;

/** What the steps are steps of, as sentences that make sense to who sees nothing else. */
function topicOf(
  chunk: ChunkView,
  announcement: Sentence,
  noun: string,
  count: number,
): string | null {
  const how = fromHeading(chunk.heading);
  if (how !== null) return how;
  const told = announced(announcement.plain, noun, count);
  const plain = `${told}.`;
  if (!VAGUE.test(told)) return standsAlone({ ...announcement, plain }) ? plain : null;
  const before = chunk.sentences.find(({ index }) => index === announcement.index - 1);
  if (before === undefined || before.block !== announcement.block || !standsAlone(before))
    return null;
  const rest = /^(?:many|most|some|all|each|every|several) /i.test(told);
  return rest || opensWell(plain) ? `${before.plain} ${plain}` : null;
}

/** Lists of the chunk whose sentence before says that they are steps, or stand in an order. */
export function stepLists(chunk: ChunkView): StepList[] {
  const lists: StepList[] = [];
  for (const [at, piece] of chunk.pieces.entries()) {
    if (piece.kind !== 'list_item' || chunk.pieces[at - 1]?.kind === 'list_item') continue;
    const announcement = chunk.sentences.findLast(({ block }) => block === at - 1);
    if (announcement === undefined || announcement.kind !== 'paragraph') continue;
    const { plain } = announcement;
    const named = NOUN.exec(plain);
    if ((named === null && !ORDERED.test(plain)) || NO_ORDER.test(plain)) continue;
    let end = at;
    while (chunk.pieces[end]?.kind === 'list_item') end += 1;
    const items = chunk.sentences.filter(
      ({ block }, i) => block >= at && block < end && chunk.sentences[i - 1]?.block !== block,
    );
    const steps = items.map(stepOf).filter((step) => step !== null);
    const [last] = chunk.sentences.filter(({ block }) => block === end - 1).slice(-1);
    if (steps.length !== end - at || steps.length < MIN_STEPS || steps.length > MAX_STEPS) continue;
    if (new Set(steps).size < steps.length || last === undefined) continue;
    const noun = named?.[1]?.toLowerCase() ?? 'step';
    const stem = topicOf(chunk, announcement, noun, steps.length);
    if (stem !== null) lists.push({ stem, noun, steps, first: announcement, last });
  }
  return lists;
}
