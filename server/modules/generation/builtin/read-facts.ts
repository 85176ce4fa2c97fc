import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { headOf, isNoun, readName, type TokenRange, textOf } from './noun-phrases.ts';
import { isTeachingVerb } from './teaching-verbs.ts';
import type { Token } from './tagger.ts';
import { canNameConcept, isGeneric } from './term-names.ts';

type Subject = {
  range: TokenRange;
  name: string;
  head: Token;
  article: string;
  aliases: string[];
  /** First token after the subject with its brackets and asides. */
  next: number;
};

const COPULA = /^(?:is|are)$/;
const PAST_COPULA = /^(?:was|were)$/;
const ARTICLE = /^(?:a|an|the)$/;
const WEAK_GENUS =
  /^(?:part|one|kind|type|form|example|way|result|reason|problem|matter|idea|case|step|thing|question|choice|option|sign|bit|lot|solution|alternative|piece|means|time|place|fact|issue|challenge|success|failure|mistake|goal|aim|answer|difference|cause|consequence|best|most|source|key|basis|candidate|advantage|concern|feature|member|variant|version|equivalent|first|last|second|product|subject|task|exception|majority|name|list|number|person|people|must|shame|pity|good|aspect|concept|property|tribute|tie|side|start|end|point|default|other|same|right|center|centre|heart|home)$/;
const EVALUATIVE =
  /^(?:good|bad|better|best|great|important|common|key|major|main|crucial|critical|essential|useful|nice|interesting|popular|big|huge|simple|easy|hard|difficult|powerful|real|classic|typical|perfect|excellent|famous|new|recent|necessary|possible|vital|central|significant|well|very|quite|rather|few|most|more|little|only|same|first|second|next|last|following|logical|natural|obvious|frequent|sure|safe|clear|direct|sensitive|complex|particular|true|long|short|different|strong|efficient|convenient|modern|valuable|poor)$/;

const ANAPHORIC = /\b(?:all|these|those|both|other|second|third|same|latter|former) (?:two|three|four|five|area|areas|of them|criteria)\b|\b(?:the|a) (?:second|third|fourth|other|same|latter|former|resulting|above)\b/i;

const clean = (phrase: string): string =>
  phrase
    .replace(/[\s.;:!,]+$/, '')
    .replace(/\s+\((?:see|cf|e\.g|i\.e)[^)]*\)/gi, '')
    .trim();

const isPlural = (token: Token): boolean =>
  token.lower !== token.lemma && !/ss$/.test(token.lower) && token.lower.length > 2
    ? /s$|^(?:people|children|men|women|mice|feet|teeth|data|bacteria|mitochondria|nuclei|fungi|phenomena|criteria|alumni|vertices|matrices|indices)$/.test(
        token.lower,
      )
    : false;

/** Names said to mean the same, in brackets or asides right after a name. */
function readAliases(sentence: Sentence, from: number): { aliases: string[]; next: number } {
  const { tokens, plain } = sentence;
  const aliases: string[] = [];
  let i = from;
  if (tokens[i]?.text === '(') {
    const close = tokens.findIndex((token, at) => at > i && token.text === ')');
    if (close < 0) return { aliases, next: from };
    const inside = plain.slice(tokens[i]?.end ?? 0, tokens[close]?.start ?? 0).trim();
    const alias = inside.replace(/^(?:or|also|abbreviated(?: as| to)?|called|known as|also (?:called|known as)|for short),?\s+/i, '').replace(/^["“‘]|["”’]$/g, '');
    if (/^\p{Lu}[\p{Lu}\p{N}.-]{1,9}s?$/u.test(alias) || (alias !== inside && alias.length < 40)) aliases.push(alias);
    i = close + 1;
  }
  if (tokens[i]?.text === ',' && /^(?:also|or|sometimes|often|commonly|better|otherwise|called|known|abbreviated)$/.test(tokens[i + 1]?.lower ?? '')) {
    const close = tokens.findIndex((token, at) => at > i + 1 && token.text === ',');
    if (close > 0 && close - i < 10) {
      const aside = plain.slice(tokens[i + 1]?.start ?? 0, tokens[close]?.start ?? 0).trim();
      const alias = /^(?:or|(?:(?:also|sometimes|often|commonly|better|otherwise)\s+)*(?:called|known as|termed|referred to as|abbreviated(?: as| to)?))\s+(?:an?\s+|the\s+|simply\s+)?["“‘]?([\p{L}\p{N} '-]{2,40}?)["”’]?$/u.exec(aside)?.[1];
      if (alias === undefined) return { aliases, next: i };
      aliases.push(alias);
      i = close + 1;
    }
  }
  return { aliases, next: i };
}

