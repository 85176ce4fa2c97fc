import type { ChunkView, Sentence } from '../document-view.ts';
import { opensWell, standsAlone } from '../standalone.ts';
import { areSteps, COUNTS, howTo, type StepList, stepOf } from './steps.ts';

const NOUN = /\b(step|stage|phase)s\b(?=[^.:]{0,60}:$)/i;
/** What else a list is announced with whose order is meant. */
const ORDERED =
  /\b(?:in (?:the following|this) order|(?:process|cycle|sequence|procedure|calculation|reaction)s?\b.{0,60}\b(?:as follows|the following|in sequence))[^.:]{0,20}:$/i;
const NO_ORDER =
  /\b(?:any order|options?|alternatives?|either|one of|reasons?|rules|guidelines|kinds?|types?|issues?|questions?)\b/i;

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
  const how = howTo(chunk.heading);
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
    const steps = items.map(({ plain: said }) => stepOf(said)).filter((step) => step !== null);
    const last = chunk.sentences.findLast(({ block }) => block === end - 1);
    if (steps.length !== end - at || !areSteps(steps) || last === undefined) continue;
    const noun = named?.[1]?.toLowerCase() ?? 'step';
    const stem = topicOf(chunk, announcement, noun, steps.length);
    if (stem !== null) lists.push({ stem, noun, steps, first: announcement, last });
  }
  return lists;
}
