import { hash32 } from '../../domain/hash.ts';
import type { QuestionDraft } from '../../engine.ts';
import { type Analysis, conceptsIn } from '../analysis.ts';
import type { Sentence } from '../document-view.ts';
import { standsAlone } from '../standalone.ts';
import { question } from './build.ts';

/** Words that can be exchanged without harm to the grammar, so that a true sentence becomes false. */
const OPPOSITES: Record<string, string> = {};
for (const pair of 'increases decreases,increase decrease,increased decreased,higher lower,larger smaller,faster slower,stronger weaker,longer shorter,warmer colder,hotter cooler,heavier lighter,maximum minimum,positive negative,absorbs releases,gains loses,raises lowers,expands contracts,rises falls,rose fell,clockwise counterclockwise'.split(
  ',',
)) {
  const [a = '', b = ''] = pair.split(' ');
  OPPOSITES[a] = b;
  OPPOSITES[b] = a;
}

/**
 * A statement that stands or falls with one word: the source's own sentence, or the same with that
 * word turned into its opposite. Only sentences with exactly one such word and no negation.
 */
export function comparison(analysis: Analysis, sentence: Sentence): QuestionDraft | null {
  const { plain, tokens } = sentence;
  if (
    !standsAlone(sentence) ||
    sentence.words < 7 ||
    sentence.words > 26 ||
    sentence.kind === 'list_item'
  )
    return null;
  if (
    /\b(?:not|no|never|nor|neither|or|may|might|can|could|than (?:that|those)|if|when|whether|so|too)\b|n['’]t\b|;/i.test(
      plain,
    )
  )
    return null;
  const turning = tokens.filter(
    ({ lower, pos }) => lower in OPPOSITES && (pos === 'VERB' || !lower.endsWith('s')),
  );
  const [word] = turning;
  const concepts = conceptsIn(analysis, [sentence], 2);
  const subject = analysis.map.mentions[sentence.index]?.[0];
  // What the sentence is about must be taught by the text, not merely passed by.
  if (turning.length !== 1 || word === undefined || subject === undefined || subject.start > 14)
    return null;
  const opposite = OPPOSITES[word.lower] ?? '';
  const wantsFalse = hash32(`compare ${plain}`) % 2 === 0;
  const stem = wantsFalse
    ? `${plain.slice(0, word.start)}${opposite}${plain.slice(word.end)}`
    : plain;
  const correction = `The source says “${word.text}”, not “${opposite}”: ${plain}`;
  return question(
    {
      analysis,
      sentence,
      concepts,
      stem,
      explanation: plain,
      hints: [`Look closely at the word “${wantsFalse ? opposite : word.text}”.`],
      quality: 0.6,
      closeness: 0.3,
    },
    {
      questionType: 'true_false',
      options: [
        {
          text: 'True',
          correct: !wantsFalse,
          feedback: wantsFalse ? correction : 'Yes: the source says just this.',
        },
        {
          text: 'False',
          correct: wantsFalse,
          feedback: wantsFalse ? `Yes. ${correction}` : correction,
        },
      ],
    },
  );
}
