const HYPHEN = /([\p{L}\p{M}]+)[-\u2010\u00ad]$/u;
const START = /^[\p{L}\p{M}]+/u;
/** "Ein- und Ausgabe", "pre- and postconditions": the hyphen stands for the word's second half. */
const SUSPENDED =
  /^(?:and|or|to|und|oder|bis|bzw|sowie|et|ou|y|o|e|u|en|of|och|og|eller|ja|i|lub)(?![\p{L}\p{M}])/u;

/** How often each word and hyphenated compound stands inside a line of the document. */
export type Vocabulary = { count(word: string): number };

/** Words at which a line is broken do not attest themselves. */
export function createVocabulary(lines: Iterable<string>): Vocabulary {
  const counts = new Map<string, number>();
  const add = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);
  let broken = false;
  for (const line of lines) {
    const words =
      line.toLowerCase().match(/[\p{L}\p{M}]+(?:[-\u2010][\p{L}\p{M}]+)*[-\u2010]?/gu) ?? [];
    for (const [index, word] of words.entries()) {
      const cutEnd = index === words.length - 1 && HYPHEN.test(line);
      if (cutEnd || (index === 0 && broken)) continue;
      add(word.replaceAll('\u2010', '-'));
      if (/[-\u2010]/u.test(word)) for (const part of word.split(/[-\u2010]/u)) add(part);
    }
    broken = HYPHEN.test(line);
  }
  return { count: (word) => counts.get(word) ?? 0 };
}

const noSpaces = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/**
 * Joins a line to the text before it. A hyphen at the end goes where the joined word is attested
 * in the document, or where nothing speaks for a compound; otherwise it stays ("well-known").
 */
export function joinLines(before: string, after: string, words: Vocabulary): string {
  if (before === '' || after === '') return before + after;
  if (/\u00ad$/u.test(before)) return before.slice(0, -1) + after;
  // An address broken at its dash or slash goes on without a space.
  if (/(?:https?:\/\/|www\.)\S*[-/_.?=&]$/u.test(before) && /^[\w/?#%]/u.test(after))
    return before + after;
  const head = HYPHEN.exec(before)?.[1];
  if (head === undefined) {
    const dense = noSpaces.test(before.slice(-1)) && noSpaces.test(after.slice(0, 1));
    const number = /\d-$/u.test(before) && /^[\p{L}\d]/u.test(after);
    return dense || number ? before + after : `${before} ${after}`;
  }
  if (SUSPENDED.test(after)) return `${before} ${after}`;
  const tail = START.exec(after)?.[0];
  if (tail === undefined) return /^\d/u.test(after) ? before + after : `${before} ${after}`;
  return keepsHyphen(head, tail, words) ? before + after : before.slice(0, -1) + after;
}

function keepsHyphen(head: string, tail: string, words: Vocabulary): boolean {
  const [a, b] = [head.toLowerCase(), tail.toLowerCase()];
  const upper = /^\p{Lu}/u.test(tail);
  const joined = words.count(a + b);
  const compound = words.count(`${a}-${b}`);
  // Capitals inside a word are a name ("Jean-Paul"), unless all of it is set in capitals.
  if (upper && !/^[\p{Lu}]{2,}$/u.test(head)) return joined <= compound;
  if (joined > 0 || compound > 0) return compound > joined;
  // German writes a noun's second half with a capital where it keeps the hyphen.
  if (!upper && /^\p{Lu}\p{Ll}/u.test(head) && isGerman(words)) return false;
  return a.length > 1 && b.length > 2 && words.count(a) > 0 && words.count(b) > 0;
}

const isGerman = (words: Vocabulary) =>
  words.count('und') + words.count('der') > words.count('and') + words.count('the');
