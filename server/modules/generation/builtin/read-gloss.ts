import type { Sentence } from './document-view.ts';
import type { Fact } from './facts.ts';
import { isNoun } from './noun-phrases.ts';
import { isWeakGenus, readGenus } from './read-genus.ts';
import { clean, makeFact, type Subject } from './read-subject.ts';
import { canNameConcept } from './term-names.ts';

const GLOSS =
  /^["“‘]?([\p{L}][\p{L}\p{N} '’+#.-]{1,48}?)["”’]?(?:\s*\(([^)]{2,40})\))?\s*(?::\s|\s[–—-]\s)\s*(\S.*)$/u;

/** `XML: the Extensible Markup Language is a …`: the long name, then what it is. */
const SPELLED_OUT = /^the (?:[\p{L}-]*\p{Lu}[\p{L}-]*\s+){1,6}(?:\p{Ll}+ )?(?:is|are) (?=an?\s)/iu;

/** `Account name: enter the …`: what to do with a field of a form. */
const ORDER =
  /^(?:usually |optionally |simply |just )?(?:select|enter|choose|use|click|type|press|specify|set|check|see|add|fill|pick|leave|make|open|run|give|put|go|do|keep|try)\b/i;

/** `Bitmap: From the dictionary of …`, `Ana: Rewrote the chapter`: where it stands, or what was done. */
const NO_MEANING =
  /^(?:from|by|in|on|at|although|though|all of|some|when|if|while|since|because|based on|due to|for more|as of|until)\b|^(?:added|changed|corrected|fixed|improved|moved|removed|reworked|rewritten|rewrote|updated|wrote)\b/i;

/** `Tables: Convert data to …`: a verb at the beginning, where a meaning has a noun. */
const isOrder = (first: Sentence['tokens'][number] | undefined): boolean =>
  first?.pos === 'VERB' && first.lower === first.lemma;

/** `Imports: Lectern reads many formats`: a statement that goes with a name, not its meaning. */
function isClause(tokens: Sentence['tokens']): boolean {
  for (const [at, token] of tokens.entries()) {
    if (/^(?:that|which|who|whose|where|when|what|how|by|to)$/.test(token.lower)) return false;
    if (token.pos === 'AUX') return true;
    if (token.pos === 'VERB' && at > 0) return !/(?:ing|ed)$/.test(token.lower);
  }
  return false;
}

/** `Term: what it means.` as a whole item of a list, or a short paragraph of that shape. */
export function readGloss(sentence: Sentence, firstOfBlock: boolean): Fact | null {
  if (
    !(firstOfBlock || sentence.term) ||
    (sentence.kind !== 'list_item' && sentence.kind !== 'paragraph')
  )
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
    inName.some((token) => token.pos === 'PRON' || token.pos === 'AUX') ||
    (inName.length > 1 && inName[0]?.pos === 'VERB' && !/(?:ing|ed)$/.test(inName[0].lower))
  )
    return null;
  // What a source sets apart as a term is one, be its word ever so plain.
  if (!canNameConcept(name, last.lemma, sentence.term)) return null;
  // `Yield: this is the …`, `Shareholder: A shareholder is a person who …`
  const repeated = new RegExp(
    `^(?:(?:it|this)|(?:(?:an?|the)\\s+)?${RegExp.escape(name)}(?:\\s*\\([^)]*\\))?) (?:is|are|may be defined as|is defined as) (?=(?:an?|the)\\s)`,
    'i',
  );
  const told = meaning.replace(repeated, '').replace(SPELLED_OUT, '');
  const phrase = clean(told);
  if (
    /^(?:it|this|these|those|they|see|the term|normally|mostly|usually|often|typically|sometimes|generally|also)\s/i.test(
      phrase,
    )
  )
    return null;
  if (phrase.split(' ').length < 5) return null;
  const start = tokens.findIndex((token) => token.start >= sentence.plain.length - told.length);
  const head = start < 0 ? null : readGenus(sentence, start);
  const nominal = /^(?:an?|the|any)\b/i.test(phrase);
  const meant = tokens.filter((token) => token.start >= sentence.plain.length - phrase.length - 1);
  if (start >= 0 && isClause(nominal ? meant : tokens.slice(start))) return null;
  if (ORDER.test(phrase) || NO_MEANING.test(phrase) || isOrder(tokens[start])) return null;
  const floor = sentence.term ? 0.6 : sentence.kind === 'list_item' ? 0.5 : 0.35;
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
    genus: nominal && head !== null && !isWeakGenus(sentence, head) ? head.genus.lemma : '',
    strength: nominal ? 0.8 : floor,
  });
}
