/** Pure helpers on phrases: cutting, capitalizing, comparing. */

const MAX_WORDS = 26;

/** `…, and it is also …`, `…, and many enzymes are …`: another statement, not part of the phrase. */
const SECOND_CLAUSE =
  /(?:,? and (?:it|they|he|she|this|these|thus|therefore|is|are|was|were|has|have|had|can|may|must|will|would|does|do)|, and (?:[\w-]+ ){1,5}(?:is|are|was|were|has|have|can|may|must|will|does|do|makes?|uses?|stands?|became|comes?|takes?)|, (?:can|may|must|is|are|was|were|has|have|will|does|do)) .*$/;

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * Cuts a defining phrase to its core: drops asides in dashes and what follows a semicolon or
 * colon; when still long, drops the last clauses after a comma. Never leaves fewer than 4 words.
 */
export function trimPhrase(phrase: string): string {
  let core = phrase.replace(/\s+/g, ' ').trim();
  for (const mark of [/;\s/, /:\s/, /\s[—–-]\s/, /\.\s/]) {
    const at = core.search(mark);
    // What a colon announces is needed, unless a new sentence follows it.
    if (
      at > 0 &&
      mark.source.startsWith(':') &&
      !/^: (?:it|its|the|a|an|they|this|each|every|in|when|if)\b/.test(core.slice(at))
    )
      return '';
    if (at > 0 && wordsOf(core.slice(0, at)).length >= 4) core = core.slice(0, at);
    else if (at > 0) return '';
  }
  core = core.replace(
    /, (?:so(?! that)|but|although|though|while|whereas|even if|however|because|since|unless|if|when|for example|e\.g\.|i\.e\.|that is,) .*$/,
    '',
  );
  core = core.replace(SECOND_CLAUSE, '');
  core = core
    .replace(/,? \((?:see|cf|e\.g|i\.e|for example)[^)]*\)?/gi, '')
    .replace(/ \([^)]*\)(?=$|,)/g, '');
  // An aside that was cut open takes everything from its bracket with it.
  if ((core.match(/\(/g)?.length ?? 0) > (core.match(/\)/g)?.length ?? 0))
    core = core.slice(0, core.lastIndexOf('('));
  while (wordsOf(core).length > MAX_WORDS) {
    const cut = core.search(
      /, (?:which|where|who|whose|and|or|including|such as|with|because|since|as|for|in)\b(?!.*, (?:which|where|who|whose|and|or|including|such as|with|because|since|as|for|in)\b)/,
    );
    if (cut < 0 || wordsOf(core.slice(0, cut)).length < 7) break;
    core = core.slice(0, cut);
  }
  return core.replace(/[\s,;:.]+$/, '');
}

export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const LIGHT = new Set(
  'a an and are as at be been by can do does for from has have in into is it its of on one or other such than that the their them then they this those to was were when where which while who whose will with not also may more most used using use called'.split(
    ' ',
  ),
);

/** Every fact is held against those of all rivals: without a memory a book is stemmed a thousand times. */
const KEEP_STEMS = 20_000;
const stemsByText = new Map<string, ReadonlySet<string>>();

/** Content words in a rough stem, for overlap. */
export function contentStems(text: string): ReadonlySet<string> {
  const known = stemsByText.get(text);
  if (known !== undefined) return known;
  const stems = readStems(text);
  if (stemsByText.size >= KEEP_STEMS) stemsByText.clear();
  stemsByText.set(text, stems);
  return stems;
}

function readStems(text: string): Set<string> {
  const stems = new Set<string>();
  for (const word of text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]{2,}/gu) ?? []) {
    if (!LIGHT.has(word)) stems.add(stemOf(word));
  }
  return stems;
}

export function stemOf(word: string): string {
  if (word.length < 5) return word.replace(/s$/, '');
  const stem = word
    .replace(/(?:ies|y)$/, 'i')
    .replace(
      /(?:ational|ation|ations|ating|ated|ates|ate|ators?|ings?|edly|ed|es|ers?|ors?|s|ly|ment|ments)$/,
      '',
    );
  return stem.length >= 4 ? stem : word.replace(/e?s$/, '');
}

/** Jaccard index of two sets; 0 where both are empty. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const item of a) if (b.has(item)) shared += 1;
  const union = a.size + b.size - shared;
  return union === 0 ? 0 : shared / union;
}

/** Whether words of `text` one after the other begin with the letters of an acronym: `XML`, `eXtensible Markup Language`. */
function spellsOut(acronym: string, text: string): boolean {
  const letters = acronym.toLowerCase();
  const words = (text.match(/\p{L}[\p{L}’']*/gu) ?? []).filter(
    (word) => !/^(?:of|and|the|for|to|in|on|a|an)$/i.test(word),
  );
  const initials = words.map((word) =>
    (/^\p{Ll}?(\p{Lu})/u.exec(word)?.[1] ?? word[0] ?? '').toLowerCase(),
  );
  return initials.join('').includes(letters);
}

/** Whether any content word of `answer` (or a form of it) stands in `text`, or is spelled out there. */
export function leaks(answer: string, text: string): boolean {
  for (const [acronym] of answer.matchAll(/(?<![\p{L}\p{N}])\p{Lu}{3,6}(?![\p{L}\p{N}])/gu))
    if (spellsOut(acronym, text)) return true;
  const stems = contentStems(text);
  for (const stem of contentStems(answer)) {
    if (stems.has(stem)) return true;
    if (stem.length >= 5)
      for (const other of stems)
        if (other.length >= 5 && (other.startsWith(stem) || stem.startsWith(other))) return true;
  }
  return false;
}

/**
 * How much of a name a text gives away: nothing, the head of a longer name (`scale` of `chromatic
 * scale`, which says what kind of thing is asked for), or what tells it from others of its kind.
 */
export function leakOf(name: string, text: string): 'nothing' | 'head' | 'all' {
  const split = / of /.test(name) ? null : /^(.+)[ -](\S+)$/.exec(name);
  if (split === null) return leaks(name, text) ? 'all' : 'nothing';
  const [, telling = '', head = ''] = split;
  if (leaks(telling, text)) return 'all';
  return leaks(head, text) ? 'head' : 'nothing';
}

/** Stem of the last word of a name. */
export const headStem = (name: string): string =>
  stemOf((name.split(/[ -]/).at(-1) ?? '').toLowerCase());

export const wordCount = (text: string): number => wordsOf(text).length;
