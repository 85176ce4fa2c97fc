import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { headOf, readName, type TokenRange, textOf } from './noun-phrases.ts';
import type { Token } from './tagger.ts';
import { canNameConcept } from './term-names.ts';

export type Subject = {
  range: TokenRange;
  name: string;
  head: Token;
  article: string;
  aliases: string[];
  /** First token after the subject with its brackets and asides. */
  next: number;
};

export const ARTICLE = /^(?:a|an|the)$/;
export const clean = (phrase: string): string =>
  phrase
    .replace(/[\s.;:!,]+$/, '')
    .replace(/\s+\((?:see|cf|e\.g|i\.e)[^)]*\)/gi, '')
    .trim();

export const isPlural = (token: Token): boolean =>
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
    const alias = inside
      .replace(
        /^(?:or|also|abbreviated(?: as| to)?|called|known as|also (?:called|known as)|for short),?\s+/i,
        '',
      )
      .replace(/,? for short$/i, '')
      .replace(/^["“‘]|["”’]$/g, '');
    if (/^\p{Lu}[\p{Lu}\p{N}.-]{1,9}s?$/u.test(alias) || (alias !== inside && alias.length < 40))
      aliases.push(alias);
    i = close + 1;
  }
  if (
    tokens[i]?.text === ',' &&
    /^(?:also|or|sometimes|often|commonly|better|otherwise|called|known|abbreviated)$/.test(
      tokens[i + 1]?.lower ?? '',
    )
  ) {
    const close = tokens.findIndex((token, at) => at > i + 1 && token.text === ',');
    if (close > 0 && close - i < 10) {
      const aside = plain.slice(tokens[i + 1]?.start ?? 0, tokens[close]?.start ?? 0).trim();
      const alias =
        /^(?:or|(?:(?:also|sometimes|often|commonly|better|otherwise)\s+)*(?:called|known as|termed|referred to as|abbreviated(?: as| to)?))\s+(?:an?\s+|the\s+|simply\s+)?["“‘]?([\p{L}\p{N} '-]{2,40}?)["”’]?$/u.exec(
          aside,
        )?.[1];
      if (alias === undefined) return { aliases, next: i };
      aliases.push(alias);
      i = close + 1;
    }
  }
  return { aliases, next: i };
}

/** `A confusion matrix for classification is …`: skips the field in which the name is defined. */
function skipScope({ tokens }: Sentence, at: number): number {
  if (!/^(?:for|in)$/.test(tokens[at]?.lower ?? '')) return at;
  const scope = readName(tokens, at + 1, false);
  if (scope === null || scope.from !== at + 1 || scope.to - scope.from > 3) return at;
  return /^(?:is|are)$/.test(tokens[scope.to]?.lower ?? '') ? scope.to : at;
}

/** A name that begins at token `from`, with its article and asides; null where none does. */
export function readSubject(sentence: Sentence, from: number): Subject | null {
  const { tokens, plain } = sentence;
  let i = from;
  let article = '';
  if (/^["“‘]$/.test(tokens[i]?.text ?? '')) i += 1;
  if (ARTICLE.test(tokens[i]?.lower ?? '')) {
    article = tokens[i]?.lower ?? '';
    i += 1;
  }
  // `The name Milky Way refers to …`: the name is what comes after.
  if (
    article === 'the' &&
    /^(?:name|term|word|expression|phrase|notion|concept)$/.test(tokens[i]?.lower ?? '') &&
    !/^(?:is|of|refers?|means?)$/.test(tokens[i + 1]?.lower ?? '')
  ) {
    article = '';
    i += 1;
  }
  if (/^["“‘]$/.test(tokens[i]?.text ?? '')) i += 1;
  // `An object's hour angle`: whose it is belongs not to the name.
  if (
    article !== '' &&
    tokens[i]?.pos === 'NOUN' &&
    !/^\p{Lu}/u.test(tokens[i]?.text ?? '') &&
    /^['’]s?$/.test(tokens[i + 1]?.text ?? '')
  )
    i += 2;
  const range = readName(tokens, i);
  if (range === null || range.from !== i) return null;
  const head = headOf(tokens, range);
  if (head === undefined) return null;
  const name = textOf(plain, tokens, range).replace(/^["“‘]|["”’]$/g, '');
  if (!canNameConcept(name, head.lemma, /^an?$/.test(article))) return null;
  let next = range.to;
  if (/^["”’]$/.test(tokens[next]?.text ?? '')) next += 1;
  const aside = readAliases(sentence, next);
  const { aliases } = aside;
  const after = skipScope(sentence, aside.next);
  return {
    range,
    name,
    head,
    article,
    aliases: aliases.filter((alias) => canNameConcept(alias, '')),
    next: after,
  };
}

/** Skips `In networking,` and the like, whose comma stands near the beginning. */
export function subjectStart(sentence: Sentence): number {
  const { tokens } = sentence;
  const first = tokens[0];
  if (first === undefined || !/^(?:in|within|for|among)$/.test(first.lower)) return 0;
  const comma = tokens.findIndex((token) => token.text === ',');
  return comma > 0 && comma <= 6 ? comma + 1 : 0;
}

/** A fact of a sentence, with what the subject tells of number and capitals. */
export function makeFact(
  sentence: Sentence,
  subject: Subject,
  rest: Pick<Fact, 'kind' | 'phrase' | 'genus' | 'strength'>,
  plural = isPlural(subject.head),
): Fact {
  const first = sentence.tokens[subject.range.from];
  const proper =
    subject.head.pos === 'PROPN' &&
    /^\p{Lu}/u.test(subject.head.text) &&
    (subject.range.from > 0 || /^\p{Lu}.*\s\p{Lu}|^\p{Lu}{2}/u.test(subject.name));
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
