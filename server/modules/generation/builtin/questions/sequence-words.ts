import type { ChunkView, Sentence } from '../document-view.ts';
import { standsAlone } from '../standalone.ts';
import { areSteps, COUNTS, SEQUENCE, type StepList, stepOf } from './steps.ts';

const ONE_SENTENCE =
  /^(?<who>[^;:]{3,80}?) first (?<first>[^;:]+?), then (?<second>[^;:]+?)(?:, then (?<third>[^;:]+?))?,? (?:and (?:then|finally|lastly)|and|finally),? (?<last>[^;:]+)\.$/;
/** What the steps point at among themselves would tell their order. */
const POINTING = /\b(?:it|them|they|its|their|him|her)\b/i;
/** `first passes`, `first pass`: a verb in the present. */
const VERB = /^\p{Ll}+s?$/u;

/** `Food first enters the mouth, then passes the throat, and finally reaches the stomach.` */
export function sequenceIn(sentence: Sentence): StepList | null {
  if (!standsAlone(sentence)) return null;
  const { who = '', first, second, third, last } = ONE_SENTENCE.exec(sentence.plain)?.groups ?? {};
  const parts = [first, second, third, last].filter((part) => part !== undefined);
  const tagged = (part: string) => {
    const [word = ''] = part.split(' ');
    return sentence.tokens.find(({ text }) => text === word);
  };
  const verbs = parts.map(tagged);
  const plain = verbs.every(
    (token, i) =>
      token !== undefined &&
      VERB.test(token.text) &&
      /^(?:VERB|NOUN)$/.test(token.pos) &&
      !/(?:ed|ing)$/.test(token.lower) &&
      !POINTING.test(parts[i] ?? ''),
  );
  const singular = verbs.every((token) => /s$/.test(token?.lower ?? ''));
  if (!plain || (!singular && verbs.some((token) => /s$/.test(token?.lower ?? '')))) return null;
  const steps = parts.map(stepOf).filter((step) => step !== null);
  if (steps.length < parts.length || !areSteps(steps)) return null;
  return {
    stem: `${who} ${singular ? 'does' : 'do'} ${COUNTS[steps.length] ?? steps.length} things one after the other.`,
    noun: 'thing',
    steps,
    first: sentence,
    last: sentence,
  };
}

const BEGINS = /^First(?: of all)?, /;
const GOES_ON = /^(?:Then|Next|After that|Afterwards|Subsequently|Second|Third|Fourth),? /;
const ENDS = /^(?:Finally|Lastly|At last|In the end),? /;

/** `First, …. Then …. Finally, ….` after a sentence that says what goes on. */
function sentencesInOrder(chunk: ChunkView, at: number): StepList | null {
  const [before, ...rest] = chunk.sentences.slice(at - 1);
  const first = chunk.sentences[at];
  if (before === undefined || first === undefined || before.block !== first.block) return null;
  const end = rest.findIndex(({ plain }) => ENDS.test(plain));
  const said = rest.slice(0, end + 1);
  const last = said.at(-1);
  if (end < 2 || last === undefined || !standsAlone(before)) return null;
  const inOrder = said.every(
    ({ plain, block }, i) =>
      block === first.block &&
      (i === 0 || i === end || GOES_ON.test(plain)) &&
      !POINTING.test(plain),
  );
  // `Second` and `Third` alone number reasons as often as steps.
  const timed = said.some(({ plain }) => /^(?:Then|Next|After|Subsequently)/.test(plain));
  if (!inOrder || !timed) return null;
  const steps = said
    .map(({ plain }) => stepOf(plain.replace(ENDS, '').replace(SEQUENCE, '')))
    .filter((step) => step !== null);
  if (steps.length < said.length || !areSteps(steps)) return null;
  return { stem: before.plain, noun: 'step', steps, first: before, last };
}

/** Orders that the words of running text tell: `first`, `then`, `finally`. */
export function sequences(chunk: ChunkView): StepList[] {
  return chunk.sentences
    .map((sentence, at) =>
      BEGINS.test(sentence.plain) ? sentencesInOrder(chunk, at) : sequenceIn(sentence),
    )
    .filter((list) => list !== null);
}
