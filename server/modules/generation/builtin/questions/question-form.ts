import type { Analysis } from '../analysis.ts';
import type { Sentence } from '../document-view.ts';
import { readName, textOf } from '../noun-phrases.ts';
import { isPlural } from '../read-subject.ts';
import type { Token } from '../tagger.ts';

/** The parts of a plain clause, with which a question can be formed from it. */
export type Clause = {
  /** As it stands inside a sentence: `the hydrolysis of ATP`. */
  subject: string;
  /** Adverb before the verb, with a space after it; mostly empty. */
  adverb: string;
  /** `does`, `do`, `did`, `can`, `must`, or a form of `be`. */
  auxiliary: string;
  /** The verb after the auxiliary; empty for a form of `be`. */
  verb: string;
  /** Where what follows the verb begins in the sentence's plain text. */
  verbEnd: number;
  subjectEnd: number;
};

const MODAL = /^(?:can|must|may|should)$/;
const BE = /^(?:is|are|was|were)$/;
/** Subjects that only their surroundings explain. */
const VAGUE_SUBJECT =
  /^(?:there|nothing|everything|something|everybody|anyone|people|somebody|the (?:other|result|rest|total|difference|first|last|number|default|example|check|team|office|company|student|user|line|interval|answer|value|program|file|page|list|transfer|sum|calculation|efficiency))$/i;

/** The first word in the case in which it stands inside a sentence. */
export function insideSentence(analysis: Analysis, sentence: Sentence, text: string): string {
  const [first] = sentence.tokens;
  const word = /^[\p{L}\p{N}’'-]+/u.exec(text)?.[0] ?? '';
  if (first === undefined || !/^\p{Lu}\p{Ll}*(?:-\p{Ll}+)*$/u.test(word)) return text;
  const mention = analysis.map.mentions[sentence.index]?.find(({ start }) => start === 0);
  const proper =
    mention === undefined
      ? first.pos === 'PROPN' && !analysis.view.smallWords.has(word.toLowerCase())
      : mention.concept.proper || /^\p{Lu}/u.test(mention.concept.name);
  return proper ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** Verbs that are taken for nouns right before a number: `the hydrolysis of ATP releases 30 kJ`. */
const isVerbLike = (token: Token | undefined): boolean =>
  token?.pos === 'NOUN' &&
  /s$/.test(token.lower) &&
  /^(?:release|store|yield|hold|cover|weigh|last|span|take|reach|contain|produce|require|cost|supply|consume|absorb|measure|need|use|make|carry|deliver|offer|provide|support|define|occupy)$/.test(
    token.lemma,
  );

const isPlainSubject = (tokens: readonly Token[]): boolean =>
  tokens.some(({ pos }) => pos === 'NOUN' || pos === 'PROPN') &&
  tokens.length <= 14 &&
  tokens.every(
    ({ pos, lower }, i) =>
      !/^(?:AUX|PRON|SCONJ|PUNCT|INTJ|X)$/.test(pos) &&
      (pos !== 'VERB' || (i === 0 && /ing$/.test(lower)) || /(?:ed|ing)$/.test(lower)) &&
      !/^(?:that|which|who|when|if|not|no|however|therefore|example)$/.test(lower),
  ) &&
  !VAGUE_SUBJECT.test(tokens.map(({ lower }) => lower).join(' '));

/**
 * Reads subject and verb of a clause whose main verb is the last verb before `end`, an offset into
 * the plain text. Null where there is more before it than a noun phrase and a verb.
 */
export function readClause(analysis: Analysis, sentence: Sentence, end: number): Clause | null {
  const before = sentence.tokens.filter((token) => token.end <= end);
  const tagged = before.findLastIndex(
    ({ pos, lower }) => (pos === 'VERB' && !/ing$/.test(lower)) || pos === 'AUX',
  );
  const at = tagged < 0 && isVerbLike(before.at(-1)) ? before.length - 1 : tagged;
  const verb = before[at];
  if (verb === undefined) return null;
  let auxiliary = '';
  let passive = '';
  let from = at;
  const helper = before[at - 1];
  if (helper !== undefined && helper.pos === 'AUX' && at > 0) {
    const modal = before[at - 2];
    if (helper.lower === 'be' && modal !== undefined && MODAL.test(modal.lower)) {
      auxiliary = modal.lower;
      passive = 'be ';
      from = at - 2;
    } else if (MODAL.test(helper.lower) || BE.test(helper.lower)) {
      auxiliary = helper.lower;
      from = at - 1;
    } else return null;
  }
  let adverb = '';
  if (before[from - 1]?.pos === 'ADV') {
    adverb = `${before[from - 1]?.lower ?? ''} `;
    from -= 1;
  }
  const subject = before.slice(0, from);
  const last = subject.at(-1);
  if (last === undefined || !isPlainSubject(subject)) return null;
  let base = verb.lower;
  if (auxiliary === '') {
    if (BE.test(verb.lower)) {
      auxiliary = verb.lower;
      base = '';
    } else if (verb.pos === 'AUX' && !/^(?:has|have|had)$/.test(verb.lower)) return null;
    else if (/^(?:has|have|had)$/.test(verb.lower)) {
      auxiliary = { has: 'does', have: 'do', had: 'did' }[verb.lower] ?? 'do';
      base = 'have';
    } else {
      base = verb.lemma;
      auxiliary = verb.lower === base ? 'do' : /s$/.test(verb.lower) ? 'does' : 'did';
    }
  } else if (MODAL.test(auxiliary)) base = verb.lower;
  const plain = sentence.plain.slice(0, last.end);
  return {
    subject: insideSentence(analysis, sentence, plain),
    adverb,
    auxiliary,
    verb: passive + base,
    verbEnd: verb.end,
    subjectEnd: last.end,
  };
}

/** The plural noun phrase that begins at `start`, and where it ends. */
export function pluralAt(sentence: Sentence, start: number): { text: string; end: number } | null {
  const { tokens, plain } = sentence;
  const at = tokens.findIndex((token) => token.start >= start);
  const range = at < 0 ? null : readName(tokens, at);
  if (range === null || range.from !== at) return null;
  const of = tokens.findIndex((token, i) => i > at && i < range.to && token.lower === 'of');
  const head = tokens[(of < 0 ? range.to : of) - 1];
  if (head === undefined || !isPlural(head)) return null;
  return { text: textOf(plain, tokens, range), end: tokens[range.to - 1]?.end ?? 0 };
}
