import type { Analysis } from '../analysis.ts';
import type { Sentence } from '../document-view.ts';
import { contentStems, headStem, wordCount } from '../phrases.ts';
import { isPlural } from '../read-subject.ts';
import { standsAlone } from '../standalone.ts';
import { insideSentence } from './question-form.ts';

/** What a sentence lists as belonging to one thing. */
export type Enumeration = {
  sentence: Sentence;
  /** The question whose answers the members are. */
  stem: string;
  /** What the members are or belong to: `categorical variables`, `a molecule of ATP`. */
  whole: string;
  /** Stem of the head noun of what the members are; `part` of parts, empty where it is open. */
  kind: string;
  members: string[];
};

const NUMBER = '(?:\\d+|two|three|four|five|six|seven|eight|nine|ten)';
/** A list that says itself that there is more, or that leans on something else. */
const OPEN =
  /\b(?:such as|including|etc|e\.g|for example|and so on|and others?|and more|among others|not|never|except|neither|nor|respectively|either|both|each|these|those|this|that|which|who|it|its|they|their|other|another|same|former|latter|more|most|some|many|few)\b|[()“”"…]/i;
const MOST_MEMBERS = 8;

const trim = (text: string): string => text.replace(/^[\s,:]+|[\s,.;:]+$/g, '').trim();

/** The parts of `A, B and C`; null where one is no plain noun phrase. */
export function membersOf(sentence: Sentence, start: number, end: number): string[] | null {
  const list = sentence.plain.slice(start, end);
  if (OPEN.test(list)) return null;
  const parts = list.split(/,\s+(?:and|or)\s+|,\s+|\s+(?:and|or)\s+/).map(trim);
  const tokens = sentence.tokens.filter((token) => token.start >= start && token.end <= end);
  const plain = tokens.every(
    ({ pos, lower }) =>
      !/^(?:AUX|PRON|SCONJ|X|SYM)$/.test(pos) && (pos !== 'VERB' || /(?:ing|ed)$/.test(lower)),
  );
  if (!plain || parts.length > MOST_MEMBERS) return null;
  const named = parts.every((part) => {
    const words = wordCount(part);
    return words >= 1 && words <= 6 && /\p{L}{2}/u.test(part) && contentStems(part).size > 0;
  });
  return named && new Set(parts.map((part) => part.toLowerCase())).size === parts.length
    ? parts
    : null;
}

type Reading = Omit<Enumeration, 'sentence' | 'members'> & { from: number; to: number };

const lastWordIsPlural = (sentence: Sentence, start: number, end: number): boolean => {
  const inside = sentence.tokens.filter((token) => token.start >= start && token.end <= end);
  const of = inside.findIndex(({ lower }) => lower === 'of');
  const head = (of < 0 ? inside : inside.slice(0, of)).at(-1);
  return head !== undefined && isPlural(head);
};

const isNounPhrase = ({ tokens }: Sentence, start: number, end: number): boolean =>
  tokens.every(
    (token) =>
      token.start < start || token.end > end || !/^(?:VERB|AUX|PRON|SCONJ)$/.test(token.pos),
  );

/** `X consists of A, B and C`, `X comprises …`, `X includes …`. */
function readParts(analysis: Analysis, sentence: Sentence): Reading | null {
  const { plain } = sentence;
  const match =
    /^(?<whole>[^,:;]{3,60}?) (?<verb>consists? of|comprises?|includes?|(?:is|are) (?:made up|composed) of)(?=:? )/.exec(
      plain,
    );
  const { whole = '', verb = '' } = match?.groups ?? {};
  if (match === null || wordCount(whole) > 8 || OPEN.test(whole)) return null;
  if (!isNounPhrase(sentence, 0, whole.length)) return null;
  const subject = insideSentence(analysis, sentence, whole);
  const [, copula, participle] = /^(is|are) (.*)$/.exec(verb) ?? [];
  const plural = !/^(?:consists|comprises|includes)/.test(verb);
  const base = verb.replace(/^(consist|comprise|include)s?/, '$1');
  const stem =
    copula === undefined
      ? `Which of these ${plural ? 'do' : 'does'} ${subject} ${base}?`
      : `Which of these ${copula} ${subject} ${participle}?`;
  const kind = /^include/.test(verb) ? '' : 'part';
  return { stem, whole, kind, from: match[0].length, to: plain.length };
}

/** `two main categories`: of what, only the rest of the sentence tells. */
const SAYS_NOTHING =
  /^(?:(?:main|major|new|different|possible|basic|common|separate|distinct|general|useful|important|simple|additional) )*(?:categories|kinds|types|forms|classes|flavors|flavours|groups|parts|values|copies|fields|locations|halves|options|modes|things|sections|areas|variants|levels|stages|phases|steps)$/i;

/** `There are three types of X: A, B and C`, `X has two kinds of Y: A and B`. */
function readKinds(analysis: Analysis, sentence: Sentence): Reading | null {
  const { plain } = sentence;
  const match = new RegExp(
    `^(?<before>[^:;]{0,80}?)\\b${NUMBER} (?<label>[\\p{L}][\\p{L}’' -]{2,50}): `,
    'iu',
  ).exec(plain);
  const { before = '', label = '' } = match?.groups ?? {};
  if (match === null || wordCount(label) > 6 || OPEN.test(label)) return null;
  const at = plain.indexOf(label, before.length);
  const labelEnd = at + label.length;
  if (!lastWordIsPlural(sentence, at, labelEnd) || !isNounPhrase(sentence, at, labelEnd))
    return null;
  if (SAYS_NOTHING.test(label)) return null;
  const owner = /^([^,]{2,40}) (?:has|have) (?:only |the )?$/.exec(before)?.[1];
  const of = owner === undefined ? '' : ` of ${insideSentence(analysis, sentence, owner)}`;
  return {
    stem: `Which of these are ${label}${of}?`,
    whole: `${label}${of}`,
    kind: headStem(label.replace(/ of .*$/, '')),
    from: match[0].length,
    to: plain.length,
  };
}

/** `Examples of X are A, B and C`. */
function readExamples(_: Analysis, { plain }: Sentence): Reading | null {
  const match =
    /^(?:(?:Common|Typical|Good|Some|Well-known) )?[Ee]xamples of (?<label>[^,:;]{3,50}?) (?:are|include):? /.exec(
      plain,
    );
  const { label = '' } = match?.groups ?? {};
  if (match === null || OPEN.test(label)) return null;
  return {
    stem: `Which of these are examples of ${label}?`,
    whole: label,
    kind: headStem(label),
    from: match[0].length,
    to: plain.length,
  };
}

const textByAnalysis = new WeakMap<Analysis, string>();

/** Whether a plural name stands for something of which the document speaks more than once. */
function isTreated(analysis: Analysis, label: string): boolean {
  const text =
    textByAnalysis.get(analysis) ??
    analysis.view.sentences.map(({ plain }) => plain.toLowerCase()).join('\n');
  textByAnalysis.set(analysis, text);
  const name = label.toLowerCase().replace(/(?:ies|es|s)$/, '');
  return text.indexOf(name) !== text.lastIndexOf(name);
}

/** `A and B are Xs` in a clause, where X is something that the document treats. */
function readMembers(
  analysis: Analysis,
  sentence: Sentence,
  from: number,
  to: number,
): Reading | null {
  const clause = sentence.plain.slice(from, to);
  const match = /^(?<list>.{3,100}?) (?:are|can all be) (?:all )?(?<label>[^,;:.]{3,50})$/.exec(
    clause,
  );
  const { list = '', label = '' } = match?.groups ?? {};
  const at = from + clause.length - label.length;
  if (match === null || OPEN.test(label) || SAYS_NOTHING.test(label)) return null;
  if (!lastWordIsPlural(sentence, at, to) || !isNounPhrase(sentence, at, to)) return null;
  if (!isTreated(analysis, label)) return null;
  return {
    stem: `Which of these are ${label}?`,
    whole: label,
    kind: headStem(label),
    from,
    to: from + list.length,
  };
}

/** Clauses that are joined by `whereas`, `while`, `but` or a semicolon. */
function clausesOf(plain: string): [number, number][] {
  const end = plain.replace(/[.!]$/, '').length;
  const clauses: [number, number][] = [];
  let from = 0;
  for (const match of plain.matchAll(/, (?:whereas|while|but|and) |; |, because /g)) {
    clauses.push([from, match.index]);
    from = match.index + match[0].length;
  }
  clauses.push([from, end]);
  return clauses;
}

const cache = new WeakMap<Analysis, Enumeration[]>();

/** All enumerations of a document, also those of a single member (`Plants are autotrophs`). */
export function enumerationsOf(analysis: Analysis): Enumeration[] {
  const known = cache.get(analysis);
  if (known !== undefined) return known;
  const found: Enumeration[] = [];
  for (const sentence of analysis.view.sentences) {
    if (sentence.tokens.length < 4 || sentence.words > 36) continue;
    const whole = /^There are /.test(sentence.plain) || standsAlone(sentence);
    if (!whole || !/\.$/.test(sentence.plain)) continue;
    const readings = [readKinds, readExamples, readParts].map((read) => read(analysis, sentence));
    const first = readings.find((reading) => reading !== null);
    const all =
      first !== undefined && first !== null
        ? [first]
        : clausesOf(sentence.plain).map(([from, to]) => readMembers(analysis, sentence, from, to));
    for (const reading of all) {
      if (reading === null) continue;
      const { from, to, ...rest } = reading;
      const members = membersOf(sentence, from, to);
      if (members !== null) found.push({ ...rest, sentence, members });
    }
  }
  cache.set(analysis, found);
  return found;
}
