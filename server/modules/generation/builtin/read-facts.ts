import { singular } from '../domain/concept-key.ts';
import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { isNoun } from './noun-phrases.ts';
import { readAside } from './read-aside.ts';
import { isWeakGenus, readGenus } from './read-genus.ts';
import { readGloss } from './read-gloss.ts';
import { readNaming } from './read-naming.ts';
import {
  ARTICLE,
  clean,
  isPlural,
  makeFact,
  readSubject,
  type Subject,
  subjectStart,
} from './read-subject.ts';
import { isTeachingVerb } from './teaching-verbs.ts';
import { isGeneric } from './term-names.ts';

const COPULA = /^(?:is|are)$/;
const PAST_COPULA = /^(?:was|were)$/;
/** `provides two features`: a sentence that announces others. */
const COUNTING =
  /^\w+ (?:only )?(?:two|three|four|five|six|several|many|various|some|a number of|a few|different|certain|numerous)\b/i;

const ANAPHORIC =
  /\b(?:all|these|those|both|other|second|third|same|latter|former) (?:two|three|four|five|area|areas|of them|criteria)\b|\b(?:the|a) (?:second|third|fourth|other|same|latter|former|resulting|above)\b/i;

function readCopula(sentence: Sentence, subject: Subject): Fact | null {
  const { tokens, plain } = sentence;
  const verb = tokens[subject.next];
  if (verb === undefined) return null;
  const past = PAST_COPULA.test(verb.lower);
  if (!past && !COPULA.test(verb.lower)) return null;
  let i = subject.next + 1;
  const named = tokens[i];
  if (named === undefined) return null;
  if (/^(?:defined|described|understood)$/.test(named.lower) && tokens[i + 1]?.lower === 'as') {
    i += 2;
  } else if (
    named.lower === 'simply' ||
    named.lower === 'essentially' ||
    named.lower === 'basically'
  ) {
    i += 1;
  }
  const start = tokens[i];
  if (
    start === undefined ||
    /^(?:not|n't|also|only|still|now|just|often|usually|sometimes|therefore|thus)$/.test(
      start.lower,
    )
  )
    return null;
  // Plain words are taken for concepts only where the sentence is nothing but their definition.
  const plain1 = subject.range.to - subject.range.from === 1 && isGeneric(subject.head.lemma);
  const plural = /^(?:are|were)$/.test(verb.lower);
  // `Examples are certificates of deposit`: tells of no example in general.
  if (plural && subject.article === '' && isGeneric(singular(subject.name.toLowerCase())))
    return null;
  const determined = ARTICLE.test(start.lower) || start.lower === 'any';
  if (!determined && !(plural && (isNoun(start) || start.pos === 'ADJ'))) return null;
  if (/^(?:one|two|three|many|several)$/.test(start.lower)) return null;
  const read = readGenus(sentence, i);
  if (read === null) return null;
  if (!determined && !isPlural(read.genus)) return null;
  const weak = isWeakGenus(sentence, read);
  if (plain1 && (past || read.evaluative || weak)) return null;
  // `A convenient unit is the parsec, which is …`: the name stands after.
  if (
    start.lower === 'the' &&
    read.modifiers <= 0 &&
    /^,? (?:which|who)\b|^\./.test(plain.slice(read.genus.end))
  )
    return null;
  // `an independent one`: which one, only the sentences before tell.
  if (/^ones?$/.test(read.genus.lower)) return null;
  // `Ray was a developer for years`: somebody's first name alone names nobody.
  if (past && subject.head.pos === 'PROPN' && subject.range.to - subject.range.from === 1)
    return null;
  const phrase = clean(plain.slice(start.start));
  let strength = past ? 0.55 : 0.8;
  if (weak) strength -= 0.45;
  if (
    /^(?:acronym|abbreviation|shorthand|nickname|contraction|project|initiative)$/.test(
      read.genus.lemma,
    )
  )
    strength -= 0.45;
  if (read.evaluative) strength -= 0.35;
  if (read.evaluative && isGeneric(read.genus.lemma)) strength -= 0.25;
  if (read.tail < 4) strength -= 0.3;
  const after = plain.slice(read.genus.end);
  if (
    /^(?:,? (?:that|which|who|whose|where|in which|by which|used|of|for|consisting|made|containing|designed|between))\b/.test(
      after,
    )
  )
    strength += 0.12;
  if (
    subject.article === 'the' &&
    !subject.head.text.match(/^\p{Lu}/u) &&
    subject.range.to - subject.range.from === 1
  )
    strength -= 0.15;
  return makeFact(
    sentence,
    subject,
    { kind: 'definition', phrase, genus: read.genus.lemma, strength },
    plural,
  );
}

