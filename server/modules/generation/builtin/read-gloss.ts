import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { isNoun } from './noun-phrases.ts';
import { readGenus } from './read-genus.ts';
import { clean, makeFact, type Subject } from './read-subject.ts';
import { canNameConcept, isGeneric } from './term-names.ts';

const GLOSS =
  /^["“‘]?([\p{L}][\p{L}\p{N} '’+#.-]{1,48}?)["”’]?(?:\s*\(([^)]{2,40})\))?\s*(?::\s|\s[–—-]\s)\s*(\S.*)$/u;

/** `Term: what it means.` as a whole item of a list, or a short paragraph of that shape. */
export function readGloss(sentence: Sentence, firstOfBlock: boolean): Fact | null {
  if (!firstOfBlock || (sentence.kind !== 'list_item' && sentence.kind !== 'paragraph'))
    return null;
  const match = GLOSS.exec(sentence.plain);
  if (match === null) return null;
  const [, name = '', alias = '', meaning = ''] = match;
  const tokens = sentence.tokens;
  const nameWords = name.split(' ').length;
  if (
    nameWords > 4 ||
    /^(?:note|tip|warning|example|caution|hint|question|answer|figure|table|step|chapter|section|remember|important|summary|objective|aim|result|here|back to basics|culture|vocabulary|in practice|going further|quick look|alternative|tool|security|beware|specific case|debian policy|community|fundamentals|source|see|definition|usage|syntax|default|type|where|when|why|what|who|how)$/i.test(
      name,
    )
  )
    return null;
  const inName = tokens.filter((token) => token.end <= name.length);
  const last = inName.at(-1);
  if (
    last === undefined ||
    !isNoun(last) ||
    inName.some((token) => token.pos === 'PRON' || token.pos === 'AUX')
  )
    return null;
  if (!canNameConcept(name, last.lemma)) return null;
  const phrase = clean(meaning);
  if (phrase.split(' ').length < 5) return null;
  const start = tokens.findIndex((token) => token.start >= sentence.plain.length - meaning.length);
  const head = start < 0 ? null : readGenus(sentence, start);
  const nominal = /^(?:an?|the|any)\b/i.test(phrase);
  const subject: Subject = {
    range: { from: 0, to: inName.length },
    name,
    head: last,
    article: '',
    aliases: /^\p{Lu}[\p{Lu}\p{N}]{1,8}$/u.test(alias) ? [alias] : [],
    next: 0,
  };
  return makeFact(sentence, subject, {
    kind: 'gloss',
    phrase: /^(?:An?|The|Any)\b/.test(phrase)
      ? phrase.charAt(0).toLowerCase() + phrase.slice(1)
      : phrase,
    genus: nominal && head !== null && !isGeneric(head.genus.lemma) ? head.genus.lemma : '',
    strength: nominal ? 0.8 : sentence.kind === 'list_item' ? 0.5 : 0.35,
  });
}
