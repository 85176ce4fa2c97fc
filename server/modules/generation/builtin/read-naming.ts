import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { headOf, isNoun, readName } from './noun-phrases.ts';
import { ARTICLE, clean, makeFact, readSubject } from './read-subject.ts';
import type { Token } from './tagger.ts';

const NAMING = /^(?:called|termed|named)$/;
const MOST_NAME_LETTERS = 40;

/** Number of tokens of `called`, `known as`, `referred to as` at token `at`; 0 where none stand there. */
export function namingLength({ tokens }: Sentence, at: number): number {
  const [first, second, third] = [0, 1, 2].map((n) => tokens[at + n]?.lower ?? '');
  if (NAMING.test(first ?? '')) return 1;
  if (first === 'known' && second === 'as') return 2;
  return first === 'referred' && second === 'to' && third === 'as' ? 3 : 0;
}

/** `the ratio of … to … is defined as the focal ratio`: long before, short after. */
const isTurnedDefinition = ({ tokens }: Sentence, at: number): boolean =>
  tokens[at]?.lower === 'defined' &&
  tokens[at + 1]?.lower === 'as' &&
  at >= 7 &&
  tokens.length - at <= 8;

function withoutBrackets(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === '(') depth += 1;
    else if (text === ')') depth -= 1;
    return depth === 0 && text !== ')';
  });
}

/** `The process by which … is called X.` */
export function readNaming(sentence: Sentence): Fact | null {
  const { tokens, plain } = sentence;
  const at = tokens.findIndex(
    (token, i) =>
      /^(?:is|are)$/.test(token.lower) &&
      (namingLength(sentence, i + 1) > 0 || isTurnedDefinition(sentence, i + 1)),
  );
  if (at < 4) return null;
  const first = tokens[0];
  if (first === undefined || !(ARTICLE.test(first.lower) || isNoun(first) || first.pos === 'ADJ'))
    return null;
  const from = ARTICLE.test(first.lower) ? 1 : 0;
  const said = withoutBrackets(tokens.slice(0, at));
  const subjectName = readName(said, said[from]?.pos === 'NUM' ? from + 1 : from, false);
  const genus = subjectName === null ? undefined : headOf(said, subjectName);
  if (genus === undefined) return null;
  const subject = readSubject(sentence, at + 1 + (namingLength(sentence, at + 1) || 2));
  if (subject === null || subject.name.length > MOST_NAME_LETTERS) return null;
  const follows = tokens[subject.next];
  if (
    follows !== undefined &&
    !/^[.,;:–—-]$/.test(follows.text) &&
    !/^(?:because|since|and|while|when|where|after)$/.test(follows.lower)
  )
    return null;
  const raw = plain
    .slice(0, tokens[at]?.start)
    .replace(/\s*\([^)]*\)/g, '')
    .trim();
  if (/[,:;(]/.test(raw) || / and /.test(raw.replace(/\bbetween .+/, ''))) return null;
  const phrase = clean(
    !/^\p{Lu}\S*\s\p{Lu}|^\p{Lu}{2}/u.test(raw) ? raw.charAt(0).toLowerCase() + raw.slice(1) : raw,
  );
  return makeFact(
    sentence,
    subject,
    { kind: 'naming', phrase, genus: genus.lemma, strength: 0.8 },
    tokens[at]?.lower === 'are',
  );
}