function readReferring(sentence: Sentence, subject: Subject): Fact | null {
  const { tokens, plain } = sentence;
  const verb = tokens[subject.next];
  const next = tokens[subject.next + 1];
  if (verb === undefined || next === undefined) return null;
  const refers = /^refers?$/.test(verb.lower) && next.lower === 'to';
  const means = /^(?:means?|denotes?)$/.test(verb.lower);
  if (!refers && !means) return null;
  const at = tokens[subject.next + (refers ? 2 : 1)];
  if (at === undefined || /^(?:that|it|this|you|we|they|what|how)$/.test(at.lower)) return null;
  const phrase = clean(plain.slice(at.start));
  const genus = readGenus(sentence, subject.next + (refers ? 2 : 1));
  // `RAID means Redundant Array of …` spells a name out; it does not say what the thing is.
  const spelledOut = /^\p{Lu}\S* (?:(?:of|and|for|the) )?\p{Lu}/u.test(phrase);
  const strength = spelledOut ? 0.2 : ARTICLE.test(at.lower) || at.pos === 'NOUN' ? 0.85 : 0.55;
  return makeFact(sentence, subject, {
    kind: 'definition',
    phrase,
    genus: genus?.genus.lemma ?? '',
    strength,
  });
}

function readApposition(sentence: Sentence, subject: Subject): Fact | null {
  const { tokens, plain } = sentence;
  if (tokens[subject.next]?.text !== ',') return null;
  const start = tokens[subject.next + 1];
  if (start === undefined || !ARTICLE.test(start.lower)) return null;
  const close = tokens.findIndex((token, at) => at > subject.next + 1 && token.text === ',');
  const after = tokens[close + 1];
  if (close < 0 || after === undefined || (after.pos !== 'VERB' && after.pos !== 'AUX'))
    return null;
  if (close - subject.next < 6) return null;
  const read = readGenus(sentence, subject.next + 1);
  if (read === null || isWeakGenus(sentence, read) || read.evaluative) return null;
  const phrase = clean(plain.slice(start.start, tokens[close]?.start));
  return makeFact(sentence, subject, {
    kind: 'apposition',
    phrase,
    genus: read.genus.lemma,
    strength: 0.65,
  });
}

function readRole(sentence: Sentence, subject: Subject): Fact | null {
  const { tokens, plain } = sentence;
  let at = subject.next;
  if (tokens[at]?.pos === 'ADV' && /ly$/.test(tokens[at]?.lower ?? '')) at += 1;
  const verb = tokens[at];
  if (subject.range.to - subject.range.from === 1 && isGeneric(subject.head.lemma)) return null;
  if (
    verb === undefined ||
    verb.pos !== 'VERB' ||
    !isTeachingVerb(verb.lemma) ||
    tokens.length - at < 5
  )
    return null;
  const plural = isPlural(subject.head);
  const third = verb.lower !== verb.lemma && /s$/.test(verb.lower);
  if (plural ? verb.lower !== verb.lemma : !third) return null;
  const phrase = clean(plain.slice(verb.start));
  if (ANAPHORIC.test(phrase) || COUNTING.test(phrase)) return null;
  // `Equatorial coordinates are …`: the supposed verb is a noun.
  if (tokens[at + 1]?.pos === 'AUX') return null;
  return makeFact(sentence, subject, { kind: 'role', phrase, genus: '', strength: 0.5 }, plural);
}

/** At most one fact per sentence: the surest reading wins. Empty tokens give null. */
export function readFact(sentence: Sentence, firstOfBlock: boolean): Fact | null {
  if (sentence.tokens.length < 5) return null;
  const gloss = readGloss(sentence, firstOfBlock);
  if (gloss !== null) return gloss;
  const naming = readNaming(sentence);
  if (naming !== null) return naming;
  const subject = readSubject(sentence, subjectStart(sentence));
  const told =
    subject === null
      ? null
      : (readCopula(sentence, subject) ??
        readReferring(sentence, subject) ??
        readApposition(sentence, subject));
  if (told !== null) return told;
  return readAside(sentence) ?? (subject === null ? null : readRole(sentence, subject));
}
