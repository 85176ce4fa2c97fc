import type { QuestionDraft } from '../../engine.ts';
import { type Analysis, conceptsIn } from '../analysis.ts';
import type { Concept } from '../concept.ts';
import type { ChunkView, Sentence } from '../document-view.ts';
import { leaks } from '../phrases.ts';
import { standsAlone } from '../standalone.ts';
import { askAfterPreposition, askAmount, askCopula, askProperty } from './ask-amount.ts';
import { askCount, askSubject } from './ask-count.ts';
import { question } from './build.ts';
import { type Asked, additionOf } from './numeric-parts.ts';
import { onlyQuantity, type Quantity } from './quantities.ts';
import { readClause } from './question-form.ts';
import { spoken } from './wording.ts';
import { isWorked } from './worked-example.ts';

/** Where a clause ends after which nothing is needed to make it true. */
const FURTHER =
  /[;:]|, (?:which|where|whose|so|but|because|whereas|while|although|and|as)\b| because /;
const CONDITION = /\b(?:unless|except|if|provided|when|whenever|only|until)\b/i;

/** `The school`, `a student`: one of an example, where the text does not treat it as a concept. */
const DETERMINED = /^(?:the|an?|every|one|his|her|our|your|my|\d)\b/i;

const PAST =
  /^(?:was|were|had|did|won|lost|made|took|gave|got|ran|found|began|fell|rose|grew|saw|sent|sold|paid|held|kept|led|left|met|cost|spent)$/;

/** `Roosevelt won with 61 %`: what happened once, and only the sentences around say when. */
function isOccasion({ plain, tokens }: Sentence): boolean {
  const verb = tokens.find(({ pos }) => pos === 'VERB' || pos === 'AUX');
  const past = verb !== undefined && (PAST.test(verb.lower) || /[^e]ed$/.test(verb.lower));
  return past && !/\b(?:1\d|20)\d\d\b/.test(plain);
}

function ask(
  analysis: Analysis,
  sentence: Sentence,
  quantity: Quantity,
  end: number,
): Asked | null {
  const direct = askSubject(sentence, quantity, end);
  if (direct !== null) return direct;
  const clause = readClause(analysis, sentence, quantity.start);
  if (clause === null) return null;
  const between = sentence.plain.slice(clause.verbEnd, quantity.start).trim();
  const word = /^\s*(\p{L}+)/u.exec(sentence.plain.slice(quantity.end, end))?.[1] ?? '';
  const rest = additionOf(sentence, quantity.end, end);
  if (between === '')
    return (
      askCopula(clause, quantity, rest, word) ??
      askAmount(clause, quantity, rest) ??
      askCount(sentence, clause, quantity, '', end)
    );
  const split = /^(.*?)\s*\b(\S+)$/.exec(between);
  const preposition = split?.[2] ?? '';
  return (
    askCount(sentence, clause, quantity, between, end) ??
    askProperty(clause, quantity, between, rest) ??
    askAfterPreposition(clause, quantity, preposition, split?.[1] ?? '', rest)
  );
}

function hintOn(sentence: Sentence, quantity: Quantity, concept: Concept | undefined): string {
  if (quantity.unit !== null) return 'Think first of what order of size it must have.';
  return /^[^.]*:/.test(sentence.plain.slice(quantity.end))
    ? 'Try to name them one by one.'
    : `Recall how the source describes ${concept === undefined ? 'it' : spoken(concept, concept.defining)}.`;
}

/** A sentence that tells one number, asked for that number; null where no question can be formed. */
export function numeric(
  analysis: Analysis,
  chunk: ChunkView,
  sentence: Sentence,
): QuestionDraft | null {
  const { plain } = sentence;
  if (!/[.]$/.test(plain) || sentence.words > 32) return null;
  // `There are 365 days in a year` leans on nothing, though other sentences that begin so may.
  const whole = { ...sentence, plain: plain.replace(/^There (?=are|were)/, 'People ') };
  if (!standsAlone(whole) || isWorked(chunk, sentence) || isOccasion(sentence)) return null;
  const cut = plain.search(FURTHER);
  const end = cut < 0 ? plain.length : cut;
  const clause = plain.slice(0, end);
  if (CONDITION.test(plain.slice(0, end)) || CONDITION.test(plain.slice(end, end + 12)))
    return null;
  const quantity = onlyQuantity(clause.replace(/[.]$/, ''));
  const concepts = conceptsIn(analysis, [sentence], 2);
  if (quantity === null || (concepts.length === 0 && DETERMINED.test(plain))) return null;
  const asked = ask(analysis, sentence, quantity, end);
  if (asked === null || /,/.test(asked.stem)) return null;
  const heading = chunk.heading;
  const places = heading !== '' && !/\d/.test(heading) && !leaks(heading, asked.stem);
  return question(
    {
      analysis,
      sentence,
      concepts,
      stem: asked.stem,
      explanation: plain,
      hints: [
        ...(places ? [`It is treated under “${heading}”.`] : []),
        hintOn(sentence, quantity, concepts[0]),
      ].slice(0, 1),
      quality: 0.62,
    },
    {
      questionType: 'numeric',
      value: quantity.value,
      tolerance: quantity.tolerance,
      units: asked.units,
    },
  );
}
