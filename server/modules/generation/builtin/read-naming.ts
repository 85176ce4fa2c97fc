import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { headOf, isNoun, readName } from './noun-phrases.ts';
import { ARTICLE, clean, makeFact, readSubject } from './read-subject.ts';

const NAMING = /^(?:called|termed|named)$/;

/** `The process by which … is called X.` */
export function readNaming(sentence: Sentence): Fact | null {
  const { tokens, plain } = sentence;
  const at = tokens.findIndex(
    (token, i) =>
      /^(?:is|are)$/.test(token.lower) &&
      (NAMING.test(tokens[i + 1]?.lower ?? '') ||
        (tokens[i + 1]?.lower === 'known' && tokens[i + 2]?.lower === 'as')),
  );
  if (at < 4) return null;
  const first = tokens[0];
  if (first === undefined || !(ARTICLE.test(first.lower) || isNoun(first) || first.pos === 'ADJ'))
    return null;
  const subjectName = readName(tokens, ARTICLE.test(first.lower) ? 1 : 0, false);
  const genus = subjectName === null ? undefined : headOf(tokens, subjectName);
  if (genus === undefined) return null;
  const subject = readSubject(sentence, at + (tokens[at + 1]?.lower === 'known' ? 3 : 2));
  if (subject === null || subject.name.length > 40) return null;
  const follows = tokens[subject.next]?.text ?? '.';
  if (!/^[.,;]$/.test(follows)) return null;
  const raw = plain.slice(0, tokens[at]?.start).trim();
  if (/[,:;(]| and /.test(raw)) return null;
  const phrase = clean(
    !/^\p{Lu}\S*\s\p{Lu}|^\p{Lu}{2}/u.test(raw) ? raw.charAt(0).toLowerCase() + raw.slice(1) : raw,
  );
  return makeFact(sentence, subject, { kind: 'naming', phrase, genus: genus.lemma, strength: 0.8 });
}