function readSubject(sentence: Sentence, from: number): Subject | null {
  const { tokens, plain } = sentence;
  let i = from;
  let article = '';
  if (/^["“‘]$/.test(tokens[i]?.text ?? '')) i += 1;
  if (ARTICLE.test(tokens[i]?.lower ?? '')) {
    article = tokens[i]?.lower ?? '';
    i += 1;
  }
  // `The name Milky Way refers to …`: the name is what comes after.
  if (article === 'the' && /^(?:name|term|word|expression|phrase|notion|concept)$/.test(tokens[i]?.lower ?? '') && !/^(?:is|of|refers?|means?)$/.test(tokens[i + 1]?.lower ?? '')) {
    article = '';
    i += 1;
  }
  if (/^["“‘]$/.test(tokens[i]?.text ?? '')) i += 1;
  const range = readName(tokens, i);
  if (range === null || range.from !== i) return null;
  const head = headOf(tokens, range);
  if (head === undefined) return null;
  const name = textOf(plain, tokens, range).replace(/^["“‘]|["”’]$/g, '');
  if (!canNameConcept(name, head.lemma, /^an?$/.test(article))) return null;
  let next = range.to;
  if (/^["”’]$/.test(tokens[next]?.text ?? '')) next += 1;
  const { aliases, next: after } = readAliases(sentence, next);
  return { range, name, head, article, aliases: aliases.filter((alias) => canNameConcept(alias, '')), next: after };
}

/** Skips `In networking,` and the like, whose comma stands near the beginning. */
function subjectStart(sentence: Sentence): number {
  const { tokens } = sentence;
  const first = tokens[0];
  if (first === undefined || !/^(?:in|within|for|among)$/.test(first.lower)) return 0;
  const comma = tokens.findIndex((token) => token.text === ',');
  return comma > 0 && comma <= 6 ? comma + 1 : 0;
}

function makeFact(sentence: Sentence, subject: Subject, rest: Pick<Fact, 'kind' | 'phrase' | 'genus' | 'strength'>, plural = isPlural(subject.head)): Fact {
  const first = sentence.tokens[subject.range.from];
  const proper = subject.head.pos === 'PROPN' && /^\p{Lu}/u.test(subject.head.text) && (subject.range.from > 0 || /^\p{Lu}.*\s\p{Lu}|^\p{Lu}{2}/u.test(subject.name));
  return {
    ...rest,
    sentence,
    name: subject.name,
    head: subject.head.lemma,
    article: subject.article,
    aliases: subject.aliases,
    plural,
    proper,
    nameStart: first?.start ?? 0,
    nameEnd: (first?.start ?? 0) + subject.name.length,
  };
}

/** The phrase after `is a`: its head, and how much it tells beyond the head. */
function readGenus(sentence: Sentence, at: number): { genus: Token; evaluative: boolean; tail: number } | null {
  const { tokens } = sentence;
  let i = at;
  if (ARTICLE.test(tokens[i]?.lower ?? '') || tokens[i]?.lower === 'any') i += 1;
  const range = readName(tokens, i, false);
  if (range === null) return null;
  const genus = headOf(tokens, range);
  if (genus === undefined) return null;
  let evaluative = false;
  for (let k = i; k < range.to; k += 1) if (EVALUATIVE.test(tokens[k]?.lower ?? '')) evaluative = true;
  return { genus, evaluative, tail: tokens.length - range.to };
}

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
  } else if (named.lower === 'simply' || named.lower === 'essentially' || named.lower === 'basically') {
    i += 1;
  }
  const start = tokens[i];
  if (start === undefined || /^(?:not|n't|also|only|still|now|just|often|usually|sometimes|therefore|thus)$/.test(start.lower)) return null;
  // Plain words are taken for concepts only where the sentence is nothing but their definition.
  const plain1 = subject.range.to - subject.range.from === 1 && isGeneric(subject.head.lemma);
  const plural = /^(?:are|were)$/.test(verb.lower);
  const determined = ARTICLE.test(start.lower) || start.lower === 'any';
  if (!determined && !(plural && (isNoun(start) || start.pos === 'ADJ'))) return null;
  if (/^(?:one|two|three|many|several)$/.test(start.lower)) return null;
  const read = readGenus(sentence, i);
  if (read === null) return null;
  if (!determined && !isPlural(read.genus)) return null;
  if (plain1 && (past || read.evaluative || WEAK_GENUS.test(read.genus.lemma))) return null;
  const phrase = clean(plain.slice(start.start));
  let strength = past ? 0.55 : 0.8;
  if (WEAK_GENUS.test(read.genus.lemma)) strength -= 0.45;
  if (/^(?:acronym|abbreviation|shorthand|nickname|contraction|project|initiative)$/.test(read.genus.lemma)) strength -= 0.45;
  if (read.evaluative) strength -= 0.35;
  if (read.evaluative && isGeneric(read.genus.lemma)) strength -= 0.25;
  if (read.tail < 4) strength -= 0.3;
  const after = plain.slice(read.genus.end);
  if (/^(?:,? (?:that|which|who|whose|where|in which|by which|used|of|for|consisting|made|containing|designed|between))\b/.test(after)) strength += 0.12;
  if (subject.article === 'the' && !subject.head.text.match(/^\p{Lu}/u) && subject.range.to - subject.range.from === 1) strength -= 0.15;
  return makeFact(sentence, subject, { kind: 'definition', phrase, genus: read.genus.lemma, strength }, plural);
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
  return makeFact(sentence, subject, { kind: 'definition', phrase, genus: genus?.genus.lemma ?? '', strength });
}

function readApposition(sentence: Sentence, subject: Subject): Fact | null {
  const { tokens, plain } = sentence;
  if (tokens[subject.next]?.text !== ',') return null;
  const start = tokens[subject.next + 1];
  if (start === undefined || !ARTICLE.test(start.lower)) return null;
  const close = tokens.findIndex((token, at) => at > subject.next + 1 && token.text === ',');
  const after = tokens[close + 1];
  if (close < 0 || after === undefined || (after.pos !== 'VERB' && after.pos !== 'AUX')) return null;
  if (close - subject.next < 6) return null;
  const read = readGenus(sentence, subject.next + 1);
  if (read === null || WEAK_GENUS.test(read.genus.lemma) || read.evaluative) return null;
  const phrase = clean(plain.slice(start.start, tokens[close]?.start));
  return makeFact(sentence, subject, { kind: 'apposition', phrase, genus: read.genus.lemma, strength: 0.65 });
}

function readRole(sentence: Sentence, subject: Subject): Fact | null {
  const { tokens, plain } = sentence;
  let at = subject.next;
  if (tokens[at]?.pos === 'ADV' && /ly$/.test(tokens[at]?.lower ?? '')) at += 1;
  const verb = tokens[at];
  if (subject.range.to - subject.range.from === 1 && isGeneric(subject.head.lemma)) return null;
  if (verb === undefined || verb.pos !== 'VERB' || !isTeachingVerb(verb.lemma) || tokens.length - at < 5) return null;
  const plural = isPlural(subject.head);
  const third = verb.lower !== verb.lemma && /s$/.test(verb.lower);
  if (plural ? verb.lower !== verb.lemma : !third) return null;
  const phrase = clean(plain.slice(verb.start));
  if (ANAPHORIC.test(phrase)) return null;
  return makeFact(sentence, subject, { kind: 'role', phrase, genus: '', strength: 0.5 }, plural);
}

const NAMING = /^(?:called|termed|named)$/;

/** `The process by which … is called X.` */
function readNaming(sentence: Sentence): Fact | null {
  const { tokens, plain } = sentence;
  const at = tokens.findIndex(
    (token, i) =>
      /^(?:is|are)$/.test(token.lower) &&
      (NAMING.test(tokens[i + 1]?.lower ?? '') || (tokens[i + 1]?.lower === 'known' && tokens[i + 2]?.lower === 'as')),
  );
  if (at < 4) return null;
  const first = tokens[0];
  if (first === undefined || !(ARTICLE.test(first.lower) || isNoun(first) || first.pos === 'ADJ')) return null;
  const subjectName = readName(tokens, ARTICLE.test(first.lower) ? 1 : 0, false);
  const genus = subjectName === null ? undefined : headOf(tokens, subjectName);
  if (genus === undefined) return null;
  const subject = readSubject(sentence, at + (tokens[at + 1]?.lower === 'known' ? 3 : 2));
  if (subject === null || subject.name.length > 40) return null;
  const follows = tokens[subject.next]?.text ?? '.';
  if (!/^[.,;]$/.test(follows)) return null;
  const raw = plain.slice(0, tokens[at]?.start).trim();
  if (/[,:;(]| and /.test(raw)) return null;
  const phrase = clean(!/^\p{Lu}\S*\s\p{Lu}|^\p{Lu}{2}/u.test(raw) ? raw.charAt(0).toLowerCase() + raw.slice(1) : raw);
  return makeFact(sentence, subject, { kind: 'naming', phrase, genus: genus.lemma, strength: 0.8 });
}

const GLOSS = /^["“‘]?([\p{L}][\p{L}\p{N} '’+#.-]{1,48}?)["”’]?(?:\s*\(([^)]{2,40})\))?\s*(?::\s|\s[–—-]\s)\s*(\S.*)$/u;

/** `Term: what it means.` as a whole item of a list, or a short paragraph of that shape. */
function readGloss(sentence: Sentence, firstOfBlock: boolean): Fact | null {
  if (!firstOfBlock || (sentence.kind !== 'list_item' && sentence.kind !== 'paragraph')) return null;
  const match = GLOSS.exec(sentence.plain);
  if (match === null) return null;
  const [, name = '', alias = '', meaning = ''] = match;
  const tokens = sentence.tokens;
  const nameWords = name.split(' ').length;
  if (nameWords > 4 || /^(?:note|tip|warning|example|caution|hint|question|answer|figure|table|step|chapter|section|remember|important|summary|objective|aim|result|here|back to basics|culture|vocabulary|in practice|going further|quick look|alternative|tool|security|beware|specific case|debian policy|community|fundamentals|source|see|definition|usage|syntax|default|type|where|when|why|what|who|how)$/i.test(name)) return null;
  const inName = tokens.filter((token) => token.end <= name.length);
  const last = inName.at(-1);
  if (last === undefined || !isNoun(last) || inName.some((token) => token.pos === 'PRON' || token.pos === 'AUX')) return null;
  if (!canNameConcept(name, last.lemma)) return null;
  const phrase = clean(meaning);
  if (phrase.split(' ').length < 5) return null;
  const start = tokens.findIndex((token) => token.start >= sentence.plain.length - meaning.length);
  const head = start < 0 ? null : readGenus(sentence, start);
  const nominal = /^(?:an?|the|any)\b/i.test(phrase);
  const subject: Subject = { range: { from: 0, to: inName.length }, name, head: last, article: '', aliases: /^\p{Lu}[\p{Lu}\p{N}]{1,8}$/u.test(alias) ? [alias] : [], next: 0 };
  return makeFact(sentence, subject, {
    kind: 'gloss',
    phrase: /^(?:An?|The|Any)\b/.test(phrase) ? phrase.charAt(0).toLowerCase() + phrase.slice(1) : phrase,
    genus: nominal && head !== null && !isGeneric(head.genus.lemma) ? head.genus.lemma : '',
    strength: nominal ? 0.8 : sentence.kind === 'list_item' ? 0.5 : 0.35,
  });
}

/** At most one fact per sentence: the surest reading wins. Empty tokens give null. */
export function readFact(sentence: Sentence, firstOfBlock: boolean): Fact | null {
  if (sentence.tokens.length < 5) return null;
  const gloss = readGloss(sentence, firstOfBlock);
  if (gloss !== null) return gloss;
  const naming = readNaming(sentence);
  if (naming !== null) return naming;
  const subject = readSubject(sentence, subjectStart(sentence));
  if (subject === null) return null;
  return (
    readCopula(sentence, subject) ??
    readReferring(sentence, subject) ??
    readApposition(sentence, subject) ??
    readRole(sentence, subject)
  );
}
