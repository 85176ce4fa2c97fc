import type { Sentence } from './document-view.ts';
import { capitalize } from './phrases.ts';
import { standsAlone } from './standalone.ts';

export type ReasonQuestion = { question: string; answer: string };

const AUXILIARY =
  /^(?:is|are|was|were|can|cannot|could|may|might|must|should|would|will|has|have|had|does|do|did)$/;

/**
 * Turns `X is Y because Z.` into `Why is X Y?` and `Because Z.` Only clauses with one auxiliary or
 * a plain verb right after a short subject are turned, so that the question is grammatical.
 *
 * @param smallWords words that the document writes in small letters inside sentences.
 */
export function reasonQuestion(
  sentence: Sentence,
  smallWords: ReadonlySet<string>,
): ReasonQuestion | null {
  const { tokens, plain } = sentence;
  if (tokens.length === 0 || !standsAlone(sentence) || sentence.words > 36) return null;
  const because = tokens.findIndex((token) => token.lower === 'because');
  const start = tokens[because];
  if (because < 4 || start === undefined || tokens[because + 1]?.lower === 'of') return null;
  const main = plain.slice(0, start.start).replace(/[\s,]+$/, '');
  const cause = plain.slice(start.end).replace(/[.!]$/, '').trim();
  if (/[,;:—()]/.test(main) || /\b(?:and|but|or|partly|only|simply|mainly|that)\b/i.test(main))
    return null;
  if (cause.split(' ').length < 4 || /[;:]/.test(cause)) return null;
  const first = tokens
    .slice(0, because)
    .findIndex((token) => token.pos === 'AUX' || token.pos === 'VERB');
  const verb = tokens[first];
  if (first < 1 || first > 7 || verb === undefined) return null;
  const subjectRaw = plain.slice(0, verb.start).trim();
  const opening = tokens[0];
  const second = tokens[1];
  // At the beginning of a sentence a tagger takes `Plant cells` for a name; a name would go on in capitals.
  const name =
    opening?.pos === 'PROPN' && (second === verb || /^\p{Lu}|^['’]/u.test(second?.text ?? ''));
  const pluralSubject =
    second === verb && /[a-z]s$/.test(opening?.text ?? '') && verb.lower === verb.lemma;
  const keep =
    opening === undefined ||
    (name && !pluralSubject && !smallWords.has(opening.lower)) ||
    /^\p{Lu}{2}|\d/u.test(opening.text);
  const subject = keep ? subjectRaw : subjectRaw.charAt(0).toLowerCase() + subjectRaw.slice(1);
  const rest = plain
    .slice(verb.end, start.start)
    .replace(/[\s,]+$/, '')
    .trim();
  if (rest === '' || /\bto$/.test(rest)) return null;
  const question = ask(subject, verb, rest);
  if (question === null) return null;
  return { question, answer: capitalize(`because ${cause}.`) };
}

function ask(subject: string, verb: Sentence['tokens'][number], rest: string): string | null {
  if (AUXILIARY.test(verb.lower) && verb.pos === 'AUX')
    return `Why ${verb.lower} ${subject} ${rest}?`;
  if (verb.pos !== 'VERB') return null;
  if (verb.lower === verb.lemma) return `Why do ${subject} ${verb.lemma} ${rest}?`;
  if (/s$/.test(verb.lower) && verb.lower !== verb.lemma)
    return `Why does ${subject} ${verb.lemma} ${rest}?`;
  if (/ed$/.test(verb.lower)) return `Why did ${subject} ${verb.lemma} ${rest}?`;
  return null;
}
