import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { isNoun } from './noun-phrases.ts';
import { isWeakGenus, readGenus } from './read-genus.ts';
import { namingLength } from './read-naming.ts';
import { ARTICLE, clean, makeFact, readSubject, type Subject } from './read-subject.ts';

/** How sure a name is that a sentence explains in passing: less so where it is a plain word. */
const SURE = 0.62;
const UNSURE = 0.45;

const sureness = ({ name }: Subject): number =>
  name.includes(' ') || /^\p{Lu}/u.test(name) ? SURE : UNSURE;

/** The name that ends right before token `to`, with its article. */
function nameBefore(sentence: Sentence, to: number): Subject | null {
  const { tokens } = sentence;
  for (let from = Math.max(0, to - 6); from < to; from += 1) {
    const before = tokens[from - 1];
    const token = tokens[from];
    const opens =
      from === 0 ||
      ARTICLE.test(token?.lower ?? '') ||
      (before !== undefined && /^(?:ADP|VERB|AUX|SCONJ|PUNCT|CCONJ)$/.test(before.pos));
    if (!opens) continue;
    const subject = readSubject(sentence, from);
    if (subject !== null && subject.range.to === to) return subject;
  }
  return null;
}

function asideFact(
  sentence: Sentence,
  subject: Subject,
  from: number,
  end: number,
  strength = sureness(subject),
): Fact | null {
  const { tokens, plain } = sentence;
  const start = tokens[from];
  const read = readGenus(sentence, from);
  if (start === undefined || read === null) return null;
  if (read.evaluative || isWeakGenus(sentence, read)) return null;
  const phrase = clean(plain.slice(start.start, end));
  return makeFact(sentence, subject, {
    kind: 'aside',
    phrase,
    genus: read.genus.lemma,
    strength,
  });
}

/** `the cosmological redshift, which is the redshift of …` */
function readRelative(sentence: Sentence): Fact | null {
  const { tokens, plain } = sentence;
  const at = tokens.findIndex(
    (token, i) =>
      token.text === ',' &&
      tokens[i + 1]?.lower === 'which' &&
      /^(?:is|are)$/.test(tokens[i + 2]?.lower ?? '') &&
      ARTICLE.test(tokens[i + 3]?.lower ?? ''),
  );
  const subject = at < 1 ? null : nameBefore(sentence, at);
  return subject === null ? null : asideFact(sentence, subject, at + 3, plain.length);
}

/** `the diurnal motion (the daily apparent rotation of the sky around the Earth)` */
function readBracket(sentence: Sentence): Fact | null {
  const { tokens } = sentence;
  const at = tokens.findIndex(
    (token, i) => token.text === '(' && ARTICLE.test(tokens[i + 1]?.lower ?? ''),
  );
  if (at < 1) return null;
  const close = tokens.findIndex((token, i) => i > at && /^[).;]$/.test(token.text));
  if (close - at < 6) return null;
  const subject = nameBefore(sentence, at);
  const end = tokens[close]?.start ?? sentence.plain.length;
  return subject === null ? null : asideFact(sentence, subject, at + 1, end);
}

/** `a technique called interferometry that allows …`: what is said of the class holds for the name. */
function readCalled(sentence: Sentence): Fact | null {
  const { tokens, plain } = sentence;
  const at = tokens.findIndex(
    (_, i) => i > 1 && namingLength(sentence, i) > 0 && isNoun(tokens[i - 1]),
  );
  if (at < 0) return null;
  const determiner = tokens.findLastIndex(
    (token, i) => i < at && i >= at - 6 && /^an?$/.test(token.lower),
  );
  if (determiner < 0) return null;
  const subject = readSubject(sentence, at + namingLength(sentence, at));
  if (subject === null) return null;
  const clause = tokens[tokens[subject.next]?.text === ',' ? subject.next + 1 : subject.next];
  if (!/^(?:that|which|used|for|whose|where|in|by)$/.test(clause?.lower ?? '')) return null;
  const kind = plain.slice(tokens[determiner]?.start, tokens[at - 1]?.end);
  const read = readGenus(sentence, determiner);
  if (read === null || read.evaluative) return null;
  return makeFact(sentence, subject, {
    kind: 'aside',
    phrase: clean(`${kind} ${plain.slice(clause?.start)}`),
    genus: read.genus.lemma,
    strength: SURE + 0.08,
  });
}

/** What a sentence about something else says in passing of a name: a relative clause, a bracket, `called`. */
export const readAside = (sentence: Sentence): Fact | null =>
  readCalled(sentence) ?? readRelative(sentence) ?? readBracket(sentence);
