import { orderByHash } from '../../domain/hash.ts';
import type { QuestionDraft } from '../../engine.ts';
import { type Analysis, conceptsIn } from '../analysis.ts';
import { BLANK } from '../cloze.ts';
import type { Sentence } from '../document-view.ts';
import { standsAlone } from '../standalone.ts';
import { question, shuffled } from './build.ts';

const YEAR = /\b(?:1[0-9]\d\d|20[0-4]\d)\b/g;
const DATED =
  /\b(?:in|since|until|by|of|from|after|before|during|and)\s+(?:(?:early|late|mid)\s+)?(?:\p{Lu}\p{Ll}+\s+)?(1[0-9]\d\d|20[0-4]\d)\b(?!s)/u;
/** How far from the right year a wrong one may lie: near enough to be thought of. */
const REACH = 40;

const yearsOf = (text: string): number[] => (text.match(YEAR) ?? []).map(Number);

const cache = new WeakMap<Analysis, number[]>();

function documentYears(analysis: Analysis): number[] {
  const known = cache.get(analysis);
  if (known !== undefined) return known;
  const years = [...new Set(analysis.view.sentences.flatMap(({ plain }) => yearsOf(plain)))].sort(
    (a, b) => a - b,
  );
  cache.set(analysis, years);
  return years;
}

/**
 * A dated sentence with its year taken out. Wrong options are years of the same document within 40
 * years; where there are fewer than two of those, nothing is asked, since invented years tell
 * nothing about the subject.
 */
export function yearChoice(analysis: Analysis, sentence: Sentence): QuestionDraft | null {
  const { plain, tokens } = sentence;
  if (
    !standsAlone(sentence) ||
    sentence.words < 7 ||
    sentence.words > 30 ||
    sentence.kind === 'list_item'
  )
    return null;
  const years = yearsOf(plain);
  const match = DATED.exec(plain);
  const year = Number(match?.[1]);
  if (match === null || years.length !== 1 || /[()!]/.test(plain)) return null;
  const verb = tokens.findIndex(({ pos }) => pos === 'VERB' || pos === 'AUX');
  if (
    !tokens
      .slice(0, verb)
      .some(
        ({ pos, text }, i) =>
          pos === 'PROPN' && (i > 0 || !/^\p{Lu}\p{Ll}+$/u.test(text) || verb === 1),
      )
  )
    return null;
  if (
    !tokens.some(({ pos, lower }) =>
      pos === 'AUX'
        ? /^(?:was|were|had)$/.test(lower)
        : pos === 'VERB' &&
          /ed$|^(?:began|became|fell|led|won|lost|took|made|wrote|built|gave|held|broke|rose|left)$/.test(
            lower,
          ),
    )
  )
    return null;
  const near = documentYears(analysis).filter(
    (other) => other !== year && Math.abs(other - year) <= REACH,
  );
  const wrong = orderByHash(near, plain, String).slice(0, 3);
  if (wrong.length < 3) return null;
  const at = match.index + match[0].length - 4;
  const stem = `${plain.slice(0, at)}${BLANK}${plain.slice(at + 4)}`;
  return question(
    {
      analysis,
      sentence,
      concepts: conceptsIn(analysis, [sentence], 2),
      stem,
      explanation: plain,
      hints: [
        `It was ${year < Math.min(...wrong) ? 'before' : year > Math.max(...wrong) ? 'after' : 'not in'} ${wrong[0]}.`,
      ],
      quality: 0.6,
      closeness: 0.5,
    },
    {
      questionType: 'multiple_choice',
      options: shuffled(stem, [
        { text: String(year), correct: true, feedback: plain },
        ...wrong.map((other) => ({
          text: String(other),
          correct: false,
          feedback: `It was not in ${other}: ${plain}`,
        })),
      ]),
    },
  );
}
